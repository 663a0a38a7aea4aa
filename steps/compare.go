package steps

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// compare holds a table of paths and values against an object.
func (w *World) compare(ctx context.Context, ref Ref, object map[string]any, table *godog.Table) error {
	fields, err := fieldsOf(table)
	if err != nil {
		return err
	}
	var wrong []Field
	for _, f := range fields {
		want, err := w.word(ctx, f.cell)
		if err != nil {
			return err
		}
		if got := f.path.get(object); !fits(want, got, f.path) {
			wrong = append(wrong, Field{f.path.String(), want, shownAll(got)})
		}
	}
	return w.mismatch(ctx, ref, wrong...)
}

// fits compares what a path selected with a cell: every value with a single
// one, or all values of a `[*]` with a list.
func fits(want string, got []any, p path) bool {
	switch {
	case want == absent:
		return !slices.ContainsFunc(got, func(v any) bool { return !empty(v) })
	case want == anyCell:
		return len(got) > 0
	case strings.HasPrefix(want, tokenCell):
		return len(got) == 1 && isToken(want, got[0])
	case len(got) == 0:
		return want == `""` || want == "[]" || want == "{}"
	case slices.ContainsFunc(p, func(s segment) bool { return s.list && s.index < 0 }) && strings.HasPrefix(want, "["):
		return matches(want, got)
	}
	return !slices.ContainsFunc(got, func(v any) bool { return !matches(want, v) })
}

// empty reports a value that API servers keep or drop as they like.
func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

// shownAll is what a path selected as a person reads it; a token is shown by what it is good for.
func shownAll(got []any) string {
	switch len(got) {
	case 0:
		return absent
	case 1:
		value := text(got[0])
		if said := tokenIn(value); said != "" {
			return said
		}
		return value
	}
	return text(got)
}

var placeholder = regexp.MustCompile(`\((host name|host uid|[^\s()]+) of ([A-Z]\w*) ([^)]+)\)`)

// word replaces a cell's placeholders by what they stand for: "(uid of Pod
// default/web)" is a virtual object's, "(host name of Secret default/tls)" and
// "(host uid of …)" its copy's, "(spec.clusterIP of Service default/web)" any field of the virtual object.
func (w *World) word(ctx context.Context, cell string) (string, error) {
	var failed error
	word := placeholder.ReplaceAllStringFunc(cell, func(found string) string {
		m := placeholder.FindStringSubmatch(found)
		value, err := w.fieldOf(ctx, m[1], m[2], m[3])
		failed = errors.Join(failed, err)
		return value
	})
	return word, failed
}

func (w *World) fieldOf(ctx context.Context, what, kind, name string) (string, error) {
	ref, err := refOf(kind, name)
	if err != nil {
		return "", err
	}
	if field, host := strings.CutPrefix(what, "host "); host {
		object, _, err := w.existingCopy(ctx, ref)
		if err != nil {
			return "", err
		}
		if field == "uid" {
			return string(object.GetUID()), nil
		}
		return object.GetName(), nil
	}
	object, err := w.target.Get(ctx, Virtual, ref)
	if err != nil {
		return "", fmt.Errorf("looking for the %s of %s: %w", what, ref, err)
	}
	p, err := parsePath(strings.Replace(what, "uid", "metadata.uid", 1))
	if err != nil {
		return "", err
	}
	return shownAll(p.get(object.Object)), nil
}

// fill replaces the placeholders of a whole document.
func (w *World) fill(ctx context.Context, into any) error {
	switch v := into.(type) {
	case map[string]any:
		for key, child := range v {
			filled, err := w.filled(ctx, child)
			if err != nil {
				return err
			}
			v[key] = filled
		}
	case []any:
		for i, child := range v {
			filled, err := w.filled(ctx, child)
			if err != nil {
				return err
			}
			v[i] = filled
		}
	}
	return nil
}

func (w *World) filled(ctx context.Context, value any) (any, error) {
	if cell, ok := value.(string); ok {
		return w.word(ctx, cell)
	}
	return value, w.fill(ctx, value)
}

// bare is an object without what only an API server makes.
func bare(object *unstructured.Unstructured) map[string]any {
	copied := object.DeepCopy()
	for _, key := range []string{"uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "ownerReferences", "selfLink"} {
		unstructured.RemoveNestedField(copied.Object, "metadata", key)
	}
	if hollow(copied.Object["status"]) {
		delete(copied.Object, "status")
	}
	return copied.Object
}

// hollow reports a value that holds nothing but empty mappings.
func hollow(value any) bool {
	mapping, ok := value.(map[string]any)
	if !ok {
		return empty(value)
	}
	for _, child := range mapping {
		if !hollow(child) {
			return false
		}
	}
	return true
}

// compareRows holds a table with a header of paths against objects, as sets.
func (w *World) compareRows(ctx context.Context, subject string, objects []unstructured.Unstructured, table *godog.Table) error {
	if len(table.Rows) == 0 {
		return fmt.Errorf("the table of %s has no header", subject)
	}
	var want, got []string
	for _, row := range table.Rows[1:] {
		cells, err := w.word(ctx, strings.Join(cellsOf(row.Cells), " | "))
		if err != nil {
			return err
		}
		want = append(want, cells)
	}
	for i := range objects {
		if w.seeded(&objects[i]) {
			continue
		}
		row, err := rowOf(objects[i].Object, cellsOf(table.Rows[0].Cells))
		if err != nil {
			return err
		}
		got = append(got, row)
	}
	slices.Sort(want)
	slices.Sort(got)
	if slices.Equal(want, got) {
		return nil
	}
	return &Mismatch{Subject: subject, Fields: []Field{{"all of them", strings.Join(want, "\n"), strings.Join(got, "\n")}}}
}

func cellsOf(cells []*messages.PickleTableCell) []string {
	var values []string
	for _, cell := range cells {
		values = append(values, cell.Value)
	}
	return values
}

func rowOf(object map[string]any, header []string) (string, error) {
	var row []string
	for _, cell := range header {
		p, err := parsePath(cell)
		if err != nil {
			return "", err
		}
		row = append(row, shownAll(p.get(object)))
	}
	return strings.Join(row, " | "), nil
}

// eventsOn lists the events of one type on a virtual object, "reason: message"
// each. Both API groups are read: on a real server they show the same events.
func (w *World) eventsOn(ctx context.Context, ref Ref, eventType string) ([]string, error) {
	found := map[string]string{}
	for _, group := range []string{"", "events.k8s.io"} {
		resource := of("Event", group, "v1", "events", true).resource
		events, err := w.target.List(ctx, Virtual, resource, ref.Namespace)
		if err != nil && !apierrors.IsNotFound(err) {
			return nil, fmt.Errorf("listing events: %w", err)
		}
		for _, event := range events {
			if is(event, ref, eventType) {
				found[event.GetName()] = firstOf(event, "reason") + ": " + firstOf(event, "note", "message")
			}
		}
	}
	var lines []string
	for _, line := range found {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines, nil
}

// said reports whether the events are all one text. Its words (any) may differ.
func said(events []string, want string) bool {
	if !strings.Contains(want, anyCell) {
		return len(events) == 1 && events[0] == want
	}
	spelled := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(want), regexp.QuoteMeta(anyCell), `[^\s"]+`) + "$")
	return len(events) > 0 && !slices.ContainsFunc(events, func(event string) bool { return !spelled.MatchString(event) })
}

// ofServer reports an event in which the API server tells of its own allocations (its repair controllers).
func ofServer(event unstructured.Unstructured) bool {
	by := firstOf(event, "reportingController", "reportingComponent", "source.component", "deprecatedSource.component")
	return strings.HasSuffix(by, "-repair-controller")
}

// is reports whether an event of either API group is about the object. What the
// API server tells of itself is not meant.
func is(event unstructured.Unstructured, ref Ref, eventType string) bool {
	return firstOf(event, "type") == eventType && !ofServer(event) &&
		firstOf(event, "regarding.kind", "involvedObject.kind") == ref.Kind &&
		firstOf(event, "regarding.name", "involvedObject.name") == ref.Name
}

// firstOf is the first of the fields that holds text.
func firstOf(event unstructured.Unstructured, fields ...string) string {
	for _, name := range fields {
		value, _, err := unstructured.NestedString(event.Object, strings.Split(name, ".")...)
		if err == nil && value != "" {
			return value
		}
	}
	return ""
}
