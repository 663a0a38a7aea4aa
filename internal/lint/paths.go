package lint

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/path"
)

// eachPatch visits the patches whose path can be read.
func (p *pass) eachPatch(visit func(kind, key string, patch config.Patch, at path.Path)) {
	for _, list := range p.config.PatchLists() {
		for i, patch := range list.Patches {
			if at, err := path.Parse(patch.Path); err == nil {
				visit(list.Key, list.At(i), patch, at)
			}
		}
	}
}

// sameFields finds two spellings of one path.
func sameFields(p *pass) {
	for _, list := range p.config.PatchLists() {
		var seen []path.Path
		for i, patch := range list.Patches {
			at, err := path.Parse(patch.Path)
			if err != nil {
				seen = append(seen, path.Path{})
				continue
			}
			same := slices.IndexFunc(seen, func(other path.Path) bool { return other.Same(at) && other.String() != at.String() && !at.Whole() })
			if same >= 0 {
				p.add(p.config.Inside(list.At(i)+".path", 1, 1), Finding{
					Key: list.At(i) + ".path", Severity: config.Warning,
					Message: fmt.Sprintf("%q is the place of %s too, in other words: %q", patch.Path, list.At(same), list.Patches[same].Path),
				})
			}
			seen = append(seen, at)
		}
	}
}

// singular finds metadata.label and metadata.annotation in built-in kinds.
func singular(p *pass) {
	p.eachPatch(func(kind, key string, patch config.Patch, at path.Path) {
		steps := at.Segments()
		if _, builtin := kindOf(kind); !builtin || !isSingular(steps) {
			return
		}
		word := steps[1].Key
		column, exact := columnOf(patch.Path, steps, 1)
		p.inside(key+".path", column, len(word), fmt.Sprintf("no %s has metadata.%s; metadata.%ss is meant", p.noun(kind), word, word))
		if last := &p.found[len(p.found)-1]; exact && substring(last.Text, last.Column, last.EndColumn) == word {
			last.Fix = &Edit{Line: last.Line, Column: last.Column, EndColumn: last.EndColumn, Text: word + "s"}
		}
	})
}

func isSingular(steps []path.Segment) bool {
	return len(steps) > 1 && steps[0].Key == "metadata" && (steps[1].Key == "label" || steps[1].Key == "annotation")
}

// impossible finds paths that no object of the kind can have.
func impossible(p *pass) {
	p.eachPatch(func(kind, key string, patch config.Patch, at path.Path) {
		gvk, builtin := kindOf(kind)
		steps := at.Segments()
		if !builtin || isSingular(steps) {
			return
		}
		if _, end := follow(typeOf(gvk), steps); end != nil {
			column, _ := columnOf(patch.Path, steps, end.step)
			p.inside(key+".path", column, len([]rune(steps[end.step].Key)), end.reason(gvk.Kind, steps))
		}
	})
}

// reason says why a path ends, and what would go on.
func (d *dead) reason(kind string, steps []path.Segment) string {
	before, step := spelled(steps[:d.step]), steps[d.step].Key
	if before == "" {
		before = "a " + kind
	}
	switch {
	case d.at.Kind() == reflect.Slice && !isText(d.at):
		return fmt.Sprintf("%s of a %s is a list: write [*] or an index before %s", before, kind, step)
	case len(d.fields) > 0:
		slices.Sort(d.fields)
		return fmt.Sprintf("no %s has %s: %s has no field %q%s", kind, spelled(steps[:d.step+1]), before, step, nearestField(step, d.fields))
	case d.step > 0 && strings.HasPrefix(before, "metadata.") && strings.Count(before, ".") > 1:
		return fmt.Sprintf("%s is one value; a key with dots is written in brackets and quotes: %s[\"%s\"]",
			before, spelled(steps[:2]), keyOf(steps[2:]))
	}
	return fmt.Sprintf("%s of a %s is one value and has no %q", before, kind, step)
}

// keyOf joins what a dotted key was taken apart into.
func keyOf(steps []path.Segment) string {
	var keys []string
	for _, s := range steps {
		keys = append(keys, s.Key)
	}
	return strings.Join(keys, ".")
}

// spelled writes steps as a path.
func spelled(steps []path.Segment) string {
	var b strings.Builder
	for i, s := range steps {
		switch {
		case s.Wildcard:
			b.WriteString("[*]")
		case s.Index >= 0:
			fmt.Fprintf(&b, "[%d]", s.Index)
		case strings.ContainsAny(s.Key, ".[]\"'/ "):
			fmt.Fprintf(&b, "[%q]", s.Key)
		case i > 0:
			b.WriteString("." + s.Key)
		default:
			b.WriteString(s.Key)
		}
	}
	return b.String()
}

// nearestField names the field that begins alike or contains the word, if one does.
func nearestField(word string, fields []string) string {
	for _, like := range []func(string) bool{
		func(f string) bool { return strings.EqualFold(f, word) },
		func(f string) bool {
			return strings.EqualFold(strings.TrimSuffix(f, "s"), strings.TrimSuffix(word, "s"))
		},
		func(f string) bool {
			return len(word) > 3 && strings.HasPrefix(strings.ToLower(f), strings.ToLower(word[:4]))
		},
	} {
		if i := slices.IndexFunc(fields, like); i >= 0 {
			return fmt.Sprintf("; did you mean %q?", fields[i])
		}
	}
	if len(fields) <= 8 {
		return "; it has " + strings.Join(fields, ", ")
	}
	return ""
}

// columnOf is where a step stands in the text of a path, in characters from 1; it is
// exact unless the key is written with escapes.
func columnOf(text string, steps []path.Segment, n int) (int, bool) {
	from := 0
	for i := 0; i <= n; i++ {
		word := steps[i].Key
		if steps[i].Wildcard {
			word = "*"
		}
		found := strings.Index(text[from:], word)
		if found < 0 {
			return 1, false
		}
		if from += found; i < n {
			from += len(word)
		}
	}
	return len([]rune(text[:from])) + 1, true
}

// substring is part of a line, by columns.
func substring(line string, from, to int) string {
	letters := []rune(line)
	if from < 1 || to < from || to-1 > len(letters) {
		return ""
	}
	return string(letters[from-1 : to-1])
}

// noun is the kind whose patches stand below a key.
func (p *pass) noun(kind string) string {
	gvk, _ := kindOf(kind)
	return gvk.Kind
}
