// Package plan decides. For takes a pair of objects as both clusters hold them
// and returns what has to be done, as a list of actions that can be printed,
// compared and executed: no client, no context, no clock, no log.
//
//	For(Input{Recipe, Virtual, Host, Base, …}) → Plan{Actions, Base, Verdict}
//
// Every action carries the reasons it stands on: the rule, the behaviour id, the
// place in vcluster.yaml. Nothing computes them a second time.
package plan
