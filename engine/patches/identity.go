package patches

import (
	"fmt"

	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
)

// identityFields are the fields beside the metadata that say what an object is.
func identityFields() []string { return []string{"apiVersion", "kind"} }

// identityMeta are the fields of the metadata that say which object it is, and those
// only an API server sets.
func identityMeta() []string {
	return []string{
		"name", "namespace", "generateName", "uid", "resourceVersion", "generation", "creationTimestamp",
		"deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "ownerReferences", "selfLink",
	}
}

// identityLabel are the labels that say whose copy a host object is.
func identityLabel(key string) bool {
	return key == naming.ManagedBy || key == naming.Namespace || naming.IsNamespaceLabel(key)
}

// guard keeps the identity of an object in the making. While patches run, the
// engine's own labels and annotations are out of their sight, so that a wildcard or
// an expression over all labels does not meet them.
type guard struct {
	fields, meta, labels, annotations map[string]any
}

// protect takes the identity's labels and annotations out of the object.
func protect(wanted map[string]any, into object.Side) *guard {
	g := &guard{fields: pick(wanted, identityFields()), meta: pick(metaOf(wanted), identityMeta())}
	meta := metaOf(wanted)
	if into == object.Host {
		g.labels = take(meta, "labels", identityLabel)
	}
	g.annotations = take(meta, "annotations", naming.IsIdentity)
	return g
}

// check is asked after every patch. What a patch left out is put back, what it
// changed is an error.
func (g *guard) check(wanted map[string]any, into object.Side) error {
	meta, is := wanted["metadata"].(map[string]any)
	if !is {
		return fmt.Errorf("it replaced the metadata, which must stay an object")
	}
	for _, one := range []struct {
		at   string
		keys []string
		have map[string]any
		want map[string]any
	}{{"", identityFields(), wanted, g.fields}, {"metadata.", identityMeta(), meta, g.meta}} {
		for _, key := range one.keys {
			got, there := one.have[key]
			want, must := one.want[key]
			switch {
			case there && !object.Equal(got, want):
				return touched(one.at + key)
			case !there && must:
				one.have[key] = want
			}
		}
	}
	for key := range mapOf(meta, "labels") {
		if into == object.Host && identityLabel(key) {
			return touched("metadata.labels." + key)
		}
	}
	for key := range mapOf(meta, "annotations") {
		if naming.IsIdentity(key) {
			return touched("metadata.annotations." + key)
		}
	}
	return nil
}

func touched(what string) error {
	return fmt.Errorf("a patch must not change %s: which object it is is decided by syncing itself", what)
}

// restore puts the labels and annotations back.
func (g *guard) restore(wanted map[string]any) {
	meta := metaOf(wanted)
	give(meta, "labels", g.labels)
	give(meta, "annotations", g.annotations)
	for _, field := range []string{"labels", "annotations"} {
		if len(mapOf(meta, field)) == 0 {
			delete(meta, field)
		}
	}
}

func metaOf(o map[string]any) map[string]any {
	meta, is := o["metadata"].(map[string]any)
	if !is {
		meta = map[string]any{}
		o["metadata"] = meta
	}
	return meta
}

func mapOf(meta map[string]any, field string) map[string]any {
	found, _ := meta[field].(map[string]any)
	return found
}

func pick(from map[string]any, keys []string) map[string]any {
	picked := map[string]any{}
	for _, key := range keys {
		if value, there := from[key]; there {
			picked[key] = value
		}
	}
	return picked
}

// take moves entries of a map out of it.
func take(meta map[string]any, field string, which func(string) bool) map[string]any {
	taken := map[string]any{}
	entries := mapOf(meta, field)
	for key, value := range entries {
		if which(key) {
			taken[key] = value
		}
	}
	for key := range taken {
		delete(entries, key)
	}
	return taken
}

func give(meta map[string]any, field string, entries map[string]any) {
	if len(entries) == 0 {
		return
	}
	into := mapOf(meta, field)
	if into == nil {
		into = map[string]any{}
		meta[field] = into
	}
	for key, value := range entries {
		into[key] = value
	}
}
