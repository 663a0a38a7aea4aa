package runner

import (
	"context"
	"slices"
)

// verdict is the error of the whole run, if it could not be judged.
func (r *run) verdict(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	return r.err
}

// brokenOff says why not everything that was selected was judged; it is empty
// when everything was.
func (r *run) brokenOff(err error) string {
	switch {
	case !slices.ContainsFunc(r.jobs, func(j job) bool { return j.result == nil }):
		return ""
	case err != nil:
		return err.Error()
	}
	return "it was to end at the first failure"
}
