package render

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/script"
	"github.com/syncspec/syncspec/scenarios"
	"github.com/syncspec/syncspec/scenarios/runner"
	"github.com/syncspec/syncspec/scenarios/subject"
	"github.com/syncspec/syncspec/steps"
)

// Input is what is rendered.
type Input struct {
	// Config is a vcluster.yaml, File its name in findings; both may be empty.
	Config, File string
	// Name is the virtual cluster's name, Namespace its namespace on the host; both default to "vcluster".
	Name, Namespace string
	// Compat is what an engine may be like: "documented" when empty, or "vcluster".
	Compat string
	// Host and Virtual are the objects people made in either cluster.
	Host, Virtual []Manifest
	// Evaluate is the engine's, for expressions of patches; nil runs them in this
	// process, where one that never ends is not stopped.
	Evaluate func(script.Static) (script.Evaluator, error)
	// Target is where the two API servers are; nil means memory.
	Target runner.Target
}

// Result is what there is on both sides once everything rests.
type Result struct {
	// Copies are the virtual objects that got to the host, in the order of the
	// manifests; then the other way round the ones that came with the installation.
	Copies []Copy
	// Mirrors are the host's objects of kinds that come from the host, and whether they did.
	Mirrors []Mirror
	// Left are the given objects without a counterpart.
	Left []Left
	// Events are what the tenant is told.
	Events []Event
}

// Copy is a virtual object and its copy on the host.
type Copy struct {
	Virtual, Host *unstructured.Unstructured
	// Because says why the fields of the copy are what they are.
	Because []plan.Reason
	// Place is where the virtual object was written; empty for one nobody wrote.
	Place string
}

// Mirror is an object of the host, of a kind that is synced from there.
type Mirror struct {
	Host *unstructured.Unstructured
	// Virtual is what the virtual cluster got; nil for nothing.
	Virtual *unstructured.Unstructured
	Why     string
}

// Left is an object that has no counterpart on the other side, and why.
type Left struct {
	Manifest
	Side steps.Side
	Why  string
}

// Event is what the tenant is told of one object.
type Event struct{ Object, Type, Reason, Message string }

// Run renders. A configuration that is refused is a *steps.Refused; an object that a
// server refuses is no error but stands in the result.
func Run(ctx context.Context, in Input) (Result, error) {
	in.Name, in.Namespace = cmp.Or(in.Name, "vcluster"), cmp.Or(in.Namespace, "vcluster")
	parsed, findings := config.Parse(cmp.Or(in.File, subject.ConfigFile), []byte(in.Config))
	if err := findings.Err(); err != nil {
		return Result{}, &steps.Refused{Text: err.Error()}
	}
	w := &world{
		Input: in, config: parsed, known: knownBy(in.Host, in.Virtual), decided: &decisions{},
		scheme: naming.Scheme{Name: in.Name, Namespace: in.Namespace},
	}
	w.Host, w.Virtual = w.known.placed(in.Host), w.known.placed(in.Virtual)
	if in.Target == nil {
		w.Target = runner.Memory{Customs: w.known}
	}
	var result Result
	var failed error
	err := w.Target.Use(ctx, 0, func(ctx context.Context, pair scenarios.Pair, settle subject.Settler) bool {
		result, failed = w.between(ctx, pair, settle)
		return failed == nil
	})
	return result, errors.Join(failed, err)
}

// world is one rendering under way.
type world struct {
	Input
	config  *config.Config
	known   catalogue
	scheme  naming.Scheme
	subject *subject.Subject
	decided *decisions
	left    []Left
}

func (w *world) between(ctx context.Context, pair scenarios.Pair, settle subject.Settler) (Result, error) {
	var err error
	w.subject, err = subject.New(pair, settle, subject.Options{Compat: w.Compat, File: w.File, Planned: w.decided.note, Evaluate: w.Evaluate})
	if err != nil {
		return Result{}, err
	}
	result, err := w.play(ctx)
	return result, errors.Join(err, w.subject.Stop(ctx))
}

// play does what people do: there is a host, the virtual cluster is installed on
// it, and then tenants come.
func (w *world) play(ctx context.Context) (Result, error) {
	if err := w.install(ctx); err != nil {
		return Result{}, err
	}
	if err := w.give(ctx, steps.Host, w.Host); err != nil {
		return Result{}, err
	}
	settings := steps.Settings{Name: w.Name, Namespace: w.Namespace, Config: w.Config, Compat: w.Compat}
	if err := w.subject.Start(ctx, settings); err != nil {
		return Result{}, err
	}
	if err := w.subject.Settle(ctx); err != nil { // tenants come to a cluster whose DNS has its address
		return Result{}, err
	}
	if err := w.give(ctx, steps.Virtual, w.expanded()); err != nil {
		return Result{}, err
	}
	if err := w.subject.Settle(ctx); err != nil {
		return Result{}, err
	}
	return w.collect(ctx)
}

// expanded are the virtual objects, and for those that make pods one pod.
func (w *world) expanded() []Manifest {
	var all []Manifest
	for _, m := range w.Virtual {
		all = append(all, m)
		if pod := podOf(m); pod != nil {
			all = append(all, *pod)
		}
	}
	return all
}

// give creates the objects of one side, those that others need first, each with all
// its effects: so the result does not hang on who was faster.
func (w *world) give(ctx context.Context, side steps.Side, manifests []Manifest) error {
	for _, m := range InOrder(manifests) {
		if err := w.one(ctx, side, m); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) one(ctx context.Context, side steps.Side, m Manifest) error {
	ref, known := w.known.refOf(m.Object)
	if !known {
		w.leave(side, m, unknown(m))
		return nil
	}
	if ref.Namespace != "" {
		if err := w.namespace(ctx, side, ref.Namespace); err != nil {
			return err
		}
	}
	err := w.subject.Create(ctx, side, ref, bare(m.Object))
	var status apierrors.APIStatus
	switch {
	case errors.As(err, &status) && apierrors.IsAlreadyExists(err) && ref.Kind == "Namespace":
		return nil // every cluster has it, or an object before has needed it
	case errors.As(err, &status):
		w.leave(side, m, fmt.Sprintf("the %s API server refuses it: %s", side, status.Status().Message))
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", m.Place, err)
	}
	return w.subject.Settle(ctx)
}

func (w *world) leave(side steps.Side, m Manifest, why string) {
	w.left = append(w.left, Left{Manifest: m, Side: side, Why: why})
}

// bare is the object as a person applies it: without what only a server gives.
func bare(o *unstructured.Unstructured) *unstructured.Unstructured {
	fresh := o.DeepCopy()
	for _, field := range []string{"uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink"} {
		unstructured.RemoveNestedField(fresh.Object, "metadata", field)
	}
	return fresh
}
