package cli

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReportsSayWhereTheEngineRan(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]runFlags{
		"syncspec " + version() + ", in process": {target: "envtest"},
		"syncspec " + version() + ", in a pod":   {target: "kind"},
		"command: my-engine --flag":              {target: "envtest", engine: engineFlags{line: "my-engine --flag"}},
	} {
		require.Equal(t, want, f.judged())
	}
	outside := runFlags{target: "kind", kind: kindFlags{outside: true}}
	require.Equal(t, "syncspec "+version()+", in process", outside.judged())
}
