package targettest

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// masks number what differs each time, in the order of its appearance.
type masks struct {
	patterns []mask
	seen     map[string]string
	counts   map[string]int
}

type mask struct {
	name    string
	pattern *regexp.Regexp
}

func newMasks() *masks {
	return &masks{seen: map[string]string{}, counts: map[string]int{}, patterns: []mask{
		{"uid", regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)},
		{"version", regexp.MustCompile(`(?m)(resourceVersion: |ResourceVersion in (?:record|the precondition) )[("]([0-9]+)[)"]`)},
		{"time", regexp.MustCompile(`20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z`)},
		{"address", regexp.MustCompile(`\b10\.9[67]\.[0-9]+\.[0-9]+\b`)},
		{"port", regexp.MustCompile(`\b3[0-2][0-9]{3}\b`)},
		{"random", regexp.MustCompile(`generated-[a-z0-9]{5}\b`)},
		{"key", regexp.MustCompile(`Key: /[^,]*`)},
	}}
}

// patchText is a patched object quoted in an error.
var patchText = regexp.MustCompile(`patch: Invalid value: ".*": `)

// hide masks a text. Times are all alike; the rest keeps its identity.
func (m *masks) hide(text string) string {
	text = patchText.ReplaceAllString(text, `patch: Invalid value: <patch>: `)
	for _, mask := range m.patterns {
		text = mask.pattern.ReplaceAllStringFunc(text, func(found string) string {
			if mask.name == "time" || mask.name == "key" {
				return "<" + mask.name + ">"
			}
			if mask.name == "version" {
				parts := mask.pattern.FindStringSubmatch(found)
				return parts[1] + m.number("version", parts[2])
			}
			if mask.name == "port" && (found == "30000" || found == "32767") { // the range's ends
				return found
			}
			return m.number(mask.name, found)
		})
	}
	return text
}

func (m *masks) number(name, value string) string {
	if _, known := m.seen[value]; !known {
		m.counts[name]++
		m.seen[value] = fmt.Sprintf("<%s %d>", name, m.counts[name])
	}
	return m.seen[value]
}

// print writes an object down, or only some paths of it.
func (p *player) print(object *unstructured.Unstructured, show []string) {
	p.t.Helper()
	if object == nil {
		p.text.WriteString("done\n")
		return
	}
	shown := object.DeepCopy()
	shown.SetManagedFields(nil)
	content := any(shown.Object)
	if len(show) > 0 {
		content = only(shown.Object, show)
	}
	text, err := yaml.Marshal(content)
	require.NoError(p.t, err)
	p.text.WriteString(p.masks.hide(string(text)))
}

func only(object map[string]any, show []string) map[string]any {
	kept := map[string]any{}
	for _, path := range show {
		value, found, err := unstructured.NestedFieldNoCopy(object, strings.Split(path, ".")...)
		if err == nil && found {
			kept[path] = value
		}
	}
	return kept
}
