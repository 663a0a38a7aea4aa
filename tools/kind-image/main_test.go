package main

import (
	"errors"
	"fmt"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestExitCodesAreTheCommandsOwnOrSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	failed := exec.Command("sh", "-c", "exit 7").Run()
	require.Error(t, failed)
	for want, err := range map[int]error{
		0:               nil,
		7:               fmt.Errorf("running: %w", failed),
		exitUsage:       errUsage,
		exitEnvironment: errors.New("mmdebstrap is missing"),
	} {
		require.Equal(t, want, exitCode(err))
	}
}

func TestWordsThatAreNoCommandAreAnsweredWithTheUsage(t *testing.T) {
	t.Parallel()
	for _, words := range [][]string{nil, {"bild"}, {"build", "more"}, {"runsc"}, {"config", "gvisor"}, {"with-docker"}, {"with-docker", "--"}} {
		require.ErrorIs(t, run(t.Context(), words), errUsage, words)
	}
}
