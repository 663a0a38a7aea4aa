package authority

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
)

// lookAgain is how often a server is asked whether it has seen the roles; it hears
// of them from a watch of its own, within milliseconds.
const lookAgain = 5 * time.Millisecond

// Await asks a server what it lets the user do until that is what its roles say:
// the authorizer reads them from a cache of its own. The reader reads the roles,
// asking acts as the user.
func Await(ctx context.Context, reader dynamic.Interface, asking kubernetes.Interface, user string, namespaces []string) error {
	roles := looking(ctx, reader)
	for _, namespace := range namespaces {
		want, err := Rules(roles, user, namespace)
		if err != nil {
			return err
		}
		if err := settled(ctx, asking, namespace, Spelled(want)); err != nil {
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
		if slices.Equal(Spelled(allowed(answer.Status)), want) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("what is allowed in %s is not what the roles say: %w", namespace, context.Cause(ctx))
		case <-time.After(lookAgain):
		}
	}
}

func allowed(status authorizationv1.SubjectRulesReviewStatus) []rbacv1.PolicyRule {
	rules := make([]rbacv1.PolicyRule, len(status.ResourceRules))
	for i, r := range status.ResourceRules {
		rules[i] = rbacv1.PolicyRule{Verbs: r.Verbs, APIGroups: r.APIGroups, Resources: r.Resources, ResourceNames: r.ResourceNames}
	}
	return rules
}

// looking asks for each list, and each object, once. Roles are asked for by name: a
// cluster has many, and few of them bind an engine.
func looking(ctx context.Context, reader dynamic.Interface) Source {
	seen := map[[3]string][]unstructured.Unstructured{}
	return func(plural, namespace, name string) ([]unstructured.Unstructured, error) {
		asked := [3]string{plural, namespace, name}
		if items, already := seen[asked]; already {
			return items, nil
		}
		resource := dynamic.ResourceInterface(reader.Resource(Resource(plural)))
		if namespace != "" {
			resource = reader.Resource(Resource(plural)).Namespace(namespace)
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
