// Package lint says what is wrong with a vcluster.yaml before a cluster sees it: what
// the configuration's own checks find, and what they cannot, because the file is valid
// and does not mean what its author thinks.
//
//	Rules()            the table: code, title, documented sentence, what to write instead
//	Check(file, text)  → findings, each of one rule, with its place and perhaps a repair
//	Fix(file, text)    → the text with every safe repair made, comments and all
//	Page(rule)         → what `--explain CODE` prints; all of them are docs/lint.md
//
// Each rule has an example that breaks it and one that does not, testdata/CODE, which
// are shown on its page and run as tests. Nothing here reads a file, a cluster or a clock.
package lint
