//go:build unix

package external_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/scenarios/external"
)

const soon, long = 300 * time.Millisecond, 20 * time.Second

// start runs a line that says "on" once it is where it wants to be.
func start(t *testing.T, line string) (*external.Process, *external.Output) {
	t.Helper()
	out := &external.Output{}
	process, err := external.Start(line, t.TempDir(), []string{"WHO=me"}, out)
	require.NoError(t, err)
	require.Eventually(t, func() bool { return len(out.Lines()) > 0 }, long, time.Millisecond)
	return process, out
}

func TestAProgramThatEndsWhenToldToEndsWell(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"by the signal":        "sh -c 'echo on; sleep 60'",
		"by itself":            `trap 'echo bye; exit 0' TERM; echo on; while :; do sleep 0.05; done`,
		"as its shell says it": `trap 'exit 143' TERM; echo on; while :; do sleep 0.05; done`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			process, _ := start(t, line)
			require.NoError(t, process.Stop(t.Context(), long))
			require.NoError(t, process.Stop(t.Context(), long), "again is no error")
		})
	}
}

func TestAProgramThatDoesNotEndIsKilledWithAllItStarted(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "child")
	process, _ := start(t, `trap '' TERM; sh -c 'trap "" TERM; echo $$ > `+file+`; echo on; while :; do sleep 0.05; done'; true`)
	err := process.Stop(t.Context(), soon)
	require.EqualError(t, err, "the engine did not end within 300ms of SIGTERM and was killed")
	requireGone(t, file)
}

func TestAChildThatIsLeftBehindIsEndedToo(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "child")
	process, _ := start(t, `(trap '' TERM; while :; do sleep 0.05; done) & echo $! > `+file+`; trap 'exit 0' TERM; echo on; while :; do sleep 0.05; done`)
	require.NoError(t, process.Stop(context.Background(), long))
	requireGone(t, file)
}

func TestAProgramThatFailsToEndSaysHow(t *testing.T) {
	t.Parallel()
	process, out := start(t, `trap 'exit 7' TERM; echo on $WHO; while :; do sleep 0.05; done`)
	require.EqualError(t, process.Stop(t.Context(), long), "the engine ended with exit status 7 after SIGTERM")
	require.Equal(t, "on me", out.Lines()[0])
	require.Equal(t, 7, process.Code())
}

// requireGone waits until the process whose number is in the file has ended.
func requireGone(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	pid := 0
	for _, digit := range strings.TrimSpace(string(text)) {
		pid = pid*10 + int(digit-'0')
	}
	require.Eventually(t, func() bool {
		stat, err := os.ReadFile(filepath.Join("/proc", strings.TrimSpace(string(text)), "stat"))
		return syscall.Kill(pid, 0) != nil || err == nil && strings.Contains(string(stat), ") Z ")
	}, long, 5*time.Millisecond)
}

func TestACommandMayBeginWithVariables(t *testing.T) {
	t.Parallel()
	process, out := start(t, `MINE="a b" printenv MINE WHO`)
	require.NoError(t, process.Stop(t.Context(), long))
	require.Equal(t, []string{"a b", "me"}, out.Lines())
}
