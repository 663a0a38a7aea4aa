package bench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// quietFor is how long an engine must write nothing to be at rest.
const quietFor = time.Second

// writes is what one incarnation of the engine asked the servers to change.
type writes struct {
	host, virtual int
	// most is the largest number of writes on one host object.
	most int
	// refused were not carried out; they are counted nowhere else.
	refused int
}

// all is every request for a change, carried out or not.
func (w writes) all() int { return w.host + w.virtual + w.refused }

// countWrites counts an actor's writes on objects of the load.
func countWrites(calls []history.Call, actor history.Actor, only func(history.Call) bool) writes {
	var w writes
	each := map[string]int{}
	for _, c := range calls {
		switch {
		case c.Actor != actor || !c.Mutating() || !only(c) || strings.HasSuffix(c.Resource.Group, "authorization.k8s.io"):
		case !c.OK():
			w.refused++
		case c.Side == string(steps.Host):
			w.host++
			key := c.Resource.Resource + "/" + c.Name
			each[key]++
			w.most = max(w.most, each[key])
		default:
			w.virtual++
		}
	}
	return w
}

// ofLoad reports whether a call is about one of the load's kinds.
func ofLoad(c history.Call) bool {
	return c.Resource == configMaps || c.Resource == secrets || c.Resource == pods
}

func anything(history.Call) bool { return true }

// rest waits until an actor has written nothing for quietFor, and returns all calls up to then.
func rest(ctx context.Context, clusters clusters, actor history.Actor) ([]history.Call, error) {
	ticker := time.NewTicker(quietFor / 10)
	defer ticker.Stop()
	before, since := -1, time.Now()
	for {
		calls, err := clusters.Calls(ctx)
		if err != nil {
			return nil, err
		}
		if now := countWrites(calls, actor, anything).all(); now != before {
			before, since = now, time.Now()
		}
		if time.Since(since) >= quietFor {
			return calls, nil
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-ticker.C:
		}
	}
}

// refusals says what the servers refused last, for an engine that did not finish.
func (r *run) refusals() string {
	calls, err := r.clusters.Calls(context.Background())
	if err != nil {
		return ""
	}
	text, left := "", 3
	for _, c := range slices.Backward(calls) {
		if left == 0 {
			break
		}
		if c.Actor.IsEngine() && c.Mutating() && !c.OK() {
			text += fmt.Sprintf("refused: %s %s %s/%s on the %s: %d %s\n", c.Verb, c.Resource.Resource, c.Namespace, c.Name, c.Side, c.Code, c.Message)
			left--
		}
	}
	return text
}
