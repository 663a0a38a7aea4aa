package playground

import (
	"context"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// employ starts the scheduler of the host and the controllers of the virtual cluster;
// they end with the servers.
func (w *world) employ(ctx context.Context) error {
	if !w.Controllers {
		return nil
	}
	w.Out("starting kube-scheduler and kube-controller-manager")
	if _, err := w.planes.Run(ctx, steps.Host, controlplane.Scheduler, string(history.Controllers)); err != nil {
		return err
	}
	_, err := w.planes.Run(ctx, steps.Virtual, controlplane.ControllerManager, string(history.Controllers))
	return err
}
