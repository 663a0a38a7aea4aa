// Package path is the one path language of the project: recipes name fields
// with it, users name fields of their patches with it, and changes are reported
// in it.
//
//	spec.rules[*].http.paths[*].backend.service.name
//	metadata.annotations["nginx.ingress.kubernetes.io/auth-secret"]
//	spec.containers[0].image
//
//	data.*                                   every entry, of a map or of a list
//
// Dots separate names; doubled, leading and trailing dots and blanks around names
// mean nothing (PATCH-22). Brackets hold an index, a star or a key; a key with a
// dot, a bracket or a quote in it is quoted, with either quote, and a backslash
// takes the next character as it is. After a dot, double quotes do the same
// (PATCH-26). A number names an entry of a list or a key of a map (PATCH-23).
//
// A path is parsed once; a malformed one is a *SyntaxError that names the place
// (PATCH-29). Paths walk plain JSON values (maps, slices, scalars) and never panic
// on the shape of an object: what is not there is not matched.
package path
