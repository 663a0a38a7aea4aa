package kubeconfig_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
	"github.com/syncspec/syncspec/scenarios/target/kubeconfig"
	"github.com/syncspec/syncspec/steps"
)

func core(resource string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Version: "v1", Resource: resource}
}

// clusters are two API servers that the package knows nothing about but how to get in.
func clusters(t *testing.T) (*envtest.Pair, kubeconfig.Options) {
	t.Helper()
	pair := envtest.Shared(t)
	host, err := pair.Config(steps.Host, history.Admin)
	require.NoError(t, err)
	virtual, err := pair.Config(steps.Virtual, history.Tenant)
	require.NoError(t, err)
	return pair, kubeconfig.Options{Host: host, Virtual: virtual}
}

func open(t *testing.T, options kubeconfig.Options) *kubeconfig.Pair {
	t.Helper()
	pair, err := kubeconfig.Open(t.Context(), options)
	require.NoError(t, err)
	return pair
}

func client(t *testing.T, pair *envtest.Pair, side steps.Side) dynamic.Interface {
	t.Helper()
	made, err := pair.Client(side, "somebody")
	require.NoError(t, err)
	return made
}

func object(kind, name string, with map[string]any) *unstructured.Unstructured {
	content := map[string]any{"apiVersion": "v1", "kind": kind, "metadata": map[string]any{"name": name}}
	for field, value := range with {
		content[field] = value
	}
	return &unstructured.Unstructured{Object: content}
}

func configMap(name, value string) *unstructured.Unstructured {
	return object("ConfigMap", name, map[string]any{"data": map[string]any{"key": value}})
}

// held are the uids of everything in both clusters, but for what they write by themselves.
func held(t *testing.T, options kubeconfig.Options) map[types.UID]string {
	t.Helper()
	options.Inhabited = true
	pair := open(t, options)
	all := map[types.UID]string{}
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		for _, o := range pair.Seeded(side) {
			all[o.GetUID()] = string(side) + " " + o.GetKind() + " " + o.GetNamespace() + "/" + o.GetName()
		}
	}
	return all
}

func page(t *testing.T, name string) []runner.Example {
	t.Helper()
	pages, err := runner.Load(features.FS, []string{"features/" + name})
	require.NoError(t, err)
	examples, err := runner.Choose(pages, runner.Selection{})
	require.NoError(t, err)
	return examples
}

func TestAPageHoldsOnClustersThatExistAndNothingIsLeft(t *testing.T) {
	_, options := clusters(t)
	before := held(t, options)
	target := &runner.Existing{Clusters: open(t, options)}

	run, err := runner.Run(t.Context(), page(t, "to-host/ingresses.feature"), runner.Options{Target: target})
	require.NoError(t, err)
	for _, scenario := range run.All() {
		if scenario.Bad() {
			t.Errorf("%s: %s\n%s", scenario.Name, scenario.Failure.Step, scenario.Failure.Message)
		}
		for _, law := range scenario.Laws {
			if law.Name == "confined" && scenario.Status == reports.Passed {
				require.NotZero(t, law.Checked, "the laws have seen what the engine did in %q", scenario.Name)
			}
		}
	}
	require.Equal(t, run.Totals().All(), run.Totals().Passed)
	require.NoError(t, target.Close())
	require.Equal(t, before, held(t, options), "what there was, and nothing else")
}

func TestWhatWasThereBeforeIsLeftAlone(t *testing.T) {
	servers, options := clusters(t)
	ctx, somebody := t.Context(), client(t, servers, steps.Host)
	_, err := somebody.Resource(core("namespaces")).Create(ctx, object("Namespace", "shop", nil), metav1.CreateOptions{})
	require.NoError(t, err)
	_, err = somebody.Resource(core("configmaps")).Namespace("shop").Create(ctx, configMap("prices", "dear"), metav1.CreateOptions{})
	require.NoError(t, err)

	_, err = kubeconfig.Open(ctx, options)
	var refused *kubeconfig.RefusedError
	require.ErrorAs(t, err, &refused)
	require.ErrorContains(t, err, "holds namespace shop")

	options.Inhabited = true
	pair := open(t, options)
	admin, err := pair.Client(steps.Host, history.Admin)
	require.NoError(t, err)
	engine, err := pair.Client(steps.Host, history.Engine+"/1")
	require.NoError(t, err)
	shop := func(by dynamic.Interface) dynamic.ResourceInterface {
		return by.Resource(core("configmaps")).Namespace("shop")
	}
	free := []byte(`{"data":{"key":"free"}}`)

	err = shop(engine).Delete(ctx, "prices", metav1.DeleteOptions{})
	require.True(t, apierrors.IsForbidden(err), "%v", err)
	require.ErrorContains(t, err, "syncspec deletes nothing that was there before the run: configmaps shop/prices of the host cluster")
	err = shop(admin).DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{})
	require.True(t, apierrors.IsForbidden(err), "%v", err)
	_, err = shop(engine).Patch(ctx, "prices", types.MergePatchType, free, metav1.PatchOptions{})
	require.True(t, apierrors.IsForbidden(err), "%v", err)

	_, err = shop(admin).Patch(ctx, "prices", types.MergePatchType, free, metav1.PatchOptions{})
	require.NoError(t, err, "a scenario may say that an administrator changes something")
	made := configMap("reviews", "good")
	made.SetFinalizers([]string{"example.com/slow"})
	_, err = shop(engine).Create(ctx, made, metav1.CreateOptions{})
	require.NoError(t, err)
	_, err = shop(somebody).Create(ctx, configMap("meanwhile", "else"), metav1.CreateOptions{})
	require.NoError(t, err)
	calls, err := pair.Calls(ctx)
	require.NoError(t, err)
	require.Len(t, calls, 5, "refused ones too, others' not")

	require.NoError(t, pair.Close())
	prices, err := shop(somebody).Get(ctx, "prices", metav1.GetOptions{})
	require.NoError(t, err)
	require.Equal(t, map[string]any{"key": "dear"}, prices.Object["data"])
	_, err = shop(somebody).Get(ctx, "reviews", metav1.GetOptions{})
	require.True(t, apierrors.IsNotFound(err), "%v", err)
	_, err = shop(somebody).Get(ctx, "meanwhile", metav1.GetOptions{})
	require.NoError(t, err, "what others make during a run is theirs")
}

func TestOneClusterIsNotHostAndVirtualAtOnce(t *testing.T) {
	_, options := clusters(t)
	options.Virtual, options.Inhabited = options.Host, true
	_, err := kubeconfig.Open(context.Background(), options)
	require.ErrorContains(t, err, "host and virtual are the same cluster")
}

func TestANamespaceOfSomebodyIsNoVirtualClustersOwn(t *testing.T) {
	servers, options := clusters(t)
	_, err := client(t, servers, steps.Host).Resource(core("namespaces")).Create(t.Context(), object("Namespace", "vcluster", nil), metav1.CreateOptions{})
	require.NoError(t, err)
	options.Inhabited = true
	pair := open(t, options)
	installer, err := pair.Client(steps.Host, history.Installer)
	require.NoError(t, err)
	_, err = installer.Resource(core("namespaces")).Create(t.Context(), object("Namespace", "vcluster", nil), metav1.CreateOptions{})
	require.ErrorContains(t, err, `namespace "vcluster" of the host cluster was there before the run`)
}
