package plan

import (
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// asked is a write to a subresource and the rule that asked for it.
type asked struct {
	recipe.Write
	because Reason
}

// ask takes over what a rule asked for beside the objects in the making.
func (m *merger) ask(change *recipe.Change, rule recipe.Rule) {
	for _, write := range change.Writes {
		because := reasonOf(m.in, rule)
		because.Field = write.Subresource
		m.writes = append(m.writes, asked{write, because})
	}
	m.warnings = append(m.warnings, change.Warnings...)
	m.beside = append(m.beside, change.Beside...)
	change.Writes, change.Warnings, change.Beside = nil, nil, nil
	if m.waits == "" {
		m.waits = change.Waiting
	}
	if m.ends == nil {
		m.ends = change.Ends
	}
}

// subresources are the writes to subresources: those that come first, or the others.
func (m *merger) subresources(first bool) []Action {
	var actions []Action
	for _, write := range m.writes {
		if write.First != first {
			continue
		}
		on, verb := m.in.Virtual, Patch
		if write.Side == object.Host {
			on = m.in.Host
		}
		if write.Post != nil {
			verb = Post
		}
		action := Action{
			Side: write.Side, Verb: verb, Recipe: m.in.Recipe, Key: keyOf(on), Subresource: write.Subresource,
			Object: write.Post, Patch: write.Patch, UID: string(on.GetUID()), Doing: write.Doing,
		}
		if m.in.Explain {
			action.Because = []Reason{write.because}
		}
		actions = append(actions, action)
	}
	return actions
}

// beside are the requests about objects that are kept beside the pair.
func beside(all []recipe.Beside) []Action {
	var actions []Action
	for _, b := range all {
		verb := Delete
		switch {
		case b.Make != nil:
			verb = Create
		case b.Patch != nil:
			verb = Patch
		}
		actions = append(actions, Action{
			Side: object.Host, Verb: verb, Recipe: b.Recipe, Key: b.Key, Object: b.Make, Patch: b.Patch, UID: b.UID,
			Doing: b.Doing, Cause: b.Cause,
		})
	}
	return actions
}
