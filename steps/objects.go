package steps

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"
)

// minimal is the smallest valid object of a kind: what a feature leaves out
// because nothing it asserts depends on it.
func minimal(ref Ref) *unstructured.Unstructured {
	object := &unstructured.Unstructured{Object: map[string]any{}}
	object.SetAPIVersion(ref.Resource.GroupVersion().String())
	object.SetKind(ref.Kind)
	object.SetName(ref.Name)
	object.SetNamespace(ref.Namespace)
	switch ref.Kind {
	case "CustomResourceDefinition":
		if known := definition(ref.Name); known != nil {
			return known
		}
	case "Pod":
		object.Object["spec"] = map[string]any{"containers": []any{map[string]any{"name": "app", "image": "nginx"}}}
	case "VolumeSnapshot":
		object.Object["spec"] = map[string]any{"source": map[string]any{"persistentVolumeClaimName": "data"}}
	case "CSIStorageCapacity":
		object.Object["storageClassName"] = "fast"
	case "StorageClass":
		object.Object["provisioner"] = "example.com/disk"
	case "PersistentVolumeClaim":
		object.Object["spec"] = map[string]any{
			"accessModes": []any{"ReadWriteOnce"}, "resources": map[string]any{"requests": map[string]any{"storage": "1Gi"}},
		}
	case "PersistentVolume":
		object.Object["spec"] = map[string]any{
			"accessModes": []any{"ReadWriteOnce"}, "capacity": map[string]any{"storage": "1Gi"},
			"hostPath": map[string]any{"path": "/data"}, "persistentVolumeReclaimPolicy": "Retain",
		}
	case "PriorityClass":
		object.Object["value"] = int64(1000)
	case "RuntimeClass":
		object.Object["handler"] = "runc"
	case "Service":
		object.Object["spec"] = map[string]any{"ports": []any{map[string]any{"name": "http", "port": int64(80), "protocol": "TCP"}}}
	case "Ingress":
		service := map[string]any{"name": "web", "port": map[string]any{"number": int64(80)}}
		object.Object["spec"] = map[string]any{"defaultBackend": map[string]any{"service": service}}
	}
	return object
}

// build makes the minimal object and sets the table's fields on it.
func build(ref Ref, fields []field) (*unstructured.Unstructured, error) {
	object := minimal(ref)
	for _, f := range fields {
		if f.cell == absent {
			unstructured.RemoveNestedField(object.Object, f.path.keys()...)
			continue
		}
		if err := f.path.set(object.Object, f.value()); err != nil {
			return nil, fmt.Errorf("building %s: %w", ref, err)
		}
	}
	return object, nil
}

// documents splits a doc string into its YAML documents.
func documents(text string) ([]*unstructured.Unstructured, error) {
	var objects []*unstructured.Unstructured
	for _, part := range strings.Split("\n"+text, "\n---") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		object, err := document(part)
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}

func document(text string) (*unstructured.Unstructured, error) {
	fields, err := mapping(text)
	if err != nil {
		return nil, fmt.Errorf("reading the YAML document: %w", err)
	}
	object := &unstructured.Unstructured{Object: fields}
	if object.GetKind() == "" || object.GetAPIVersion() == "" || object.GetName() == "" {
		return nil, fmt.Errorf("the YAML document needs apiVersion, kind and metadata.name:\n%s", text)
	}
	return object, nil
}

// mapping reads YAML into the types unstructured objects are made of.
func mapping(text string) (map[string]any, error) {
	raw, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil {
		return nil, err
	}
	fields := map[string]any{}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, err
	}
	return fields, nil
}
