package recipe

import "github.com/syncspec/syncspec/engine/object"

// TokenRequest asks for a token of a virtual service account, good for one pod.
type TokenRequest struct {
	Pod object.Key
	UID string
	// Account is the service account, in the pod's namespace.
	Account string
	// Audiences are who the token is for, one a line.
	Audiences string
	// Seconds is how long it is to be good.
	Seconds int64
}

// Token is the answer to a TokenRequest.
type Token struct {
	// Value is empty while there is none.
	Value string
	// Refused is why the virtual API server gave none; empty when it was not asked yet.
	Refused string
}

// String keeps the value out of logs and messages.
func (Token) String() string { return "(a token)" }

// GoString keeps it out of %#v, too.
func (t Token) GoString() string { return t.String() }
