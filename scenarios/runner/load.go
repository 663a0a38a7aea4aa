package runner

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// root is the folder the features that are built in appear to be in.
const root = "features"

// Load reads feature files. A path is a folder, a file, or file:line, looked
// for on disk first and then among the features that are built in; no path means
// everything that is built in. Only the examples asked for are kept. A path that
// does not exist is a *UsageError, a broken file a *BadFeature.
func Load(builtIn fs.FS, paths []string) ([]*Feature, error) {
	pages := &shelf{builtIn: builtIn, byURI: map[string]*Feature{}, wanted: map[string][]int{}}
	if len(paths) == 0 {
		paths = []string{root}
		pages.builtInOnly = true
	}
	for _, given := range paths {
		if err := pages.add(given); err != nil {
			return nil, err
		}
	}
	return pages.kept()
}

// UsageError is a request that cannot be understood or selects nothing.
type UsageError struct{ Problem string }

func (u *UsageError) Error() string { return u.Problem }

// shelf collects pages, each once, in the order they were asked for.
type shelf struct {
	builtIn     fs.FS
	builtInOnly bool
	order       []string
	byURI       map[string]*Feature
	wanted      map[string][]int // lines by URI
}

// wholePage stands for a line where none was asked for.
const wholePage = -1

var lineSuffix = regexp.MustCompile(`^(.*\.feature):([0-9]+)$`)

func (s *shelf) add(given string) error {
	name, line := given, wholePage
	if m := lineSuffix.FindStringSubmatch(given); m != nil {
		number, err := strconv.Atoi(m[2])
		if err != nil {
			return &UsageError{Problem: fmt.Sprintf("%s: the line is not a number that fits", given)}
		}
		name, line = m[1], number
	}
	source, start, err := s.source(name)
	if err != nil {
		return err
	}
	return fs.WalkDir(source.files, start, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading features: %w", err)
		}
		if entry.IsDir() || path.Ext(file) != ".feature" {
			return nil
		}
		return s.page(source, file, line)
	})
}

// source is a tree of files and what their names begin with in reports.
type source struct {
	files  fs.FS
	prefix string
}

func (s *shelf) source(name string) (source, string, error) {
	if found, err := os.Stat(name); err == nil && !s.builtInOnly {
		dir, file := filepath.Split(filepath.Clean(name))
		if found.IsDir() {
			dir, file = filepath.Clean(name), "."
		}
		return source{os.DirFS(orDot(dir)), prefix(dir)}, file, nil
	}
	inside := strings.TrimPrefix(path.Clean(filepath.ToSlash(name)), root)
	inside = orDot(strings.TrimPrefix(inside, "/"))
	if s.builtIn != nil && fs.ValidPath(inside) {
		if _, err := fs.Stat(s.builtIn, inside); err == nil {
			return source{s.builtIn, root + "/"}, inside, nil
		}
	}
	return source{}, "", &UsageError{Problem: fmt.Sprintf("there is no feature file or folder %s, neither on disk nor built in", name)}
}

func prefix(dir string) string {
	if dir = filepath.ToSlash(filepath.Clean(orDot(dir))); dir != "." {
		return strings.TrimSuffix(dir, "/") + "/"
	}
	return ""
}

func orDot(name string) string {
	if name == "" {
		return "."
	}
	return name
}

func (s *shelf) page(from source, file string, line int) error {
	uri := from.prefix + file
	if s.byURI[uri] == nil {
		text, err := fs.ReadFile(from.files, file)
		if err != nil {
			return fmt.Errorf("reading features: %w", err)
		}
		page, err := parse(uri, text)
		if err != nil {
			return err
		}
		s.byURI[uri] = page
		s.order = append(s.order, uri)
	}
	s.wanted[uri] = append(s.wanted[uri], line)
	return nil
}

// kept returns the pages with only the examples asked for.
func (s *shelf) kept() ([]*Feature, error) {
	var pages []*Feature
	var problems []error
	for _, uri := range s.order {
		page, lines := s.byURI[uri], s.wanted[uri]
		if !slices.Contains(lines, wholePage) {
			page.Examples = slices.DeleteFunc(page.Examples, func(e Example) bool {
				return !slices.ContainsFunc(lines, e.standsAt)
			})
			if len(page.Examples) == 0 {
				problems = append(problems, &UsageError{Problem: fmt.Sprintf("no scenario of %s is at line %d", uri, lines[0])})
			}
		}
		pages = append(pages, page)
	}
	return pages, errors.Join(problems...)
}

// standsAt reports whether a line means this example: its own, any of its
// scenario's, its rule's, or its feature's.
func (e Example) standsAt(line int) bool {
	return line == e.Line || line == e.RuleLine && e.Rule != "" || line == e.Feature.Line || e.from <= line && line <= e.to
}
