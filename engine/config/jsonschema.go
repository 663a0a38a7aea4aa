package config

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
)

// JSONSchema is the tree as a JSON Schema, draft 2020-12, for editors: keys, types,
// defaults and documented sentences. What fits together is left to Parse.
func JSONSchema() ([]byte, error) {
	w := schemaWriter{defs: map[string]any{}}
	schema := w.object(reflect.TypeFor[Config]())
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = "vcluster.yaml"
	schema["description"] = "The configuration of a virtual cluster, as far as syncing depends on it."
	schema["$defs"] = w.defs
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("printing the schema: %w", err)
	}
	return append(text, '\n'), nil
}

// schemaWriter collects the types that occur more than once, by name.
type schemaWriter struct{ defs map[string]any }

// object describes a struct of the tree.
func (w schemaWriter) object(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	schema := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	for _, f := range fields(t) {
		if f.key == "*" {
			schema["additionalProperties"] = len(f.names) == 0
			for _, name := range f.names {
				properties[name] = map[string]any{"description": "Accepted; syncing does not depend on it."}
			}
			continue
		}
		properties[f.key] = w.property(f)
		if f.older != "" {
			properties[f.older] = map[string]any{"description": "The older spelling of " + f.key + ".", "deprecated": true, "$ref": "#/$defs/Patches"}
		}
		if f.required {
			required = append(required, f.key)
		}
	}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}

// property describes one key.
func (w schemaWriter) property(f field) map[string]any {
	schema := w.schema(f.typ)
	if f.doc != "" {
		schema["description"] = f.doc
	}
	if len(f.values) > 0 {
		schema["enum"] = append(slices.Clone(f.values), "")
	}
	if f.fallback != "" {
		root, _ := read("", []byte(f.fallback))
		schema["default"] = freeForm(root)
	} else if f.typ.Kind() == reflect.Bool {
		schema["default"] = false
	}
	return schema
}

// schema describes a type.
func (w schemaWriter) schema(t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[Switch]():
		return map[string]any{"enum": []any{SwitchAuto, true, false, SwitchOn, SwitchOff}}
	case reflect.TypeFor[Quantity]():
		return map[string]any{"type": []string{"string", "number"}}
	case reflect.TypeFor[Toleration]():
		return map[string]any{"type": "string", "pattern": `^(\*|[^:=]+(=[^:=]*)?(:(NoSchedule|PreferNoSchedule|NoExecute))?)$`}
	case reflect.TypeFor[Image]():
		return map[string]any{"anyOf": []any{map[string]any{"type": "string"}, w.ref("Image", func() any { return w.object(t) })}}
	case reflect.TypeFor[[]Patch]():
		return w.ref("Patches", func() any { return map[string]any{"type": "array", "items": w.schema(t.Elem())} })
	}
	switch t.Kind() {
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": w.schema(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": w.schema(t.Elem())}
	case reflect.Pointer:
		return w.schema(t.Elem())
	case reflect.Struct:
		return w.ref(t.Name(), func() any { return w.object(t) })
	}
	return map[string]any{}
}

// ref names a type, and describes it when it is met first.
func (w schemaWriter) ref(name string, describe func() any) map[string]any {
	if _, known := w.defs[name]; !known {
		w.defs[name] = nil // a type that contains itself ends here
		w.defs[name] = describe()
	}
	return map[string]any{"$ref": "#/$defs/" + name}
}
