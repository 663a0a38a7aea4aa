package script_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/script"
)

// hasty is a pool whose evaluations have little time.
func hasty(t testing.TB, workers int) *script.Pool {
	return newPool(t, script.Options{Limit: 100 * time.Millisecond, Workers: workers})
}

func TestAPoolAnswersManyAtOnce(t *testing.T) {
	t.Parallel()
	pool := newPool(t, script.Options{Workers: 3})
	expression := compiled(t, `value + context.virtualObject.n`)
	var asking sync.WaitGroup
	for i := range 8 {
		asking.Go(func() {
			for n := range 50 {
				got, err := pool.Evaluate(script.Call{Expression: expression, Value: strconv.Itoa(i) + "-", Exists: true, Virtual: m{"n": int64(n)}})
				if err != nil || got.Value != fmt.Sprintf("%d-%d", i, n) {
					t.Errorf("got %v, %v", got, err)
				}
			}
		})
	}
	asking.Wait()
}

func TestABusyWorkerHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	pool := newPool(t, script.Options{Workers: 2, Limit: 2 * time.Second})
	endless, innocent := compiled(t, `(() => { while (true) {} })()`), compiled(t, `value`)
	done := make(chan error, 1)
	go func() {
		_, err := pool.Evaluate(script.Call{Expression: endless})
		done <- err
	}()
	for i := range 20 {
		got, err := pool.Evaluate(script.Call{Expression: innocent, Value: int64(i), Exists: true})
		require.NoError(t, err)
		require.Equal(t, int64(i), got.Value)
	}
	require.Empty(t, done, "the others were held up by the one that does not end")
	require.ErrorIs(t, <-done, script.ErrTimeout)
}

// What kills workers is not tried again and again, whoever asks for it.
func TestWhatKeepsKillingWorkersIsNotTriedForAWhile(t *testing.T) {
	t.Parallel()
	pool := hasty(t, 1)
	bomb := compiled(t, `value === "evil" ? 'x'.repeat(1e12) : value`)
	evaluate := func(value string) error {
		_, err := pool.Evaluate(script.Call{Expression: bomb, Value: value, Exists: true})
		return err
	}
	for range 3 {
		require.ErrorIs(t, evaluate("evil"), script.ErrMemory)
		require.NoError(t, evaluate("good"))
	}
	started := time.Now()
	require.ErrorIs(t, evaluate("evil"), script.ErrQuarantined)
	require.Less(t, time.Since(started), 50*time.Millisecond)
	require.NoError(t, evaluate("good"), "another input is not affected")
}

func TestAWorkerHasNoEnvironment(t *testing.T) {
	t.Setenv("SYNCSPEC_CANARY", "seen")
	requireProc(t)
	pool := newPool(t, script.Options{Workers: 1})
	_, err := pool.Evaluate(script.Call{Expression: compiled(t, `1`)})
	require.NoError(t, err)
	workers := children(t)
	require.NotEmpty(t, workers)
	for _, pid := range workers {
		environment, err := os.ReadFile(filepath.Join("/proc", pid, "environ"))
		require.NoError(t, err)
		require.Empty(t, environment)
		limits, err := os.ReadFile(filepath.Join("/proc", pid, "limits"))
		require.NoError(t, err)
		require.True(t, script.Instrumented || regexp.MustCompile(`Max data size +268435456 +268435456`).Match(limits))
		open, err := os.ReadDir(filepath.Join("/proc", pid, "fd"))
		require.NoError(t, err)
		for _, file := range open {
			target, _ := os.Readlink(filepath.Join("/proc", pid, "fd", file.Name()))
			require.False(t, strings.HasPrefix(target, "socket:"), "%s is %s", file.Name(), target)
		}
		stat, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
		require.NoError(t, err)
		require.Equal(t, pid, strings.Fields(string(stat))[4], "its process group is its own")
	}
}

func TestAClosedPoolLeavesNoProcess(t *testing.T) {
	requireProc(t)
	before := children(t)
	pool := hasty(t, 2)
	for _, source := range []string{`1`, `'x'.repeat(1e12)`, `Array.prototype.indexOf.call({length: 9e15}, 1)`, `(() => { while (true) {} })()`, `2`} {
		_, _ = pool.Evaluate(script.Call{Expression: compiled(t, source)})
	}
	require.Greater(t, len(children(t)), len(before))
	pool.Close()
	require.Subset(t, before, children(t))
	_, err := pool.Evaluate(script.Call{Expression: compiled(t, `1`)})
	require.ErrorIs(t, err, script.ErrClosed)
	pool.Close()
}

// A worker whose parent is gone ends in the middle of what it does.
func TestAWorkerEndsWithItsInput(t *testing.T) {
	t.Parallel()
	in, theirs, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, theirs.Close())
	process, err := os.StartProcess("/proc/self/exe", []string{"worker", script.WorkerCommand}, &os.ProcAttr{Env: []string{}, Files: []*os.File{in, nil, nil}})
	if err != nil {
		t.Skip("no /proc")
	}
	state, err := process.Wait()
	require.NoError(t, err)
	require.NotNil(t, state)
	require.NoError(t, in.Close())
}

func TestAProgramThatIsNoWorkerIsToldApart(t *testing.T) {
	t.Parallel()
	for _, command := range [][]string{{"/bin/cat", "cat"}, {"/bin/echo", "echo", "hello"}, {"/bin/false", "false"}, {"/nowhere/at/all", "x"}} {
		pool := newPool(t, script.Options{Command: command})
		_, err := pool.Evaluate(script.Call{Expression: compiled(t, `1`)})
		if command[1] == "cat" { // says what it is told: the greeting is its own answer
			require.ErrorIs(t, err, script.ErrWorker)
			continue
		}
		require.ErrorContains(t, err, "starting a worker for expressions")
	}
}

// Clocks of tests stand still while somebody waits for a process: a worker keeps
// its time itself.
func TestAPoolWorksUnderAClockThatStandsStill(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		pool, err := script.NewPool(static(), script.Options{Limit: 100 * time.Millisecond})
		require.NoError(t, err)
		defer pool.Close()
		for source, want := range map[string]string{
			`1`: fine, `(() => { while (true) {} })()`: timeout, `'x'.repeat(1e12)`: memory, `Array.prototype.indexOf.call({length: 9e15}, 1)`: timeout,
		} {
			before := time.Now()
			_, err := pool.Evaluate(script.Call{Expression: compiled(t, source)})
			require.Equal(t, want, outcome(err), source)
			require.Equal(t, before, time.Now())
		}
		synctest.Wait()
	})
}

func TestAnObjectThatIsTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	pool := newPool(t, script.Options{})
	large := m{"data": strings.Repeat("x", 9<<20)}
	_, err := pool.Evaluate(script.Call{Expression: compiled(t, `context.hostObject.data.length`), Host: large})
	require.ErrorIs(t, err, script.ErrInput)
	got, err := pool.Evaluate(script.Call{Expression: compiled(t, `context.path`), Path: "p", Host: large, Virtual: large})
	require.NoError(t, err, "what an expression does not look at does not matter")
	require.Equal(t, "p", got.Value)
	_, err = pool.Evaluate(script.Call{Expression: compiled(t, `value`), Value: func() {}})
	require.ErrorIs(t, err, script.ErrInput)
}

// An answer is remembered, and what is made of it belongs to the caller.
func TestAnAnswerIsGivenAgainAsACopy(t *testing.T) {
	t.Parallel()
	pool := newPool(t, script.Options{Workers: 1})
	call := script.Call{Expression: compiled(t, `({a: [value]})`), Value: "x", Exists: true}
	for range 3 {
		got, err := pool.Evaluate(call)
		require.NoError(t, err)
		require.Equal(t, m{"a": []any{"x"}}, got.Value)
		got.Value.(m)["a"].([]any)[0] = "changed by the caller"
	}
	for range 3 {
		_, err := pool.Evaluate(script.Call{Expression: compiled(t, `value.a.b`), Value: "x", Exists: true})
		require.EqualError(t, err, "TypeError: Cannot read property 'b' of undefined")
	}
	for n := range 5000 { // more than is remembered
		got, err := pool.Evaluate(script.Call{Expression: compiled(t, `value`), Value: int64(n % 4500), Exists: true})
		require.NoError(t, err)
		require.Equal(t, int64(n%4500), got.Value)
	}
}

func TestThereIsNothingToEvaluate(t *testing.T) {
	t.Parallel()
	for _, evaluator := range []script.Evaluator{script.InProcess(static()), newPool(t, script.Options{})} {
		_, err := evaluator.Evaluate(script.Call{})
		require.EqualError(t, err, "there is no expression to evaluate")
	}
}

func requireProc(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("/proc/self/task"); err != nil {
		t.Skip("no /proc")
	}
}

// children are the processes this one has started.
func children(t *testing.T) []string {
	t.Helper()
	var found []string
	lists, err := filepath.Glob("/proc/self/task/*/children")
	require.NoError(t, err)
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err == nil {
			found = append(found, strings.Fields(string(text))...)
		}
	}
	return found
}
