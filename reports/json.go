package reports

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema of what WriteJSON writes.
func Schema() []byte { return append([]byte(nil), schema...) }

// WriteJSON writes every value of the run. The form has a version; within a
// version fields are only ever added.
func WriteJSON(w io.Writer, run Run) error {
	run.Version = Version
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(run); err != nil {
		return fmt.Errorf("writing the JSON report: %w", err)
	}
	return nil
}

// ReadJSON reads what WriteJSON wrote. It refuses other versions, and ignores
// fields it does not know.
func ReadJSON(r io.Reader) (Run, error) {
	var run Run
	if err := json.NewDecoder(r).Decode(&run); err != nil {
		return Run{}, fmt.Errorf("reading the JSON report: %w", err)
	}
	if run.Version != Version {
		return Run{}, fmt.Errorf("reading the JSON report: its version is %q, this program reads %q", run.Version, Version)
	}
	return run, nil
}
