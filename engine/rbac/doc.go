// Package rbac says what an engine has to be allowed, and nothing beyond it.
//
//	recipes + configuration ─► Rights ─► Roles: Role, ClusterRole and their bindings
//
// Rights are derived: what is watched from where a kind lives, what is written from
// the direction it flows, what else is asked for from the Asks of its rules. A new
// kind gets its rights by being a recipe; a controller beside the recipes says itself
// what its plans consist of.
package rbac
