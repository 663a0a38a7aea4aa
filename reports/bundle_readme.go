package reports

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// readme says what failed, what runs it again, where the clusters are, and what the
// other files hold.
func (b Bundle) readme(f Failure, scene *Scene) string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("%s%s:%d", bundleMark, b.Feature.URI, b.Scenario.Line)
	line("")
	line("Scenario  %s", oneLine(b.Scenario.Name))
	if b.Rule.Name != "" {
		line("Rule      %s", oneLine(b.Rule.Name))
	}
	line("Run on    %s, %s, %s", oneLine(b.Run.Target+" ("+b.Run.Detail+")"), oneLine(b.Run.Engine), b.Run.Started.UTC().Format("2006-01-02 15:04 UTC"))
	line("Failed at %s", oneLine(f.Step))
	line("Because   %s", oneLine(headline(b.Scenario)))
	line("")
	line("Run it again:")
	line("  %s", oneLine(f.Rerun))
	line("")
	line("%s", strings.TrimSpace(b.kubeconfigs(scene.Servers)))
	line("")
	line("%s", strings.TrimSpace(bundleFiles))
	return out.String()
}

const bundleFiles = `
failure.txt   what the terminal was told
report.html   the same to look at, with the timeline of calls; report.json has every value of it
page.feature  the page as it was run
diff.txt      every field that is not as expected
virtual.yaml  what the virtual cluster held, of every kind that was asked for
host.yaml     what the host held
events.txt    the events of both sides
engine.log    what the engine said
calls.txt     every call of both sides in order, reads too
Files that would be empty are not there. Values of Secrets and tokens are nowhere in here.
`

// kubeconfigs says how to look into the clusters, if they are still there. Keys to
// clusters are not copied: this folder may be handed around.
func (b Bundle) kubeconfigs(servers string) string {
	switch {
	case servers == "" && b.Run.Target != "memory":
		return "Its clusters are those the run was given; what the scenario made is taken away again, but for the last one of a run with --keep."
	case servers == "":
		return "Its clusters were in memory and are gone; virtual.yaml and host.yaml are what they held."
	case !b.Kept:
		return "Its API servers were wiped for the next scenario; virtual.yaml and host.yaml are what they held.\nWith --keep a run stops at a failure and keeps them."
	}
	var out strings.Builder
	out.WriteString("Its API servers are there as long as the run is, which waits for Ctrl-C:\n")
	for _, side := range []string{"virtual", "host"} {
		fmt.Fprintf(&out, "  kubectl --kubeconfig %s get all -A\n", filepath.Join(servers, side+".kubeconfig"))
	}
	return out.String()
}

// RemoveBundles removes the bundles in a folder, and nothing else that is in it.
func RemoveBundles(parent string) error {
	entries, err := os.ReadDir(parent)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("removing the failures of the run before: %w", err)
	}
	var failed []error
	for _, entry := range entries {
		folder := filepath.Join(parent, entry.Name())
		if entry.IsDir() && isBundle(folder) {
			failed = append(failed, os.RemoveAll(folder))
		}
	}
	_ = os.Remove(parent) // if nothing else is there
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("removing the failures of the run before: %w", err)
	}
	return nil
}

func isBundle(folder string) bool {
	file, err := os.Open(filepath.Join(folder, "README.txt"))
	if err != nil {
		return false
	}
	defer file.Close() //nolint:errcheck // it was only read
	first, _ := bufio.NewReader(file).ReadString('\n')
	return strings.HasPrefix(first, bundleMark)
}
