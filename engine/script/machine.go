package script

import (
	"errors"
	"math/rand/v2"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// maxCalls is how deep calls may nest. Each takes a piece of the process's own stack.
const maxCalls = 256

// machine is a JavaScript runtime for one evaluation. What an expression does to
// the language's own objects ends with it.
type machine struct {
	*goja.Runtime
	deadline *time.Timer
}

func newMachine(limit time.Duration) *machine {
	m := &machine{Runtime: goja.New()}
	m.SetMaxCallStackSize(maxCalls)
	m.SetParserOptions(parser.WithDisableSourceMaps)
	// An expression that depends on the moment would be written anew forever.
	m.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	m.SetRandSource(rand.New(rand.NewPCG(1, 2)).Float64) //nolint:gosec // chance must be the same each time
	m.deadline = time.AfterFunc(limit, func() { m.Interrupt(ErrTimeout) })
	return m
}

func (m *machine) stop() { m.deadline.Stop() }

// run evaluates; whatever the expression does ends as an error at worst.
func (m *machine) run(program *goja.Program, static Static, call Call) (result Result, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			result, err = Result{}, m.failure(problem)
		}
	}()
	m.declare(static, call)
	value, err := m.RunProgram(program)
	if err != nil {
		return Result{}, m.failure(err)
	}
	if value == nil || goja.IsUndefined(value) {
		return Result{Undefined: true}, nil
	}
	plain, err := m.export(value)
	if err != nil {
		return Result{}, err
	}
	plain, err = exact(plain, call.Value)
	return Result{Value: plain}, err
}

// declare gives the expression those of its variables and functions that it can reach.
func (m *machine) declare(static Static, call Call) {
	needs := call.Expression.needs
	if needs.value {
		m.define("value", m.value(call.Value))
	}
	if needs.exists {
		m.define("valueExists", m.ToValue(call.Exists))
	}
	if needs.context {
		m.define("context", m.context(needs, static, call))
	}
	if needs.functions {
		m.functions(static)
	}
}

// define sets a variable of the expression.
func (m *machine) define(name string, value goja.Value) {
	if err := m.Set(name, value); err != nil {
		panic(err) // of a fresh runtime nothing is read-only
	}
}

func (m *machine) context(needs needs, static Static, call Call) goja.Value {
	vcluster := map[string]goja.Value{"name": m.ToValue(static.Name), "namespace": m.ToValue(static.Namespace)}
	if needs.config {
		vcluster["config"] = m.value(static.Config)
	}
	context := map[string]goja.Value{"vcluster": m.object(vcluster), "path": m.ToValue(call.Path)}
	if needs.host {
		context["hostObject"] = m.value(call.Host)
	}
	if needs.virtual {
		context["virtualObject"] = m.value(call.Virtual)
	}
	return m.object(context)
}

// failure is the error for what running or looking at a value ended with.
func (m *machine) failure(problem any) error {
	err, is := problem.(error)
	if !is {
		return &Thrown{Message: "an unreadable error"}
	}
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	var thrown *goja.Exception
	switch {
	case errors.As(err, &interrupted):
		return ErrTimeout
	case errors.As(err, &overflow):
		return &Thrown{Message: "RangeError: calls nest too deeply"}
	case errors.As(err, &thrown):
		return &Thrown{Message: m.message(thrown)}
	}
	return &Thrown{Message: short(err.Error())}
}

// message is what was thrown, as text. Making the text runs code of the expression.
func (m *machine) message(thrown *goja.Exception) (text string) {
	text = "an unreadable error"
	defer func() { _ = recover() }()
	if value := thrown.Value(); value != nil {
		text = short(value.String())
	}
	return text
}

// maxMessage is how many bytes of an error are kept.
const maxMessage = 1 << 10

func short(text string) string {
	if len(text) > maxMessage {
		return string([]rune(text[:maxMessage])) + "…"
	}
	return text
}
