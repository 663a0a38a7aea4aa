// Package recipe is the form in which a kind says how it is synced: which
// fields flow in which direction, what it refers to, what keeps it from
// syncing. A recipe is a value; package plan reads it, and nobody else has to
// know a kind.
//
// Fields are paths. What a path cannot say is a named Rule: a pure function
// that changes the host object in the making. Fifteen fields are the ceiling of
// a Recipe; a kind that needs more is an ordinary controller beside them.
package recipe
