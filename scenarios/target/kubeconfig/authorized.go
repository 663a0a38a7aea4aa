package kubeconfig

import (
	"context"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/steps"
)

// Authorized asks the server what it lets the user do until that is what its
// roles say.
func (p *Pair) Authorized(ctx context.Context, name steps.Side, user string, namespaces []string) error {
	s := p.sides[name]
	config := rest.CopyConfig(s.config)
	config.Impersonate = rest.ImpersonationConfig{UserName: user}
	asking, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	return authority.Await(ctx, s.own, asking, user, namespaces)
}
