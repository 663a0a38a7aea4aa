package script

import (
	"fmt"
	"time"
)

// InProcess evaluates in this process. It stops expressions that loop, but not
// those that spend their time or their memory inside one call of the language's
// own library: for an engine between real clusters use a Pool.
func InProcess(static Static) Evaluator { return &inProcess{static: static} }

// evaluationTime is how long an expression may run.
const evaluationTime = 500 * time.Millisecond

type inProcess struct{ static Static }

func (e *inProcess) Evaluate(call Call) (result Result, err error) {
	if call.Expression == nil {
		return Result{}, fmt.Errorf("evaluating: there is no expression")
	}
	program, err := call.Expression.compiled()
	if err != nil {
		return Result{}, err
	}
	m := newMachine(evaluationTime)
	defer m.stop()
	return m.run(program, e.static, call)
}
