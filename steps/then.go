package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

func (w *World) then(sc claims) {
	sc.Then(`^([A-Z]\w*) "([^"]*)" is (in|still in|gone from|kept out of) the (host|virtual) cluster$`, w.isIn)
	sc.Then(`^([A-Z]\w*) "([^"]*)" in the (host|virtual) cluster has:$`, w.has)
	sc.Then(`^the host copy of ([A-Z]\w*) "([^"]*)" has:$`, w.copyHas)
	sc.Then(`^the host copy of ([A-Z]\w*) "([^"]*)" is exactly:$`, w.copyIsExactly)
	sc.Then(`^the host copy of ([A-Z]\w*) "([^"]*)" is (still there|gone)$`, w.copyIsThere)
	sc.Then(`^([A-Z]\w*) "([^"]*)" has no host copy$`, w.hasNoCopy)
	sc.Then(`^the (host|virtual) cluster has these ([A-Z]\w*):$`, w.hasThese)
	sc.Then(`^the tenant sees a (Warning|Normal) event "([^"]*)" on ([A-Z]\w*) "([^"]*)":$`, w.seesEvent)
	sc.Then(`^the tenant sees no Warning event on ([A-Z]\w*) "([^"]*)"$`, w.seesNoWarning)
	sc.Then(`^it is refused with:$`, w.isRefused)
	sc.Then(`^the configuration is refused with:$`, w.configurationIsRefused)
	sc.Then(`^the engine warns:$`, w.engineWarns)
	sc.Then(`^the configuration has:$`, w.configurationHas)
}

// The object exists, or does not; an object that is being deleted still exists.
func (w *World) isIn(ctx context.Context, kind, name, where, side string) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	_, err = w.target.Get(ctx, Side(side), ref)
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("looking for %s: %w", ref, err)
	}
	return w.exists(ctx, ref, side+" cluster", where == "in" || where == "still in", err == nil)
}

func (w *World) exists(ctx context.Context, ref Ref, where string, want, got bool) error {
	if want == got {
		return nil
	}
	words := map[bool]string{true: "there", false: "not there"}
	return w.mismatch(ctx, ref, Field{"in the " + where, words[want], words[got]})
}

// Each field of the object has its value; other fields are not looked at.
func (w *World) has(ctx context.Context, kind, name, side string, table *godog.Table) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	object, err := w.target.Get(ctx, Side(side), ref)
	if apierrors.IsNotFound(err) {
		return w.exists(ctx, ref, side+" cluster", true, false)
	}
	if err != nil {
		return fmt.Errorf("looking for %s: %w", ref, err)
	}
	return w.compare(ctx, ref, object.Object, table)
}

// Each field of the host copy has its value; other fields are not looked at.
func (w *World) copyHas(ctx context.Context, kind, name string, table *godog.Table) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	object, _, err := w.existingCopy(ctx, ref)
	if err != nil {
		return err
	}
	return w.compare(ctx, ref, object.Object, table)
}

// The host copy is this document and nothing else, but for what only an API
// server makes: uid, resourceVersion, generation, timestamps, managedFields,
// the owner reference to the virtual cluster's Service, and an empty status.
func (w *World) copyIsExactly(ctx context.Context, kind, name string, want *godog.DocString) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	object, _, err := w.existingCopy(ctx, ref)
	if err != nil {
		return err
	}
	wanted, err := mapping(want.Content)
	if err != nil {
		return fmt.Errorf("reading the document: %w", err)
	}
	if err := w.fill(ctx, wanted); err != nil {
		return err
	}
	return w.mismatch(ctx, ref, unequal("", wanted, bare(object))...)
}

// The virtual object has a host copy, or has none any more.
func (w *World) copyIsThere(ctx context.Context, kind, name, where string) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	object, err := w.hostCopy(ctx, ref)
	if err != nil {
		return err
	}
	return w.exists(ctx, ref, "host cluster, as a copy", where == "still there", object != nil)
}

// The virtual object was never copied.
func (w *World) hasNoCopy(ctx context.Context, kind, name string) error {
	return w.copyIsThere(ctx, kind, name, "gone")
}

// The cluster has exactly these objects of a kind, in any order, besides those
// of every cluster. The header names the fields that tell them apart.
func (w *World) hasThese(ctx context.Context, side, kinds string, table *godog.Table) error {
	k, err := kindOfPlural(kinds)
	if err != nil {
		return err
	}
	objects, err := w.target.List(ctx, Side(side), k.resource, "")
	if err != nil {
		return fmt.Errorf("listing the %s cluster's %s: %w", side, kinds, err)
	}
	return w.compareRows(ctx, kinds, objects, table)
}

// Exactly one event with that reason is on the object, and this is its message; (any)
// in it stands for a word, and what is told again with another word there is one event.
func (w *World) seesEvent(ctx context.Context, eventType, reason, kind, name string, message *godog.DocString) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	events, err := w.eventsOn(ctx, ref, eventType)
	if err != nil {
		return err
	}
	want := reason + ": " + message.Content
	if said(events, want) {
		return nil
	}
	return w.mismatch(ctx, ref, Field{eventType + " events", want, strings.Join(events, "\n")})
}

// No event of type Warning is on the object, but for what the API server tells
// of its own allocations.
func (w *World) seesNoWarning(ctx context.Context, kind, name string) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	events, err := w.eventsOn(ctx, ref, "Warning")
	if err != nil || len(events) == 0 {
		return err
	}
	return w.mismatch(ctx, ref, Field{"Warning events", "none", strings.Join(events, "\n")})
}

// The API server refused the last change, and this is in its answer.
func (w *World) isRefused(want *godog.DocString) error {
	refused := w.refused
	w.refused = nil
	if refused == nil {
		return &Mismatch{Subject: "the change", Fields: []Field{{"answer", want.Content, "accepted"}}}
	}
	if !strings.Contains(refused.Error(), want.Content) {
		return &Mismatch{Subject: "the change", Fields: []Field{{"answer", want.Content, refused.Error()}}}
	}
	return nil
}

// The engine refused its configuration, and this is in what it said.
func (w *World) configurationIsRefused(want *godog.DocString) error {
	rejected := w.rejected
	w.rejected = nil
	if rejected == nil {
		return &Mismatch{Subject: "the configuration", Fields: []Field{{"answer", want.Content, "accepted"}}}
	}
	if !strings.Contains(rejected.Text, want.Content) {
		return &Mismatch{Subject: "the configuration", Fields: []Field{{"answer", want.Content, rejected.Text}}}
	}
	return nil
}

// A line of the engine's log contains the text.
func (w *World) engineWarns(_ context.Context, want *godog.DocString) error {
	lines := w.target.Log()
	for _, line := range lines {
		if strings.Contains(strings.ReplaceAll(line, `\"`, `"`), want.Content) {
			return nil
		}
	}
	return &Mismatch{Subject: "the engine's log", Fields: []Field{{"a line with", want.Content, fmt.Sprintf("none of %d lines", len(lines))}}}
}

// Each path of the running engine's configuration, with its defaults filled in and
// auto resolved, has its value.
func (w *World) configurationHas(table *godog.Table) error {
	fields, err := fieldsOf(table)
	if err != nil {
		return err
	}
	told, ok := w.target.(Configured)
	if !ok {
		return errors.New("this engine does not tell what its configuration means")
	}
	tree, err := told.Configuration()
	if err != nil {
		return fmt.Errorf("asking for the configuration: %w", err)
	}
	var wrong []Field
	for _, f := range fields {
		got := f.path.get(tree)
		if len(got) == 0 || !fits(f.cell, got, f.path) {
			wrong = append(wrong, Field{f.path.String(), f.cell, shownAll(got)})
		}
	}
	if len(wrong) > 0 {
		return &Mismatch{Subject: "the configuration", Fields: wrong}
	}
	return nil
}
