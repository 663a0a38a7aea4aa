package plan

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

func (in Input) likeVCluster() bool { return in.Compat == config.VCluster }

// gate returns why an object may not sync, or "" when it may (RTC-42 to RTC-48).
// The host's class is asked, not the virtual copy. Reading it through the view
// means that the gate opens again when the class matches again; real vCluster
// does not look again (RTC-50).
func (in Input) gate(o *unstructured.Unstructured) string {
	for _, g := range in.Recipe.Gates {
		if closed := in.closed(g, o); closed != "" {
			return closed
		}
	}
	return ""
}

func (in Input) closed(g recipe.Gate, o *unstructured.Unstructured) string {
	setting, name := in.Setting(g.Class), g.At.Text(o.Object)
	if !setting.Enabled || setting.Selector == nil || name == "" || g.Forced != nil && g.Forced(in.Config) == name && o == in.Host {
		return ""
	}
	if recipe.SystemClass(g.Class, name) {
		return ""
	}
	noun := in.Recipe.Noun()
	did := fmt.Sprintf("did not sync %s %q to host because", noun, in.Key.Name)
	look := in.View.Get
	if in.likeVCluster() {
		look = in.View.Peek
	}
	class := look(object.Host, g.Class, object.Key{Name: name})
	switch {
	case class == nil:
		return fmt.Sprintf("%s the %s %q couldn't be reached in the host: %s.%s %q not found",
			did, g.Noun, name, g.Class.Kind, g.Class.GVR().Group, name)
	case terminating(class):
		return fmt.Sprintf("%s the %s %q couldn't be reached in the host: it is being deleted", did, g.Noun, name)
	case setting.Selector.Selects(class):
		return ""
	}
	under := fmt.Sprintf("match the selector under '%s.selector'", g.Class.Enabled)
	if in.likeVCluster() {
		return fmt.Sprintf("%s the %s %q in the host does not %s", did, g.Noun, name, under) // EVT-02
	}
	if g.Of != "" {
		noun = g.Of
	}
	return fmt.Sprintf("did not sync %s %q to host because it does not %s", noun, in.Key.Name, under) // EVT-01
}

// needed is MAP-03 to MAP-05 and MAP-12: whether an on-demand object is to be on the host.
func (in Input) needed() bool {
	if !in.Recipe.OnDemand || in.Setting(in.Recipe).All ||
		object.Annotation(in.Virtual, naming.ForceSync) == "true" {
		return true
	}
	for _, user := range in.View.Users(in.Recipe, in.Key) {
		if user.Side == object.Host || in.syncs(user) {
			return true
		}
	}
	return false
}

// syncs is MAP-07: what is stopped at its gate needs nothing.
func (in Input) syncs(user recipe.User) bool {
	as := in
	as.Recipe, as.Key = user.Recipe, keyOf(user.Object)
	return as.gate(user.Object) == ""
}
