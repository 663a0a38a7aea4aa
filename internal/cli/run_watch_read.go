package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/scenarios/runner"
)

// touched are the examples to run after a save: those of its files that are new or
// changed, or all of a file that was saved as it was.
func (v *vigil) touched(files []string) []runner.Example {
	var paths []string
	for _, file := range files {
		paths = append(paths, v.asked(file)...)
	}
	return v.read(paths, true)
}

// asked are the paths by which examples of a file were asked for: itself, or places
// in it.
func (v *vigil) asked(file string) []string {
	var places []string
	for _, path := range v.flags.selection.Paths {
		plain := placeLine.ReplaceAllString(path, "")
		switch {
		case filepath.Clean(plain) != file:
		case plain == path:
			return []string{file}
		default:
			places = append(places, path)
		}
	}
	if len(places) > 0 {
		return places
	}
	return []string{file}
}

// read returns the selected examples of paths. With changed, those of a path that
// are as they were are left out, unless all of them are. What cannot be read is said.
func (v *vigil) read(paths []string, changed bool) []runner.Example {
	var all []runner.Example
	for _, path := range paths {
		if _, err := os.Stat(placeLine.ReplaceAllString(path, "")); errors.Is(err, fs.ErrNotExist) {
			v.forget(path)
			continue
		}
		found, err := v.selected(path)
		if err != nil {
			v.prompt(err.Error())
			continue
		}
		all = append(all, v.news(found, changed)...)
	}
	return all
}

// selected are the examples of a path that tags and name select, perhaps none.
func (v *vigil) selected(path string) ([]runner.Example, error) {
	pages, err := runner.Load(nil, []string{path})
	if err != nil {
		return nil, err
	}
	selection := v.flags.selection
	selection.Paths = []string{path}
	examples, err := runner.Choose(pages, selection)
	var nothing *runner.UsageError
	if errors.As(err, &nothing) {
		return nil, nil
	}
	return examples, err
}

// news leaves those examples of each page that are not as they were last read; all of
// a page of which none is news.
func (v *vigil) news(examples []runner.Example, changed bool) []runner.Example {
	byPage := map[string][]runner.Example{}
	var order []string
	for _, example := range examples {
		if byPage[example.Feature.URI] == nil {
			order = append(order, example.Feature.URI)
		}
		byPage[example.Feature.URI] = append(byPage[example.Feature.URI], example)
	}
	var news []runner.Example
	for _, uri := range order {
		before, now := v.pages[uri], &page{prints: map[string]bool{}}
		var fresh []runner.Example
		for _, example := range byPage[uri] {
			mark := fingerprint(example)
			now.prints[mark] = true
			if before == nil || !before.prints[mark] {
				fresh = append(fresh, example)
			}
		}
		v.pages[uri] = now
		v.outdated(uri, byPage[uri])
		if !changed || len(fresh) == 0 {
			fresh = byPage[uri]
		}
		news = append(news, fresh...)
	}
	return news
}

// outdated forgets how scenarios ended that are no longer there.
func (v *vigil) outdated(uri string, examples []runner.Example) {
	for _, line := range slices.Collect(maps.Keys(v.last)) {
		there := slices.ContainsFunc(examples, func(e runner.Example) bool { return title(uri, e.Name) == line })
		if strings.HasPrefix(line, title(uri, "")) && !there {
			delete(v.last, line)
		}
	}
}

// forget forgets a file that is gone.
func (v *vigil) forget(path string) {
	uri := filepath.ToSlash(filepath.Clean(path))
	delete(v.pages, uri)
	v.outdated(uri, nil)
}

// fingerprint tells examples apart by what they do, not by where they stand.
func fingerprint(example runner.Example) string {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%q %q", example.Name, example.Tags)
	for _, step := range example.Steps {
		_, _ = fmt.Fprintf(sum, "%q %q %q", step.Keyword, step.Text, step.Argument)
	}
	return string(sum.Sum(nil))
}

// bad are the examples that last failed, as they are now.
func (v *vigil) bad() []runner.Example {
	return slices.DeleteFunc(v.read(v.flags.selection.Paths, false), func(e runner.Example) bool {
		last, ran := v.last[title(e.Feature.URI, e.Name)]
		return !ran || !last.Bad()
	})
}
