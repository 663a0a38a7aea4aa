package config

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

// What scheduling switches on cannot be seen through Parse until scheduling itself is delivered.

func TestAutoKindsFollowTheScheduler(t *testing.T) {
	t.Parallel()
	auto := []string{"csiNodes", "csiDrivers", "csiStorageCapacities", "storageClasses"}
	enabled := func(c *Config) []string {
		c.resolve()
		on := []string{}
		for _, key := range auto {
			if c.Enabled("sync.fromHost." + key) {
				on = append(on, key)
			}
		}
		return on
	}
	t.Run("without one they are off", func(t *testing.T) {
		require.Empty(t, enabled(Default()))
	})
	t.Run("with the virtual scheduler they are on", func(t *testing.T) {
		c := Default()
		c.ControlPlane.Distro.K8s.Scheduler.Enabled = true
		require.Equal(t, auto, enabled(c))
		require.True(t, c.Sync.FromHost.Nodes.Selector.All)
	})
	t.Run("hybrid scheduling counts, and the older key", func(t *testing.T) {
		c, older := Default(), Default()
		c.Sync.ToHost.Pods.HybridScheduling.Enabled = true
		older.ControlPlane.Advanced.VirtualScheduler.Enabled = true
		require.Equal(t, auto, enabled(c))
		require.Equal(t, auto, enabled(older))
	})
	t.Run("storage classes of the virtual cluster keep those of the host out", func(t *testing.T) {
		c := Default()
		c.ControlPlane.Distro.K8s.Scheduler.Enabled = true
		c.Sync.ToHost.StorageClasses.Enabled = true
		require.Equal(t, auto[:3], enabled(c))
	})
	t.Run("without claims nothing is raised, and off stays off", func(t *testing.T) {
		c, off := Default(), Default()
		c.ControlPlane.Distro.K8s.Scheduler.Enabled = true
		c.Sync.ToHost.PersistentVolumeClaims.Enabled = false
		require.Empty(t, enabled(c))
		off.ControlPlane.Distro.K8s.Scheduler.Enabled = true
		off.Sync.FromHost.CSINodes.Enabled = SwitchOff
		require.Equal(t, auto[1:], enabled(off))
	})
	t.Run("nodes chosen by label are not all nodes", func(t *testing.T) {
		c := Default()
		c.ControlPlane.Distro.K8s.Scheduler.Enabled = true
		c.Sync.FromHost.Nodes.Selector.Labels = map[string]string{"zone": "a"}
		c.resolve()
		require.False(t, c.Sync.FromHost.Nodes.Selector.All)
	})
}

func TestEveryPendingKeyIsInTheTree(t *testing.T) {
	t.Parallel()
	c := Default()
	c.Sync.ToHost.CustomResources = map[string]CustomResource{"a.b": {}}
	c.Sync.FromHost.CustomResources = map[string]CustomResource{"a.b": {}}
	unused := map[string]bool{}
	for _, pattern := range pending() {
		unused[pattern] = true
	}
	walk("", reflect.ValueOf(c).Elem(), func(at string, _ reflect.Value) {
		for _, pattern := range pendingAs(at) {
			delete(unused, pattern)
		}
	})
	require.Empty(t, unused, "lines that match no key of the tree")
}
