package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
)

// Toleration is one item of enforceTolerations, in the fields of a pod's toleration.
//
//   - Exists, for every taint        POD-101
//     key               key, no operator               POD-100
//     key=value         key and value, no operator     POD-99
//     key:Effect        Exists                         POD-98
//     key=value:Effect  Equal                          POD-97
type Toleration struct {
	Key, Operator, Value, Effect string
}

// UnmarshalText reads the short form. It refuses what the host's API server would
// refuse with every pod: an empty or invalid key, an unknown effect.
func (t *Toleration) UnmarshalText(text []byte) error {
	spec := string(text)
	parsed, err := parseToleration(spec)
	if err != nil {
		return fmt.Errorf("invalid toleration spec: %s%w", short(spec), err)
	}
	*t = parsed
	return nil
}

// String is the short form.
func (t Toleration) String() string {
	if t.Key == "" {
		return "*"
	}
	text := t.Key
	if t.Operator == "Equal" || t.Value != "" {
		text += "=" + t.Value
	}
	if t.Effect != "" {
		text += ":" + t.Effect
	}
	return text
}

func parseToleration(spec string) (Toleration, error) {
	if spec == "*" {
		return Toleration{Operator: "Exists"}, nil
	}
	if strings.Count(spec, ":") > 1 || strings.Count(spec, "=") > 1 {
		return Toleration{}, errors.New("; it must be *, key, key=value, key:Effect or key=value:Effect")
	}
	pair, effect, hasEffect := strings.Cut(spec, ":")
	key, value, hasValue := strings.Cut(pair, "=")
	t := Toleration{Key: key, Value: value, Effect: effect}
	switch {
	case hasEffect && hasValue:
		t.Operator = "Equal"
	case hasEffect:
		t.Operator = "Exists"
	}
	return t, t.reasons(hasEffect)
}

// reasons says what is wrong with the parts, all of it in one error.
func (t Toleration) reasons(hasEffect bool) error {
	var reasons []string
	if t.Key == "" {
		reasons = append(reasons, "the key is empty")
	} else {
		reasons = content.IsLabelKey(t.Key)
	}
	reasons = append(reasons, content.IsLabelValue(t.Value)...)
	effects := []string{"NoSchedule", "PreferNoSchedule", "NoExecute"}
	if hasEffect && !slices.Contains(effects, t.Effect) {
		reasons = append(reasons, fmt.Sprintf("the effect must be NoSchedule, PreferNoSchedule or NoExecute, not %q", short(t.Effect)))
	}
	if len(reasons) == 0 {
		return nil
	}
	return errors.New(", " + because(reasons))
}
