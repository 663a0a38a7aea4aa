package reports

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run `go test ./reports -update` and read the diff")
}

func TestTheSummaryIsAsItWas(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteSummary(&b, sample(), false))
	require.NotContains(t, b.String(), "\x1b", "plain means no escapes")
	golden(t, "summary.txt", b.Bytes())
}

func TestColourChangesNothingButColour(t *testing.T) {
	var plain, coloured bytes.Buffer
	require.NoError(t, WriteSummary(&plain, sample(), false))
	require.NoError(t, WriteSummary(&coloured, sample(), true))
	require.Contains(t, coloured.String(), "\x1b[31m")
	require.Equal(t, plain.String(), regexp.MustCompile("\x1b\\[[0-9]*m").ReplaceAllString(coloured.String(), ""))
}

func TestAFailureIsShownWhole(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteFailure(&b, failed(), false))
	for _, part := range []string{
		"a TLS secret is called by its host name", "Then the host copy of Ingress default/nginx has:",
		"want  testsecret-tls-x-default-x-vcluster", "got   testsecret-tls", "want  nginx", "got   (absent)",
		"name: nginx-x-default-x-vcluster", "Warning SyncWarning", "round=34", "… 4 lines before",
		"patch   409  Pod default/web status: the object has been modified", "syncspec run --target envtest features/to-host/ingresses.feature:26",
	} {
		require.Contains(t, b.String(), part)
	}
}

func TestAWriterThatFailsIsReported(t *testing.T) {
	require.ErrorIs(t, WriteSummary(closed{}, sample(), false), io.ErrClosedPipe)
	require.ErrorIs(t, WriteFailure(closed{}, failed(), false), io.ErrClosedPipe)
	require.ErrorIs(t, WriteJSON(closed{}, sample()), io.ErrClosedPipe)
	require.ErrorIs(t, WriteJUnit(closed{}, sample()), io.ErrClosedPipe)
	require.ErrorIs(t, WriteHTML(closed{}, sample()), io.ErrClosedPipe)
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestTheJUnitReportIsAsItWas(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteJUnit(&b, sample()))
	golden(t, "junit.xml", b.Bytes())
}

// junit10 is what junit-10.xsd allows of what we write: element → children and attributes.
var junit10 = map[string][2]string{
	"testsuites": {"testsuite", "name time tests failures disabled errors"},
	"testsuite":  {"testsuite properties testcase system-out system-err", "name tests failures errors group time skipped timestamp hostname id package file log url version"},
	"properties": {"property", ""},
	"property":   {"", "name value"},
	"testcase":   {"skipped error failure system-out system-err", "name time classname group file line assertions status class"},
	"skipped":    {"", "type message"},
	"failure":    {"", "type message"},
	"system-out": {"", ""},
}

func TestTheJUnitReportHasTheShapeOfItsSchema(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteJUnit(&b, sample()))
	decoder, open := xml.NewDecoder(&b), []string{}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		switch e := token.(type) {
		case xml.StartElement:
			allowed, known := junit10[e.Name.Local]
			require.True(t, known, e.Name.Local)
			if len(open) > 0 {
				require.Contains(t, strings.Fields(junit10[open[len(open)-1]][0]), e.Name.Local)
			}
			for _, a := range e.Attr {
				require.Contains(t, strings.Fields(allowed[1]), a.Name.Local, e.Name.Local)
			}
			open = append(open, e.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

func TestSuiteTimesAreTheSumOfTheirCases(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteJUnit(&b, sample()))
	var doc junitSuites
	require.NoError(t, xml.Unmarshal(b.Bytes(), &doc))
	require.Equal(t, "4.720", doc.Time)
	require.Equal(t, 13, doc.Tests)
	require.Equal(t, 2, doc.Failures)
	for _, suite := range doc.Suites {
		sum := 0.0
		for _, c := range suite.Cases {
			took, err := strconv.ParseFloat(c.Time, 64)
			require.NoError(t, err)
			sum += took
		}
		total, err := strconv.ParseFloat(suite.Time, 64)
		require.NoError(t, err)
		require.InDelta(t, sum, total, 0.0005)
	}
}
