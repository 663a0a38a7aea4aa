package law

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/scenarios/history"
)

// story writes a history call by call, as two honest API servers would answer.
type story struct {
	h       history.History
	version int
	actor   history.Actor
}

func newStory(config string) *story {
	s := &story{actor: "engine/1", h: history.History{
		Name: "vc", Namespace: "team", Config: config,
		Seeded: map[string][]unstructured.Unstructured{},
	}}
	s.mark("engine-start")
	return s
}

func (s *story) mark(name string) {
	s.h.Marks = append(s.h.Marks, history.Mark{Name: name, Seq: len(s.h.Calls)})
}

func (s *story) seed(side string, object *unstructured.Unstructured) {
	s.h.Seeded[side] = append(s.h.Seeded[side], *s.stamped(object))
}

// by makes somebody else the author of the calls that follow.
func (s *story) by(actor history.Actor) *story { s.actor = actor; return s }

func (s *story) write(verb, side string, object *unstructured.Unstructured) *history.Call {
	c := s.call(verb, side, object)
	c.Code, c.After = 200, s.stamped(object)
	c.Body = object.Object
	return c
}

func (s *story) create(side string, object *unstructured.Unstructured) *history.Call {
	return s.write("create", side, object)
}

func (s *story) patch(side string, object *unstructured.Unstructured) *history.Call {
	return s.write("patch", side, object)
}

// delete ends an object, insisting on its uid.
func (s *story) delete(side string, object *unstructured.Unstructured) *history.Call {
	c := s.call("delete", side, object)
	c.Code = 200
	c.Body = map[string]any{"preconditions": map[string]any{"uid": string(object.GetUID())}}
	return c
}

// refuse is a create that an API server did not take.
func (s *story) refuse(side string, object *unstructured.Unstructured, code int) *history.Call {
	c := s.call("create", side, object)
	c.Code, c.Message, c.Body = code, "no", object.Object
	return c
}

// warn writes an event of the engine about a virtual object.
func (s *story) warn(object *unstructured.Unstructured, reason, note string) *history.Call {
	return s.create(virtualSide, manifest(fmt.Sprintf(`
apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: e%d, namespace: %s}
type: Warning
reason: %s
note: %q
regarding: {kind: %s, namespace: %s, name: %s, uid: %s}
`, len(s.h.Calls), object.GetNamespace(), reason, note,
		object.GetKind(), object.GetNamespace(), object.GetName(), object.GetUID())))
}

func (s *story) call(verb, side string, object *unstructured.Unstructured) *history.Call {
	plural, _ := meta.UnsafeGuessKindToResource(object.GroupVersionKind())
	s.h.Calls = append(s.h.Calls, history.Call{
		Seq: len(s.h.Calls) + 1, At: time.Unix(int64(len(s.h.Calls)), 0), Took: time.Millisecond,
		Side: side, Actor: s.actor, Verb: verb, Resource: plural,
		Namespace: object.GetNamespace(), Name: object.GetName(),
	})
	return &s.h.Calls[len(s.h.Calls)-1]
}

// stamped is the object as an API server stores it.
func (s *story) stamped(object *unstructured.Unstructured) *unstructured.Unstructured {
	s.version++
	object = object.DeepCopy()
	object.SetResourceVersion(strconv.Itoa(s.version))
	if object.GetUID() == "" {
		object.SetUID("generated")
	}
	return object
}

// manifest reads a manifest of a test.
func manifest(text string) *unstructured.Unstructured {
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		panic(err)
	}
	var object unstructured.Unstructured
	if err := json.Unmarshal(raw, &object); err != nil {
		panic(err)
	}
	return &object
}

// thing is an object of one line: kind, namespace/name, uid and further fields.
func thing(kind, namespace, name, uid, more string) *unstructured.Unstructured {
	versions := map[string]string{"Ingress": "networking.k8s.io/v1", "RuntimeClass": "node.k8s.io/v1"}
	version := versions[kind]
	if version == "" {
		version = "v1"
	}
	object := manifest(fmt.Sprintf("apiVersion: %s\nkind: %s\n%s", version, kind, more))
	object.SetName(name)
	object.SetNamespace(namespace)
	_ = unstructured.SetNestedField(object.Object, uid, "metadata", "uid")
	return object
}

// hostOf is the host copy of a virtual object.
func hostOf(virtual *unstructured.Unstructured) *unstructured.Unstructured {
	host := virtual.DeepCopy()
	host.SetNamespace("team")
	host.SetName(virtual.GetName() + "-x-" + virtual.GetNamespace() + "-x-vc")
	host.SetUID("host-" + virtual.GetUID())
	host.SetLabels(map[string]string{managedBy: "vc", prefix + "namespace": virtual.GetNamespace()})
	host.SetAnnotations(map[string]string{
		objectName: virtual.GetName(), objectNamespace: virtual.GetNamespace(), objectUID: string(virtual.GetUID()),
		objectKind: kindMarker(virtual), objectHostName: host.GetName(),
	})
	return host
}

// annotated is the object with one more annotation, or with another value.
func annotated(object *unstructured.Unstructured, name, value string) *unstructured.Unstructured {
	object = object.DeepCopy()
	annotations := maps.Clone(object.GetAnnotations())
	if annotations == nil {
		annotations = map[string]string{}
	}
	annotations[name] = value
	object.SetAnnotations(annotations)
	return object
}

// labelled is the object with these labels and no others.
func labelled(object *unstructured.Unstructured, labels map[string]string) *unstructured.Unstructured {
	object = object.DeepCopy()
	object.SetLabels(labels)
	return object
}
