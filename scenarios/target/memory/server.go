package memory

import (
	"fmt"
	"net/http"
	"net/netip"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/fake"
	clienttesting "k8s.io/client-go/testing"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// server is one API server: a fake dynamic client whose reactor is serve.
// Everything in it is guarded by the pair's mutex.
type server struct {
	pair     *Pair
	side     steps.Side
	kinds    map[schema.GroupVersionResource]*kind
	fake     *fake.FakeDynamicClient
	logs     map[schema.GroupVersionResource]*changes
	watchers map[*watcher]struct{}
	seeded   []seeded
	// births counts the objects that have had a name.
	births map[string]int
	// begun is the version at the last reset: nothing before it can be watched.
	begun    int64
	refusals []*refusal
	// lastAddress and lastPort are what was given to services last.
	lastAddress netip.Addr
	lastPort    int32

	// verb and after belong to the request that is being answered: what was
	// asked for, and the object it wrote.
	verb  string
	after *unstructured.Unstructured
	// dry is set when the request asks what would happen, and nothing is to.
	dry bool
}

func newServer(pair *Pair, side steps.Side, customs []Known) *server {
	s := &server{pair: pair, side: side, kinds: kindsOf(customs), watchers: map[*watcher]struct{}{}, births: map[string]int{}}
	s.empty()
	return s
}

// empty gives the server a fresh store.
func (s *server) empty() {
	listKinds := make(map[schema.GroupVersionResource]string, len(s.kinds))
	for resource, k := range s.kinds {
		listKinds[resource] = k.kind + "List"
	}
	s.fake = fake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), listKinds)
	s.fake.PrependReactor("*", "*", s.serve)
	s.fake.PrependWatchReactor("*", s.watch)
	s.logs = map[schema.GroupVersionResource]*changes{}
	s.refusals, s.lastAddress, s.lastPort = nil, netip.Addr{}, 0
}

// route finds out whether there is anything at the path of a request.
func (s *server) route(call *history.Call) error {
	k, known := s.kinds[call.Resource]
	switch {
	case !known, !s.defined(k), !k.namespaced && call.Namespace != "", k.namespaced && call.Namespace == "" && call.Name != "":
		return notThere(call)
	case !k.offers(call.Subresource):
		return notThere(call)
	case k.namespaced && call.Namespace == "" && (call.Verb == "create" || call.Verb == "deletecollection"):
		return apierrors.NewGenericServerResponse(http.StatusMethodNotAllowed, call.Verb, schema.GroupResource{}, "", "", 0, true)
	}
	return nil
}

func notThere(call *history.Call) error {
	return apierrors.NewGenericServerResponse(http.StatusNotFound, call.Verb, schema.GroupResource{}, "", "404 page not found", 0, true)
}

// serve is the reactor: it answers every request but watches.
func (s *server) serve(action clienttesting.Action) (bool, runtime.Object, error) {
	object, err := s.answer(action)
	if err != nil {
		return true, nil, err
	}
	return true, object, nil
}

func (s *server) answer(action clienttesting.Action) (runtime.Object, error) {
	k := s.kinds[action.GetResource()]
	at := target{kind: k, namespace: action.GetNamespace(), subresource: action.GetSubresource()}
	switch action := action.(type) {
	case clienttesting.GetActionImpl:
		at.name = action.Name
		return s.get(at)
	case clienttesting.ListActionImpl:
		return s.list(at, action.ListOptions)
	case clienttesting.CreateActionImpl:
		at.name = action.Name
		return s.post(at, action.Object.(*unstructured.Unstructured), action.CreateOptions)
	case clienttesting.UpdateActionImpl:
		return s.put(at, action.Object.(*unstructured.Unstructured), action.UpdateOptions)
	case clienttesting.PatchActionImpl:
		at.name = action.Name
		return s.patch(at, action.PatchType, action.Patch, action.PatchOptions)
	case clienttesting.DeleteActionImpl:
		at.name = action.Name
		return nil, s.delete(at, action.DeleteOptions)
	case clienttesting.DeleteCollectionActionImpl:
		return nil, s.deleteCollection(at, action.DeleteOptions, action.ListOptions)
	}
	return nil, fmt.Errorf("the memory servers do not understand %T", action)
}

// target is what a request is about.
type target struct {
	kind                         *kind
	namespace, name, subresource string
}
