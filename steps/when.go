package steps

import (
	"context"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
)

// Changes are registered for Given and When alike: what happens while the
// engine is stopped is a Given of its start.
func (w *World) when(sc *godog.ScenarioContext) {
	sc.When(`^this is applied in the (host|virtual) cluster:$`, w.isApplied)
	sc.Step(`^([A-Z]\w*) "([^"]*)" in the (host|virtual) cluster (is changed to|reports this status):$`, w.isChanged)
	sc.Step(`^the host copy of ([A-Z]\w*) "([^"]*)" (is changed to|reports this status):$`, w.copyIsChanged)
	sc.Step(`^([A-Z]\w*) "([^"]*)" is (deleted|force-deleted) from the (host|virtual) cluster$`, w.isDeleted)
	sc.Step(`^the host copy of ([A-Z]\w*) "([^"]*)" is (deleted|force-deleted)$`, w.copyIsDeleted)
	sc.Step(`^the engine (restarts|starts)$`, w.engineStarts)
	sc.Step(`^the configuration becomes:$`, w.configurationBecomes)
}

// The YAML documents are created, or changed if they exist.
func (w *World) isApplied(ctx context.Context, side string, objects *godog.DocString) error {
	return w.changed(ctx, w.apply(ctx, Side(side), objects.Content))
}

// The fields take these values; (absent) removes one. The paths of a status are
// relative to it.
func (w *World) isChanged(ctx context.Context, kind, name, side, what string, table *godog.Table) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	return w.patch(ctx, Side(side), ref, what, table)
}

// The fields of the host copy take these values, as a controller or an
// administrator of the host would set them.
func (w *World) copyIsChanged(ctx context.Context, kind, name, what string, table *godog.Table) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	_, host, err := w.existingCopy(ctx, ref)
	if err != nil {
		return err
	}
	return w.patch(ctx, Host, host, what, table)
}

func (w *World) patch(ctx context.Context, side Side, ref Ref, what string, table *godog.Table) error {
	fields, err := fieldsOf(table)
	if err != nil {
		return err
	}
	for i := range fields {
		if fields[i].cell, err = w.word(ctx, fields[i].cell); err != nil {
			return err
		}
	}
	object, err := w.target.Get(ctx, side, ref)
	if err != nil {
		return fmt.Errorf("changing %s: %w", ref, err)
	}
	subresource := subresourceOf(ref.Kind, fields)
	if what == "reports this status" {
		subresource, fields = "status", below("status", fields)
	}
	patch, err := patchOf(object.DeepCopy().Object, fields)
	if err != nil {
		return fmt.Errorf("changing %s: %w", ref, err)
	}
	return w.changed(ctx, w.target.Patch(ctx, side, ref, patch, subresource))
}

// subresourceOf is where a change of these fields has to be sent: some of a pod
// change only there, as kubectl debug, kubectl patch --subresource resize and
// schedulers know.
func subresourceOf(kind string, fields []field) string {
	if kind != "Pod" {
		return ""
	}
	for _, f := range fields {
		switch p := f.path.String(); {
		case p == "spec.nodeName":
			return "binding"
		case strings.HasPrefix(p, "spec.ephemeralContainers"):
			return "ephemeralcontainers"
		case strings.HasPrefix(p, "spec.containers[") && strings.Contains(p, ".resources"):
			return "resize"
		}
	}
	return ""
}

func below(key string, fields []field) []field {
	var moved []field
	for _, f := range fields {
		moved = append(moved, field{append(path{{key: key}}, f.path...), f.cell})
	}
	return moved
}

// The object is deleted with its kind's grace period; force-deleted is without any.
func (w *World) isDeleted(ctx context.Context, kind, name, how, side string) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	return w.changed(ctx, w.target.Delete(ctx, Side(side), ref, graceOf(how)))
}

// The host copy is deleted by somebody on the host.
func (w *World) copyIsDeleted(ctx context.Context, kind, name, how string) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	_, host, err := w.existingCopy(ctx, ref)
	if err != nil {
		return err
	}
	return w.changed(ctx, w.target.Delete(ctx, Host, host, graceOf(how)))
}

func graceOf(how string) *int64 {
	if how == "deleted" {
		return nil
	}
	return new(int64)
}

// The engine starts with the configuration it had; restarts stops it first.
func (w *World) engineStarts(ctx context.Context, how string) error {
	if how == "restarts" {
		if err := w.target.Stop(ctx); err != nil {
			return err
		}
	}
	return w.start(ctx)
}

// The engine is started again with another vcluster.yaml.
func (w *World) configurationBecomes(ctx context.Context, config *godog.DocString) error {
	if err := w.configure(config.Content); err != nil {
		return err
	}
	return w.engineStarts(ctx, "restarts")
}
