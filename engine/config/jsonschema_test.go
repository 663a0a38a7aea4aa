package config

import (
	"flag"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// The page is written again by go test ./engine/config -run SchemaPage -update.
func TestSchemaPageIsWhatTheTreeSays(t *testing.T) {
	t.Parallel()
	const page = "../../docs/vcluster.schema.json"
	got, err := JSONSchema()
	require.NoError(t, err)
	if flag.Lookup("update").Value.String() == "true" {
		require.NoError(t, os.WriteFile(page, got, 0o644))
		return
	}
	want, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run make generate")
}

func TestEveryKeyHasItsSentence(t *testing.T) {
	t.Parallel()
	require.Empty(t, undocumented(reflect.TypeFor[Config](), nil))
}

// undocumented are the keys without a sentence, for the test.
func undocumented(t reflect.Type, seen []reflect.Type) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || slices.Contains(seen, t) {
		return nil
	}
	var missing []string
	for _, f := range fields(t) {
		if f.key != "*" && f.doc == "" {
			missing = append(missing, t.Name()+"."+f.key)
		}
		missing = append(missing, undocumented(f.typ, append(slices.Clone(seen), t))...)
	}
	return missing
}
