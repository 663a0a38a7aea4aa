// Package authority answers as the RBAC authorizer of an API server does: what may
// a user do, given the roles and bindings there are. It is pure; the memory servers
// ask it, and a target of real servers compares their answers with it.
package authority
