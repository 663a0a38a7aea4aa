package reports

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// lived is documentation of the sample: a page with a difference, two targets.
func lived() Living {
	run := sample()
	features := sample().Features
	theirs := passed("the real one keeps the class", 120, 0, "RTC-25")
	theirs.Steps[0].Argument = "sync: {}\ncompat: vcluster\n"
	features[0].Rules[1].Scenarios = append(features[0].Rules[1].Scenarios, theirs)
	memory := sample()
	memory.Target, memory.Detail, memory.Started = "memory", "two at a time", run.Started.Add(-time.Hour)
	memory.Features = memory.Features[:1]
	return Living{
		Sentences: run.Sentences, Features: features, Runs: []Run{run, memory},
		Why:         map[string]string{"RTC-30": "no target has it"},
		Differences: []Difference{{Behaviour: "RTC-25", Kind: "RuntimeClass", At: "metadata", Ours: "gone at once", Real: "gone after <b>a while</b>", Reason: "nobody waits"}},
	}
}

func living(t *testing.T, living Living) (*html.Node, string) {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, WriteLiving(&b, living))
	if name := os.Getenv("SYNCSPEC_KEEP_REPORT"); name != "" {
		require.NoError(t, os.WriteFile(name, b.Bytes(), 0o600))
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	require.NotContains(t, b.String(), "ZgotmplZ", "a value the template engine refused")
	return root, b.String()
}

func sentence(t *testing.T, root *html.Node, id string) *html.Node {
	t.Helper()
	found := elements(root, func(n *html.Node) bool { return attr(n, "id") == slug(id) })
	require.Len(t, found, 1)
	return found[0]
}

// cellsOf is what a sentence says of each target, as class and label.
func cellsOf(n *html.Node) []string {
	var all []string
	last := elements(n, func(n *html.Node) bool { return n.Data == "p" && attr(n, "class") == "cells" })
	for _, c := range elements(last[len(last)-1], named("span")) {
		all = append(all, strings.TrimPrefix(attr(c, "class"), "cell ")+" "+text(c))
	}
	return all
}

func TestEverySentenceIsThereInOrder(t *testing.T) {
	root, _ := living(t, lived())
	var ids []string
	for _, n := range elements(root, named("article")) {
		ids = append(ids, attr(n, "id"))
	}
	var want []string
	seen := map[string]bool{}
	for _, page := range lived().Sentences {
		if seen[page.Page] {
			continue
		}
		seen[page.Page] = true
		for _, s := range lived().Sentences {
			if s.Page == page.Page {
				want = append(want, slug(s.ID))
			}
		}
	}
	require.Equal(t, want, ids)
}

func TestASentenceSaysHowItLastEndedOnEachTarget(t *testing.T) {
	root, _ := living(t, lived())
	require.Equal(t, []string{"passed memory", "passed envtest"}, cellsOf(sentence(t, root, "RTC-14")))
	failing := ""
	for _, s := range failed().Behaviours {
		failing = s
	}
	require.Equal(t, []string{"none memory", "failed envtest"}, cellsOf(sentence(t, root, failing)))
	require.Contains(t, attr(sentence(t, root, failing), "class"), "failing")
}

func TestOfTwoRunsTheLaterCountsAndASkipDoesNotHideAResult(t *testing.T) {
	docs := lived()
	later := sample()
	later.Started = later.Started.Add(time.Hour)
	scenarios := later.Features[0].Rules[1].Scenarios
	for i := range scenarios {
		scenarios[i].Status, scenarios[i].Failure = Failed, &Failure{Message: "the ebb"}
	}
	later.Features[0].Rules[0].Scenarios[0].Status = Skipped
	docs.Runs = append([]Run{later}, docs.Runs...)
	root, page := living(t, docs)
	require.Equal(t, []string{"passed memory", "failed envtest"}, cellsOf(sentence(t, root, "RTC-14")))
	require.Equal(t, []string{"passed memory", "passed envtest"}, cellsOf(sentence(t, root, "RTC-03")))
	require.Contains(t, page, "the ebb")
}

func TestWhatTheRealOneDoesStandsBeside(t *testing.T) {
	root, page := living(t, lived())
	said := sentence(t, root, "RTC-25")
	sides := elements(said, named("section"))
	require.Len(t, sides, 2)
	require.Contains(t, text(sides[0]), "gone at once")
	require.Contains(t, text(sides[0]), "a class that loses its label is removed")
	require.Contains(t, text(sides[1]), "gone after <b>a while</b>")
	require.Contains(t, text(sides[1]), "the real one keeps the class")
	require.NotContains(t, text(sides[0]), "the real one keeps")
	require.NotContains(t, page, "<b>a while")
}

func TestStepsAreUnpackedFromTheRightPlace(t *testing.T) {
	docs := lived()
	root, _ := living(t, docs)
	packs := elements(root, func(n *html.Node) bool { return attr(n, "class") == "pack" })
	require.Len(t, packs, len(docs.Features))
	require.Len(t, unpacked(t, text(packs[0])), 8)
	for _, n := range elements(sentence(t, root, "RTC-25"), func(n *html.Node) bool { return attr(n, "data-at") == "5" }) {
		require.Equal(t, "0", attr(n, "data-pack"))
	}
	require.Contains(t, unpacked(t, text(packs[0]))[5], "compat: vcluster")
}

func TestTheLivingPageLoadsNothing(t *testing.T) {
	root, page := living(t, lived())
	require.Empty(t, elements(root, named("link")))
	require.Empty(t, elements(root, func(n *html.Node) bool { return attr(n, "src") != "" }))
	require.NotContains(t, page, "url(")
	ids := map[string]bool{}
	for _, n := range elements(root, func(n *html.Node) bool { return attr(n, "id") != "" }) {
		require.False(t, ids[attr(n, "id")], "anchors are unique")
		ids[attr(n, "id")] = true
	}
	for _, n := range elements(root, named("a")) {
		require.True(t, ids[strings.TrimPrefix(attr(n, "href"), "#")], attr(n, "href"))
	}
}

func TestDocumentationWithoutRunsIsStillAPage(t *testing.T) {
	root, _ := living(t, Living{})
	require.Contains(t, text(root), "No run has been read")
}
