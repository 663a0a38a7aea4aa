package script

import (
	"errors"
	"time"
)

// InProcess evaluates in this process. It stops expressions that loop, but not
// those that spend their time or their memory inside one call of the language's
// own library, or that exhaust the stack of its parser: for an engine between
// real clusters use a Pool.
func InProcess(static Static) Evaluator { return inProcess{static} }

// evaluationTime is how long an expression may run if nobody says otherwise. The
// worst innocent one is a thousand times faster.
const evaluationTime = 500 * time.Millisecond

type inProcess struct{ static Static }

func (e inProcess) Evaluate(call Call) (Result, error) {
	if call.Expression == nil {
		return Result{}, errNoExpression
	}
	return evaluate(e.static, evaluationTime, call)
}

var errNoExpression = errors.New("there is no expression to evaluate")

func evaluate(static Static, limit time.Duration, call Call) (Result, error) {
	program, err := call.Expression.compiled()
	if err != nil {
		return Result{}, &Thrown{Message: "SyntaxError: " + err.Error()}
	}
	m := newMachine(limit)
	defer m.stop()
	return m.run(program, static, call)
}
