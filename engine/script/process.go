package script

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// process is a worker as its pool sees it. Nothing runs in the background: what
// reads is the goroutine that asked.
type process struct {
	command *exec.Cmd
	in      *os.File
	out     *os.File
	words   *os.File // what it says when it dies
	to      *bufio.Writer
	from    *bufio.Reader
	asked   uint64
}

// startTime is how long a worker may take until it answers for the first time.
const startTime = 20 * time.Second

// start starts a worker and greets it.
func start(argv []string, greeting hello) (*process, error) {
	p := &process{command: &exec.Cmd{Path: argv[0], Args: argv[1:], Env: []string{}}}
	if err := p.launch(); err != nil {
		return nil, fmt.Errorf("starting a worker for expressions: %w", err)
	}
	text, err := json.Marshal(greeting)
	if err == nil {
		_, err = p.exchange(text, startTime)
	}
	if err != nil {
		return nil, fmt.Errorf("starting a worker for expressions: %w", p.died(err))
	}
	return p, nil
}

func (p *process) launch() error {
	var theirs [3]*os.File
	var err error
	defer func() {
		for _, end := range theirs {
			closeAll(end)
		}
		if err != nil {
			closeAll(p.in, p.out, p.words)
		}
	}()
	if theirs[0], p.in, err = os.Pipe(); err != nil {
		return err
	}
	if p.out, theirs[1], err = os.Pipe(); err != nil {
		return err
	}
	if p.words, theirs[2], err = os.Pipe(); err != nil {
		return err
	}
	p.command.Stdin, p.command.Stdout, p.command.Stderr = theirs[0], theirs[1], theirs[2]
	p.to, p.from = bufio.NewWriter(p.in), bufio.NewReader(p.out)
	detach(p.command)
	err = p.command.Start()
	return err
}

func closeAll(files ...*os.File) {
	for _, file := range files {
		if file != nil {
			_ = file.Close()
		}
	}
}

// fresh reports whether nobody's code has run in the worker yet.
func (p *process) fresh() bool { return p.asked <= 1 }

// exchange sends a frame and waits for the one that answers it. A worker keeps its
// deadline itself; it is killed if it does not.
func (p *process) exchange(text []byte, limit time.Duration) ([]byte, error) {
	late := false
	killed := make(chan struct{})
	timer := time.AfterFunc(limit, func() { late = true; _ = p.command.Process.Kill(); close(killed) })
	p.asked++
	err := writeFrame(p.to, p.asked, text)
	var number uint64
	var answer []byte
	if err == nil {
		number, answer, err = readFrame(p.from, maxReply)
	}
	if !timer.Stop() {
		<-killed
	}
	switch {
	case late:
		return nil, ErrTimeout
	case err == nil && number != p.asked:
		return nil, errors.New("it answered something else")
	}
	return answer, err
}

// ask has one request answered.
func (p *process) ask(text []byte, limit time.Duration) (reply, error) {
	// Twice its own deadline is what a worker takes at most.
	answered, err := p.exchange(text, 2*limit+time.Second)
	var given reply
	if err == nil {
		err = json.Unmarshal(answered, &given)
	}
	if err != nil {
		return reply{}, p.died(err)
	}
	return given, nil
}

// died ends the worker and says what it died of, given what was seen of it.
func (p *process) died(seen error) error {
	_ = p.command.Process.Kill() // it may be alive, and only have talked nonsense
	_ = p.command.Wait()
	words, _ := io.ReadAll(io.LimitReader(p.words, 64<<10))
	closeAll(p.in, p.out, p.words)
	switch {
	case errors.Is(seen, ErrTimeout), p.command.ProcessState.ExitCode() == exitTimeout:
		return ErrTimeout
	case bytes.Contains(words, []byte("out of memory")), bytes.Contains(words, []byte("cannot allocate memory")),
		bytes.Contains(words, []byte("stack exceeds")):
		return ErrMemory
	}
	return fmt.Errorf("%w (%w, %s)", ErrWorker, seen, p.command.ProcessState)
}

// stop ends a worker that is not busy.
func (p *process) stop() {
	closeAll(p.in)
	_ = p.command.Process.Kill()
	_ = p.command.Wait()
	closeAll(p.out, p.words)
}
