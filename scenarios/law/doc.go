// Package law judges a finished scenario by what the two API servers were asked
// to do. A law holds for every scenario and for every engine: it is a pure
// function over a history, with no client, no clock and no knowledge of the
// engine's code. What an engine may do is worked out again here, from the
// documents and from the history alone.
//
//	history ── replay ──► world before each call ── law ──► Verdict
//
// Where the evidence is not enough to blame the engine (a request whose answer
// was lost, a reference only a waiting pod makes), a law keeps quiet.
package law
