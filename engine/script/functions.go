package script

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/syncspec/syncspec/engine/naming"
)

// functions gives an expression what the documentation promises beside the language.
func (m *machine) functions(static Static) {
	scheme := naming.Scheme{Name: static.Name, Namespace: static.Namespace}
	m.function("atob", decode)
	m.function("btoa", encode)
	m.function("virtualToHostDNS", func(name string) (string, error) { return hostDNS(scheme, name) })
}

// function defines one that takes a text and returns one. Anything but a text is
// a TypeError: null would become the text "null" (PATCH-47).
func (m *machine) function(name string, do func(string) (string, error)) {
	m.define(name, m.ToValue(func(call goja.FunctionCall) goja.Value {
		text, is := call.Argument(0).(goja.String)
		if !is {
			panic(m.NewTypeError("%s needs a text", name))
		}
		result, err := do(text.String())
		if err != nil {
			panic(m.NewTypeError("%s: %s", name, err.Error()))
		}
		return m.ToValue(result)
	}))
}

// encode is btoa: the base64 form of a text's UTF-8 bytes (PATCH-45), as the data
// of Secrets have it. Browsers refuse what is not Latin.
func encode(text string) (string, error) {
	return base64.StdEncoding.EncodeToString([]byte(text)), nil
}

// decode is atob: the text whose UTF-8 bytes these are (PATCH-44). White space and
// missing padding do not matter; bytes that are no text are an error.
func decode(text string) (string, error) {
	compact := strings.Join(strings.Fields(text), "")
	decoded, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(compact, "="))
	switch {
	case err != nil:
		return "", fmt.Errorf("this is no base64")
	case !utf8.Valid(decoded):
		return "", fmt.Errorf("the bytes are no text")
	}
	return string(decoded), nil
}

// hostDNS is virtualToHostDNS: the host name of a virtual service's name of the
// form NAME.NAMESPACE.svc or NAME.NAMESPACE.svc.DOMAIN (PATCH-48).
func hostDNS(scheme naming.Scheme, name string) (string, error) {
	parts := strings.SplitN(name, ".", 4)
	if len(parts) < 3 || parts[0] == "" || parts[1] == "" || parts[2] != "svc" {
		return "", fmt.Errorf("%q is not of the form <name>.<namespace>.svc or <name>.<namespace>.svc.<domain>", name)
	}
	parts[0], parts[1] = scheme.Host(parts[1], parts[0]), scheme.Namespace
	return strings.Join(parts, "."), nil
}
