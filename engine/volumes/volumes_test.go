package volumes_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/volumes"
)

const (
	claim     = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop, uid: claim, resourceVersion: '7'}, spec: {volumeName: pv-1, resources: {requests: {storage: 1Gi}}}}"
	copied    = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-x-shop-x-vcluster, namespace: vcluster, uid: copy, labels: {vcluster.loft.sh/managed-by: vcluster}, annotations: {vcluster.loft.sh/object-name: data, vcluster.loft.sh/object-namespace: shop}}}"
	standsIn  = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: v, labels: {vcluster.loft.sh/fake-pv: 'true'}}, spec: {claimRef: {uid: claim}}, status: {phase: Bound}}"
	endingOne = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: v, labels: {vcluster.loft.sh/fake-pv: 'true'}, deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [kubernetes.io/pv-protection]}}"
	tenants   = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: v}}"
	shown     = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: v, annotations: {vcluster.loft.sh/host-pv: pv-1}}, spec: {claimRef: {uid: claim}, persistentVolumeReclaimPolicy: Retain}}"
	ofCopy    = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: h}, spec: {claimRef: {namespace: vcluster, name: data-x-shop-x-vcluster}, persistentVolumeReclaimPolicy: Retain}}"
	ofOther   = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: h}, spec: {claimRef: {namespace: vcluster, name: data-vcluster-0}, persistentVolumeReclaimPolicy: Retain}}"
	toDelete  = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-1, uid: h}, spec: {claimRef: {namespace: vcluster, name: gone}, persistentVolumeReclaimPolicy: Delete}}"
)

func TestVolumes(t *testing.T) {
	t.Parallel()
	const synced = "sync: {toHost: {persistentVolumes: {enabled: true}}}"
	for name, c := range map[string]struct {
		config        string
		compat        config.Compat
		virtual, host string
		claims        bool
		verb          plan.Verb
		verdict       string
	}{
		"PV-02: one is made for a claim":                         {claims: true, verb: plan.Create, verdict: "a volume stands for the one the host bound"},
		"PV-03: one that stands needs nothing":                   {virtual: standsIn, claims: true, verdict: "in step"},
		"PV-04: one that no claim names goes":                    {virtual: standsIn, verb: plan.Delete, verdict: "there is no claim with that volume"},
		"PV-04: one that is going loses its finalizers":          {virtual: endingOne, verb: plan.Patch, verdict: "there is no claim with that volume"},
		"PV-04: one that is going though it is named goes first": {virtual: endingOne, claims: true, verb: plan.Patch, verdict: "it is made again"},
		"PV-05: the tenant's own stays":                          {virtual: tenants, verdict: "the tenant's own volume"},
		"PV-05: the real one deletes it":                         {compat: config.VCluster, virtual: tenants, verb: plan.Delete, verdict: "there is no claim with that volume"},
		"nothing at all":                                         {verdict: "no claim names it"},
		"PV-11: a volume of a copy is shown":                     {config: synced, host: ofCopy, claims: true, verb: plan.Create, verdict: "a claim is bound to the host's volume"},
		"PV-12: a volume of somebody else is not":                {config: synced, host: ofOther, claims: true, verdict: "no claim of the tenant has it"},
		"PV-12: one that keeps its data stays without its claim": {config: synced, virtual: shown, host: ofCopy, verdict: "in step"},
		"PV-13: one that is to be deleted goes with its claim":   {config: synced, virtual: shown, host: toDelete, verb: plan.Delete, verdict: "there is no claim with that volume"},
		"PV-24: one that is gone from the host goes":             {config: synced, virtual: shown, claims: true, verb: plan.Delete, verdict: "there is no claim with that volume"},
		"PV-10: one the tenant made is not the controller's":     {config: synced, virtual: tenants, host: ofCopy, claims: true, verdict: "the tenant's own volume"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parsed, found := config.Parse("vcluster.yaml", []byte(c.config))
			require.NoError(t, found.Err())
			env := recipe.Env{Scheme: naming.Scheme{Name: "vcluster", Namespace: "vcluster"}, Config: parsed, Compat: c.compat}
			controller := volumes.Controller(env)
			v := view{}
			if c.claims {
				v = view{virtual: read(t, claim), host: read(t, copied)}
			}
			p := controller.Plan(plan.Input{
				Env: env, Recipe: controller.Recipe, View: v, Key: object.Key{Name: "pv-1"},
				Virtual: read(t, c.virtual), Host: read(t, c.host),
			})
			require.Equal(t, c.verdict, p.Verdict)
			if c.verb == "" {
				require.Empty(t, p.Actions)
				return
			}
			require.NotEmpty(t, p.Actions)
			require.Equal(t, c.verb, p.Actions[0].Verb)
			for _, action := range p.Actions {
				require.Equal(t, object.Virtual, action.Side, "no volume of the host is ever written")
			}
		})
	}
}

func read(t *testing.T, text string) *unstructured.Unstructured {
	t.Helper()
	if text == "" {
		return nil
	}
	o := &unstructured.Unstructured{}
	require.NoError(t, yaml.Unmarshal([]byte(text), &o.Object))
	return o
}

// view has one claim, or none.
type view struct {
	recipe.View
	virtual, host *unstructured.Unstructured
}

func (v view) Get(side object.Side, r *recipe.Recipe, key object.Key) *unstructured.Unstructured {
	o := v.virtual
	if side == object.Host {
		o = v.host
	}
	if r != &kinds.PersistentVolumeClaim || o == nil || o.GetName() != key.Name || o.GetNamespace() != key.Namespace {
		return nil
	}
	return o
}

func (v view) Users(*recipe.Recipe, object.Key) []recipe.User {
	if v.virtual == nil {
		return nil
	}
	return []recipe.User{{Side: object.Virtual, Recipe: &kinds.PersistentVolumeClaim, Object: v.virtual}}
}
