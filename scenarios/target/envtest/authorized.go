package envtest

import (
	"context"
	"fmt"
	"slices"
	"time"

	authorizationv1 "k8s.io/api/authorization/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// lookAgain is how often a server is asked whether it has seen the roles; it hears
// of them from a watch of its own, within milliseconds.
const lookAgain = 5 * time.Millisecond

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
	roles := looking(ctx, reader)
	for _, namespace := range namespaces {
		want, err := authority.Rules(roles, user, namespace)
		if err != nil {
			return err
		}
		if err := settled(ctx, asking, namespace, authority.Spelled(want)); err != nil {
			return err
		}
	}
	return nil
}

// settled waits until the server allows exactly these rights in a namespace.
func settled(ctx context.Context, asking kubernetes.Interface, namespace string, want []string) error {
	if namespace == "" {
		namespace = metav1.NamespaceDefault // a review is about one
	}
	for {
		review := &authorizationv1.SelfSubjectRulesReview{Spec: authorizationv1.SelfSubjectRulesReviewSpec{Namespace: namespace}}
		answer, err := asking.AuthorizationV1().SelfSubjectRulesReviews().Create(ctx, review, metav1.CreateOptions{})
		if err != nil {
			return fmt.Errorf("asking what is allowed: %w", err)
		}
		if slices.Equal(authority.Spelled(rulesOf(answer.Status)), want) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("what is allowed in %s is not what the roles say: %w", namespace, context.Cause(ctx))
		case <-time.After(lookAgain):
		}
	}
}

func rulesOf(status authorizationv1.SubjectRulesReviewStatus) []rbacv1.PolicyRule {
	rules := make([]rbacv1.PolicyRule, len(status.ResourceRules))
	for i, r := range status.ResourceRules {
		rules[i] = rbacv1.PolicyRule{Verbs: r.Verbs, APIGroups: r.APIGroups, Resources: r.Resources, ResourceNames: r.ResourceNames}
	}
	return rules
}

// looking asks for each list, and each object, once. Roles are asked for by name: a
// cluster has many, and few of them bind an engine.
func looking(ctx context.Context, reader dynamic.Interface) authority.Source {
	seen := map[[3]string][]unstructured.Unstructured{}
	return func(plural, namespace, name string) ([]unstructured.Unstructured, error) {
		asked := [3]string{plural, namespace, name}
		if items, already := seen[asked]; already {
			return items, nil
		}
		resource := dynamic.ResourceInterface(reader.Resource(authority.Resource(plural)))
		if namespace != "" {
			resource = reader.Resource(authority.Resource(plural)).Namespace(namespace)
		}
		items, err := read(ctx, resource, name)
		if err == nil {
			seen[asked] = items
		}
		return items, err
	}
}

// read lists, or gets the one with the name if there is one.
func read(ctx context.Context, resource dynamic.ResourceInterface, name string) ([]unstructured.Unstructured, error) {
	if name == "" {
		list, err := resource.List(ctx, metav1.ListOptions{})
		if err != nil {
			return nil, err
		}
		return list.Items, nil
	}
	one, err := resource.Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []unstructured.Unstructured{*one}, nil
}
