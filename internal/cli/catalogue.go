package cli

import (
	"io/fs"
	"os"

	"github.com/syncspec/syncspec/reports"
)

// builtIn are the features of this binary.
func builtIn() fs.FS { return os.DirFS("features") }

// catalogue are the behaviours the features are about.
func catalogue() ([]reports.Sentence, error) { return nil, nil }
