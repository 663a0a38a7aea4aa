package config

import (
	"fmt"
	"reflect"
)

// fill sets the defaults of the tags, the outermost last.
func fill(v reflect.Value) {
	if v.Kind() != reflect.Struct {
		return
	}
	for _, f := range fields(v.Type()) {
		inner := v.FieldByIndex(f.index)
		fill(inner)
		if f.fallback == "" {
			continue
		}
		root, _ := read("", []byte(f.fallback))
		d := decoder{places: places{}}
		if d.value(f.key, root, inner); len(d.found) > 0 {
			panic(fmt.Sprintf("config: the default of %s: %s", f.key, d.found[0].Message))
		}
	}
}
