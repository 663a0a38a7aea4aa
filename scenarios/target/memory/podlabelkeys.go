package memory

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// mergeLabelKeys puts into the selectors of a new pod what matchLabelKeys and
// mismatchLabelKeys ask for, with the values of the pod's own labels, as the
// server has done for affinity since 1.33 and for topology spread since 1.34.
func mergeLabelKeys(p *corev1.Pod) {
	for i := range p.Spec.TopologySpreadConstraints {
		c := &p.Spec.TopologySpreadConstraints[i]
		requireOwn(c.LabelSelector, c.MatchLabelKeys, p.Labels, metav1.LabelSelectorOpIn)
	}
	for _, term := range podTerms(p) {
		requireOwn(term.LabelSelector, term.MatchLabelKeys, p.Labels, metav1.LabelSelectorOpIn)
		requireOwn(term.LabelSelector, term.MismatchLabelKeys, p.Labels, metav1.LabelSelectorOpNotIn)
	}
}

func requireOwn(selector *metav1.LabelSelector, keys []string, own map[string]string, operator metav1.LabelSelectorOperator) {
	for _, key := range keys {
		if value, has := own[key]; has && selector != nil {
			selector.MatchExpressions = append(selector.MatchExpressions, metav1.LabelSelectorRequirement{Key: key, Operator: operator, Values: []string{value}})
		}
	}
}

// podTerms are the terms of all four lists of inter-pod affinity.
func podTerms(p *corev1.Pod) (terms []*corev1.PodAffinityTerm) {
	add := func(required []corev1.PodAffinityTerm, preferred []corev1.WeightedPodAffinityTerm) {
		for i := range required {
			terms = append(terms, &required[i])
		}
		for i := range preferred {
			terms = append(terms, &preferred[i].PodAffinityTerm)
		}
	}
	if p.Spec.Affinity == nil {
		return nil
	}
	if near := p.Spec.Affinity.PodAffinity; near != nil {
		add(near.RequiredDuringSchedulingIgnoredDuringExecution, near.PreferredDuringSchedulingIgnoredDuringExecution)
	}
	if far := p.Spec.Affinity.PodAntiAffinity; far != nil {
		add(far.RequiredDuringSchedulingIgnoredDuringExecution, far.PreferredDuringSchedulingIgnoredDuringExecution)
	}
	return terms
}

// checkLabelKeys: a key is asked for once, by itself or by the selector.
func checkLabelKeys(p *corev1.Pod, path *field.Path) (errs field.ErrorList) {
	for i, c := range p.Spec.TopologySpreadConstraints {
		errs = append(errs, keysAskedOnce(c.LabelSelector, c.MatchLabelKeys, path.Child("topologySpreadConstraints").Index(i))...)
	}
	for _, term := range podTerms(p) {
		errs = append(errs, keysAskedOnce(term.LabelSelector, term.MatchLabelKeys, path.Child("affinity"))...)
	}
	return errs
}

func keysAskedOnce(selector *metav1.LabelSelector, keys []string, path *field.Path) (errs field.ErrorList) {
	for i, key := range keys {
		if asks(selector, key) > 1 {
			errs = append(errs, field.Invalid(path.Index(i), key, "exists in both matchLabelKeys and labelSelector"))
		}
	}
	return errs
}

func asks(selector *metav1.LabelSelector, key string) (n int) {
	if selector == nil {
		return 0
	}
	if _, has := selector.MatchLabels[key]; has {
		n++
	}
	for _, e := range selector.MatchExpressions {
		if e.Key == key {
			n++
		}
	}
	return n
}
