// Package tagexpr decides which scenarios a Cucumber tag expression selects,
// such as "@to-host and not (@apiserver or @node)". It is our own because
// godog's filter takes "not @x" and parentheses to select nothing, and says so
// to nobody.
package tagexpr
