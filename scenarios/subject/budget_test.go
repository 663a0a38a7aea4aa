package subject

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

func TestAnEngineThatNeverRestsIsHeldUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudget()
		ended := make(chan error, 1)
		go func() {
			for {
				if err := b.spend(t.Context()); err != nil {
					ended <- err
					return
				}
			}
		}()
		synctest.Wait()
		require.EqualError(t, b.err(), "the engine does not come to rest: it asked for more than 500 writes")
		waiting, done := b.within(t.Context())
		defer done()
		<-waiting.Done()
		require.Empty(t, ended, "its write does not return, so that everything rests")
		close(b.release)
		require.Error(t, <-ended)
	})
}

func TestAnEngineThatRestsHasItsWholeBudgetAgain(t *testing.T) {
	t.Parallel()
	b := newBudget()
	for range 3 {
		for range most {
			require.NoError(t, b.spend(t.Context()))
		}
		b.rested()
	}
	require.NoError(t, errors.Join(b.err()))
}
