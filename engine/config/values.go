package config

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Switch is true, false, or auto: on when a scheduler in the virtual cluster needs it.
type Switch string

// What a Switch can be.
const (
	SwitchAuto Switch = "auto"
	SwitchOn   Switch = "true"
	SwitchOff  Switch = "false"
)

// On says whether the switch is on; auto that nothing raised is off.
func (s Switch) On() bool { return s == SwitchOn }

func (s *Switch) raise() {
	if *s == SwitchAuto {
		*s = SwitchOn
	}
}

// Quantity is an amount such as 30m or 64Mi, written as text or as a number.
type Quantity string

// UnmarshalText checks the amount.
func (q *Quantity) UnmarshalText(text []byte) error {
	if _, err := resource.ParseQuantity(string(text)); err != nil {
		return fmt.Errorf("%q is not a quantity such as 30m or 64Mi", short(string(text)))
	}
	*q = Quantity(text)
	return nil
}

// Image names a container image in parts; one string is accepted too, CFG-T06.
type Image struct {
	Registry   string `key:"registry" default:"mirror.gcr.io" doc:"Registry is the registry of the image."`
	Repository string `key:"repository" default:"library/alpine" doc:"Repository is the repository of the image, with its digest if it has one."`
	Tag        string `key:"tag" default:"'3.20'" doc:"Tag is the tag of the image."`
}

// UnmarshalText takes an image apart. A digest stays with the repository.
func (i *Image) UnmarshalText(text []byte) error {
	name := string(text)
	*i = Image{}
	if at := strings.LastIndex(name, ":"); at > strings.LastIndex(name, "/") && !strings.Contains(name, "@") {
		name, i.Tag = name[:at], name[at+1:]
	}
	host, rest, found := strings.Cut(name, "/")
	if found && (strings.ContainsAny(host, ".:") || host == "localhost") {
		i.Registry, name = host, rest
	}
	i.Repository = name
	return nil
}

// String is the image as a container names it.
func (i Image) String() string {
	name := i.Repository
	if i.Registry != "" {
		name = i.Registry + "/" + name
	}
	if i.Tag != "" {
		name += ":" + i.Tag
	}
	return name
}

// LabelSelector selects by labels as Kubernetes does.
type LabelSelector struct {
	MatchLabels      map[string]string `key:"matchLabels" doc:"MatchLabels are labels an object must have, all of them."`
	MatchExpressions []Requirement     `key:"matchExpressions" doc:"MatchExpressions are conditions that must hold, all of them."`
}

// Requirement is one condition on a label.
type Requirement struct {
	Key      string   `key:"key" doc:"Key is the label the condition is about."`
	Operator string   `key:"operator" values:"In NotIn Exists DoesNotExist" doc:"Operator is In, NotIn, Exists or DoesNotExist."`
	Values   []string `key:"values" doc:"Values belong to In and NotIn."`
}

// Meta is the selector in Kubernetes' own type; nil when it requires nothing.
func (s LabelSelector) Meta() *metav1.LabelSelector {
	if len(s.MatchLabels) == 0 && len(s.MatchExpressions) == 0 {
		return nil
	}
	selector := &metav1.LabelSelector{}
	for key, value := range s.MatchLabels {
		metav1.AddLabelToSelector(selector, key, value)
	}
	for _, r := range s.MatchExpressions {
		selector.MatchExpressions = append(selector.MatchExpressions, metav1.LabelSelectorRequirement{
			Key: r.Key, Operator: metav1.LabelSelectorOperator(r.Operator), Values: r.Values,
		})
	}
	return selector
}
