package naming_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/syncspec/syncspec/engine/naming"
)

var scheme = naming.Scheme{Name: "vcluster", Namespace: "host-namespace"}

func TestIdentify(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(host *unstructured.Unstructured)
		ours   bool
	}{
		"OWN-01: a copy is ours": {func(*unstructured.Unstructured) {}, true},
		"OWN-01: without what is optional it is ours": {without(
			naming.ObjectKind, naming.ObjectHostName, naming.ObjectHostNamespace, naming.ObjectUID), true},
		"OWN-10: the label was taken away, the annotations prove it": {labelled(""), true},
		"OWN-10: without the label nothing else may be missing":      {both(labelled(""), without(naming.ObjectUID)), false},
		"OWN-10: without the label the host name must be there":      {both(labelled(""), without(naming.ObjectHostName)), false},
		"OWN-03: another virtual cluster's label":                    {labelled("other"), false},
		"OWN-03: another's label that begins like ours":              {labelled("vcluster-2"), false},
		"OWN-04: in another namespace":                               {func(o *unstructured.Unstructured) { o.SetNamespace("elsewhere") }, false},
		"OWN-05: a controller's object of another name":              {func(o *unstructured.Unstructured) { o.SetName("nginx-x-default-x-vcluster-slice") }, false},
		"OWN-05: a controller's object of another kind":              {func(o *unstructured.Unstructured) { o.SetKind("Gateway") }, false},
		"OWN-05: a wrong kind":                                       {annotated(naming.ObjectKind, "/v1, Kind=Service"), false},
		"CR-09: the same kind in another version":                    {annotated(naming.ObjectKind, "networking.k8s.io/v1beta1, Kind=Ingress"), true},
		"OWN-05: a wrong host name":                                  {annotated(naming.ObjectHostName, "other"), false},
		"OWN-05: a wrong host namespace":                             {annotated(naming.ObjectHostNamespace, "other"), false},
		"OWN-01: a name that translates to another one":              {annotated(naming.ObjectName, "apache"), false},
		"OWN-01: a namespace that translates to another one":         {annotated(naming.ObjectNamespace, "other"), false},
		"OWN-01: no name":                                            {without(naming.ObjectName), false},
		"OWN-01: no namespace":                                       {without(naming.ObjectNamespace), false},
		"a stranger":                                                 {both(labelled(""), func(o *unstructured.Unstructured) { o.SetAnnotations(nil) }), false},
		"a stranger that only has our label":                         {func(o *unstructured.Unstructured) { o.SetAnnotations(nil) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := copied()
			c.change(host)
			before := host.DeepCopy()
			id, ours := scheme.Identify(host)
			require.Equal(t, c.ours, ours)
			require.Equal(t, before, host, "looking changes nothing")
			if ours {
				require.Equal(t, naming.Identity{
					Namespace: "default", Name: "nginx", UID: host.GetAnnotations()[naming.ObjectUID],
					Marked: host.GetLabels()[naming.ManagedBy] == "vcluster",
				}, id)
			}
		})
	}
}

func TestStampWritesTheDocumentedMarks(t *testing.T) {
	t.Parallel()
	host := copied()
	require.Equal(t, map[string]string{
		"vcluster.loft.sh/object-name":           "nginx",
		"vcluster.loft.sh/object-namespace":      "default",
		"vcluster.loft.sh/object-uid":            "virtual-uid",
		"vcluster.loft.sh/object-kind":           "networking.k8s.io/v1, Kind=Ingress",
		"vcluster.loft.sh/object-host-name":      "nginx-x-default-x-vcluster",
		"vcluster.loft.sh/object-host-namespace": "host-namespace",
	}, host.GetAnnotations(), "META-01")
	require.Equal(t, map[string]string{
		"vcluster.loft.sh/managed-by": "vcluster",
		"vcluster.loft.sh/namespace":  "default",
	}, host.GetLabels(), "META-02")
}

func TestStampOverwritesAForgedIdentity(t *testing.T) {
	t.Parallel()
	want := copied()
	want.SetAnnotations(with(want.GetAnnotations(), "note", "mine"))
	want.SetLabels(with(want.GetLabels(), "app", "web"))

	forged := copied()
	annotations, labels := map[string]string{"note": "mine"}, map[string]string{"app": "web"}
	for key := range forged.GetAnnotations() {
		annotations[key] = "forged" // META-07
	}
	for key := range forged.GetLabels() {
		labels[key] = "forged" // META-13
	}
	forged.SetAnnotations(annotations)
	forged.SetLabels(labels)
	scheme.Stamp(forged, virtual())
	require.Equal(t, want, forged)
}

func TestCoreKindsBeginWithASlash(t *testing.T) {
	t.Parallel()
	o := virtual()
	o.SetAPIVersion("v1")
	o.SetKind("Pod")
	scheme.Stamp(o, o.DeepCopy())
	require.Equal(t, "/v1, Kind=Pod", o.GetAnnotations()[naming.ObjectKind], "META-03")
}

func TestIdentityAnnotationsAreNeverCarried(t *testing.T) {
	t.Parallel()
	for key := range copied().GetAnnotations() {
		require.True(t, naming.IsIdentity(key), key)
	}
	require.True(t, naming.IsIdentity(naming.ManagedAnnotations))
	require.True(t, naming.IsIdentity(naming.ManagedLabels))
	for _, key := range []string{naming.ForceSync, naming.SkipBacksync, naming.ControlledBy, "object-name", "vcluster.loft.sh/object-imported"} {
		require.False(t, naming.IsIdentity(key), "MERGE-11: %s is carried like others", key)
	}
}

func virtual() *unstructured.Unstructured {
	o := &unstructured.Unstructured{Object: map[string]any{}}
	o.SetAPIVersion("networking.k8s.io/v1")
	o.SetKind("Ingress")
	o.SetNamespace("default")
	o.SetName("nginx")
	o.SetUID(types.UID("virtual-uid"))
	return o
}

// copied is the host copy of virtual.
func copied() *unstructured.Unstructured {
	o := virtual()
	o.SetUID("host-uid")
	o.SetNamespace(scheme.Namespace)
	o.SetName(scheme.Host("default", "nginx"))
	scheme.Stamp(o, virtual())
	return o
}

func without(keys ...string) func(*unstructured.Unstructured) {
	return func(o *unstructured.Unstructured) {
		for _, key := range keys {
			unstructured.RemoveNestedField(o.Object, "metadata", "annotations", key)
		}
	}
}

func annotated(key, value string) func(*unstructured.Unstructured) {
	return func(o *unstructured.Unstructured) { o.SetAnnotations(with(o.GetAnnotations(), key, value)) }
}

// labelled changes whose label it is; "" takes it away.
func labelled(name string) func(*unstructured.Unstructured) {
	return func(o *unstructured.Unstructured) {
		labels := with(o.GetLabels(), naming.ManagedBy, name)
		if name == "" {
			delete(labels, naming.ManagedBy)
		}
		o.SetLabels(labels)
	}
}

func both(first, second func(*unstructured.Unstructured)) func(*unstructured.Unstructured) {
	return func(o *unstructured.Unstructured) { first(o); second(o) }
}

func with(m map[string]string, key, value string) map[string]string {
	m[key] = value
	return m
}

func TestTheCopyOfWhatIsInNoNamespaceIsInNoneAndSaysSo(t *testing.T) {
	t.Parallel()
	virtual := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass"}}
	virtual.SetName("urgent")
	virtual.SetUID("virtual-uid")
	host := virtual.DeepCopy()
	host.SetName(scheme.HostCluster("urgent"))
	scheme.Stamp(host, virtual)
	require.Equal(t, map[string]string{"vcluster.loft.sh/managed-by": "host-namespace-x-vcluster"}, host.GetLabels())
	require.NotContains(t, host.GetAnnotations(), naming.ObjectNamespace)

	id, ours := scheme.Identify(host)
	require.True(t, ours)
	require.Equal(t, naming.Identity{Name: "urgent", UID: "virtual-uid", Marked: true}, id)

	labelled("vcluster")(host)
	_, ours = scheme.Identify(host)
	require.False(t, ours, "the mark of copies in the namespace is not theirs")
	other := naming.Scheme{Name: "vcluster", Namespace: "another"}
	_, ours = other.Identify(host)
	require.False(t, ours, "a virtual cluster of the same name in another namespace is another one")
}
