package subject_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/scenarios/subject"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/steps"
)

// inBubble gives a test a subject on a pair in memory, in a bubble.
func inBubble(t *testing.T, test func(*testing.T, *subject.Subject)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pair, err := memory.New()
		require.NoError(t, err)
		made, err := subject.New(pair, func(context.Context, *engine.Engine, []engine.Mark) error {
			synctest.Wait()
			return nil
		}, subject.Options{})
		require.NoError(t, err)
		test(t, made)
		require.NoError(t, made.Stop(t.Context()))
		require.NoError(t, pair.Close())
		synctest.Wait()
	})
}

func settings() steps.Settings { return steps.Settings{Name: "vc", Namespace: "vc"} }

func configMap(name string) (steps.Ref, *unstructured.Unstructured) {
	ref := steps.Ref{Resource: schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}, Kind: "ConfigMap", Namespace: "default", Name: name}
	return ref, &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": name, "namespace": "default"},
	}}
}

func TestARefusedConfigurationIsToldAndNothingRuns(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *subject.Subject) {
		with := settings()
		with.Config = "synk: {}\n"
		err := s.Start(t.Context(), with)
		var refused *steps.Refused
		require.ErrorAs(t, err, &refused)
		require.Contains(t, refused.Text, "vcluster.yaml:1:1: ")
		require.False(t, s.Running())
	})
}

func TestWithoutAnEngineThereIsNothingToSettleOrStop(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *subject.Subject) {
		require.NoError(t, s.Settle(t.Context()))
		require.NoError(t, s.Stop(t.Context()))
		require.Empty(t, s.Log())
	})
}

func TestOneEngineRunsAtATime(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *subject.Subject) {
		require.NoError(t, s.Start(t.Context(), settings()))
		require.ErrorContains(t, s.Start(t.Context(), settings()), "it runs already")
		require.NoError(t, s.Stop(t.Context()))
		require.NoError(t, s.Start(t.Context(), settings()))
	})
}

func TestErrorsOfTheServersComeBackAsTheyAre(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *subject.Subject) {
		ref, object := configMap("a")
		require.True(t, apierrors.IsNotFound(s.Delete(t.Context(), steps.Virtual, ref, nil)))
		require.NoError(t, s.Create(t.Context(), steps.Virtual, ref, object))
		require.True(t, apierrors.IsAlreadyExists(s.Create(t.Context(), steps.Virtual, ref, object)))
		_, err := s.Get(t.Context(), steps.Host, ref)
		require.True(t, apierrors.IsNotFound(err))
	})
}

func TestEveryStartIsAnActorOfItsOwn(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *subject.Subject) {
		require.NoError(t, s.Start(t.Context(), settings()))
		require.NoError(t, s.Restart(t.Context()))
		past, err := s.History(t.Context())
		require.NoError(t, err)
		actors := map[string]bool{}
		for _, call := range past.Calls {
			actors[string(call.Actor)] = true
		}
		require.True(t, actors["engine/1"] && actors["engine/2"], "%v", actors)
		require.Equal(t, "engine-start", past.Marks[0].Name)
		require.Equal(t, "vc", past.Namespace)
	})
}
