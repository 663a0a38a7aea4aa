package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// World is one scenario: its clusters, its engine, and what was refused and not yet spoken of.
type World struct {
	target   Target
	settings Settings
	// installed says that the installation has been put into the two clusters.
	installed bool
	// refused is the API server's answer to the last change, until a step asserts it.
	refused error
	// rejected is the engine's answer to its configuration, until a step asserts it.
	rejected *Refused
}

// NewWorld returns the world of one scenario on the target.
func NewWorld(target Target) *World {
	return &World{target: target, settings: Settings{Name: "vcluster", Namespace: "vcluster"}}
}

// Register makes the vocabulary known to one scenario. A refusal that no step
// asserts fails the step after it, or the scenario's end.
func Register(sc *godog.ScenarioContext, w *World) {
	sc.StepContext().Before(func(ctx context.Context, step *godog.Step) (context.Context, error) {
		if strings.Contains(step.Text, "refused with:") {
			return ctx, nil
		}
		return ctx, w.Finish()
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, err error) (context.Context, error) {
		if err != nil {
			return ctx, nil
		}
		return ctx, w.Finish()
	})
	w.given(sc)
	w.when(sc)
	w.then(w.claims(sc))
}

// Settings is what the engine of this scenario was last started with.
func (w *World) Settings() Settings { return w.settings }

// Finish is an error when something was refused and nobody asserted it.
func (w *World) Finish() error {
	refused, rejected := w.refused, w.rejected
	w.refused, w.rejected = nil, nil
	switch {
	case refused != nil:
		return fmt.Errorf("a change was refused and the scenario does not say so: %w", refused)
	case rejected != nil:
		return fmt.Errorf("the configuration was refused and the scenario does not say so: %w", rejected)
	}
	return nil
}

// configure takes the top-level key `compat` out of a configuration.
func (w *World) configure(text string) error {
	config := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &config); err != nil || config["compat"] == nil {
		w.settings.Config, w.settings.Compat = text, ""
		return nil // not ours to judge: the engine says what is wrong with it
	}
	compat, ok := config["compat"].(string)
	if !ok {
		return errors.New("compat is not a word")
	}
	delete(config, "compat")
	rest, err := yaml.Marshal(config)
	if err != nil {
		return fmt.Errorf("taking compat out of the configuration: %w", err)
	}
	w.settings.Config, w.settings.Compat = string(rest), compat
	return nil
}

// start installs the virtual cluster if it is not yet, starts the engine and lets it settle; a refused configuration is kept for its assertion.
func (w *World) start(ctx context.Context) error {
	if err := w.install(ctx); err != nil {
		return err
	}
	err := w.target.Start(ctx, w.settings)
	if errors.As(err, &w.rejected) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("starting the engine: %w", err)
	}
	return w.target.Settle(ctx)
}

// changed lets a change settle; a refusal by the API server is kept for its assertion.
func (w *World) changed(ctx context.Context, err error) error {
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		w.refused = err
		return w.target.Settle(ctx)
	}
	if err != nil {
		return err
	}
	return w.target.Settle(ctx)
}

// create creates an object, its namespace before it if need be, and its status after it.
func (w *World) create(ctx context.Context, side Side, ref Ref, object *unstructured.Unstructured) error {
	if err := errors.Join(w.define(ctx, side, ref), w.namespace(ctx, side, ref.Namespace)); err != nil {
		return err
	}
	status, found := object.Object["status"]
	if err := w.target.Create(ctx, side, ref, object); err != nil || !found {
		return err
	}
	return w.target.Patch(ctx, side, ref, map[string]any{"status": status}, "status")
}

// apply creates the objects or changes them to hold what the documents say.
func (w *World) apply(ctx context.Context, side Side, text string) error {
	objects, err := documents(text)
	if err != nil {
		return err
	}
	for _, object := range objects {
		if err := w.fill(ctx, object.Object); err != nil {
			return err
		}
		ref, err := refOfObject(object)
		if err != nil {
			return err
		}
		if err := w.fill(ctx, object.Object); err != nil {
			return err
		}
		err = w.create(ctx, side, ref, object)
		if apierrors.IsAlreadyExists(err) {
			err = w.target.Patch(ctx, side, ref, object.Object, "")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// define makes sure that a host knows a custom resource whose definition is shipped.
// The virtual cluster has to learn it from there.
func (w *World) define(ctx context.Context, side Side, ref Ref) error {
	known := definition(ref.Resource.GroupResource().String())
	if side == Virtual || known == nil {
		return nil
	}
	at, err := refOf("CustomResourceDefinition", known.GetName())
	if err != nil {
		return err
	}
	if _, err := w.target.Get(ctx, side, at); !apierrors.IsNotFound(err) {
		return err
	}
	return w.target.Create(ctx, side, at, known)
}

// namespace makes sure a namespace exists: the features do not speak of it.
func (w *World) namespace(ctx context.Context, side Side, name string) error {
	if name == "" || name == "default" {
		return nil
	}
	ref := Ref{Resource: of("", "", "v1", "namespaces", false).resource, Kind: "Namespace", Name: name}
	if _, err := w.target.Get(ctx, side, ref); !apierrors.IsNotFound(err) {
		return err
	}
	return w.target.Create(ctx, side, ref, minimal(ref))
}
