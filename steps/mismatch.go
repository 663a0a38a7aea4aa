package steps

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Field is one field that is not as expected.
type Field struct{ Path, Want, Got string }

// Mismatch says that an object is not as a feature expects, field by field.
type Mismatch struct {
	// Subject is the object as the feature names it.
	Subject string
	Fields  []Field
	// Virtual and Host are the two objects, as far as they are known.
	Virtual, Host *unstructured.Unstructured
}

// Error is a table of every field with what was wanted and what was found.
func (m *Mismatch) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is not as expected:\n", m.Subject)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "  field\twant\tgot")
	for _, f := range m.Fields {
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\n", f.Path, shown(f.Want), shown(f.Got))
	}
	_ = w.Flush()
	return strings.TrimRight(b.String(), "\n")
}

func shown(s string) string {
	if s == "" {
		return `""`
	}
	return strings.ReplaceAll(s, "\n", `\n`)
}

// unequal compares two whole values, leaf by leaf.
func unequal(at string, want, got any) []Field {
	wantMap, wantIs := want.(map[string]any)
	gotMap, gotIs := got.(map[string]any)
	if wantIs && gotIs {
		return unequalMaps(at, wantMap, gotMap)
	}
	wantList, wantIs := want.([]any)
	gotList, gotIs := got.([]any)
	if wantIs && gotIs && len(wantList) == len(gotList) {
		return unequalLists(at, wantList, gotList)
	}
	if present(want) != present(got) {
		return []Field{{strings.TrimPrefix(at, "."), present(want), present(got)}}
	}
	return nil
}

func unequalMaps(at string, want, got map[string]any) []Field {
	var fields []Field
	for _, key := range keysOf(want, got) {
		fields = append(fields, unequal(at+(path{{key: key}}).dotted(), want[key], got[key])...)
	}
	return fields
}

func unequalLists(at string, want, got []any) []Field {
	var fields []Field
	for i := range want {
		fields = append(fields, unequal(fmt.Sprintf("%s[%d]", at, i), want[i], got[i])...)
	}
	return fields
}

func (p path) dotted() string {
	if s := p.String(); strings.HasPrefix(s, "[") {
		return s
	}
	return "." + p.String()
}

func keysOf(mappings ...map[string]any) []string {
	var keys []string
	for _, m := range mappings {
		for key := range m {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// present is a value as text, with a word for a field that is not there.
func present(value any) string {
	if value == nil {
		return absent
	}
	return text(value)
}
