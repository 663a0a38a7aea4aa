package script

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// WorkerCommand is the first argument of a program that is to be a worker.
const WorkerCommand = "expression-worker"

// How a worker ends when it cannot go on. Out of memory, the runtime ends it
// itself, with 2.
const (
	exitDone    = 0
	exitSpoken  = 3 // what it was told made no sense
	exitTimeout = 4
)

const (
	memoryHard = 256 << 20 // bytes of data a worker may have at most
	memorySoft = 160 << 20 // where it begins to collect its garbage all the time
	maxStack   = 64 << 20
)

// Worker is the main function of a worker process: it evaluates what comes in
// until that ends, and returns the exit code. It takes rights from the process
// that it cannot get back.
func Worker() int {
	runtime.GOMAXPROCS(2) // one evaluates, one keeps watch
	debug.SetMemoryLimit(memorySoft)
	debug.SetMaxStack(maxStack)
	time.Local = time.UTC // an expression knows no place
	limitProcess()
	w := &worker{programs: map[string]*Expression{}, end: os.Exit} //nolint:forbidigo // what hangs cannot return to main
	return w.serve(os.Stdin, os.Stdout)
}

type worker struct {
	static   Static
	limit    time.Duration
	programs map[string]*Expression
	end      func(code int)
}

// maxPrograms is how many expressions a worker keeps compiled.
const maxPrograms = 256

// frame is one of the protocol.
type frame struct {
	number uint64
	text   []byte
}

func (w *worker) serve(in io.Reader, out io.Writer) int {
	frames := w.read(in)
	buffered := bufio.NewWriter(out)
	first, ok := <-frames
	if !ok || !w.greeted(first.text) {
		return exitSpoken
	}
	if writeFrame(buffered, first.number, nil) != nil {
		return exitDone
	}
	for next := range frames {
		var asked request
		if json.Unmarshal(next.text, &asked) != nil {
			return exitSpoken
		}
		given, err := json.Marshal(w.answer(asked))
		if err != nil {
			return exitSpoken
		}
		if writeFrame(buffered, next.number, given) != nil {
			break
		}
	}
	return exitDone
}

func (w *worker) greeted(text []byte) bool {
	var first hello
	if json.Unmarshal(text, &first) != nil || first.Limit <= 0 {
		return false
	}
	w.static = Static{Name: first.Name, Namespace: first.Namespace, Config: first.Config}
	w.limit = time.Duration(first.Limit)
	return true
}

// read passes frames on. The end of them is the end of the process, whatever it
// is doing: who asked is gone.
func (w *worker) read(in io.Reader) <-chan frame {
	frames := make(chan frame)
	go func() {
		defer close(frames)
		buffered := bufio.NewReader(in)
		for {
			number, text, err := readFrame(buffered, maxRequest)
			if err != nil {
				w.end(exitDone)
				return
			}
			frames <- frame{number, text}
		}
	}()
	return frames
}

func (w *worker) answer(asked request) reply {
	// The machine's own deadline cannot stop a loop inside the language's library.
	hard := time.AfterFunc(2*w.limit, func() { w.end(exitTimeout) })
	defer hard.Stop()
	expression, err := w.compiled(asked.Source)
	if err != nil {
		return answer(Result{}, &Thrown{Message: "SyntaxError: " + err.Error()})
	}
	return answer(evaluate(w.static, w.limit, Call{
		Expression: expression, Value: asked.Value, Exists: asked.Exists, Path: asked.Path,
		Virtual: asked.Virtual, Host: asked.Host,
	}))
}

func (w *worker) compiled(source string) (*Expression, error) {
	if known := w.programs[source]; known != nil {
		return known, nil
	}
	expression, err := Compile(source)
	if err != nil {
		return nil, err
	}
	if len(w.programs) >= maxPrograms {
		clear(w.programs)
	}
	w.programs[source] = expression
	return expression, nil
}
