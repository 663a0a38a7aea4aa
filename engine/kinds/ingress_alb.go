package kinds

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/recipe"
)

// albAnnotations renames what AWS load balancer annotations name: the action or
// condition in the key (ING-13, ING-14), and the services in an action's payload.
func albAnnotations(c *recipe.Change) {
	annotations := c.Host.GetAnnotations()
	if len(annotations) == 0 {
		return
	}
	renamed := make(map[string]string, len(annotations))
	for _, key := range slices.Sorted(maps.Keys(annotations)) { // two keys may become one: always the same one wins
		value := annotations[key]
		switch {
		case strings.HasPrefix(key, albActions):
			renamed[hostAction(c, albActions, key)] = hostTargets(c, value)
		case strings.HasPrefix(key, albConditions):
			renamed[hostAction(c, albConditions, key)] = value
		default:
			renamed[key] = value
		}
	}
	c.Host.SetAnnotations(renamed)
}

func hostAction(c *recipe.Change, prefix, key string) string {
	name, namespace := strings.TrimPrefix(key, prefix), c.Virtual.GetNamespace()
	if strings.Contains(name, "x-"+namespace+"-x") {
		return key
	}
	return prefix + c.Scheme.Host(namespace, name)
}

// albAction is as much of an action as is known, in the order it is written;
// other fields are dropped, as they are by real vCluster.
type albAction struct {
	Type          string `json:"type,omitempty"`
	ForwardConfig struct {
		TargetGroups []albTargetGroup `json:"targetGroups,omitempty"`
	} `json:"forwardConfig"`
}

type albTargetGroup struct {
	ServiceName string          `json:"serviceName,omitempty"`
	ServicePort json.RawMessage `json:"servicePort,omitempty"`
	Weight      json.RawMessage `json:"weight,omitempty"`
}

// hostTargets names the host services in an action. A payload that does not
// read as one is the tenant's own business and stays as it is.
func hostTargets(c *recipe.Change, value string) string {
	var action albAction
	if json.Unmarshal([]byte(value), &action) != nil || len(action.ForwardConfig.TargetGroups) == 0 {
		return value
	}
	for i, group := range action.ForwardConfig.TargetGroups {
		action.ForwardConfig.TargetGroups[i].ServiceName = c.Scheme.Host(c.Virtual.GetNamespace(), group.ServiceName)
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(action) != nil {
		return value
	}
	return strings.TrimSpace(text.String())
}
