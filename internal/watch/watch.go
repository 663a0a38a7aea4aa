// Package watch tells which files were saved, as soon as they are.
package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Quiet is how long nothing may happen before a save is taken for whole: editors
// write a file in several steps, and may put another in its place.
const Quiet = 30 * time.Millisecond

// Saved is a batch of files that were written, made or removed.
type Saved struct {
	Files []string // as they were named when the watch began, sorted
	First time.Time
}

// Files watches files and folders, whole trees, until Close.
type Files struct {
	// Saves are the batches; it is closed after Close.
	Saves <-chan Saved

	watcher *fsnotify.Watcher
	roots   []string
	wanted  func(string) bool
}

// Open begins to watch. Files that wanted does not want are not told of. A file is
// watched through its folder, so that one put in its place is seen.
func Open(roots []string, wanted func(name string) bool) (*Files, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching files: %w", err)
	}
	saves := make(chan Saved)
	f := &Files{Saves: saves, watcher: watcher, wanted: wanted}
	for _, root := range roots {
		f.roots = append(f.roots, filepath.Clean(root))
		if err := f.add(root); err != nil {
			return nil, errors.Join(fmt.Errorf("watching files: %w", err), watcher.Close())
		}
	}
	go f.follow(saves)
	return f, nil
}

// Close ends the watch.
func (f *Files) Close() error { return f.watcher.Close() }

func (f *Files) add(root string) error {
	found, err := os.Stat(root)
	if err != nil {
		return err
	}
	if !found.IsDir() {
		return f.watcher.Add(filepath.Dir(root))
	}
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return f.watcher.Add(name)
	})
}

// follow gathers what happens into batches.
func (f *Files) follow(saves chan<- Saved) {
	defer close(saves)
	var batch Saved
	quiet := time.NewTimer(0)
	<-quiet.C
	var out chan<- Saved // nil until the batch is whole
	for {
		select {
		case event, more := <-f.watcher.Events:
			if !more {
				return
			}
			if f.take(event, &batch) {
				out = nil
				quiet.Reset(Quiet)
			}
		case _, more := <-f.watcher.Errors: // an overflow: what is saved next is seen again
			if !more {
				return
			}
		case <-quiet.C:
			slices.Sort(batch.Files)
			out = saves
		case out <- batch:
			batch, out = Saved{}, nil
		}
	}
}

// take adds what an event is about, and watches a folder that is new.
func (f *Files) take(event fsnotify.Event, batch *Saved) bool {
	if event.Op == fsnotify.Chmod {
		return false
	}
	name := filepath.Clean(event.Name)
	if found, err := os.Stat(name); err == nil && found.IsDir() {
		if event.Has(fsnotify.Create) {
			_ = f.add(name) // gone again: nothing to watch
		}
		return false
	}
	if !f.inside(name) || !f.wanted(name) {
		return false
	}
	if len(batch.Files) == 0 {
		batch.First = time.Now()
	}
	if !slices.Contains(batch.Files, name) {
		batch.Files = append(batch.Files, name)
	}
	return true
}

// inside reports whether a file is one of the roots or below one; the folder of a
// root that is a file holds others, too.
func (f *Files) inside(name string) bool {
	return slices.ContainsFunc(f.roots, func(root string) bool {
		below, err := filepath.Rel(root, name)
		return err == nil && filepath.IsLocal(below)
	})
}
