// Package object compares and changes Kubernetes objects as plain JSON maps.
// It knows nothing of kinds: a diff is a JSON merge patch made by walking two
// maps, a merge of both sides is decided key by key against what both sides
// held when they last agreed.
package object
