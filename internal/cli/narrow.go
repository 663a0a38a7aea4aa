package cli

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// failedBefore is where the scenarios stand that failed in the run whose
// report.json is in the folder. That none did is an error: a green run of
// nothing deceives.
func failedBefore(folder string) ([]string, error) {
	if folder == "" {
		folder = "out"
	}
	name := filepath.Join(folder, "report.json")
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage(fmt.Errorf("--rerun-failed needs the report of a run before, and there is no %s", name))
	}
	if err != nil {
		return nil, environment(fmt.Errorf("reading the run before: %w", err))
	}
	defer file.Close() //nolint:errcheck // it was only read
	before, err := reports.ReadJSON(file)
	if err != nil {
		return nil, usage(fmt.Errorf("--rerun-failed: %s: %w", name, err))
	}
	if failed := failedIn(before); len(failed) > 0 {
		return failed, nil
	}
	return nil, usage(fmt.Errorf("nothing is run again: no scenario failed in the run before (%s)", name))
}

// failedIn is where the scenarios of a run stand that failed, each once.
func failedIn(run reports.Run) []string {
	var failed []string
	for place, scenario := range run.All() {
		at := fmt.Sprintf("%s:%d", place.Feature.URI, scenario.Line)
		if scenario.Bad() && !slices.Contains(failed, at) {
			failed = append(failed, at)
		}
	}
	return failed
}

// shard is one of so many parts of a run; the zero shard is all of it.
type shard struct{ part, of int }

func parseShard(text string) (shard, error) {
	if text == "" {
		return shard{}, nil
	}
	part, of, _ := strings.Cut(text, "/")
	s := shard{}
	var errPart, errOf error
	s.part, errPart = strconv.Atoi(part)
	s.of, errOf = strconv.Atoi(of)
	if errPart != nil || errOf != nil || s.part < 1 || s.part > s.of {
		return shard{}, fmt.Errorf("--shard is PART/PARTS, such as 1/4, not %q", text)
	}
	return s, nil
}

// keep leaves the examples of this part. An example's part depends on its place
// alone, not on what else is selected.
func (s shard) keep(examples []runner.Example) ([]runner.Example, error) {
	if s.of == 0 {
		return examples, nil
	}
	kept := slices.DeleteFunc(slices.Clone(examples), func(e runner.Example) bool { return !s.holds(e.Place()) })
	if len(kept) == 0 {
		return nil, usage(fmt.Errorf("nothing is selected: none of %d %s is in shard %d/%d", len(examples), plural(len(examples), "scenario"), s.part, s.of))
	}
	return kept, nil
}

func (s shard) holds(place string) bool {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(place))
	return int(sum.Sum32()%uint32(s.of)) == s.part-1
}
