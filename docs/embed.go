// Package docs holds the generated pages that the command prints.
package docs

import _ "embed" // for Steps

// Steps is the vocabulary of the features, as Markdown.
//
//go:embed steps.md
var Steps string
