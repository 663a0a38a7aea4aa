package envtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// trail reads one server's audit log as it grows.
type trail struct {
	side   steps.Side
	file   string
	keep   bool                            // do not cut the file short
	actor  func(user string) history.Actor // nil takes users for actors
	offset int64
}

// next returns the events written since the last call. A line that is still
// being written is left for the next time.
func (t *trail) next() ([]event, error) {
	file, err := os.Open(t.file)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read
	text, err := io.ReadAll(io.NewSectionReader(file, t.offset, 1<<62))
	if err != nil {
		return nil, err
	}
	text = text[:bytes.LastIndexByte(text, '\n')+1]
	var events []event
	for line := range bytes.Lines(text) {
		e := event{side: t.side}
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("line %.80q: %w", line, err)
		}
		if t.actor != nil {
			e.User.Username = string(t.actor(e.User.Username))
		}
		events = append(events, e)
	}
	t.offset += int64(len(text))
	return events, nil
}

// restart forgets what was written up to now. The server appends, so its file
// can be cut short, which keeps long runs from filling the disk.
func (t *trail) restart() error {
	if !t.keep {
		t.offset = 0
		return os.Truncate(t.file, 0)
	}
	info, err := os.Stat(t.file)
	if err != nil {
		return err
	}
	t.offset = info.Size()
	return nil
}
