package reports

import (
	"reflect"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// terminalEscape matches colour and cursor sequences and terminal titles (ECMA-48 CSI and OSC).
var terminalEscape = regexp.MustCompile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(\x07|\x1b\\\\)?")

// clean makes text safe to show: terminal escapes go, and what would be
// invisible, reorder the text around it or break XML becomes U+FFFD. Line
// breaks and tabs stay.
func clean(text string) string {
	if !needsCleaning(text) {
		return text
	}
	text = terminalEscape.ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if hostile(r) {
			return utf8.RuneError
		}
		return r
	}, text)
}

// oneLine is clean for places that hold a single line.
func oneLine(text string) string {
	return strings.Join(strings.Fields(clean(text)), " ")
}

// reflow lets lines end where the page has them end, not where the file did;
// paragraphs stay.
func reflow(text string) string {
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, paragraph := range paragraphs {
		paragraphs[i] = strings.Join(strings.Fields(paragraph), " ")
	}
	return strings.Join(paragraphs, "\n\n")
}

func needsCleaning(text string) bool {
	return !utf8.ValidString(text) || strings.ContainsFunc(text, hostile)
}

func hostile(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0x061C:
		return true // text-direction marks
	}
	return false
}

// cleaned is a deep copy of a run with every string clean.
func cleaned(run Run) Run {
	return cleanValue(reflect.ValueOf(run)).Interface().(Run)
}

func cleanedScenario(s Scenario) Scenario {
	return cleanValue(reflect.ValueOf(s)).Interface().(Scenario)
}

func cleanValue(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(clean(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(cleanValue(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(cleanValue(v.Index(i)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if out.Field(i).CanSet() { // time.Time keeps its own
				out.Field(i).Set(cleanValue(v.Field(i)))
			}
		}
	}
	return out
}
