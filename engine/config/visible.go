package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Visible is the configuration over its defaults as expressions may read it: plain
// JSON, without anything that may be a secret (PATCH-50). Sections that syncing does
// not read are free text, so there every key that sounds like a secret is left out.
func (c *Config) Visible() map[string]any {
	all, _ := visible(reflect.ValueOf(*c)).(map[string]any)
	return all
}

func visible(v reflect.Value) any {
	switch value := v.Interface().(type) {
	case Switch:
		return string(value)
	case fmt.Stringer:
		return value.String()
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return v.String()
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = visible(v.Index(i))
		}
		return list
	case reflect.Map:
		entries := map[string]any{}
		for _, name := range v.MapKeys() {
			entries[name.String()] = visible(v.MapIndex(name))
		}
		return entries
	case reflect.Struct:
		return visibleFields(v)
	case reflect.Pointer:
		if !v.IsNil() {
			return visible(v.Elem())
		}
	case reflect.Interface:
		return withoutSecrets(v.Interface())
	}
	return nil
}

func visibleFields(v reflect.Value) map[string]any {
	entries := map[string]any{}
	for _, f := range fields(v.Type()) {
		value := visible(v.FieldByIndex(f.index))
		if f.key != "*" {
			entries[f.key] = value
			continue
		}
		rest, _ := value.(map[string]any)
		for key, one := range rest {
			if !secretive(key) {
				entries[key] = one
			}
		}
	}
	return entries
}

// withoutSecrets is a piece of free text as far as it may be seen.
func withoutSecrets(value any) any {
	switch node := value.(type) {
	case map[string]any:
		seen := map[string]any{}
		for key, one := range node {
			if !secretive(key) {
				seen[key] = withoutSecrets(one)
			}
		}
		return seen
	case []any:
		seen := make([]any, len(node))
		for i, one := range node {
			seen[i] = withoutSecrets(one)
		}
		return seen
	case int:
		return int64(node)
	}
	return value
}

// secretive keys may hold a secret, or a text that has one inside, such as the
// address of a database or arguments of a program.
func secretive(key string) bool {
	lower := strings.ToLower(key)
	for _, word := range []string{
		"password", "passwd", "secret", "token", "credential", "key", "cert", "license", "datasource", "dsn",
		"auth", "kubeconfig", "env", "args", "command", "manifests", "helm", "url", "config",
	} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}
