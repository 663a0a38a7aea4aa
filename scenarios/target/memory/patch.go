package memory

import (
	stdjson "encoding/json"
	"fmt"
	"net/http"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

// patch answers a patch of any type but server-side apply.
func (s *server) patch(at target, patchType types.PatchType, data []byte, options metav1.PatchOptions) (runtime.Object, error) {
	apply, err := at.kind.patcher(patchType, data)
	if err != nil {
		return nil, err
	}
	return s.change(at, options.FieldValidation, func(current *unstructured.Unstructured) (*unstructured.Unstructured, error) {
		patched, err := apply(current.Object)
		if err != nil {
			return nil, err
		}
		return &unstructured.Unstructured{Object: patched}, nil
	})
}

type patcher func(current map[string]any) (map[string]any, error)

func (k *kind) patcher(patchType types.PatchType, data []byte) (patcher, error) {
	switch patchType {
	case types.JSONPatchType:
		return jsonPatcher(data)
	case types.MergePatchType, types.StrategicMergePatchType:
		patch, err := patchMap(data)
		if err != nil {
			return nil, err
		}
		if patchType == types.StrategicMergePatchType {
			return k.strategicPatcher(patch), nil
		}
		return func(current map[string]any) (map[string]any, error) { return merged(current, patch), nil }, nil
	}
	return nil, unsupportedPatch(patchType)
}

func patchMap(data []byte) (map[string]any, error) {
	patch := map[string]any{}
	if err := json.Unmarshal(data, &patch); err != nil {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("error decoding patch: %v", err))
	}
	if patch == nil {
		return nil, apierrors.NewBadRequest("Invalid JSON Patch")
	}
	return patch, nil
}

// merged is JSON merge patch (RFC 7386).
func merged(into, patch map[string]any) map[string]any {
	for key, value := range patch {
		switch value := value.(type) {
		case nil:
			delete(into, key)
		case map[string]any:
			below, ok := into[key].(map[string]any)
			if !ok {
				below = map[string]any{}
			}
			into[key] = merged(below, value)
		default:
			into[key] = value
		}
	}
	return into
}

func (k *kind) strategicPatcher(patch map[string]any) patcher {
	return func(current map[string]any) (map[string]any, error) {
		patched, err := strategicpatch.StrategicMergeMapPatch(current, patch, k.empty)
		if err != nil {
			return nil, apierrors.NewBadRequest(err.Error())
		}
		return patched, nil
	}
}

func jsonPatcher(data []byte) (patcher, error) {
	operations, err := jsonpatch.DecodePatch(data)
	if err != nil {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("error decoding patch: %v", err))
	}
	return func(current map[string]any) (map[string]any, error) {
		before, err := stdjson.Marshal(current)
		if err != nil {
			return nil, fmt.Errorf("encoding the object to patch: %w", err)
		}
		after, err := operations.Apply(before)
		if err != nil {
			return nil, unprocessable("the server rejected our request due to an error in our request")
		}
		return patchMap(after)
	}, nil
}

func unprocessable(message string) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusUnprocessableEntity, Reason: metav1.StatusReasonInvalid, Message: message,
	}}
}

func unsupportedPatch(patchType types.PatchType) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusUnsupportedMediaType, Reason: metav1.StatusReasonUnsupportedMediaType,
		Message: fmt.Sprintf("the memory servers do not offer patches of type %s", patchType),
	}}
}
