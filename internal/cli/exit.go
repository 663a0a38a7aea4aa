package cli

import (
	"context"
	"errors"

	"github.com/syncspec/syncspec/scenarios/runner"
)

// The exit codes of the contract.
const (
	ExitOK          = 0
	ExitFailed      = 1
	ExitBadSpec     = 2
	ExitUsage       = 3
	ExitEnvironment = 4
	ExitInternal    = 5
)

// Error is an error that knows its exit code. With no Err the reader has been
// told already.
type Error struct {
	Code int
	Err  error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// usage, environment and badSpec give an error its code.
func usage(err error) error       { return &Error{ExitUsage, err} }
func environment(err error) error { return &Error{ExitEnvironment, err} }
func badSpec(err error) error     { return &Error{ExitBadSpec, err} }

// codeOf says which exit code an error means.
func codeOf(err error) int {
	var own *Error
	var misused *runner.UsageError
	var feature *runner.BadFeature
	var lost *runner.EnvironmentError
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &own):
		return own.Code
	case errors.As(err, &misused):
		return ExitUsage
	case errors.As(err, &feature):
		return ExitBadSpec
	case errors.As(err, &lost), errors.Is(err, runner.ErrInterrupted), errors.Is(err, context.Canceled):
		return ExitEnvironment
	}
	return ExitInternal
}
