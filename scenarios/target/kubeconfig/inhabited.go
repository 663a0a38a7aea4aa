package kubeconfig

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

// RefusedError says why the clusters are not used.
type RefusedError struct {
	Reasons []string
	// Final reasons hold whatever is allowed.
	Final bool
}

func (r *RefusedError) Error() string {
	text := "these clusters are not used:\n  " + strings.Join(r.Reasons, "\n  ")
	if r.Final {
		return text
	}
	return text + "\nScenarios create, change and delete. What was there before is left alone and what they made is taken away again," +
		"\nbut a cluster for trying things is the right place; --inhabited says that these are meant"
}

// mayUse refuses clusters that look as if somebody needed them.
func (p *Pair) mayUse(options Options) error {
	host, virtual := p.identity(steps.Host), p.identity(steps.Virtual)
	if host != "" && host == virtual {
		return &RefusedError{Final: true, Reasons: []string{"host and virtual are the same cluster: the engine would sync it into itself"}}
	}
	if options.Inhabited {
		return nil
	}
	var reasons []string
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		for _, reason := range p.sides[side].signsOfLife() {
			reasons = append(reasons, fmt.Sprintf("the %s cluster at %s %s", side, p.sides[side].config.Host, reason))
		}
	}
	if len(reasons) > 0 {
		return &RefusedError{Reasons: reasons}
	}
	return nil
}

// identity is what makes a cluster this one, whatever its address.
func (p *Pair) identity(side steps.Side) string {
	if system := p.first[place{side, namespaces.GroupResource(), "", "kube-system"}]; system != nil {
		return string(system.GetUID())
	}
	return ""
}

var production = regexp.MustCompile(`(?i)(^|[^a-z])(prod|production|live)([^a-z]|$)`)

// mostNodes is how large a cluster for trying things is.
const mostNodes = 5

// signsOfLife says what speaks for a cluster being needed by somebody.
func (s *side) signsOfLife() []string {
	var signs []string
	if production.MatchString(s.config.Host) {
		signs = append(signs, "has an address that says production")
	}
	nodes := 0
	var others []string
	for _, object := range s.seeded {
		switch {
		case object.GetKind() == "Node":
			nodes++
		case object.GetKind() == "Namespace" && !usual(object.GetName()):
			others = append(others, "namespace "+object.GetName())
		case object.GetNamespace() == "default" && work(object.GetKind(), object.GetName()):
			others = append(others, object.GetKind()+" default/"+object.GetName())
		}
	}
	if nodes > mostNodes {
		signs = append(signs, fmt.Sprintf("has %d nodes", nodes))
	}
	if len(others) > 0 {
		slices.Sort(others)
		shown := others[:min(len(others), 5)]
		signs = append(signs, "holds "+strings.Join(shown, ", ")+more(len(others)-len(shown)))
	}
	return signs
}

func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// usual are the namespaces of a cluster that nobody has used yet.
func usual(namespace string) bool {
	return namespace == "default" || namespace == "local-path-storage" || strings.HasPrefix(namespace, "kube-")
}

// work tells what people put into a namespace from what is in every one.
func work(kind, name string) bool {
	switch kind {
	case "Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Ingress", "PersistentVolumeClaim", "Secret":
		return true
	case "Service":
		return name != "kubernetes"
	case "ConfigMap":
		return name != "kube-root-ca.crt"
	}
	return false
}

// events, which clusters keep about objects that are gone.
var events = schema.GroupVersionResource{Version: "v1", Resource: "events"}
