package kind

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

// firstFile names what a cluster held before its first scenario, for runs that use it
// again.
const firstFile = "first.json"

// entry is an item as that file has it.
type entry struct {
	Group, Version, Resource, Namespace, Name string
}

// remember writes down what the host holds at first.
func (w *wiper) remember() error {
	var entries []entry
	for one := range w.first[steps.Host] {
		entries = append(entries, entry{one.kind.Group, one.kind.Version, one.kind.Resource, one.namespace, one.name})
	}
	text, err := json.Marshal(entries)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.host.folder, firstFile), text, 0o600)
}

// tidy deletes from a kept cluster what the runs before have left in it.
func (p *planes) tidy(ctx context.Context) error {
	text, err := os.ReadFile(filepath.Join(p.host.folder, firstFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // its first run had got no further than making it
	}
	if err != nil {
		return err
	}
	var entries []entry
	if err := json.Unmarshal(text, &entries); err != nil {
		return fmt.Errorf("reading %s: %w", firstFile, err)
	}
	first := map[item]*unstructured.Unstructured{}
	for _, e := range entries {
		kind := schema.GroupVersionResource{Group: e.Group, Version: e.Version, Resource: e.Resource}
		first[item{kind, e.Namespace, e.Name}] = &unstructured.Unstructured{}
	}
	p.host.progress.say("clearing the cluster of what the run before has left")
	w := &wiper{planes: p, first: map[steps.Side]map[item]*unstructured.Unstructured{steps.Host: first}}
	ctx, done := context.WithTimeoutCause(ctx, wipeWithin, fmt.Errorf("not done within %s", wipeWithin))
	defer done()
	return w.clear(ctx, steps.Host, nil)
}
