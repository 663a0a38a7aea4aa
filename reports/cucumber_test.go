package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

func TestCucumbersPageHoldsTheMessages(t *testing.T) {
	run := sourced(sample())
	run.Features[0].Source += "# </script><script>alert(1)</script>\n"
	var page, messages bytes.Buffer
	require.NoError(t, WriteCucumberHTML(&page, run))
	require.NoError(t, WriteMessages(&messages, run))
	if name := os.Getenv("SYNCSPEC_KEEP_REPORT"); name != "" {
		require.NoError(t, os.WriteFile(name, page.Bytes(), 0o600))
	}
	root, err := html.Parse(bytes.NewReader(page.Bytes()))
	require.NoError(t, err)
	scripts := elements(root, named("script"))
	require.Len(t, scripts, 3, "nothing in a message ends the script")
	array := strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text(scripts[0])), "window.CUCUMBER_MESSAGES = ")), ";")
	array = strings.Replace(array, ",\n]", "]", 1)
	var inside []json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(array), &inside))
	want := strings.Split(strings.TrimSpace(messages.String()), "\n")
	require.Len(t, inside, len(want))
	require.JSONEq(t, want[len(want)-1], string(inside[len(inside)-1]))
	require.True(t, strings.Contains(page.String(), "2 of 12 scenarios failed · syncspec</title>"))
	require.True(t, strings.Contains(page.String(), "SmartBear Software and contributors"))
	require.Empty(t, elements(root, func(n *html.Node) bool { return attr(n, "src") != "" }), "it loads nothing")
}

func TestTheFormatterIsThePinnedOne(t *testing.T) {
	sums, err := os.ReadFile("cucumber/sums")
	require.NoError(t, err)
	listed := 0
	for line := range strings.Lines(string(sums)) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		content, err := os.ReadFile("cucumber/" + name)
		require.NoError(t, err)
		require.Equal(t, want, fmt.Sprintf("%x", sha256.Sum256(content)), "%s: `make cucumber` gets it again", name)
		listed++
	}
	require.Equal(t, 6, listed)
}

func TestCucumbersPageNeedsTheTextOfThePages(t *testing.T) {
	require.ErrorContains(t, WriteCucumberHTML(io.Discard, sample()), "writing Cucumber's HTML report: writing Cucumber Messages: features/from-host")
	require.ErrorIs(t, WriteCucumberHTML(closed{}, sourced(sample())), io.ErrClosedPipe)
}
