package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/internal/cli"
)

// program is how the README calls us.
const program = "bin/syncspec"

// TestTheDocumentsAreTrue does what the README and the pages of docs show: the
// commands of a console block are run and must print what is shown, those of a sh
// block take minutes or clusters, and must be understood.
func TestTheDocumentsAreTrue(t *testing.T) {
	root, err := os.Getwd()
	require.NoError(t, err)
	everything := allFeatures(t)
	for _, page := range pages(t) {
		t.Run(page, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(root, page))
			require.NoError(t, err)
			t.Chdir(filepath.Dir(filepath.Join(root, page)))
			for _, link := range regexp.MustCompile(`\]\(([^):#]+)(#[^)]*)?\)`).FindAllStringSubmatch(string(text), -1) {
				require.FileExists(t, link[1]+trailing(link[1]), "%s links to it", page)
			}
			t.Chdir(t.TempDir())
			for _, block := range regexp.MustCompile("(?s)```(\\w+)\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
				switch block[1] {
				case "gherkin":
					require.Contains(t, everything, flat(block[2]), "%s shows a scenario that is in no feature", page)
				case "console":
					converse(t, block[2])
				case "sh":
					understand(t, block[2])
				}
			}
		})
	}
}

// pages are the documents people wrote; the others are generated, and tested where
// they are made.
func pages(t *testing.T) []string {
	t.Helper()
	all := []string{"README.md", "CONTRIBUTING.md"}
	for _, pattern := range []string{"docs/*.md", "kind-configs/*.md"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		all = append(all, found...)
	}
	return slices.DeleteFunc(all, func(page string) bool { return slices.Contains([]string{"docs/steps.md", "docs/lint.md"}, page) })
}

// understand checks that there are the commands and flags a block uses.
func understand(t *testing.T, block string) {
	t.Helper()
	joined := strings.ReplaceAll(block, "\\\n", " ")
	for line := range strings.Lines(joined) {
		_, command, calls := strings.Cut(" "+line, " "+program+" ")
		if !calls {
			continue
		}
		command, _, _ = strings.Cut(command, "#")
		command, _, _ = strings.Cut(command, "|")
		words := fields(command)
		ours := slices.Index(append(words, "--"), "--") // what comes after it is another's
		said, code := run(append(words[:ours:ours], "--help"))
		require.Zero(t, code, "%s\n%s", line, said)
	}
}

// trailing lets a link to a folder be tested as one to its doc.go.
func trailing(link string) string {
	if info, err := os.Stat(link); err == nil && info.IsDir() {
		return "/doc.go"
	}
	return ""
}

// converse plays a console block: "$ " begins a command, the lines below are
// what it prints. It succeeds, unless its exit code is what comes next. A file shown
// by cat is there from then on; commands that take minutes are left to those who read.
func converse(t *testing.T, block string) {
	t.Helper()
	said, code := "", 0
	turns := strings.Split("\n"+block, "\n$ ")[1:]
	for i, turn := range turns {
		command, shown, _ := strings.Cut(turn, "\n")
		words := fields(command)
		switch {
		case words[0] == "cat":
			require.NoError(t, os.WriteFile(words[1], []byte(shown), 0o600))
		case command == "echo $?":
			require.Equal(t, strconv.Itoa(code)+"\n", shown, "exit code in the page")
		case words[0] == program:
			said, code = run(words[1:])
			agree(t, command, shown, said)
			told := i+1 < len(turns) && strings.HasPrefix(turns[i+1], "echo $?")
			require.True(t, code == 0 || told, "`%s` ends with exit code %d, which the page does not say:\n%s", command, code, said)
		}
	}
}

func run(words []string) (said string, code int) {
	var out bytes.Buffer
	code = (&cli.Program{Name: program, Stdout: &out, Stderr: &out, Env: func(string) string { return "" }}).Main(words)
	return out.String(), code
}

// agree holds what is shown against what was said, line by line, but for
// numbers, times, widths and what stands for an … line.
func agree(t *testing.T, command, shown, said string) {
	t.Helper()
	rest := loose(said)
	for line := range strings.Lines(shown) {
		line = loose(line)
		if line == "…\n" || line == "\n" {
			continue
		}
		_, after, found := strings.Cut(rest, line)
		require.True(t, found, "the page shows for `%s` the line\n%s\nwhich did not come, or not in this order, in\n%s", command, line, said)
		rest = after
	}
}

// loose replaces what differs from run to run, and lines that move as features grow.
func loose(text string) string {
	for _, each := range []struct{ pattern, with string }{
		{`go\d[\w.]* \w+/\w+`, "go"},
		{`[ \t]+`, " "},
		{`(^|[ \n/(])\d+(\.\d+)?( ?(ms|s|m)\b)?`, "${1}N"},
		{`(N )?passed N(/N)?`, "passed N"},
		{`(/[\w.-]+)*/?out/`, "out/"},
		{`\.feature:\d+`, ".feature:N"},
	} {
		text = regexp.MustCompile(each.pattern).ReplaceAllString(text, each.with)
	}
	return text
}

// fields are the words of a command, in which '…' is one.
func fields(command string) []string {
	var words []string
	for _, match := range regexp.MustCompile(`'([^']*)'|(\S+)`).FindAllStringSubmatch(command, -1) {
		words = append(words, match[1]+match[2])
	}
	return words
}

// flat is a text without its indentation.
func flat(text string) string {
	return regexp.MustCompile(`(?m)^[ \t]+`).ReplaceAllString(text, "")
}

// allFeatures are all features, flat, in one text.
func allFeatures(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(features.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".feature" {
			return err
		}
		text, err := fs.ReadFile(features.FS, name)
		all.WriteString(flat(string(text)))
		return err
	})
	require.NoError(t, err)
	return all.String()
}
