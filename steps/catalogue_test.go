package steps_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/features"
)

var update = flag.Bool("update", false, "rewrite docs/steps.md")

// definition is one step definition as its source says it.
type definition struct {
	keyword, doc string
	pattern      *regexp.Regexp
	used         int
}

func TestTheVocabularyIsSmall(t *testing.T) {
	require.LessOrEqual(t, len(definitions(t)), 30, "a new step is a design decision: say it with the steps there are")
}

func TestEveryStepOfTheFeaturesIsDefinedOnceAndEveryDefinitionIsUsed(t *testing.T) {
	for _, d := range counted(t) {
		require.NotZero(t, d.used, "nothing uses %s", d.pattern)
	}
}

func TestTheStepCatalogueIsUpToDate(t *testing.T) {
	const file = "../docs/steps.md"
	want := page(counted(t))
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o600))
	}
	got, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, want, string(got), "write it again with: go test ./steps -update")
}

func page(definitions []*definition) string {
	var b strings.Builder
	b.WriteString("# Steps\n\nThe whole vocabulary of the features. This page is generated: `go test ./steps -update`.\n")
	keyword := ""
	for _, d := range definitions {
		if d.keyword != keyword {
			keyword = d.keyword
			fmt.Fprintf(&b, "\n## %s\n", map[string]string{"Given": "Given", "When": "When", "Step": "Given or When", "Then": "Then"}[keyword])
		}
		fmt.Fprintf(&b, "\n`%s`\n\n%s Used %d times.\n", strings.Trim(d.pattern.String(), "^$"), d.doc, d.used)
	}
	return b.String()
}

// counted matches every step of every scenario with the definitions.
func counted(t *testing.T) []*definition {
	t.Helper()
	all := definitions(t)
	eachStep(t, func(where string, step *messages.PickleStep) {
		var found []*definition
		for _, d := range all {
			if d.pattern.MatchString(step.Text) && d.fits(step.Type) {
				found = append(found, d)
			}
		}
		require.Len(t, found, 1, "%s: %s", where, step.Text)
		found[0].used++
	})
	return all
}

// fits is the strict rule: a definition only answers to its own keyword.
func (d definition) fits(kind messages.PickleStepType) bool {
	switch d.keyword {
	case "Given":
		return kind == messages.PickleStepType_CONTEXT
	case "When":
		return kind == messages.PickleStepType_ACTION
	case "Then":
		return kind == messages.PickleStepType_OUTCOME
	}
	return kind != messages.PickleStepType_OUTCOME
}

func eachStep(t *testing.T, do func(where string, step *messages.PickleStep)) {
	t.Helper()
	err := fs.WalkDir(features.FS, ".", func(uri string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(uri) != ".feature" {
			return err
		}
		raw, err := features.FS.ReadFile(uri)
		require.NoError(t, err)
		id := (&messages.Incrementing{}).NewId
		document, err := gherkin.ParseGherkinDocument(strings.NewReader(string(raw)), id)
		require.NoError(t, err, uri)
		for _, pickle := range gherkin.Pickles(*document, uri, id) {
			for _, step := range pickle.Steps {
				do(uri+": "+pickle.Name, step)
			}
		}
		return nil
	})
	require.NoError(t, err)
}

// definitions reads the registrations and the comments of their methods.
func definitions(t *testing.T) []*definition {
	t.Helper()
	var found []*definition
	for _, file := range []string{"given.go", "when.go", "then.go"} {
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		require.NoError(t, err)
		docs := comments(source)
		ast.Inspect(source, func(node ast.Node) bool {
			if d := registration(t, node, docs); d != nil {
				found = append(found, d)
			}
			return true
		})
	}
	return found
}

func comments(source *ast.File) map[string]string {
	docs := map[string]string{}
	for _, declaration := range source.Decls {
		if f, ok := declaration.(*ast.FuncDecl); ok {
			docs[f.Name.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
		}
	}
	return docs
}

// registration is a statement like sc.Given(`pattern`, w.method).
func registration(t *testing.T, node ast.Node, docs map[string]string) *definition {
	call, ok := node.(*ast.CallExpr)
	if !ok || len(call.Args) != 2 {
		return nil
	}
	on, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || fmt.Sprint(on.X) != "sc" {
		return nil
	}
	literal, err := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
	require.NoError(t, err)
	doc := docs[call.Args[1].(*ast.SelectorExpr).Sel.Name]
	require.NotEmpty(t, doc, "%s has no comment", literal)
	return &definition{keyword: on.Sel.Name, doc: doc, pattern: regexp.MustCompile(literal)}
}
