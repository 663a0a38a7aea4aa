package reports

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// render writes the page and reads it again as a browser would. With
// SYNCSPEC_KEEP_REPORT=file the page stays there to be looked at.
func render(t *testing.T, run Run) (*html.Node, []byte) {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, WriteHTML(&b, run))
	if name := os.Getenv("SYNCSPEC_KEEP_REPORT"); name != "" {
		require.NoError(t, os.WriteFile(name, b.Bytes(), 0o600))
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	return root, b.Bytes()
}

func elements(root *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && match(n) {
			found = append(found, n)
		}
	}
	return found
}

func named(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name }
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func TestThePageHasOneMarkPerCall(t *testing.T) {
	root, _ := render(t, sample())
	calls := 0
	for _, s := range sample().All() {
		calls += len(s.Calls)
	}
	marks := elements(root, func(n *html.Node) bool {
		return n.Data == "use" && n.FirstChild != nil && n.FirstChild.Data == "title"
	})
	require.Len(t, marks, calls)
	require.Equal(t, "1. engine/1: list pods · 200 · at 0.8 ms", text(marks[0].FirstChild))
}

func TestThePageShowsEveryScenarioOnce(t *testing.T) {
	root, _ := render(t, sample())
	shown := map[string]int{}
	for _, n := range elements(root, func(n *html.Node) bool { return attr(n, "id") != "" && attr(n, "data-status") != "" }) {
		shown[attr(n, "id")]++
	}
	require.Len(t, shown, sample().Totals().All())
	failures := elements(root, named("article"))
	require.Len(t, failures, 2)
	require.Contains(t, text(failures[1]), "testsecret-tls-x-default-x-vcluster")
	require.Contains(t, text(root), "2 of 12 scenarios failed")
}

func TestEveryLinkOfThePageLeadsSomewhere(t *testing.T) {
	run := sample()
	again := run.Features[0].Rules[0].Scenarios[0]
	again.Attempt = 2
	run.Features[0].Rules[0].Scenarios = append(run.Features[0].Rules[0].Scenarios, again)
	root, _ := render(t, run)
	var ids []string
	for _, n := range elements(root, func(n *html.Node) bool { return attr(n, "id") != "" }) {
		require.NotContains(t, ids, attr(n, "id"), "anchors are unique")
		ids = append(ids, attr(n, "id"))
	}
	links := elements(root, func(n *html.Node) bool { return attr(n, "href") != "" })
	require.NotEmpty(t, links)
	for _, n := range links {
		require.True(t, slices.Contains(ids, strings.TrimPrefix(attr(n, "href"), "#")), "%s leads nowhere", attr(n, "href"))
	}
	require.Contains(t, ids, "s-RTC-25")
	require.Contains(t, ids, "s-from-host-runtime-classes-feature-41")
}

func TestThePageLoadsNothing(t *testing.T) {
	root, page := render(t, sample())
	require.Empty(t, elements(root, named("link")))
	require.Empty(t, elements(root, func(n *html.Node) bool { return attr(n, "src") != "" }))
	require.NotContains(t, string(page), "@import")
	require.NotContains(t, string(page), "url(")
	require.NotContains(t, string(page), "ZgotmplZ", "a value the template engine refused")
}

func TestThePolicyAdmitsThePagesOwnScript(t *testing.T) {
	root, _ := render(t, sample())
	scripts := elements(root, named("script"))
	require.Len(t, scripts, 1)
	hash := sha256.Sum256([]byte(text(scripts[0])))
	metas := elements(root, func(n *html.Node) bool { return attr(n, "http-equiv") == "Content-Security-Policy" })
	require.Len(t, metas, 1)
	require.Contains(t, attr(metas[0], "content"), "script-src 'sha256-"+base64.StdEncoding.EncodeToString(hash[:])+"'")
}

func TestMarkupInARunIsText(t *testing.T) {
	for _, hostile := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title></svg></style></script><script>alert(1)</script>`,
		`' onmouseover='alert(1)`, `javascript:alert(1)`, `{{.Script}}`, `<!--`, `]]></textarea><iframe>`,
	} {
		t.Run(hostile, func(t *testing.T) {
			root, _ := render(t, hostileRun(hostile))
			clean, _ := render(t, hostileRun("harmless"))
			require.Equal(t, shapeOf(clean), shapeOf(root), "hostile text adds no element and no attribute")
			for _, n := range elements(root, named("a")) {
				require.True(t, strings.HasPrefix(attr(n, "href"), "#"))
			}
			require.Contains(t, text(root), hostile)
		})
	}
}

// shapeOf is the page's elements and attribute names, without any text. Labels are
// left out: there are more of them when names are shorter.
func shapeOf(root *html.Node) string {
	var b strings.Builder
	for _, n := range elements(root, func(n *html.Node) bool { return n.Data != "text" }) {
		b.WriteString(n.Data)
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestALargeRunStaysSmall(t *testing.T) {
	run := sample()
	run.Features = nil
	for f := range 20 {
		feature := Feature{URI: fmt.Sprintf("features/page-%d.feature", f), Name: fmt.Sprintf("Page %d", f)}
		for s := range 15 {
			scenario := passed("a sentence of the documentation holds", s*20+3, 400*ms, "RTC-14")
			scenario.Calls = slices.Concat(scenario.Calls, scenario.Calls, scenario.Calls)[:60]
			feature.Rules = append(feature.Rules, Rule{Name: "A documented sentence", Scenarios: []Scenario{scenario}})
		}
		run.Features = append(run.Features, feature)
	}
	_, page := render(t, run)
	t.Logf("300 scenarios with 60 calls each: %.1f MB", float64(len(page))/1e6)
	require.Less(t, len(page), 5_000_000)
}

func TestARunInWhichEverythingFailsStaysSmall(t *testing.T) {
	run := Run{Features: []Feature{{URI: "features/a.feature", Name: "A"}}}
	for i := range 300 {
		s := failed()
		s.Line = i + 1
		s.Calls = slices.Concat(s.Calls, s.Calls, s.Calls)[:60]
		s.Failure.Log = slices.Concat(s.Failure.Log, s.Failure.Log, s.Failure.Log)
		if i == 0 {
			s.Failure.Host = strings.Repeat("ü", 1_000_000)
		}
		run.Features[0].Rules = append(run.Features[0].Rules, Rule{Scenarios: []Scenario{s}})
	}
	root, page := render(t, run)
	require.Len(t, elements(root, named("article")), 300)
	t.Logf("300 failures with 60 calls each: %.1f MB", float64(len(page))/1e6)
	require.Less(t, len(page), 8_000_000)
}

func TestARunWithoutAnythingIsStillAPage(t *testing.T) {
	root, _ := render(t, Run{})
	require.Contains(t, text(root), "Nothing was run")
}

func TestTheDetailsOfALargeRunArePacked(t *testing.T) {
	run := Run{Features: []Feature{{URI: "features/a.feature", Name: "A"}}}
	rule := Rule{Name: "A documented sentence", Scenarios: []Scenario{failed()}}
	for i := range plainDetails + 1 {
		rule.Scenarios = append(rule.Scenarios, passed(fmt.Sprintf("example %d </template><b>", i), i+200, 400*ms, "RTC-14"))
	}
	run.Features[0].Rules = []Rule{rule}
	root, page := render(t, run)
	t.Logf("%d scenarios with 25 calls each: %.2f MB", plainDetails+1, float64(len(page))/1e6)
	require.Less(t, len(page), 400_000)
	require.NotContains(t, string(page), "ZgotmplZ", "a value the template engine refused")
	packs := elements(root, func(n *html.Node) bool { return attr(n, "class") == "pack" })
	require.Len(t, packs, 1)
	bodies := unpacked(t, text(packs[0]))
	require.Len(t, bodies, plainDetails+1)
	places := elements(root, func(n *html.Node) bool { return attr(n, "data-at") != "" })
	require.Len(t, places, len(bodies))
	require.Equal(t, strconv.Itoa(plainDetails), attr(places[plainDetails], "data-at"))
	for i, body := range bodies {
		inside, err := html.Parse(strings.NewReader(body))
		require.NoError(t, err)
		require.Len(t, elements(inside, named("use")), 25, "every call has its mark")
		require.Contains(t, body, fmt.Sprintf("features/a.feature:%d ", i+200), "in the order of the page")
		require.Contains(t, body, `<ol class="steps">`)
		require.NotContains(t, body, "example", "its name is not packed")
	}
}

func unpacked(t *testing.T, pack string) []string {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(pack)
	require.NoError(t, err)
	grown, err := gzip.NewReader(bytes.NewReader(raw))
	require.NoError(t, err)
	var bodies []string
	require.NoError(t, json.NewDecoder(grown).Decode(&bodies))
	return bodies
}
