package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"
)

// mostRetries is how often one scenario is tried again at most: what needs more is broken.
const mostRetries = 10

// retryFlags say what becomes of a scenario that failed and may not fail again.
type retryFlags struct {
	times int
	allow bool
}

func (f *retryFlags) declare(flags *pflag.FlagSet) {
	flags.IntVar(&f.times, "retry", 0, "try a scenario that failed so many times more; one that then passes is flaky, and still fails the run")
	flags.BoolVar(&f.allow, "allow-flaky", false, "let flaky scenarios pass; they are reported as flaky all the same")
}

func (f *retryFlags) check(keep bool) error {
	switch {
	case f.times < 0 || f.times > mostRetries:
		return fmt.Errorf("--retry is a number up to %d, not %d", mostRetries, f.times)
	case f.allow && f.times == 0:
		return errors.New("--allow-flaky needs --retry: without it nothing is tried again")
	case f.times > 0 && keep:
		return errors.New("--keep keeps the servers of a failure, and --retry would wipe them: use one of them")
	}
	return nil
}
