// Package path is the one path language of the project: recipes name fields
// with it, users name fields of their patches with it, and changes are reported
// in it.
//
//	spec.rules[*].http.paths[*].backend.service.name
//	metadata.annotations["nginx.ingress.kubernetes.io/auth-secret"]
//	spec.containers[0].image
//
// A path is parsed once; a malformed one is a *SyntaxError that names the
// column. Paths walk plain JSON values (maps, slices, scalars) and never panic
// on the shape of an object: what is not there is not matched.
package path
