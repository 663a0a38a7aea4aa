package memory

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// postToken answers serviceaccounts/token: a token in the form of a real one,
// signed by nobody, bound to a pod that exists and runs as the account.
func (s *server) postToken(at target, body *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	if _, err := s.load(at); err != nil {
		return nil, err
	}
	var asked authenticationv1.TokenRequest
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(body.Object, &asked); err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	if err := s.checkToken(at, &asked); err != nil {
		return nil, err
	}
	now := time.Now()
	until := now.Add(time.Duration(*asked.Spec.ExpirationSeconds) * time.Second)
	claims := map[string]any{
		"aud": asked.Spec.Audiences, "iat": now.Unix(), "exp": until.Unix(),
		"sub": "system:serviceaccount:" + at.namespace + ":" + at.name,
	}
	if bound := asked.Spec.BoundObjectRef; bound != nil {
		claims["kubernetes.io"] = map[string]any{"namespace": at.namespace, "pod": map[string]any{"name": bound.Name, "uid": bound.UID}}
	}
	token, err := unsigned(claims)
	if err != nil {
		return nil, err
	}
	answer := body.DeepCopy()
	answer.Object["status"] = map[string]any{"token": token, "expirationTimestamp": until.UTC().Format(time.RFC3339)}
	return answer, nil
}

// checkToken refuses what the server refuses: too short a time, and a pod that
// is not there, is another one, or runs as another account.
func (s *server) checkToken(at target, asked *authenticationv1.TokenRequest) error {
	path := field.NewPath("spec", "expirationSeconds")
	switch seconds := asked.Spec.ExpirationSeconds; {
	case seconds == nil:
		asked.Spec.ExpirationSeconds = orElse(nil, int64(3600))
	case *seconds < 600:
		return apierrors.NewInvalid(asked.GroupVersionKind().GroupKind(), asked.Name, field.ErrorList{
			field.Invalid(path, *seconds, "may not specify a duration less than 10 minutes")})
	}
	bound := asked.Spec.BoundObjectRef
	if bound == nil {
		return nil
	}
	pod, found := find[*corev1.Pod](s, core("pods"), at.namespace, bound.Name)
	switch {
	case !found:
		return apierrors.NewNotFound(core("pods").GroupResource(), bound.Name)
	case pod.UID != bound.UID:
		return apierrors.NewConflict(core("pods").GroupResource(), bound.Name,
			fmt.Errorf("the UID in the bound object reference (%s) does not match the UID in record. The object might have been deleted and then recreated", bound.UID))
	case pod.Spec.ServiceAccountName != at.name:
		return apierrors.NewBadRequest(fmt.Sprintf("cannot bind token for serviceaccount %q to pod running with different serviceaccount name.", at.name))
	}
	return nil
}

// unsigned is a JSON web token that nobody signed.
func unsigned(claims map[string]any) (string, error) {
	raw, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"none"}`)) + "." + encode(raw) + "." + encode([]byte("nobody")), nil
}
