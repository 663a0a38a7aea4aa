package script

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

const (
	maxResult = 3 << 19 // bytes, as much as an API server stores of one object
	maxDepth  = 64
	tooDeep   = "nested too deeply, or holds itself"
	exactly   = 1 << 53 // the largest integer up to which JavaScript's are exact
)

// value copies plain JSON into the runtime.
func (m *machine) value(plain any) goja.Value {
	switch v := plain.(type) {
	case nil:
		return goja.Null()
	case map[string]any:
		return m.objectOf(v)
	case []any:
		items := make([]any, len(v))
		for i := range v {
			items[i] = m.value(v[i])
		}
		return m.NewArray(items...)
	case json.Number:
		if whole, err := v.Int64(); err == nil {
			return m.ToValue(whole)
		}
		fraction, _ := v.Float64()
		return m.ToValue(fraction)
	case string, bool, int64, float64, int, int32:
		return m.ToValue(v)
	}
	panic(fmt.Errorf("%T is no JSON", plain))
}

func (m *machine) objectOf(plain map[string]any) goja.Value {
	if plain == nil {
		return goja.Null()
	}
	made := m.NewObject()
	for _, key := range slices.Sorted(maps.Keys(plain)) {
		m.put(made, key, m.value(plain[key]))
	}
	return made
}

func (m *machine) object(fields map[string]goja.Value) goja.Value {
	made := m.NewObject()
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		m.put(made, key, fields[key])
	}
	return made
}

// put defines a property. Assigning would take the key __proto__ for the prototype.
func (m *machine) put(object *goja.Object, key string, value goja.Value) {
	if err := object.DefineDataProperty(key, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		panic(err) // of an ordinary new object nothing is read-only
	}
}

// export copies a result out of the runtime.
func (m *machine) export(value goja.Value) (any, error) {
	e := exporter{machine: m, room: maxResult}
	return e.plain(value, "", 0)
}

type exporter struct {
	*machine
	room int // bytes that may still come
}

func (e *exporter) plain(value goja.Value, at string, depth int) (any, error) {
	if e.room -= 2; e.room < 0 {
		return nil, &BadResult{Why: "too large"}
	}
	if depth > maxDepth {
		return nil, &BadResult{Why: tooDeep}
	}
	switch v := value.(type) {
	case nil:
		return nil, &BadResult{at, "undefined"}
	case *goja.Object:
		return e.nested(v, at, depth)
	case *goja.Symbol:
		return nil, &BadResult{at, "a symbol"}
	case goja.String:
		return e.text(v, at)
	}
	if goja.IsUndefined(value) {
		return nil, &BadResult{at, "undefined"}
	}
	return e.scalar(value.Export(), at)
}

func (e *exporter) scalar(plain any, at string) (any, error) {
	switch v := plain.(type) {
	case nil, bool, int64:
		return v, nil
	case float64:
		switch {
		case math.IsNaN(v):
			return nil, &BadResult{at, "NaN"}
		case math.IsInf(v, 0):
			return nil, &BadResult{at, "infinite"}
		case v == math.Trunc(v) && math.Abs(v) <= exactly:
			return int64(v), nil
		}
		return v, nil
	case *big.Int:
		return nil, &BadResult{at, "a BigInt"}
	}
	return nil, &BadResult{at, fmt.Sprintf("no JSON value (%T)", plain)}
}

// text refuses half characters, which would be replaced on the way.
func (e *exporter) text(value goja.String, at string) (any, error) {
	if e.room -= value.Length(); e.room < 0 {
		return nil, &BadResult{Why: "too large"}
	}
	for i := 0; i < value.Length(); i++ {
		if c := value.CharAt(i); c&0xf800 != 0xd800 {
			continue
		} else if c >= 0xdc00 || i+1 == value.Length() || value.CharAt(i+1)&0xfc00 != 0xdc00 {
			return nil, &BadResult{at, "a text with half a character"}
		}
		i++
	}
	return value.String(), nil
}

func (e *exporter) nested(object *goja.Object, at string, depth int) (any, error) {
	if object.ExportType() == reflect.TypeFor[goja.Proxy]() {
		return nil, &BadResult{at, "a Proxy"}
	}
	switch class := object.ClassName(); class {
	case "Array":
		return e.list(object, at, depth)
	case "Object":
		if proto := object.Prototype(); proto != nil && proto.Prototype() != nil {
			return nil, &BadResult{at, "no plain object"}
		}
		return e.fields(object, at, depth)
	case "Function":
		return nil, &BadResult{at, "a function"}
	default:
		return nil, &BadResult{at, "a " + class + " object"}
	}
}

func (e *exporter) list(array *goja.Object, at string, depth int) (any, error) {
	length := array.Get("length").ToInteger()
	if length > int64(e.room/2) {
		return nil, &BadResult{Why: "too large"}
	}
	items := make([]any, length)
	for i := range items {
		item, err := e.plain(array.Get(strconv.Itoa(i)), fmt.Sprintf("%s[%d]", at, i), depth+1)
		if err != nil {
			return nil, err
		}
		items[i] = item
	}
	return items, nil
}

func (e *exporter) fields(object *goja.Object, at string, depth int) (any, error) {
	fields := map[string]any{}
	for _, key := range object.Keys() {
		e.room -= len(key)
		field, err := e.plain(object.Get(key), fmt.Sprintf("%s[%q]", at, key), depth+1)
		if err != nil {
			return nil, err
		}
		fields[key] = field
	}
	return fields, nil
}

// exact puts integers that JavaScript cannot hold back where the result has them
// in the place where the value had them, and refuses all others.
func exact(result, value any) (any, error) {
	return restore(result, value, "")
}

func restore(result, value any, at string) (any, error) {
	switch r := result.(type) {
	case map[string]any:
		before, _ := value.(map[string]any)
		for key := range r {
			field, err := restore(r[key], before[key], fmt.Sprintf("%s[%q]", at, key))
			if err != nil {
				return nil, err
			}
			r[key] = field
		}
	case []any:
		before, _ := value.([]any)
		for i := range r {
			var was any
			if i < len(before) {
				was = before[i]
			}
			item, err := restore(r[i], was, fmt.Sprintf("%s[%d]", at, i))
			if err != nil {
				return nil, err
			}
			r[i] = item
		}
	case int64:
		return large(r, float64(r), value, at)
	case float64:
		return large(r, r, value, at)
	}
	return result, nil
}

func large(result any, number float64, value any, at string) (any, error) {
	if math.Abs(number) < exactly {
		return result, nil
	}
	switch was := value.(type) {
	case int64:
		if float64(was) == number {
			return was, nil
		}
	case float64:
		if was == number {
			return was, nil
		}
	}
	return nil, &BadResult{at, "a number beyond 2^53, which JavaScript does not hold exactly"}
}
