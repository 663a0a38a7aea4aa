package script

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/dop251/goja"
)

const (
	maxResult = 3 << 19 // bytes, as much as an API server stores of one object
	maxDepth  = 64
	tooDeep   = "nested too deeply, or holds itself"
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
