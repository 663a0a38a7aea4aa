// Package events decides what becomes of the host's events in the virtual
// cluster. EV-*
//
// They are kept by a controller, because an event is not synced for itself: where
// it goes, under which name and whether at all depends on the object it is about,
// and it stays when it is gone from the host.
//
//	host event ─► about.go: whose copy is it about? ─► events.go: the same, about the original
package events
