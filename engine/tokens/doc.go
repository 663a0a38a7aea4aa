// Package tokens gets the tokens of virtual service accounts that host pods
// carry. It is the one thing pods need that is neither on the one side nor on
// the other: the virtual API server makes a token when it is asked.
//
//	plan    asks the view for a token and does without, if there is none
//	Find    the host's own while it is fresh, else one fetched before: no request
//	Fetch   one request to the virtual API server; then the pod is planned again
//
// The host pod, or the secret beside it, is the only place where a token is kept.
// So a restarted engine asks for none, and what is held here is held until the host
// shows it. A token is
// replaced after four fifths of its time, as a kubelet does it. No token is ever
// in a log, an error or an event.
package tokens
