package authority

import (
	"fmt"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Group is the API group of roles.
const Group = rbacv1.GroupName

// Resource is the resource of a plural of the group.
func Resource(plural string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: Group, Version: "v1", Resource: plural}
}

// Source returns the objects of the group's resources: all of a place, or the one
// with a name if there is one. The namespace is empty for those in none.
type Source func(plural, namespace, name string) ([]unstructured.Unstructured, error)

// Request is what somebody wants to do. Resource has its subresource: "pods/status".
type Request struct{ Verb, Group, Resource, Namespace, Name string }

// Allows reports whether a user may do it.
func Allows(from Source, user string, r Request) (bool, error) {
	rules, err := Rules(from, user, r.Namespace)
	return slices.ContainsFunc(rules, r.covered), err
}

func (r Request) covered(rule rbacv1.PolicyRule) bool {
	return has(rule.Verbs, r.Verb) && has(rule.APIGroups, r.Group) && has(rule.Resources, r.Resource) &&
		(len(rule.ResourceNames) == 0 || slices.Contains(rule.ResourceNames, r.Name))
}

func has(list []string, word string) bool {
	_, subresource, _ := strings.Cut(word, "/")
	return slices.Contains(list, "*") || slices.Contains(list, word) || subresource != "" && slices.Contains(list, "*/"+subresource)
}

// Rules are those that bind a user in a namespace and everywhere; in no namespace
// only those everywhere.
func Rules(from Source, user, namespace string) ([]rbacv1.PolicyRule, error) {
	rules, err := bound(from, user, "clusterrolebindings", "")
	if err != nil || namespace == "" {
		return rules, err
	}
	more, err := bound(from, user, "rolebindings", namespace)
	return slices.Concat(rules, more), err
}

// bound are the rules that bindings of one place give a user.
func bound(from Source, user, bindings, namespace string) ([]rbacv1.PolicyRule, error) {
	list, err := from(bindings, namespace, "")
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", bindings, err)
	}
	var rules []rbacv1.PolicyRule
	for _, item := range list {
		var binding rbacv1.RoleBinding // of both kinds of bindings, as they look alike
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &binding); err != nil {
			return nil, fmt.Errorf("reading %s %s: %w", bindings, item.GetName(), err)
		}
		if !slices.ContainsFunc(binding.Subjects, names(user, namespace)) {
			continue
		}
		granted, err := rulesOf(from, binding.RoleRef, namespace)
		if err != nil {
			return nil, err
		}
		rules = append(rules, granted...)
	}
	return rules, nil
}

func rulesOf(from Source, ref rbacv1.RoleRef, namespace string) ([]rbacv1.PolicyRule, error) {
	plural := "roles"
	if ref.Kind == "ClusterRole" {
		plural, namespace = "clusterroles", ""
	}
	named, err := from(plural, namespace, ref.Name)
	if err != nil {
		return nil, fmt.Errorf("getting %s %s: %w", plural, ref.Name, err)
	}
	for _, item := range named {
		var role rbacv1.Role
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &role); err != nil {
			return nil, fmt.Errorf("reading %s %s: %w", plural, ref.Name, err)
		}
		return role.Rules, nil
	}
	return nil, nil
}

// names says whether a subject is a user, or a group the user is in.
func names(user, namespace string) func(rbacv1.Subject) bool {
	groups := []string{"system:authenticated"}
	if account, is := strings.CutPrefix(user, "system:serviceaccount:"); is {
		home, _, _ := strings.Cut(account, ":")
		groups = append(groups, "system:serviceaccounts", "system:serviceaccounts:"+home)
	}
	return func(s rbacv1.Subject) bool {
		switch s.Kind {
		case "User":
			return s.Name == user
		case "Group":
			return slices.Contains(groups, s.Name)
		case "ServiceAccount":
			home := s.Namespace
			if home == "" {
				home = namespace
			}
			return ServiceAccount(home, s.Name) == user
		}
		return false
	}
}

// ServiceAccount is the user that a service account is.
func ServiceAccount(namespace, name string) string {
	return "system:serviceaccount:" + namespace + ":" + name
}

// Spelled are rules taken apart, each right once and in order, for comparing.
func Spelled(rules []rbacv1.PolicyRule) []string {
	var all []string
	for _, rule := range rules {
		names := rule.ResourceNames
		if len(names) == 0 {
			names = []string{"*"}
		}
		for _, group := range rule.APIGroups {
			for _, resource := range rule.Resources {
				for _, verb := range rule.Verbs {
					for _, name := range names {
						all = append(all, strings.Join([]string{group, resource, verb, name}, " "))
					}
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
