// Package script evaluates the JavaScript expressions of patches.
//
//	Compile(source)  once, when the configuration is loaded → *Expression, or *SyntaxError
//	Evaluator        one value in, one JSON value out; errors are typed
//	  InProcess      in this process: for trusted input and for offline use
//
// An expression is a function of its Call and nothing else: the clock stands
// still, chance always begins with the same seed, and no evaluation sees what an
// earlier one left behind. What it is given are copies, and what it returns is
// plain JSON or an error: a value that JSON would silently drop or turn into null
// (a function, NaN, undefined inside an object) never becomes a deletion.
package script
