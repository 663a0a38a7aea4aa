package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// paper is what a program prints, while it does.
type paper struct {
	mu   sync.Mutex
	text strings.Builder
}

func (p *paper) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(text)
}

func (p *paper) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

const calm = "Feature: A page\n  Scenario: calm\n    Given a virtual cluster\n"

const storm = `
  Scenario: storm
    Given a virtual cluster
    Then ConfigMap "default/tide" is in the virtual cluster
`

// vigilOf runs `run --watch` on a page, and returns what it prints and how to end it.
func vigilOf(t *testing.T, name string) (out *paper, end func() int) {
	t.Helper()
	out = &paper{}
	ctx, stop := context.WithCancel(t.Context())
	code := make(chan int, 1)
	program := &Program{Name: "syncspec", Stdout: out, Stderr: out, Env: func(string) string { return "" }}
	go func() {
		code <- program.run(ctx, []string{"run", "--watch", "--target", "memory", "--out", filepath.Join(filepath.Dir(name), "out"), name})
	}()
	return out, func() int { stop(); return <-code }
}

func (p *paper) says(t *testing.T, what string, times int) {
	t.Helper()
	require.Eventually(t, func() bool { return strings.Count(p.String(), what) >= times }, 20*time.Second, 5*time.Millisecond, "%q in %s", what, p)
}

func saved(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
}

func TestASavedPageIsRunAgainAndOnlyWhatChanged(t *testing.T) {
	name := filepath.Join(t.TempDir(), "page.feature")
	saved(t, name, calm)
	out, end := vigilOf(t, name)
	out.says(t, "The scenario passed, ", 1)

	saved(t, name, calm+storm)
	out.says(t, "1 of 1 scenario failed, ", 1)
	require.Contains(t, out.String(), "ConfigMap default/tide")

	saved(t, name, calm+strings.Replace(storm, "is in", "is kept out of", 1))
	out.says(t, "The scenario passed, ", 2)

	saved(t, name, "not Gherkin\n")
	out.says(t, "Parser errors", 1)
	saved(t, name, calm)
	out.says(t, "The scenario passed, ", 3)
	require.Equal(t, ExitOK, end())
}

func TestAVigilEndsWithWhatStillFails(t *testing.T) {
	name := filepath.Join(t.TempDir(), "page.feature")
	saved(t, name, calm+storm)
	out, end := vigilOf(t, name)
	out.says(t, "1 of 2 scenarios failed, ", 1)
	saved(t, name, strings.Replace(calm, "calm", "calmer", 1)+storm)
	out.says(t, "The scenario passed, ", 1)
	require.Contains(t, out.String(), "; 1 that ran before still fails")
	require.Equal(t, ExitFailed, end())
}

func TestWhatIsBuiltInCannotBeWatched(t *testing.T) {
	t.Chdir(t.TempDir())
	out := &paper{}
	program := &Program{Name: "syncspec", Stdout: out, Stderr: out, Env: func(string) string { return "" }}
	require.Equal(t, ExitUsage, program.run(t.Context(), []string{"run", "--watch", "--target", "memory"}))
	require.Contains(t, out.String(), "--watch needs features on disk, and there is no features here")
	require.Equal(t, ExitUsage, program.run(t.Context(), []string{"run", "--watch", "--list"}))
	require.Contains(t, out.String(), "it does not go with --list")
}
