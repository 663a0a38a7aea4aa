package loop_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/cluster"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

func TestANameIsNotPlannedWhileItsOwnWriteIsOnItsWayBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		release := e.host.hold()
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		require.Equal(t, []string{"create settings-x-default-x-vcluster ok"}, w.writes(steps.Host))

		put(t, w.tenant, "default", "settings", "color", "green")
		put(t, w.tenant, "default", "settings", "color", "blue")
		synctest.Wait()
		require.Len(t, w.writes(steps.Host), 1, "the engine does not know yet what the host holds")

		release()
		synctest.Wait()
		require.Equal(t, []string{"create settings-x-default-x-vcluster ok", "patch settings-x-default-x-vcluster ok"}, w.writes(steps.Host))
		require.Equal(t, map[string]string{"color": "blue"}, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"))
		require.Empty(t, w.writes(steps.Virtual))
	})
}

func TestACopyThatComesBackAsItWasWrittenIsNotPlannedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		release := e.host.hold() // else the echo may be there before the answer is
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		require.EqualValues(t, 1, e.plans())
		release()
		synctest.Wait()
		require.EqualValues(t, 1, e.plans(), "the echo shows what was written")

		put(t, w.admin, "vcluster", "settings-x-default-x-vcluster", "color", "green")
		synctest.Wait()
		require.Greater(t, e.plans(), uint64(1), "this change is somebody else's")
		require.Equal(t, map[string]string{"color": "green"}, data(t, w.tenant, "default", "settings"))
	})
}

func TestOthersAreSyncedWhileOneWriteIsOnItsWayBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		release := e.host.hold()
		w.create(configMap("first", "a", "1"))
		w.create(configMap("second", "a", "1"))
		synctest.Wait()
		require.ElementsMatch(t, []string{"create first-x-default-x-vcluster ok", "create second-x-default-x-vcluster ok"}, w.writes(steps.Host))
		release()
	})
}

func TestAConflictIsDecidedAnew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		copied := "settings-x-default-x-vcluster"

		once := false
		e.host.do(func(verb string) {
			if verb == "patch" && !once {
				once = true
				put(t, w.admin, "vcluster", copied, "size", "large") // between the decision and its write
			}
		})
		put(t, w.tenant, "default", "settings", "color", "blue")
		time.Sleep(time.Second)
		synctest.Wait()
		require.Equal(t, []string{"create " + copied + " ok", "patch " + copied + " Conflict", "patch " + copied + " ok"}, w.writes(steps.Host))
		require.Equal(t, map[string]string{"color": "blue", "size": "large"}, data(t, w.admin, "vcluster", copied))
		require.Equal(t, map[string]string{"color": "blue", "size": "large"}, data(t, w.tenant, "default", "settings"))
		require.Empty(t, w.told("default"), "a conflict is nobody's business")
	})
}

func TestARefusalIsToldOnceAndTriedEverMoreRarely(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		allow, err := w.pair.Refuse(steps.Host, "create", "configmaps", func(*unstructured.Unstructured) error {
			return errors.New("no more room for settings-x-default-x-vcluster")
		})
		require.NoError(t, err)
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		require.Len(t, w.writes(steps.Host), 1)
		told := w.told("default")
		require.Len(t, told, 1)
		require.Contains(t, told[0], "no more room for settings")
		require.NotContains(t, told[0], "-x-", "the tenant sees virtual names only")
		require.NoError(t, e.Settled(t.Context()), "a retry is no work under way")

		time.Sleep(time.Hour)
		tries := len(w.writes(steps.Host))
		require.Greater(t, tries, 9, "it doubles from a second")
		require.Less(t, tries, 30, "up to five minutes")
		require.Len(t, w.told("default"), 1, "it is told once")

		allow()
		time.Sleep(6 * time.Minute)
		require.Equal(t, map[string]string{"color": "red"}, data(t, w.admin, "vcluster", "settings-x-default-x-vcluster"))
		require.Len(t, w.writes(steps.Host), tries+1)
	})
}

func TestARefusedSecretIsQuotedNowhere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		_, err := w.pair.Refuse(steps.Host, "create", "secrets", func(o *unstructured.Unstructured) error {
			return apierrors.NewInvalid(schema.GroupKind{Kind: "Secret"}, o.GetName(),
				field.ErrorList{field.Invalid(field.NewPath("data"), "aHVudGVyMg==", "too well known")})
		})
		require.NoError(t, err)
		secret := object("Secret", "default", "login")
		secret.Object["data"] = map[string]any{"password": "aHVudGVyMg=="}
		_, err = w.tenant.Resource(secrets).Namespace("default").Create(t.Context(), secret, metav1.CreateOptions{})
		require.NoError(t, err)
		synctest.Wait()
		e.stop()
		require.Contains(t, e.log.String(), "is invalid: data (FieldValueInvalid)")
		require.NotContains(t, e.log.String(), "aHVudGVyMg==")
		require.Equal(t, []string{`Error syncing to host cluster: create object: Secret "login" is invalid: data (FieldValueInvalid)`}, w.told("default"))
	})
}

func TestTwoEnginesInOneHostNamespaceDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		first, second := newWorld(t), newWorld(t)
		first.start("one", everything, first.client(steps.Host, "engine/one"))
		second.start("two", everything, first.client(steps.Host, "engine/two"))
		first.create(configMap("settings", "of", "one"))
		second.create(configMap("settings", "of", "two"))
		synctest.Wait()
		require.Equal(t, map[string]string{"of": "one"}, data(t, first.admin, "vcluster", "settings-x-default-x-one"))
		require.Equal(t, map[string]string{"of": "two"}, data(t, first.admin, "vcluster", "settings-x-default-x-two"))

		put(t, first.tenant, "default", "settings", "of", "one again")
		put(t, first.admin, "vcluster", "settings-x-default-x-two", "from", "the host")
		synctest.Wait()
		require.Equal(t, map[string]string{"of": "one again"}, data(t, first.admin, "vcluster", "settings-x-default-x-one"))
		require.Equal(t, map[string]string{"of": "one again"}, data(t, first.tenant, "default", "settings"))
		require.Equal(t, map[string]string{"of": "two", "from": "the host"}, data(t, second.tenant, "default", "settings"))

		remove(t, first.tenant, "default", "settings")
		synctest.Wait()
		require.Nil(t, data(t, first.admin, "vcluster", "settings-x-default-x-one"))
		require.NotNil(t, data(t, first.admin, "vcluster", "settings-x-default-x-two"))
		for _, call := range engineWrites(t, first) {
			require.Equal(t, string(call.Actor)[len("engine/"):], call.Name[len("settings-x-default-x-"):], "each writes its own copies only")
		}
	})
}

func engineWrites(t *testing.T, w *world) []history.Call {
	t.Helper()
	calls, err := w.pair.Calls(t.Context())
	require.NoError(t, err)
	var writes []history.Call
	for _, c := range calls {
		if c.Side == string(steps.Host) && c.Actor.IsEngine() && c.Mutating() {
			writes = append(writes, c)
		}
	}
	require.NotEmpty(t, writes)
	return writes
}

// A bubble cannot end while a goroutine of it is left behind.
func TestRunEndsWithEveryGoroutineAndAfterTheWriteInFlight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		inFlight, answer := make(chan struct{}), make(chan struct{})
		e.host.do(func(verb string) {
			if verb == "create" {
				close(inFlight)
				<-answer
			}
		})
		w.create(configMap("settings", "color", "red"))
		<-inFlight
		e.cancel()
		synctest.Wait()
		select {
		case <-e.done:
			require.Fail(t, "Run left a write in flight")
		default:
		}
		close(answer)
		<-e.done
		require.NoError(t, e.err)
		require.Equal(t, []string{"create settings-x-default-x-vcluster ok"}, w.writes(steps.Host))
	})
}

func TestRunEndsBeforeItIsReady(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ctx, cancel := context.WithCancel(context.Background())
		host := &hooked{Interface: w.client(steps.Host, "engine/1"), resource: "configmaps"}
		host.do(func(string) { <-ctx.Done() })
		e, err := engine.New(engine.Options{Name: "vcluster", Namespace: "vcluster", Clusters: cluster.Pair{
			Virtual: w.client(steps.Virtual, "engine/1"), Host: host,
		}})
		require.NoError(t, err)
		done := make(chan error, 1)
		go func() { done <- e.Run(ctx) }()
		synctest.Wait()
		cancel()
		require.NoError(t, <-done)
		select {
		case <-e.Ready():
			require.Fail(t, "it was never ready")
		default:
		}
	})
}

func TestARestartOfAConvergedEngineWritesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		e := w.run(everything)
		w.create(configMap("settings", "color", "red"))
		synctest.Wait()
		before := w.writes(steps.Host)
		e.stop()
		w.run(everything).stop()
		require.Equal(t, before, w.writes(steps.Host))
	})
}
