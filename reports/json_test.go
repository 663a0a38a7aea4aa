package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARunSurvivesBeingWrittenAndRead(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteJSON(&b, sample()))
	got, err := ReadJSON(&b)
	require.NoError(t, err)
	require.Equal(t, sample(), got)
}

func TestReadingRefusesWhatIsNoReport(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":           ``,
		"not JSON":          `<html>`,
		"another version":   `{"version": "syncspec.dev/report/v2"}`,
		"no version":        `{}`,
		"a wrong type":      `{"version": "syncspec.dev/report/v1", "features": 3}`,
		"half of a report":  `{"version": "syncspec.dev/report/v1", "features": [`,
		"a list of reports": `[]`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadJSON(strings.NewReader(text))
			require.ErrorContains(t, err, "reading the JSON report: ")
		})
	}
}

func TestTheSampleIsValid(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteJSON(&b, sample()))
	var value any
	require.NoError(t, json.Unmarshal(b.Bytes(), &value))
	require.Empty(t, newSchema(t).check("$", value, map[string]any{"$ref": "#/$defs/run"}))
}

func TestTheSchemaRefusesWhatItShould(t *testing.T) {
	for name, text := range map[string]string{
		"a missing field":   `{"version": "syncspec.dev/report/v1"}`,
		"an unknown status": `{"features": [{"uri": "a", "name": "b", "rules": [{"scenarios": [{"status": "fine"}]}]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			var value any
			require.NoError(t, json.Unmarshal([]byte(text), &value))
			require.NotEmpty(t, newSchema(t).check("$", value, map[string]any{"$ref": "#/$defs/run"}))
		})
	}
}

func TestTheSchemaKnowsEveryField(t *testing.T) {
	schema := newSchema(t)
	for name, value := range map[string]any{
		"run": Run{}, "feature": Feature{}, "rule": Rule{}, "scenario": Scenario{}, "step": Step{}, "call": Call{},
		"law": Law{}, "failure": Failure{}, "mismatch": Mismatch{}, "try": Try{}, "sentence": Sentence{},
	} {
		properties := schema[name].(map[string]any)["properties"].(map[string]any)
		fields, written := reflect.TypeOf(value), 0
		for i := range fields.NumField() {
			tag, _, _ := strings.Cut(fields.Field(i).Tag.Get("json"), ",")
			if tag == "-" {
				continue
			}
			written++
			require.Contains(t, properties, tag, name)
		}
		require.Len(t, properties, written, name)
	}
}

// checker is as much of JSON Schema as schema.json uses, by definition.
type checker map[string]any

func newSchema(t *testing.T) checker {
	t.Helper()
	var doc struct {
		Defs checker `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(Schema(), &doc))
	return doc.Defs
}

func (c checker) check(at string, value any, schema map[string]any) []string {
	if ref, ok := schema["$ref"].(string); ok {
		return c.check(at, value, c[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any))
	}
	var problems []string
	if types := schema["type"]; !slices.Contains(strings.Fields(strings.Trim(fmt.Sprint(types), "[]")), typeOf(value)) {
		return []string{fmt.Sprintf("%s is %s, not %v", at, typeOf(value), types)}
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, value) {
		problems = append(problems, fmt.Sprintf("%s is %v, not one of %v", at, value, enum))
	}
	switch v := value.(type) {
	case []any:
		for i, item := range v {
			problems = append(problems, c.check(fmt.Sprintf("%s[%d]", at, i), item, schema["items"].(map[string]any))...)
		}
	case map[string]any:
		problems = append(problems, c.object(at, v, schema)...)
	}
	return problems
}

func (c checker) object(at string, object, schema map[string]any) []string {
	var problems []string
	for _, name := range schema["required"].([]any) {
		if _, present := object[name.(string)]; !present {
			problems = append(problems, fmt.Sprintf("%s has no %s", at, name))
		}
	}
	for name, value := range object {
		property, known := schema["properties"].(map[string]any)[name].(map[string]any)
		if !known {
			problems = append(problems, fmt.Sprintf("%s.%s is unknown", at, name))
			continue
		}
		problems = append(problems, c.check(at+"."+name, value, property)...)
	}
	return problems
}

func typeOf(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
		return "number"
	}
	return "boolean"
}
