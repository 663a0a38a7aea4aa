package config

import (
	"encoding"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// boolean decodes true and false, and helps who wrote them otherwise.
func (d *decoder) boolean(path string, n *node, v reflect.Value) {
	if n.shape == scalar && n.tag == "!!bool" {
		v.SetBool(strings.EqualFold(n.text, "true"))
		return
	}
	switch strings.ToLower(n.text) {
	case "true", "yes", "y", "on":
		d.refuse(path, n, "%s must be true or false, not %s; write true", path, describe(n))
	case "false", "no", "n", "off":
		d.refuse(path, n, "%s must be true or false, not %s; write false", path, describe(n))
	default:
		d.wrong(path, n, "true or false")
	}
}

// integer decodes a whole number that is not negative.
func (d *decoder) integer(path string, n *node, v reflect.Value) {
	number, err := strconv.ParseUint(n.text, 10, 31)
	if n.shape != scalar || n.tag != "!!int" || err != nil {
		d.wrong(path, n, "a whole number from 0 on")
		return
	}
	v.SetInt(int64(number))
}

// str decodes plain strings and switches.
func (d *decoder) str(path string, n *node, v reflect.Value) {
	if v.Type() == reflect.TypeFor[Switch]() {
		word := strings.ToLower(n.text)
		if n.tag == "!!str" {
			word = n.text
		}
		if n.shape != scalar || !slices.Contains([]Switch{SwitchAuto, SwitchOn, SwitchOff}, Switch(word)) {
			d.wrong(path, n, "auto, true or false")
			return
		}
		v.SetString(word)
		return
	}
	if text, ok := d.words(path, n); ok {
		v.SetString(text)
	}
}

// words is the text of a node that must be a string.
func (d *decoder) words(path string, n *node) (string, bool) {
	if n.shape == scalar && (n.tag == "!!str" || n.tag == "!!timestamp") {
		if n.plain && ambiguous(n.text) {
			d.refuse(path, n, "%s must be a string; the unquoted word %s is read as a boolean by Helm; write %q", path, n.text, n.text)
			return "", false
		}
		return n.text, true
	}
	if n.shape == scalar && n.plain {
		d.refuse(path, n, "%s must be a string, not %s; write %q", path, describe(n), short(n.text))
		return "", false
	}
	d.wrong(path, n, "a string")
	return "", false
}

// text decodes what has a short form in one string.
func (d *decoder) text(path string, n *node, v reflect.Value, into encoding.TextUnmarshaler) {
	word := n.text
	number := n.tag == "!!int" || n.tag == "!!float"
	switch {
	case v.Type() == reflect.TypeFor[Quantity]() && n.shape == scalar && number:
	case isTree(v.Type()) && n.shape != scalar:
		d.wrong(path, n, "a string or a mapping")
		return
	default:
		var ok bool
		if word, ok = d.words(path, n); !ok {
			return
		}
	}
	if err := into.UnmarshalText([]byte(word)); err != nil {
		d.refuse(path, n, "%s: %s", path, err)
	}
}

// ambiguous words are booleans for YAML 1.1 (Helm) and strings for YAML 1.2.
func ambiguous(word string) bool {
	return slices.Contains([]string{"y", "n", "yes", "no", "on", "off"}, strings.ToLower(word))
}
