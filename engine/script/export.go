package script

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"

	"github.com/dop251/goja"
)

// export copies a result out of the runtime. What JSON.stringify drops or turns
// into null without a word is a *BadResult here.
func (m *machine) export(value goja.Value) (any, error) {
	e := exporter{room: maxResult}
	return e.plain(value, 0)
}

type exporter struct{ room int } // bytes that may still come

var (
	errLarge = &BadResult{Why: "too large"}
	errDeep  = &BadResult{Why: tooDeep}
)

func is(what string) error { return &BadResult{Why: what} }

// in puts the place of what holds it before that of a bad result.
func in(err error, place string) error {
	var found *BadResult
	if !errors.As(err, &found) || found == errLarge || found == errDeep {
		return err
	}
	return &BadResult{At: place + found.At, Why: found.Why}
}

func inList(err error, i int) error     { return in(err, "["+strconv.Itoa(i)+"]") }
func inMap(err error, key string) error { return in(err, "["+strconv.Quote(key)+"]") }

func (e *exporter) plain(value goja.Value, depth int) (any, error) {
	if e.room -= 2; e.room < 0 {
		return nil, errLarge
	}
	if depth > maxDepth {
		return nil, errDeep
	}
	switch v := value.(type) {
	case *goja.Object:
		return e.nested(v, depth)
	case *goja.Symbol:
		return nil, is("a symbol")
	case goja.String:
		return e.text(v)
	}
	if value == nil || goja.IsUndefined(value) {
		return nil, is("undefined")
	}
	return scalar(value.Export())
}

func scalar(plain any) (any, error) {
	switch v := plain.(type) {
	case nil, bool, int64:
		return v, nil
	case float64:
		switch {
		case math.IsNaN(v):
			return nil, is("NaN")
		case math.IsInf(v, 0):
			return nil, is("infinite")
		case v == math.Trunc(v) && math.Abs(v) <= exactly:
			return int64(v), nil // also -0
		}
		return v, nil
	case *big.Int:
		return nil, is("a BigInt")
	}
	return nil, is(fmt.Sprintf("no JSON value (%T)", plain))
}

// text refuses half characters, which would be replaced on the way.
func (e *exporter) text(value goja.String) (any, error) {
	length := value.Length()
	if e.room -= length; e.room < 0 {
		return nil, errLarge
	}
	text := value.String()
	if len(text) == length { // all of it ASCII
		return text, nil
	}
	for i := 0; i < length; i++ {
		if c := value.CharAt(i); c&0xf800 != 0xd800 {
			continue
		} else if c >= 0xdc00 || i+1 == length || value.CharAt(i+1)&0xfc00 != 0xdc00 {
			return nil, is("a text with half a character")
		}
		i++
	}
	return text, nil
}

func (e *exporter) nested(object *goja.Object, depth int) (any, error) {
	if object.ExportType() == reflect.TypeFor[goja.Proxy]() {
		return nil, is("a Proxy")
	}
	switch class := object.ClassName(); class {
	case "Array":
		return e.list(object, depth)
	case "Object":
		if proto := object.Prototype(); proto != nil && proto.Prototype() != nil {
			return nil, is("no plain object")
		}
		return e.fields(object, depth)
	case "Function":
		return nil, is("a function")
	default:
		return nil, is("a " + class + " object")
	}
}

func (e *exporter) list(array *goja.Object, depth int) (any, error) {
	length := array.Get("length").ToInteger()
	if length > int64(e.room/2) {
		return nil, errLarge
	}
	items := make([]any, length)
	for i := range items {
		item, err := e.plain(array.Get(strconv.Itoa(i)), depth+1)
		if err != nil {
			return nil, inList(err, i)
		}
		items[i] = item
	}
	return items, nil
}

func (e *exporter) fields(object *goja.Object, depth int) (any, error) {
	keys := object.Keys()
	fields := make(map[string]any, len(keys))
	for _, key := range keys {
		if _, double := fields[key]; double {
			return nil, is("an object with half a character in a key")
		}
		if e.room -= len(key); e.room < 0 {
			return nil, errLarge
		}
		field, err := e.plain(object.Get(key), depth+1)
		if err != nil {
			return nil, inMap(err, key)
		}
		fields[key] = field
	}
	return fields, nil
}
