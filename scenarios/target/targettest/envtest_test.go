package targettest_test

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/target/envtest"
	"github.com/syncspec/syncspec/scenarios/target/memory"
	"github.com/syncspec/syncspec/scenarios/target/targettest"
	"github.com/syncspec/syncspec/steps"
)

var update = flag.Bool("update", false, "record the answers of the real API servers anew")

func clients(t *testing.T, pair scenarios.Pair) func(steps.Side) dynamic.Interface {
	return func(side steps.Side) dynamic.Interface {
		client, err := pair.Client(side, history.Tenant)
		require.NoError(t, err)
		return client
	}
}

func TestRealServersAnswerAsRecorded(t *testing.T) {
	play := targettest.Run
	if *update {
		play = targettest.Record
	}
	play(t, func(t *testing.T) func(steps.Side) dynamic.Interface { return clients(t, envtest.Shared(t)) })
}

func TestMemoryServersAnswerAsRealOnes(t *testing.T) {
	targettest.Run(t, func(t *testing.T) func(steps.Side) dynamic.Interface {
		pair, err := memory.New()
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, pair.Close()) })
		return clients(t, pair)
	})
}
