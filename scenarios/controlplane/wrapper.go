package controlplane

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// wrapper is the script that envtest starts in a server's place. envtest hides
// process ids and exit codes; the script writes both down: its own id and the
// server's before anything else (for the watchdog), the exit code at the end
// (for Health). A signal to the process group reaches the server directly; the
// script only waits on.
const wrapper = `#!/bin/sh
if [ "$1" = --help ]; then exec %[1]s --help; fi
echo $$ >>%[2]s/pids
trap : HUP INT TERM
%[1]s "$@" &
server=$!
echo $server >>%[2]s/pids
echo $server >%[2]s/%[3]s.pid
while wait $server; code=$?; kill -0 $server 2>/dev/null; do :; done
echo $code >%[2]s/%[3]s.tmp && mv %[2]s/%[3]s.tmp %[2]s/%[3]s.exit
exit $code
`

// wrap writes the script that runs a binary under a name and returns its path.
func (f folder) wrap(name, binary string) (string, error) {
	script := fmt.Sprintf(wrapper, quote(binary), quote(string(f)), name)
	file := f.file(name + ".sh")
	return file, os.WriteFile(file, []byte(script), 0o755)
}

// folder is the folder of one pair of servers: all they write lies below it.
type folder string

func (f folder) file(name string) string { return filepath.Join(string(f), name) }

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
