package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/syncspec/syncspec/internal/watch"
)

// renderAgain renders, and again as often as one of the files is saved, until q or an
// interrupt. What is wrong with a file is said, and it may be saved again.
func (p *Program) renderAgain(ctx context.Context, f renderFlags, manifests []string) error {
	sources := slices.Concat(f.config, f.host, manifests)
	if slices.Contains(sources, "-") {
		return usage(errors.New("--watch needs files: standard input is not saved again"))
	}
	files, err := watch.Open(sources, func(name string) bool { return !strings.HasSuffix(name, "~") })
	if err != nil {
		return usage(err)
	}
	defer files.Close() //nolint:errcheck // there is nobody to hear of it
	keys, restore := p.keys()
	defer restore()
	since := asked()
	for {
		failed := p.render(ctx, strings.NewReader(""), f, manifests)
		if ctx.Err() != nil {
			return nil
		}
		if failed != nil {
			p.say("syncspec: " + failed.Error())
		}
		p.say(fmt.Sprintf("%s  rendered, %s after %s · watching %s · q ends",
			time.Now().Format("15:04:05"), rounded(time.Since(since.at)), since.what, strings.Join(sources, " ")))
		var ended bool
		if since, ended = p.nextSave(ctx, files, keys); ended && failed != nil {
			return &Error{Code: codeOf(failed)} // it has been said
		} else if ended {
			return nil
		}
	}
}

// nextSave waits for a save; ended says that there will be none.
func (p *Program) nextSave(ctx context.Context, files *watch.Files, keys <-chan byte) (since cause, ended bool) {
	for {
		select {
		case saved := <-files.Saves:
			return cause{saved.First, "it was saved"}, false
		case key := <-keys:
			if isEnd(key) {
				return cause{}, true
			}
		case <-ctx.Done():
			return cause{}, true
		}
	}
}

// isEnd reports whether a key ends a watch: q, and Ctrl-C and Ctrl-D where they are keys.
func isEnd(key byte) bool { return key == 'q' || key == 3 || key == 4 }
