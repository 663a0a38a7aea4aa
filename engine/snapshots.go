package engine

import (
	"context"
	"fmt"

	"github.com/syncspec/syncspec/engine/kinds"
)

// snapshots sees to it that the virtual cluster knows the kinds of volume snapshots,
// if they are synced (VS-02). What the host lacks keeps the engine from starting.
func (e *Engine) snapshots(ctx context.Context) error {
	for _, r := range kinds.Snapshots(e.options.Config) {
		gvr := r.GVR()
		host, version, err := e.offered(ctx, r.Enabled, gvr.GroupResource().String(), gvr.Version)
		if err != nil {
			return err
		}
		if err := e.define(ctx, host, version); err != nil {
			return fmt.Errorf("defining %s in the virtual cluster: %w", host.GetName(), err)
		}
		if err := e.served(ctx, r); err != nil {
			return err
		}
	}
	return nil
}
