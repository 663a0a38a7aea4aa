package controlplane

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/syncspec/syncspec/steps"
)

const (
	// calmFor is how long nothing may change after the servers have made all
	// they are known to make at their start.
	calmFor = 200 * time.Millisecond
	// calmEvery is how often one looks.
	calmEvery = 40 * time.Millisecond
)

// await returns when one kind's cache has reached a revision of the store. The
// server answers such a list only then; as the kind was changed at that very
// revision, that is as soon as the change has come through.
func (w *wiper) await(ctx context.Context, p place, revision int64) error {
	for {
		err := w.api[p.side].Get().AbsPath(p.path()).
			Param("limit", "1").
			Param("resourceVersion", strconv.FormatInt(revision, 10)).
			Param("resourceVersionMatch", "NotOlderThan").
			SetHeader("Accept", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1").
			Do(ctx).Error()
		if err == nil || !apierrors.IsTimeout(err) { // IsTimeout: not there yet
			return err
		}
	}
}

// awaitGone returns when a side no longer serves the group of a
// CustomResourceDefinition that was deleted.
func (w *wiper) awaitGone(ctx context.Context, side steps.Side, group string) error {
	again := time.NewTicker(calmEvery / 4)
	defer again.Stop()
	for {
		err := w.api[side].Get().AbsPath("/apis/" + group).Do(ctx).Error()
		if apierrors.IsNotFound(err) {
			return nil
		}
		if err != nil && !apierrors.IsServiceUnavailable(err) {
			return err
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// customGroup reads the side and the group from a CustomResourceDefinition's
// key. A group that the server has anyhow will not go.
func (c catalogue) customGroup(key string) (side steps.Side, group string, ok bool) {
	prefix, name, found := strings.Cut(key, "/apiextensions.k8s.io/customresourcedefinitions/")
	_, group, _ = strings.Cut(name, ".")
	for _, resource := range c {
		found = found && resource.Group != group
	}
	return steps.Side(strings.TrimPrefix(prefix, "/")), group, found
}

// calm waits until the servers are ready, have made what every cluster has, and
// rest; it returns what they hold then.
func (w *wiper) calm(ctx context.Context, health func() error) (keyspace, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, startTimeout, fmt.Errorf("the servers did not come to rest within %s", startTimeout))
	defer cancel()
	again := time.NewTicker(calmEvery)
	defer again.Stop()
	var last keyspace
	var missing []string
	for since := time.Now(); ; {
		now, err := w.store.read(ctx, keysAndValues)
		if err != nil {
			return nil, err
		}
		if len(wayBack(now, last)) > 0 {
			last, since = now, time.Now()
		}
		if missing = notYet(now); len(missing) == 0 && time.Since(since) >= calmFor && w.ready(ctx) {
			return now, nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return nil, errors.Join(context.Cause(ctx), fmt.Errorf("still missing: %s", strings.Join(missing, ", ")))
		}
		if err := health(); err != nil {
			return nil, err
		}
	}
}

// ready asks both servers whether all their start-up hooks are done.
func (w *wiper) ready(ctx context.Context) bool {
	for _, side := range sides() {
		if err := w.api[side].Get().AbsPath("/readyz").Do(ctx).Error(); err != nil {
			return false
		}
	}
	return true
}

// notYet lists what API servers make at their start and have not made yet.
func notYet(now keyspace) []string {
	var missing []string
	for _, side := range sides() {
		for _, key := range bornWith(side) {
			if _, ok := now[key]; !ok {
				missing = append(missing, key)
			}
		}
	}
	return missing
}

func bornWith(side steps.Side) []string {
	keys := []string{
		"namespaces/default", "namespaces/kube-system", "namespaces/kube-public", "namespaces/kube-node-lease",
		"services/specs/default/kubernetes", "services/endpoints/default/kubernetes", "endpointslices/default/kubernetes",
		"configmaps/kube-system/extension-apiserver-authentication",
		"priorityclasses/system-node-critical", "priorityclasses/system-cluster-critical",
		"clusterroles/cluster-admin", "clusterrolebindings/cluster-admin",
		"servicecidrs/kubernetes", "ranges/servicenodeports",
	}
	for i := range keys {
		keys[i] = "/" + string(side) + "/" + keys[i]
	}
	return keys
}
