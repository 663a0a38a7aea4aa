// Package scenarios says what a scenario runs on: a Pair of API servers that
// remember what they were asked. Everything that knows everyone lives below it.
//
//	runner    selects scenarios, runs them in lanes, judges, keeps evidence
//	subject   the engine under test, in this process
//	target    pairs: in memory, and real ones through envtest
//	history   what was called, as values
//	law       what must hold after every scenario, whatever it was about
//	tagexpr   which scenarios are meant
//
// Its tests are the features themselves: on memory, and on real API servers.
package scenarios
