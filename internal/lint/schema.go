package lint

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"

	"github.com/syncspec/syncspec/engine/path"
)

// kindOf is the built-in kind whose patches stand below a key. There is none for
// custom resources and for kinds that come with definitions of their own.
func kindOf(key string) (schema.GroupVersionKind, bool) {
	core, storage, networking := "/v1", "storage.k8s.io/v1", "networking.k8s.io/v1"
	known := map[string][2]string{
		"sync.toHost.pods":                   {core, "Pod"},
		"sync.toHost.secrets":                {core, "Secret"},
		"sync.toHost.configMaps":             {core, "ConfigMap"},
		"sync.toHost.services":               {core, "Service"},
		"sync.toHost.endpoints":              {core, "Endpoints"},
		"sync.toHost.serviceAccounts":        {core, "ServiceAccount"},
		"sync.toHost.namespaces":             {core, "Namespace"},
		"sync.toHost.persistentVolumes":      {core, "PersistentVolume"},
		"sync.toHost.persistentVolumeClaims": {core, "PersistentVolumeClaim"},
		"sync.toHost.endpointSlices":         {"discovery.k8s.io/v1", "EndpointSlice"},
		"sync.toHost.ingresses":              {networking, "Ingress"},
		"sync.toHost.networkPolicies":        {networking, "NetworkPolicy"},
		"sync.toHost.podDisruptionBudgets":   {"policy/v1", "PodDisruptionBudget"},
		"sync.toHost.priorityClasses":        {"scheduling.k8s.io/v1", "PriorityClass"},
		"sync.toHost.storageClasses":         {storage, "StorageClass"},
		"sync.toHost.resourceClaims":         {"resource.k8s.io/v1", "ResourceClaim"},
		"sync.toHost.resourceClaimTemplates": {"resource.k8s.io/v1", "ResourceClaimTemplate"},
		"sync.fromHost.nodes":                {core, "Node"},
		"sync.fromHost.events":               {core, "Event"},
		"sync.fromHost.configMaps":           {core, "ConfigMap"},
		"sync.fromHost.secrets":              {core, "Secret"},
		"sync.fromHost.ingressClasses":       {networking, "IngressClass"},
		"sync.fromHost.runtimeClasses":       {"node.k8s.io/v1", "RuntimeClass"},
		"sync.fromHost.priorityClasses":      {"scheduling.k8s.io/v1", "PriorityClass"},
		"sync.fromHost.storageClasses":       {storage, "StorageClass"},
		"sync.fromHost.csiNodes":             {storage, "CSINode"},
		"sync.fromHost.csiDrivers":           {storage, "CSIDriver"},
		"sync.fromHost.csiStorageCapacities": {storage, "CSIStorageCapacity"},
		"sync.fromHost.deviceClasses":        {"resource.k8s.io/v1", "DeviceClass"},
	}
	of, found := known[key]
	group, version, _ := strings.Cut(of[0], "/")
	return schema.GroupVersionKind{Group: group, Version: version, Kind: of[1]}, found
}

// typeOf is the Go type of a kind, in which its API's fields are told.
func typeOf(kind schema.GroupVersionKind) reflect.Type {
	object, err := scheme.Scheme.New(kind)
	if err != nil {
		return nil
	}
	return reflect.TypeOf(object).Elem()
}

// dead is where a path stops to lead anywhere.
type dead struct {
	// step is the first segment that does not fit.
	step int
	// at is what it does not fit into, fields what would.
	at     reflect.Type
	fields []string
}

// follow walks a path through a type. It returns the type at its end, nil where
// anything may be, or where the path is dead.
func follow(t reflect.Type, steps []path.Segment) (reflect.Type, *dead) {
	for i, s := range steps {
		t = plainType(t)
		switch {
		case t == nil:
			return nil, nil
		case isText(t):
			return nil, &dead{step: i, at: t}
		case t.Kind() == reflect.Struct && s.Wildcard:
			return nil, nil
		case t.Kind() == reflect.Struct:
			fields := fieldsOf(t)
			next, found := fields[s.Key]
			if !found {
				return nil, &dead{step: i, at: t, fields: keysOf(fields)}
			}
			t = next
		case t.Kind() == reflect.Slice:
			if !s.Wildcard && s.Index < 0 {
				return nil, &dead{step: i, at: t}
			}
			t = t.Elem()
		case t.Kind() == reflect.Map:
			t = t.Elem()
		default:
			return nil, &dead{step: i, at: t}
		}
	}
	return plainType(t), nil
}

// plainType goes through pointers; nil for types that hold anything.
func plainType(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() == reflect.Interface || t == reflect.TypeFor[runtime.RawExtension]() {
		return nil
	}
	return t
}

// isText says whether a type is one value in JSON, whatever it is in Go.
func isText(t reflect.Type) bool {
	marshals := reflect.TypeFor[json.Marshaler]()
	texts := reflect.TypeFor[encoding.TextMarshaler]()
	p := reflect.PointerTo(t)
	return t.Kind() == reflect.Struct && (t.Implements(marshals) || p.Implements(marshals) || p.Implements(texts)) ||
		t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

// fieldsOf are the JSON fields of a struct, with those of embedded ones.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "" && (f.Anonymous || strings.Contains(options, "inline")):
			if inner := plainType(f.Type); inner != nil && inner.Kind() == reflect.Struct {
				for key, value := range fieldsOf(inner) {
					fields[key] = value
				}
			}
		case name != "" && name != "-":
			fields[name] = f.Type
		}
	}
	return fields
}

func keysOf(fields map[string]reflect.Type) []string {
	keys := make([]string, 0, len(fields))
	for key := range fields {
		keys = append(keys, key)
	}
	return keys
}
