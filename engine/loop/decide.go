package loop

import (
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/plan"
	"github.com/syncspec/syncspec/engine/recipe"
)

// decide makes the plan. What it turns out to need and no cache holds is fetched,
// and it is made again: first the objects beside the pair, then the tokens, once.
func (l *Loop) decide(ctx context.Context, p *pair, in plan.Input) (plan.Input, plan.Plan, *view, error) {
	refused, asked := map[recipe.TokenRequest]string{}, false
	var failed error
	for {
		v := &view{loop: l, beside: p.beside, refused: refused}
		todo := l.plan(&in, v)
		switch {
		case len(v.unread) > 0:
			if err := l.readBeside(ctx, p, v.unread); err != nil {
				return in, plan.Plan{Verdict: "the host does not answer", Base: in.Base}, v, err
			}
		case len(v.wanted) > 0 && !asked:
			asked, failed = true, l.fetch(ctx, v.wanted, refused)
		case len(v.wanted) > 0 && failed == nil:
			return in, todo, v, errStale
		default:
			return in, todo, v, failed
		}
	}
}

var errStale = errors.New("the virtual API server gives tokens that are not good any more: its clock and that of the engine differ")

// fetch gets tokens, and notes why some were refused.
func (l *Loop) fetch(ctx context.Context, wanted []recipe.TokenRequest, refused map[recipe.TokenRequest]string) error {
	var failed error
	for _, r := range wanted {
		if err := l.tokens.Fetch(ctx, r); err != nil {
			refused[r] = err.Error()
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// readBeside reads objects of the host that no cache shows. What was read is
// known until a write of the engine shows that it is not so any more.
func (l *Loop) readBeside(ctx context.Context, p *pair, keys []object.Key) error {
	for _, key := range keys {
		found, err := l.Writer.Clusters.Host.Resource(kinds.TokenSecret.GVR()).Namespace(key.Namespace).Get(ctx, key.Name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			found, err = nil, nil
		}
		if err != nil {
			return fmt.Errorf("reading the token secret: %w", err)
		}
		if p.beside == nil {
			p.beside = map[object.Key]*unstructured.Unstructured{}
		}
		p.beside[key] = found
	}
	return nil
}

// doBeside carries out an action on an object beside the pair. The next plan reads
// it again: a server answers a write with metadata only.
func (l *Loop) doBeside(ctx context.Context, i item, p *pair, in plan.Input, action plan.Action) bool {
	_, err := l.Writer.Do(ctx, action)
	l.Metrics.wrote(action, err)
	p.beside = nil
	switch {
	case err == nil:
		return true
	case outdated(action, err):
		l.again(i, p, err)
	default:
		l.failed(ctx, i, p, in, action, err)
	}
	return false
}
