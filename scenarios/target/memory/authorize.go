package memory

import (
	"context"
	"errors"
	"fmt"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// ClientAs is Client, for a user who may do only what the roles of that side say.
func (p *Pair) ClientAs(side steps.Side, actor history.Actor, user string) (dynamic.Interface, error) {
	server, ok := p.sides[side]
	if !ok {
		return nil, fmt.Errorf("no side is called %q", side)
	}
	return &client{server: server, actor: actor, user: user}, nil
}

// Authorized returns at once: the memory servers look at the roles with each request.
func (p *Pair) Authorized(context.Context, steps.Side, string, []string) error { return nil }

// do sends a request if its user may make it; only is the name a selector leaves.
func (r *resourceClient) do(ctx context.Context, call history.Call, only string, send request) (*unstructured.Unstructured, error) {
	return r.server.call(ctx, call, func(api dynamic.ResourceInterface) (*unstructured.Unstructured, error) {
		if err := r.server.authorize(r.user, call, only); err != nil {
			return nil, err
		}
		return send(api)
	})
}

// authorize refuses what no role allows the user; no user is somebody who may do everything.
func (s *server) authorize(user string, call history.Call, only string) error {
	if user == "" {
		return nil
	}
	name, resource := call.Name, call.Resource.Resource
	if only != "" {
		name = only
	}
	if call.Subresource != "" {
		resource += "/" + call.Subresource
	}
	allowed, err := authority.Allows(s.rbac, user, authority.Request{
		Verb: call.Verb, Group: call.Resource.Group, Resource: resource, Namespace: call.Namespace, Name: name,
	})
	if err != nil || allowed {
		return err
	}
	where := "at the cluster scope"
	if call.Namespace != "" {
		where = fmt.Sprintf("in the namespace %q", call.Namespace)
	}
	return apierrors.NewForbidden(call.Resource.GroupResource(), name,
		fmt.Errorf("User %q cannot %s resource %q in API group %q %s", user, call.Verb, resource, call.Resource.Group, where)) //nolint:staticcheck // the words of a real server
}

// rbac lists roles and bindings for the authorizer.
func (s *server) rbac(plural, namespace, name string) ([]unstructured.Unstructured, error) {
	k, known := s.kinds[authority.Resource(plural)]
	if !known {
		return nil, errors.New("the memory servers have no " + plural)
	}
	if name == "" {
		return s.all(k, namespace)
	}
	one, err := s.load(target{kind: k, namespace: namespace, name: name})
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []unstructured.Unstructured{*one}, nil
}

// named is the only object that options select by name; empty when they do not.
func named(options metav1.ListOptions) string {
	selector, err := fields.ParseSelector(options.FieldSelector)
	if err != nil {
		return ""
	}
	name, _ := selector.RequiresExactMatch("metadata.name")
	return strings.TrimSpace(name)
}

// roleKinds are kept as they come: nobody checks them but the authorizer.
func roleKinds() []*kind {
	return []*kind{
		{resource: authority.Resource("roles"), kind: "Role", namespaced: true, empty: &rbacv1.Role{}, validName: anyName},
		{resource: authority.Resource("rolebindings"), kind: "RoleBinding", namespaced: true, empty: &rbacv1.RoleBinding{}, validName: anyName},
		{resource: authority.Resource("clusterroles"), kind: "ClusterRole", empty: &rbacv1.ClusterRole{}, validName: anyName},
		{resource: authority.Resource("clusterrolebindings"), kind: "ClusterRoleBinding", empty: &rbacv1.ClusterRoleBinding{}, validName: anyName},
	}
}

// anyName: roles may be called system:node.
func anyName(name string, _ bool) []string {
	if name == "" || strings.ContainsAny(name, "/%") {
		return []string{"may not be empty or contain '/' or '%'"}
	}
	return nil
}
