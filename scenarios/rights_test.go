package scenarios_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/rbac"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/scenarios/history"
)

// entitled compares what engines were allowed with what they did, over a whole run.
// A right too few fails the scenario that needs it, because the servers refuse; a
// right that no scenario needs is one too many.
type entitled struct {
	mu            sync.Mutex
	granted, used map[string]bool
}

func newEntitled() *entitled { return &entitled{granted: map[string]bool{}, used: map[string]bool{}} }

// add notes one scenario.
func (e *entitled) add(past history.History) {
	e.mu.Lock()
	defer e.mu.Unlock()
	texts := []string{past.Config}
	for _, mark := range past.Marks {
		if mark.Name == "engine-start" {
			texts = append(texts, mark.Config)
		}
	}
	slices.Sort(texts)
	for _, text := range slices.Compact(texts) {
		if parsed, _ := config.Parse("vcluster.yaml", []byte(text)); parsed != nil {
			env := recipe.Env{Scheme: naming.Scheme{Name: past.Name, Namespace: past.Namespace}, Config: parsed}
			for _, r := range rbac.Rights(env) {
				e.granted[spell(string(r.Side), r.Verb, r.Group, r.Resource)] = true
			}
		}
	}
	for _, call := range past.Calls {
		if !call.Actor.IsEngine() || call.Code == 403 {
			continue
		}
		resource := call.Resource.Resource
		if call.Subresource != "" {
			resource += "/" + call.Subresource
		}
		e.used[spell(call.Side, strings.TrimPrefix(call.Verb, "dry-run "), call.Resource.Group, resource)] = true
	}
}

func spell(side, verb, group, resource string) string {
	if group == "example.com" { // what holds for one custom resource holds for all
		_, subresource, below := strings.Cut(resource, "/")
		if resource = "customresources"; below {
			resource += "/" + subresource
		}
	}
	return strings.TrimSuffix(fmt.Sprintf("%s: %s %s.%s", side, verb, resource, group), ".")
}

// needless are the rights that no scenario needed and no reason excuses.
func (e *entitled) needless() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var unused []string
	for _, right := range slices.Sorted(maps.Keys(e.granted)) {
		if _, excused := unneeded()[right]; !e.used[right] && !excused && !e.streamed(right) {
			unused = append(unused, right)
		}
	}
	return unused
}

// streamed: what is watched from its beginning is listed only by servers, and
// through proxies, that do not stream lists; and it is read alone only where an
// answer was lost or a name is in doubt, which no scenario brings about for every
// kind. Neither says more than the watch does.
func (e *entitled) streamed(right string) bool {
	for _, verb := range []string{": list ", ": get "} {
		if strings.Contains(right, verb) && e.used[strings.Replace(right, verb, ": watch ", 1)] {
			return true
		}
	}
	return false
}

// stale are the excuses for rights that were used after all, or are not granted.
func (e *entitled) stale() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var stale []string
	for right := range unneeded() {
		if e.used[right] || !e.granted[right] {
			stale = append(stale, right)
		}
	}
	slices.Sort(stale)
	return stale
}

// unneeded are rights that an engine has and no scenario uses, with the reason.
func unneeded() map[string]string {
	return map[string]string{
		"host: delete namespaces":    "a virtual namespace ends only where a controller empties it, and no pair of test servers has one",
		"virtual: delete namespaces": "a host namespace ends only where a controller empties it, and no pair of test servers has one",
	}
}

func TestARightThatNothingUsesIsFound(t *testing.T) {
	t.Parallel()
	e := newEntitled()
	e.granted["host: create pods"], e.granted["host: list pods"], e.granted["host: watch pods"] = true, true, true
	e.used["host: watch pods"] = true
	require.Equal(t, []string{"host: create pods"}, e.needless())
	e.used["host: create pods"] = true
	require.Empty(t, e.needless())
	e.granted["host: get pods"], e.granted["host: get secrets"] = true, true
	require.Equal(t, []string{"host: get secrets"}, e.needless(), "secrets are not watched")
}
