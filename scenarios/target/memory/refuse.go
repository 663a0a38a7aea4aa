package memory

import (
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/steps"
)

// Check says whether a write may happen. It gets a copy of the object as it
// would be stored (for a deletion: as it is stored) and must not call the pair.
// An API error is answered as it is, any other error as 403 Forbidden.
type Check func(object *unstructured.Unstructured) error

type refusal struct {
	verb, resource string
	check          Check
}

// Refuse lets a check stand before one side's writes, as a validating webhook
// would. Verb is create, update, patch or delete, resource the plural name;
// either may be "*". The check stays until the returned function is called or
// the pair is reset.
func (p *Pair) Refuse(side steps.Side, verb, resource string, check Check) (stop func(), err error) {
	server, ok := p.sides[side]
	if !ok {
		return nil, fmt.Errorf("no side is called %q", side)
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	entry := &refusal{verb: verb, resource: resource, check: check}
	server.refusals = append(server.refusals, entry)
	return func() { server.forget(entry) }, nil
}

func (s *server) forget(entry *refusal) {
	s.pair.mutex.Lock()
	defer s.pair.mutex.Unlock()
	kept := make([]*refusal, 0, len(s.refusals))
	for _, other := range s.refusals {
		if other != entry {
			kept = append(kept, other)
		}
	}
	s.refusals = kept
}

// allowed asks the checks that stand before this write.
func (s *server) allowed(k *kind, object *unstructured.Unstructured) error {
	for _, entry := range s.refusals {
		if !covers(entry.verb, s.verb) || !covers(entry.resource, k.resource.Resource) {
			continue
		}
		if err := entry.check(object.DeepCopy()); err != nil {
			return asRefusal(k, object.GetName(), err)
		}
	}
	return nil
}

func asRefusal(k *kind, name string, err error) error {
	if status := apierrors.APIStatus(nil); errors.As(err, &status) {
		return err
	}
	return apierrors.NewForbidden(k.resource.GroupResource(), name, err)
}

func covers(pattern, value string) bool { return pattern == "*" || pattern == value }
