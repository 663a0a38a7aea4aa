package subject

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/rbac"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// rights are the roles an engine was installed with.
type rights struct {
	user string
	// settings are what they were derived from: the same need no installing again.
	settings steps.Settings
	objects  map[steps.Side][]*unstructured.Unstructured
}

func environment(o engine.Options) recipe.Env {
	return recipe.Env{Scheme: naming.Scheme{Name: o.Name, Namespace: o.Namespace}, Config: o.Config, Compat: o.Compat}
}

// install gives the engine the roles that its configuration needs and no others, as
// an installation does, and takes away those of the one before.
func (s *Subject) install(ctx context.Context, settings steps.Settings, parsed *config.Config) error {
	if s.rights != nil && s.rights.settings == settings {
		return nil
	}
	env := environment(engine.Options{Name: settings.Name, Namespace: settings.Namespace, Config: parsed, Compat: s.compat(settings)})
	now := &rights{
		user: authority.ServiceAccount(settings.Namespace, rbac.Account(env)), settings: settings,
		objects: map[steps.Side][]*unstructured.Unstructured{
			steps.Host: rbac.Roles(env, object.Host), steps.Virtual: rbac.Roles(env, object.Virtual),
		},
	}
	for side := range now.objects {
		if err := s.applyRoles(ctx, side, now); err != nil {
			return fmt.Errorf("installing the roles of the engine in the %s cluster: %w", side, err)
		}
	}
	s.rights = now
	return s.authorized(ctx)
}

func (s *Subject) applyRoles(ctx context.Context, side steps.Side, now *rights) error {
	installer, err := s.pair.Client(side, history.Installer)
	if err != nil {
		return err
	}
	if side == steps.Host {
		if err := own(ctx, installer, now.settings.Namespace); err != nil {
			return err
		}
	}
	wanted := map[string]bool{}
	for _, o := range now.objects[side] {
		wanted[spelled(o)] = true
		if err := put(ctx, roles(installer, o), o); err != nil {
			return err
		}
	}
	if s.rights == nil {
		return nil
	}
	for _, o := range s.rights.objects[side] {
		if wanted[spelled(o)] {
			continue
		}
		if err := roles(installer, o).Delete(ctx, o.GetName(), metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return err
		}
	}
	return nil
}

// own makes sure that the namespace of the virtual cluster is there.
func own(ctx context.Context, client dynamic.Interface, name string) error {
	namespace := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name},
	}}
	resource := schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}
	_, err := client.Resource(resource).Create(ctx, namespace, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

func spelled(o *unstructured.Unstructured) string {
	return strings.Join([]string{o.GetKind(), o.GetNamespace(), o.GetName()}, "/")
}

func roles(client dynamic.Interface, o *unstructured.Unstructured) dynamic.ResourceInterface {
	resource := client.Resource(authority.Resource(strings.ToLower(o.GetKind()) + "s"))
	if o.GetNamespace() == "" {
		return resource
	}
	return resource.Namespace(o.GetNamespace())
}

// put creates an object or puts it in its predecessor's place. A namespace that is
// not there yet gets no roles: nothing can be synced from it either.
func put(ctx context.Context, client dynamic.ResourceInterface, o *unstructured.Unstructured) error {
	_, err := client.Create(ctx, o, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		old, getErr := client.Get(ctx, o.GetName(), metav1.GetOptions{})
		if getErr != nil {
			return getErr
		}
		next := o.DeepCopy()
		next.SetResourceVersion(old.GetResourceVersion())
		_, err = client.Update(ctx, next, metav1.UpdateOptions{})
	}
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// authorized returns when both servers go by the roles they hold.
func (s *Subject) authorized(ctx context.Context) error {
	if s.rights == nil {
		return nil
	}
	for side, objects := range s.rights.objects {
		namespaces := map[string]bool{}
		for _, o := range objects {
			namespaces[o.GetNamespace()] = true
		}
		if len(namespaces) > 1 { // what holds everywhere holds in each of them
			delete(namespaces, "")
		}
		if err := s.pair.Authorized(ctx, side, s.rights.user, slices.Sorted(maps.Keys(namespaces))); err != nil {
			return fmt.Errorf("waiting for the %s cluster to go by the roles of the engine: %w", side, err)
		}
		if err := s.withdrawn(ctx, side, s.rights.user); err != nil {
			return err
		}
	}
	return nil
}
