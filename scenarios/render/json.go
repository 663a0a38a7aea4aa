package render

import (
	"encoding/json"
	"fmt"
	"io"
)

// document is a result as programs read it. Lists are never null.
type document struct {
	Copies    []jsonCopy   `json:"copies"`
	FromHost  []jsonMirror `json:"fromHost"`
	NotSynced []jsonLeft   `json:"notSynced"`
	Events    []jsonEvent  `json:"events"`
}

type jsonCopy struct {
	Virtual string         `json:"virtual"`
	Place   string         `json:"place,omitempty"`
	Host    map[string]any `json:"host"`
	Because []jsonReason   `json:"because,omitempty"`
}

type jsonReason struct {
	Field     string `json:"field"`
	Rule      string `json:"rule"`
	Behaviour string `json:"behaviour,omitempty"`
	Document  string `json:"document,omitempty"`
	Config    string `json:"config,omitempty"`
}

type jsonMirror struct {
	Object  string         `json:"object"`
	Why     string         `json:"why"`
	Virtual map[string]any `json:"virtual"`
}

type jsonLeft struct {
	Object string `json:"object"`
	Side   string `json:"side"`
	Why    string `json:"why"`
	Place  string `json:"place,omitempty"`
}

type jsonEvent struct {
	Object  string `json:"object"`
	Type    string `json:"type"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

// WriteJSON writes everything a result says, for programs.
func (r Result) WriteJSON(out io.Writer, detail Detail) error {
	all := document{[]jsonCopy{}, []jsonMirror{}, []jsonLeft{}, []jsonEvent{}}
	for _, c := range r.shown(detail) {
		all.Copies = append(all.Copies, jsonCopy{Virtual: name(c.Virtual), Place: c.Place, Host: clean(c.Host).Object, Because: c.spelled(detail)})
	}
	for _, m := range r.Mirrors {
		one := jsonMirror{Object: name(m.Host), Why: m.Why}
		if m.Virtual != nil {
			one.Virtual = clean(m.Virtual).Object
		}
		all.FromHost = append(all.FromHost, one)
	}
	for _, l := range r.Left {
		all.NotSynced = append(all.NotSynced, jsonLeft{name(l.Object), string(l.Side), l.Why, l.Place})
	}
	for _, e := range r.Events {
		all.Events = append(all.Events, jsonEvent(e))
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// spelled are the reasons of a copy, if they are asked for.
func (c Copy) spelled(detail Detail) []jsonReason {
	if !detail.Explain {
		return nil
	}
	var all []jsonReason
	for _, why := range sorted(c.Because) {
		all = append(all, jsonReason{why.Field, why.Rule, why.Behaviour, detail.page(why.Behaviour), why.Config})
	}
	return all
}
