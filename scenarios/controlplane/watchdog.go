package controlplane

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
)

// watchdogScript outlives us: when its input ends without a word, because we
// were killed, it kills the recorded processes and removes the folder. A process
// counts as ours only while the folder stands in its command line, so that a
// process id that was given to somebody else is safe. It looks more than once,
// as a wrapper may just be starting its server.
const watchdogScript = `
trap '' HUP INT TERM QUIT
read -r word && [ "$word" = done ] && exit 0
ours() {
	if [ -r /proc/$1/cmdline ]; then tr '\0' ' ' </proc/$1/cmdline; else ps -o command= -p $1; fi 2>/dev/null | grep -qF "$dir"
}
calm=0 rounds=0
while [ $calm -lt 3 ] && [ $rounds -lt 100 ]; do
	calm=$((calm+1)) rounds=$((rounds+1))
	for pid in $(cat "$dir/pids" 2>/dev/null); do
		if ours $pid; then kill -9 $pid 2>/dev/null; calm=0; fi
	done
	sleep 0.1
done
[ "$keep" = yes ] || rm -rf "$dir"
`

// watchdog kills the servers of a folder if we end before it is called off.
type watchdog struct {
	command *exec.Cmd
	line    io.WriteCloser
}

func (f folder) watch(keep bool) (*watchdog, error) {
	w := &watchdog{command: exec.Command("/bin/sh", "-c", watchdogScript, "syncspec-watchdog")}
	w.command.Env = append(os.Environ(), "dir="+string(f), "keep=no")
	if keep {
		w.command.Env = append(w.command.Env, "keep=yes")
	}
	w.command.Dir = "/"
	w.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // Ctrl-C is not for it
	var err error
	if w.line, err = w.command.StdinPipe(); err != nil {
		return nil, err
	}
	if err := w.command.Start(); err != nil {
		return nil, fmt.Errorf("starting the watchdog of the servers: %w", err)
	}
	return w, nil
}

// callOff ends the watchdog without further ado.
func (w *watchdog) callOff() error {
	_, err := io.WriteString(w.line, "done\n")
	_ = w.line.Close()
	if waited := w.command.Wait(); err == nil {
		err = waited
	}
	return err
}
