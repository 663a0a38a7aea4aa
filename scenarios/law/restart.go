package law

import "github.com/syncspec/syncspec/scenarios/history"

// restartNeutral: an engine that is started again between converged clusters
// asks for no change. A request that was refused before and is refused again is
// no change: what cannot be synced may be tried again; and so is creating what
// exists already. When others change something meanwhile, as kubelets do, what comes
// after that is an answer to it.
func restartNeutral(h history.History, v *Verdict) {
	from, marked := lastMark(h, restartMark)
	if !marked {
		return
	}
	v.Checked++
	refused := map[attempt]bool{}
	for _, c := range h.Calls {
		if c.Seq > from.Seq && disturbs(c) {
			return
		}
		if !c.Actor.IsEngine() || !c.Mutating() || review(c) || allocation(c) {
			continue
		}
		try := attempt{keyOf(c), c.Verb, c.Code}
		if c.Seq <= from.Seq {
			refused[try] = !c.OK()
			continue
		}
		exists := c.Verb == "create" && c.Code == 409
		v.check(exists || refused[try], "%s: after a restart that should have changed nothing", describe(c))
	}
}

// attempt is a request as far as its repetition is concerned.
type attempt struct {
	key  key
	verb string
	code int
}

// lastMark finds the last mark of a name.
func lastMark(h history.History, name string) (history.Mark, bool) {
	for i := len(h.Marks) - 1; i >= 0; i-- {
		if h.Marks[i].Name == name {
			return h.Marks[i], true
		}
	}
	return history.Mark{}, false
}
