package config

import (
	"reflect"
	"strings"
)

// PatchList is the list of patches of one kind.
type PatchList struct {
	// Key is that of the kind: "sync.toHost.pods".
	Key     string
	Patches []Patch
}

// At is the key of one patch: "sync.toHost.pods.patches[0]".
func (l PatchList) At(i int) string { return indexed(l.Key+".patches", i) }

// PatchLists are all lists that have a patch, in the order of the tree.
func (c *Config) PatchLists() []PatchList {
	var lists []PatchList
	walk("", reflect.ValueOf(c).Elem(), func(at string, v reflect.Value) {
		if patches, ok := v.Interface().([]Patch); ok && len(patches) > 0 {
			lists = append(lists, PatchList{Key: parent(at), Patches: patches})
		}
	})
	return lists
}

// Refuse is a finding about one character of a text value that keeps the
// configuration from being used: it shows the line, and a caret below the character.
func (c *Config) Refuse(key string, line, column int, message string) Finding {
	at := c.Inside(key, line, column)
	return Finding{
		File: at.File, Line: at.Line, Column: at.Column, Key: key,
		Message: key + ": " + message + caret(c.Line(at.Line), at.Column),
	}
}

// Caution is a finding about a key that does not do what its author may think.
func (c *Config) Caution(key, message string) Finding {
	at := c.places[key].key
	return Finding{File: at.File, Line: at.Line, Column: at.Column, Key: key, Message: key + ": " + message, Severity: Warning}
}

// caret is a line of the file with a mark under one of its characters.
func caret(line string, column int) string {
	letters := []rune(line)
	from, to := 0, len(letters)
	if len(letters) > wide {
		from = min(max(column-wide/2, 0), len(letters)-wide)
		to = from + wide
	}
	if column < 1 || column-1 > to {
		return ""
	}
	var blank strings.Builder
	for _, c := range letters[from : column-1] {
		if c != '\t' {
			c = ' '
		}
		blank.WriteRune(c)
	}
	return "\n  " + string(letters[from:to]) + "\n  " + blank.String() + "^"
}

// wide is how much of a long line is shown.
const wide = 120
