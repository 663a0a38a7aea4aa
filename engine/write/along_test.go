package write_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/steps"
)

func service(name, address string) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Service", "metadata": map[string]any{"namespace": "default", "name": name},
		"spec": map[string]any{"clusterIP": address, "ports": []any{map[string]any{"port": int64(80)}}},
	}}
}

func TestReplacingAServiceKeepsItsEndpoints(t *testing.T) {
	t.Parallel()
	for name, refused := range map[string]bool{"that is taken": false, "that is refused after all": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			at := plan.Action{Side: object.Virtual, Verb: plan.Create, Recipe: &kinds.Service, Key: object.Key{Namespace: "default", Name: "db"}, Object: service("db", "")}
			made, err := b.Do(t.Context(), at)
			require.NoError(t, err)
			endpoints := kinds.Endpoints.GVR()
			_, err = b.virtual.Resource(endpoints).Namespace("default").Create(t.Context(), &unstructured.Unstructured{Object: map[string]any{
				"apiVersion": "v1", "kind": "Endpoints", "metadata": map[string]any{"namespace": "default", "name": "db", "labels": map[string]any{"a": "b"}},
			}}, metav1.CreateOptions{})
			require.NoError(t, err)
			_, err = b.pair.Refuse(steps.Virtual, "create", "services", func(o *unstructured.Unstructured) error {
				address, _, _ := unstructured.NestedString(o.Object, "spec", "clusterIP")
				if refused && o.GetName() == "db" && address == "None" {
					return errors.New("no")
				}
				return nil
			})
			require.NoError(t, err)

			at.Verb, at.UID, at.Object, at.Probe, at.Along = plan.Replace, string(made.GetUID()), service("db", "None"), service("probe", "None"), &endpoints
			_, err = b.Do(t.Context(), at)
			require.Equal(t, refused, err != nil, "%v", err)
			kept, err := b.virtual.Resource(endpoints).Namespace("default").Get(t.Context(), "db", metav1.GetOptions{})
			require.NoError(t, err)
			require.Equal(t, map[string]string{"a": "b"}, kept.GetLabels())
		})
	}
}
