package script

import (
	"errors"
	"fmt"
)

// What an evaluation can end with, beside *Thrown and *BadResult.
var (
	// ErrTimeout: the expression did not end in time.
	ErrTimeout = errors.New("the expression did not end in time")
	// ErrMemory: the expression needed more memory than it may have.
	ErrMemory = errors.New("the expression needed too much memory")
	// ErrWorker: the process that evaluated died of something else.
	ErrWorker = errors.New("the worker for expressions died")
	// ErrClosed: the pool has been closed.
	ErrClosed = errors.New("the evaluation of expressions has ended")
	// ErrInput: the object is too large to be given to an expression.
	ErrInput = errors.New("the object is too large for an expression")
	// ErrQuarantined: this expression with this input timed out or ran out of
	// memory several times, and is not tried again for a while.
	ErrQuarantined = errors.New("the expression failed too often for this object and is not tried for a while")
)

// SyntaxError says where a text is no expression.
type SyntaxError struct {
	// Line and Column count from 1 within the source; columns in characters.
	Line, Column int
	// Message is the parser's, such as "Unexpected end of input".
	Message string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
}

// Thrown is what an expression threw, such as "TypeError: Cannot read property
// 'bar' of undefined". The words can hold what the expression was given: those
// about a Secret must not be shown.
type Thrown struct{ Message string }

func (e *Thrown) Error() string { return e.Message }

// BadResult is a result that is not JSON: where in it, and what is there.
type BadResult struct {
	// At is the place in the result, such as `.labels["a"][0]`; empty is the result itself.
	At string
	// Why goes on after "is": "a function", "NaN".
	Why string
}

func (e *BadResult) Error() string {
	if e.At == "" {
		return "the result is " + e.Why
	}
	return "the result's " + e.At + " is " + e.Why
}
