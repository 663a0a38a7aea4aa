package main

import (
	"bytes"
	"encoding/json"
	"slices"
)

// without returns a container's config.json, or the description of one process,
// with a capability taken out of every set.
func without(spec []byte, capability string) ([]byte, error) {
	var document map[string]any
	decoder := json.NewDecoder(bytes.NewReader(spec))
	decoder.UseNumber() // a large number stays what it is
	if err := decoder.Decode(&document); err != nil {
		return nil, err
	}
	process := document
	if inner, ok := document["process"].(map[string]any); ok {
		process = inner
	}
	sets, _ := process["capabilities"].(map[string]any)
	for name, set := range sets {
		if list, ok := set.([]any); ok {
			sets[name] = slices.DeleteFunc(list, func(c any) bool { return c == capability })
		}
	}
	return json.Marshal(document)
}
