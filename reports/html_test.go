package reports

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func page(t *testing.T, run Run) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, WriteHTML(&b, run))
	if name := os.Getenv("SYNCSPEC_KEEP_REPORT"); name != "" {
		require.NoError(t, os.WriteFile(name, b.Bytes(), 0o600))
	}
	return b.Bytes()
}

func TestSample(t *testing.T) { page(t, sample()) }
