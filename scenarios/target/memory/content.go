package memory

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const maxContent = 1024 * 1024

func configMapKind() *kind {
	return &kind{
		resource: core("configmaps"), kind: "ConfigMap", namespaced: true, empty: &corev1.ConfigMap{},
		validate: validates(checkConfigMap, unchangedConfigMap),
	}
}

func checkConfigMap(c *corev1.ConfigMap) field.ErrorList {
	size := 0
	errs := checkKeys(slices.Sorted(maps.Keys(c.Data)), field.NewPath("data"))
	for key, value := range c.Data {
		size += len(value)
		if _, both := c.BinaryData[key]; both {
			errs = append(errs, field.Invalid(field.NewPath("data").Key(key), key, "duplicate of key present in binaryData"))
		}
	}
	errs = append(errs, checkKeys(slices.Sorted(maps.Keys(c.BinaryData)), field.NewPath("binaryData"))...)
	for _, value := range c.BinaryData {
		size += len(value)
	}
	if size > maxContent {
		errs = append(errs, field.TooLong(field.NewPath(""), "", maxContent))
	}
	return errs
}

func unchangedConfigMap(fresh, old *corev1.ConfigMap) field.ErrorList {
	if !isTrue(old.Immutable) {
		return nil
	}
	return slices.Concat(
		frozen(isTrue(fresh.Immutable), "immutable"),
		frozen(reflect.DeepEqual(fresh.Data, old.Data), "data"),
		frozen(reflect.DeepEqual(fresh.BinaryData, old.BinaryData), "binaryData"),
	)
}

func frozen(same bool, name string) field.ErrorList {
	if same {
		return nil
	}
	return field.ErrorList{field.Forbidden(field.NewPath(name), "field is immutable when `immutable` is set")}
}

func isTrue(value *bool) bool { return value != nil && *value }

func checkKeys(keys []string, path *field.Path) (errs field.ErrorList) {
	for _, key := range keys {
		for _, message := range validation.IsConfigMapKey(key) {
			errs = append(errs, field.Invalid(path.Key(key), key, message))
		}
	}
	return errs
}

func secretKind() *kind {
	return &kind{
		resource: core("secrets"), kind: "Secret", namespaced: true, empty: &corev1.Secret{}, fields: []string{"type"},
		defaults: defaults(defaultSecret),
		prepare: prepares(nil, func(fresh, old *corev1.Secret) {
			if fresh.Type == "" {
				fresh.Type = old.Type
			}
		}),
		validate: validates(checkSecret, unchangedSecret),
	}
}

// defaultSecret folds stringData into data, where it is found from then on.
func defaultSecret(s *corev1.Secret) {
	if s.Type == "" {
		s.Type = corev1.SecretTypeOpaque
	}
	for key, value := range s.StringData {
		if s.Data == nil {
			s.Data = map[string][]byte{}
		}
		s.Data[key] = []byte(value)
	}
	s.StringData = nil
}

func checkSecret(s *corev1.Secret) field.ErrorList {
	size, path := 0, field.NewPath("data")
	errs := checkKeys(slices.Sorted(maps.Keys(s.Data)), path)
	for _, value := range s.Data {
		size += len(value)
	}
	if size > maxContent {
		errs = append(errs, field.TooLong(path, "", maxContent))
	}
	return append(errs, checkSecretType(s, path)...)
}

func checkSecretType(s *corev1.Secret, path *field.Path) field.ErrorList {
	switch s.Type {
	case corev1.SecretTypeServiceAccountToken:
		if s.Annotations[corev1.ServiceAccountNameKey] == "" {
			return field.ErrorList{field.Required(field.NewPath("metadata", "annotations").Key(corev1.ServiceAccountNameKey), "")}
		}
	case corev1.SecretTypeDockercfg:
		return checkSecretJSON(s, path.Key(corev1.DockerConfigKey), corev1.DockerConfigKey)
	case corev1.SecretTypeDockerConfigJson:
		return checkSecretJSON(s, path.Key(corev1.DockerConfigJsonKey), corev1.DockerConfigJsonKey)
	case corev1.SecretTypeTLS:
		return slices.Concat(requireKey(s, path, corev1.TLSCertKey), requireKey(s, path, corev1.TLSPrivateKeyKey))
	case corev1.SecretTypeSSHAuth:
		return requireKey(s, path, corev1.SSHAuthPrivateKey)
	case corev1.SecretTypeBasicAuth:
		missing := slices.Concat(requireKey(s, path, corev1.BasicAuthUsernameKey), requireKey(s, path, corev1.BasicAuthPasswordKey))
		if len(missing) == 2 {
			return missing
		}
	}
	return nil
}

func requireKey(s *corev1.Secret, path *field.Path, key string) field.ErrorList {
	if _, found := s.Data[key]; found {
		return nil
	}
	return field.ErrorList{field.Required(path.Key(key), "")}
}

func checkSecretJSON(s *corev1.Secret, path *field.Path, key string) field.ErrorList {
	value, found := s.Data[key]
	if !found {
		return field.ErrorList{field.Required(path, "")}
	}
	if err := json.Unmarshal(value, &map[string]any{}); err != nil {
		return field.ErrorList{field.Invalid(path, "<secret contents redacted>", err.Error())}
	}
	return nil
}

func unchangedSecret(fresh, old *corev1.Secret) field.ErrorList {
	errs := immutable(fresh.Type, old.Type, field.NewPath("type"))
	if !isTrue(old.Immutable) {
		return errs
	}
	return slices.Concat(errs,
		frozen(isTrue(fresh.Immutable), "immutable"),
		frozen(reflect.DeepEqual(fresh.Data, old.Data), "data"))
}
