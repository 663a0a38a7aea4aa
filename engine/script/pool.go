package script

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Options of a Pool; the zero Options are good ones.
type Options struct {
	// Workers is how many processes there are at most; 0 is one for each
	// processor, and at least two, so that one bad expression does not hold up all.
	Workers int
	// Limit is how long an evaluation may take; 0 is half a second. What does not
	// even let itself be interrupted takes twice as long.
	Limit time.Duration
	// Command is the worker: its file and its arguments, beginning with its name.
	// None is this program with WorkerCommand as its first argument.
	Command []string
}

// Pool evaluates in processes of their own, as InProcess would: a process has no
// environment, a limit of memory and of time, and is replaced when it dies. They
// are started when first needed, and end with Close or with this process,
// however it ends.
type Pool struct {
	options Options
	hello   hello

	mutex  sync.Mutex
	freed  *sync.Cond
	idle   []*process
	alive  int // idle or evaluating
	closed bool
	bad    quarantine
	memory memory
}

// NewPool makes a pool; it starts no process yet.
func NewPool(static Static, options Options) (*Pool, error) {
	if len(os.Args) > 1 && os.Args[1] == WorkerCommand {
		return nil, errors.New("a worker for expressions has no workers: call script.Worker in this program's main function")
	}
	if options.Workers == 0 {
		options.Workers = max(2, runtime.GOMAXPROCS(0))
	}
	if options.Limit == 0 {
		options.Limit = evaluationTime
	}
	if len(options.Command) == 0 {
		file, err := program()
		if err != nil {
			return nil, fmt.Errorf("finding this program: %w", err)
		}
		options.Command = []string{file, os.Args[0], WorkerCommand}
	}
	p := &Pool{options: options, hello: hello{
		Name: static.Name, Namespace: static.Namespace, Config: static.Config, Limit: int64(options.Limit),
	}}
	p.freed = sync.NewCond(&p.mutex)
	return p, nil
}

// Evaluate is Evaluator's.
func (p *Pool) Evaluate(call Call) (Result, error) {
	if call.Expression == nil {
		return Result{}, errNoExpression
	}
	text, err := requestOf(call)
	if err != nil {
		return Result{}, err
	}
	k := key(sha256.Sum256(text))
	given, known, err := p.recall(k)
	if err != nil {
		return Result{}, err
	}
	if !known {
		given, err = p.ask(text)
	}
	var result Result
	if err == nil {
		result, err = given.result(call.Value)
	}
	if !known {
		p.remember(k, len(text), given, err)
	}
	return result, err
}

// recall returns the answer of an evaluation that was done before.
func (p *Pool) recall(k key) (reply, bool, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	switch {
	case p.closed:
		return reply{}, false, ErrClosed
	case p.bad.holds(k, time.Now()):
		return reply{}, false, ErrQuarantined
	}
	given, known := p.memory.get(k)
	return given, known, nil
}

// remember notes how an evaluation ended.
func (p *Pool) remember(k key, size int, given reply, err error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	switch {
	case errors.Is(err, ErrTimeout), errors.Is(err, ErrMemory), errors.Is(err, ErrWorker):
		p.bad.add(k, time.Now())
	case errors.Is(err, ErrClosed):
	default:
		delete(p.bad.records, k)
		if size <= smallAsked {
			p.memory.put(k, given)
		}
	}
}

// requestOf leaves out what the expression cannot see.
func requestOf(call Call) ([]byte, error) {
	needs := call.Expression.needs
	asked := request{Source: call.Expression.source, Exists: call.Exists, Path: call.Path}
	if needs.value {
		asked.Value = call.Value
	}
	if needs.virtual {
		asked.Virtual = call.Virtual
	}
	if needs.host {
		asked.Host = call.Host
	}
	text, err := json.Marshal(asked)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrInput, err)
	case len(text) > maxRequest:
		return nil, ErrInput
	}
	return text, nil
}

// ask has a worker answer. A worker that has evaluated before may die of what it
// did then: another one is asked.
func (p *Pool) ask(text []byte) (reply, error) {
	for {
		worker, err := p.take()
		if err != nil {
			return reply{}, err
		}
		fresh := worker.fresh()
		given, err := worker.ask(text, p.options.Limit)
		if err == nil {
			p.give(worker)
			return given, nil
		}
		p.lost()
		if fresh || errors.Is(err, ErrTimeout) {
			return reply{}, err
		}
	}
}

// take returns an idle worker, starts one, or waits for one.
func (p *Pool) take() (*process, error) {
	p.mutex.Lock()
	for !p.closed && len(p.idle) == 0 && p.alive >= p.options.Workers {
		p.freed.Wait()
	}
	if p.closed {
		p.mutex.Unlock()
		return nil, ErrClosed
	}
	if last := len(p.idle) - 1; last >= 0 {
		worker := p.idle[last]
		p.idle = slices.Delete(p.idle, last, last+1)
		p.mutex.Unlock()
		return worker, nil
	}
	p.alive++
	p.mutex.Unlock()
	worker, err := start(p.options.Command, p.hello)
	if err != nil {
		p.lost()
	}
	return worker, err
}

func (p *Pool) give(worker *process) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.closed {
		worker.stop()
		p.alive--
	} else {
		p.idle = append(p.idle, worker)
	}
	p.freed.Broadcast()
}

func (p *Pool) lost() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.alive--
	p.freed.Broadcast()
}

// Close ends the workers, when they have answered what they were asked. Evaluating
// returns ErrClosed from now on.
func (p *Pool) Close() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.closed = true
	p.freed.Broadcast()
	for _, worker := range p.idle {
		worker.stop()
		p.alive--
	}
	p.idle = nil
	for p.alive > 0 {
		p.freed.Wait()
	}
}
