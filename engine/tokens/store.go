package tokens

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// Store holds tokens on their way to the host.
type Store struct {
	virtual dynamic.Interface

	mu      sync.Mutex
	fetched map[object.Key]map[recipe.TokenRequest]string // by pod
}

// New returns an empty store that asks this virtual cluster.
func New(virtual dynamic.Interface) *Store {
	return &Store{virtual: virtual, fetched: map[object.Key]map[recipe.TokenRequest]string{}}
}

// Find returns the token a host pod is to have, given the one it has, and how
// long that stays so. It is not ok when a token has to be fetched.
func (s *Store) Find(r recipe.TokenRequest, have string) (token string, fresh time.Duration, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if left := freshFor(have, r.UID); left > 0 {
		s.drop(r)
		return have, left, true
	}
	held := s.fetched[r.Pod][r]
	left := freshFor(held, r.UID)
	return held, left, left > 0
}

// Fetch asks the virtual API server for a token, which Find then returns.
func (s *Store) Fetch(ctx context.Context, r recipe.TokenRequest) error {
	answer, err := s.virtual.Resource(accounts).Namespace(r.Pod.Namespace).Create(ctx, question(r), metav1.CreateOptions{}, "token")
	if err != nil {
		return fmt.Errorf("create token: %w", err)
	}
	token, _, _ := unstructured.NestedString(answer.Object, "status", "token")
	if token == "" {
		return errors.New("received empty token") // POD-94
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fetched[r.Pod] == nil {
		s.fetched[r.Pod] = map[recipe.TokenRequest]string{}
	}
	s.fetched[r.Pod][r] = token
	return nil
}

// Forget drops what is held for a pod that is gone.
func (s *Store) Forget(pod object.Key) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.fetched, pod)
}

// drop forgets a token that the host shows; the lock is held.
func (s *Store) drop(r recipe.TokenRequest) {
	delete(s.fetched[r.Pod], r)
	if len(s.fetched[r.Pod]) == 0 {
		delete(s.fetched, r.Pod)
	}
}

var accounts = schema.GroupVersionResource{Version: "v1", Resource: "serviceaccounts"}

// question is the TokenRequest of the API, bound to the virtual pod (POD-85).
func question(r recipe.TokenRequest) *unstructured.Unstructured {
	var audiences []any
	for audience := range strings.SplitSeq(r.Audiences, "\n") {
		audiences = append(audiences, audience)
	}
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
		"metadata": map[string]any{"name": r.Account, "namespace": r.Pod.Namespace},
		"spec": map[string]any{
			"audiences": audiences, "expirationSeconds": r.Seconds,
			"boundObjectRef": map[string]any{"apiVersion": "v1", "kind": "Pod", "name": r.Pod.Name, "uid": r.UID},
		},
	}}
}
