package render

import (
	"fmt"
	"io"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// Detail says what of a result is written. The zero value leaves out what no
// manifest asked for.
type Detail struct {
	// All writes also what came with the installation: the service of the DNS.
	All bool
	// Explain writes the reason of every field.
	Explain bool
	// Document names the page a behaviour id stands on.
	Document func(id string) string
}

// page is the document a behaviour stands in, if anybody knows.
func (d Detail) page(behaviour string) string {
	if d.Document == nil {
		return ""
	}
	return d.Document(behaviour)
}

// WriteYAML writes the host objects, as a tool that applies YAML reads them; all
// that is said about them are comments.
func (r Result) WriteYAML(out io.Writer, detail Detail) error {
	for _, c := range r.shown(detail) {
		text, err := yaml.Marshal(clean(c.Host).Object)
		if err != nil {
			return fmt.Errorf("writing %s: %w", name(c.Host), err)
		}
		head := fmt.Sprintf("---\n# %s: the copy of %s\n", name(c.Host), name(c.Virtual))
		if c.Place != "" {
			head += "# from " + c.Place + "\n"
		}
		if detail.Explain {
			head += "#\n" + comment(c.reasons(detail))
		}
		if _, err := io.WriteString(out, head+string(text)); err != nil {
			return err
		}
	}
	return nil
}

// shown are the copies of what was given, or all.
func (r Result) shown(detail Detail) []Copy {
	var shown []Copy
	for _, c := range r.Copies {
		if detail.All || c.Place != "" {
			shown = append(shown, c)
		}
	}
	return shown
}

func comment(text string) string {
	var lines strings.Builder
	for line := range strings.Lines(text) {
		lines.WriteString("# " + line)
	}
	return lines.String()
}

// clean is an object without what the servers made up.
func clean(o *unstructured.Unstructured) *unstructured.Unstructured {
	shown := o.DeepCopy()
	for _, field := range []string{"uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"} {
		unstructured.RemoveNestedField(shown.Object, "metadata", field)
	}
	delete(shown.Object, "status")
	return shown
}
