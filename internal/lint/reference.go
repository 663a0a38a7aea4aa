package lint

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/kinds"
	"github.com/syncspec/syncspec/engine/path"
)

// references finds reference patches to kinds that do not exist or are not synced.
func references(p *pass) {
	p.eachPatch(func(_, key string, patch config.Patch, _ path.Path) {
		r := patch.Reference
		if r == nil || r.KindPath != "" || r.APIVersionPath != "" {
			return
		}
		if problem := p.unreachable(schema.FromAPIVersionAndKind(r.APIVersion, r.Kind)); problem != "" {
			p.add(p.where(key+".reference.kind"), Finding{Key: key + ".reference.kind", Message: problem, Severity: config.Warning})
		}
	})
}

// unreachable says why nothing of a kind is on the other side; empty for custom
// resources, of which nothing is known here.
func (p *pass) unreachable(kind schema.GroupVersionKind) string {
	if scheme.Scheme.IsVersionRegistered(kind.GroupVersion()) && !scheme.Scheme.Recognizes(kind) {
		return fmt.Sprintf("%s has no kind %q", kind.GroupVersion(), kind.Kind)
	}
	switches := ""
	for _, r := range kinds.All() {
		if r.GVK() != kind {
			continue
		}
		if p.config.Enabled(r.Enabled) {
			return ""
		}
		switches = r.Enabled
	}
	if switches == "" {
		return ""
	}
	return fmt.Sprintf("no %s is synced: %s.enabled is not true", kind.Kind, switches)
}
