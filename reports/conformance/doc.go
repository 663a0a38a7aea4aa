// Package conformance says in a form that engines can be compared by how far one
// of them does what is specified: whose engine it is, what it was judged with,
// and profile by profile what held, what did not and what was not judged.
//
// The form follows the conformance reports of Gateway API. Its JSON Schema is
// schema.json; docs/conformance.md explains it.
package conformance
