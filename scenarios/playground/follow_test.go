package playground

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/syncspec/syncspec/engine/plan"
)

func TestFieldsAreToldByTheRuleThatChangesThem(t *testing.T) {
	t.Parallel()
	reason := func(field, rule string) plan.Reason { return plan.Reason{Field: field, Rule: rule} }
	require.Equal(t, []string{
		"status.a, status.b, status.c, status.d, and 1 more (the host's value comes back)",
		"spec.taints (a pod is on it)",
	}, changes([]plan.Reason{
		reason("status.a", "the host's value comes back"), reason("status.b", "the host's value comes back"),
		reason("spec.taints", "a pod is on it"),
		reason("status.c", "the host's value comes back"), reason("status.d", "the host's value comes back"),
		reason("status.e", "the host's value comes back"),
	}))
	require.Empty(t, changes(nil))
}
