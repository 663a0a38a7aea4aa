package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/syncspec/syncspec/"

// imports maps each package below engine, "engine" itself and "loop", to what
// its files other than tests import, each with one of the files.
func imports(t *testing.T) map[string]map[string]string {
	t.Helper()
	found := map[string]map[string]string{}
	eachFile(t, func(file string, parsed *ast.File) {
		pack := filepath.ToSlash(filepath.Dir(file))
		if pack == "." {
			pack = "engine"
		}
		if found[pack] == nil {
			found[pack] = map[string]string{}
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			found[pack][imported] = file
		}
	})
	return found
}

func eachFile(t *testing.T, do func(file string, parsed *ast.File)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err == nil {
			do(file, parsed)
		}
		return err
	}))
}

// picture reads who may import whom from the package comment.
func picture(t *testing.T) map[string][]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	require.NoError(t, err)
	_, drawn, found := strings.Cut(parsed.Doc.Text(), "Who imports whom")
	require.True(t, found, "the package comment draws the picture")
	drawn, _, _ = strings.Cut(drawn[strings.Index(drawn, "\n"):], "There is no")
	arrows := map[string][]string{}
	chain := regexp.MustCompile(`\w+(?: → (?:\w+|\{[\w, ]+\}))+`)
	for _, line := range chain.FindAllString(drawn, -1) {
		ends := strings.Split(line, " → ")
		for i := range ends[1:] {
			arrows[ends[i]] = append(arrows[ends[i]], strings.Split(strings.Trim(ends[i+1], "{}"), ", ")...)
		}
	}
	return arrows
}

// reach is everything on the way along the arrows.
func reach(arrows map[string][]string, from string, seen map[string]bool) map[string]bool {
	for _, to := range arrows[from] {
		if !seen[to] {
			seen[to] = true
			reach(arrows, to, seen)
		}
	}
	return seen
}

func TestPackagesImportEachOtherAsThePictureShows(t *testing.T) {
	t.Parallel()
	arrows := picture(t)
	require.Contains(t, arrows["engine"], "loop")
	require.Contains(t, arrows["recipe"], "path")
	all := imports(t)
	for pack, imported := range all {
		allowed := reach(arrows, pack, map[string]bool{})
		require.False(t, allowed[pack], "the arrows lead from %s back to it", pack)
		for other, file := range imported {
			if name, inside := strings.CutPrefix(other, module+"engine/"); inside {
				require.True(t, allowed[name], "%s: the picture in doc.go has no way from %s to %s", file, pack, name)
			}
		}
	}
	for from, to := range arrows {
		require.Contains(t, all, from, "the picture shows a package that does not exist")
		for _, one := range to {
			require.Contains(t, all, one, "the picture shows a package that does not exist")
		}
	}
}

func TestTheEngineKnowsNothingOfTheHarness(t *testing.T) {
	t.Parallel()
	for _, imported := range imports(t) {
		for other, file := range imported {
			if strings.HasPrefix(other, module) {
				require.True(t, strings.HasPrefix(other, module+"engine/"), "%s imports %s", file, other)
			}
		}
	}
}

// Pure packages have no client, no clock and no log.
func TestPurePackagesHaveNoEffects(t *testing.T) {
	t.Parallel()
	forbidden := []string{"k8s.io/client-go", "sigs.k8s.io", "context", "log", "net", "os", "time", "sync", "math/rand"}
	all := imports(t)
	for _, pack := range []string{"path", "object", "naming", "recipe", "kinds", "rbac", "patches", "plan", "nodes", "events", "volumes", "replicas", "controllers", "config"} {
		require.Contains(t, all, pack)
		for other, file := range all[pack] {
			for _, prefix := range forbidden {
				require.False(t, other == prefix || strings.HasPrefix(other, prefix+"/"), "%s imports %s", file, other)
			}
		}
	}
}

func TestNothingHappensBecauseAPackageIsImported(t *testing.T) {
	t.Parallel()
	eachFile(t, func(file string, parsed *ast.File) {
		for _, declared := range parsed.Decls {
			if function, is := declared.(*ast.FuncDecl); is {
				require.False(t, function.Recv == nil && function.Name.Name == "init", "%s has an init function", file)
			}
		}
	})
}

func TestEveryPackageSaysItsReason(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	eachFile(t, func(file string, parsed *ast.File) {
		pack := filepath.Dir(file)
		said[pack] = said[pack] || parsed.Doc.Text() != ""
	})
	for _, pack := range slices.Sorted(maps.Keys(said)) {
		require.True(t, said[pack], "%s has no package comment", pack)
	}
}
