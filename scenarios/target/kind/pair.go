package kind

import (
	"context"
	"errors"

	"github.com/syncspec/syncspec/scenarios/target/envtest"
)

// Pair is a cluster of kind and the virtual control plane in it. It implements
// scenarios.Pair by the audit logs of both API servers.
type Pair struct {
	*envtest.Pair
	planes   *planes
	images   images
	launcher *launcher
}

// Start opens the cluster, which takes half a minute when its image is there, and puts
// the virtual control plane into it.
func Start(ctx context.Context, o Options) (*Pair, error) {
	planes, images, err := start(ctx, o)
	if err != nil {
		return nil, err
	}
	p := &Pair{planes: planes, images: images}
	if p.Pair, err = envtest.Around(ctx, planes, envtest.Audit{Actor: planes.actor}); err != nil {
		return nil, errors.Join(err, planes.Close())
	}
	planes.wiper = newWiper(planes, p.Pair)
	if err := planes.kubeconfigs(); err != nil {
		return nil, errors.Join(err, planes.Close())
	}
	if p.launcher, err = newLauncher(p); err != nil {
		return nil, errors.Join(err, planes.Close())
	}
	return p, nil
}
