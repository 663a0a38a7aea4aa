package cluster

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzWithoutManagedFields holds the cut against a decoder: whatever comes out
// reads as the same object, but for its managedFields, or does not read at all
// (then the library's decoder gets the whole text).
func FuzzWithoutManagedFields(f *testing.F) {
	for _, text := range []string{
		`{"kind":"Pod","metadata":{"name":"a","managedFields":[{"f":{"x":[1,{}]}}],"uid":"u"},"spec":{}}`,
		`{"metadata":{"managedFields":[]`, `{"metadata":{"managedFields":[]}}`, `{"metadata":{"name":"a", "managedFields":[]}}`,
		`{"metadata":{"a":{"managedFields":[1]},"managedFields":[2]}}`, `{"spec":{"metadata":{"managedFields":[1]}}}`,
		`{"metadata":{"managedFields":[1]},"metadata":{"managedFields":[2],"name":"b"}}`, `[{"metadata":{"managedFields":[1]}}]`,
		`{"data":{"x":"\"metadata\":{\"managedFields\":[\""},"metadata":{"managedFields":["]}"]}}`, `{"metadata":{"managedFields":[1],"managedFields":[2]}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, given []byte) {
		before := string(given)
		lean := withoutManagedFields(given)
		require.Equal(t, before, string(given), "the text is not changed")
		require.LessOrEqual(t, len(lean), len(given))
		var want, got any
		if json.Unmarshal(given, &want) != nil || json.Unmarshal(lean, &got) != nil {
			return
		}
		require.Equal(t, unmanaged(want), unmanaged(got))
	})
}

func unmanaged(value any) any {
	object, _ := value.(map[string]any)
	metadata, _ := object["metadata"].(map[string]any)
	delete(metadata, "managedFields")
	return value
}
