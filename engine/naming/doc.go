// Package naming is how virtual names become host names, and the marks by which
// a host object is known to be the copy of a virtual one. It is pure: a Scheme
// is a value, two virtual clusters are two values.
//
//	default/nginx  →  vcluster/nginx-x-default-x-vcluster
//
// A host name is never parsed back (a-x-b in c and a in b-x-c join to the same
// text): the way back is the copy's annotations, checked by translating them
// again (OWN-01, NAME-18).
package naming
