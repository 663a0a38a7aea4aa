package envtest

import (
	"context"
	"fmt"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// ClientAs is a client that signs in as the actor and acts as the user: the audit
// log tells who it was, the authorizer goes by what the user may do.
func (p *Pair) ClientAs(side steps.Side, actor history.Actor, user string) (dynamic.Interface, error) {
	config, err := p.as(side, string(actor), user)
	if err != nil {
		return nil, err
	}
	client, err := connect(config, actor)
	if err != nil {
		return nil, fmt.Errorf("making a client of the %s API server: %w", side, err)
	}
	return client, nil
}

func (p *Pair) as(side steps.Side, actor, user string) (*rest.Config, error) {
	config, err := p.planes.Config(side, actor)
	if err != nil {
		return nil, err
	}
	config = rest.CopyConfig(config)
	config.Impersonate = rest.ImpersonationConfig{UserName: user}
	return config, nil
}

// Authorized asks the server what it lets the user do until that is what its roles
// say: the authorizer reads them from a cache of its own.
func (p *Pair) Authorized(ctx context.Context, side steps.Side, user string, namespaces []string) error {
	own, err := p.planes.Config(side, controlplane.OwnUser)
	if err != nil {
		return err
	}
	reader, err := dynamic.NewForConfig(own)
	if err != nil {
		return err
	}
	config, err := p.as(side, controlplane.OwnUser, user)
	if err != nil {
		return err
	}
	asking, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	return authority.Await(ctx, reader, asking, user, namespaces)
}
