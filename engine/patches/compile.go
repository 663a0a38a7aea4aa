package patches

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/naming"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/recipe"
	"github.com/syncspec/syncspec/engine/script"
)

// Compile compiles every list of a configuration. References are looked for among
// the recipes. It says all there is to say at once; the Set is nil if a finding is
// an error, and if there is nothing to patch.
func Compile(c *config.Config, recipes []*recipe.Recipe) (*Set, config.Findings) {
	b := &builder{config: c, recipes: recipes}
	set := &Set{lists: map[string][]*Patch{}}
	for _, list := range c.PatchLists() {
		for i, p := range list.Patches {
			set.lists[list.Key] = append(set.lists[list.Key], b.patch(list.Key, list.At(i), p))
		}
	}
	if b.found.Err() != nil || len(set.lists) == 0 {
		return nil, b.found
	}
	return set, b.found
}

type builder struct {
	config  *config.Config
	recipes []*recipe.Recipe
	found   config.Findings
}

func (b *builder) patch(kind, key string, given config.Patch) *Patch {
	p := &Patch{Key: key, Where: b.config.Where(key), Path: b.path(key+".path", given.Path), labels: given.Labels != nil}
	b.forbidden(key+".path", p.Path)
	forward := b.expression(key+".expression", given.Expression)
	back := b.expression(key+".reverseExpression", given.ReverseExpression)
	b.direct(kind, key, p, forward, back)
	if given.Reference != nil {
		p.reference = b.reference(key+".reference", *given.Reference)
	}
	if p.labels && !strings.Contains(kind, ".customResources[") { // PATCH-12
		b.found = append(b.found, b.config.Caution(key+".labels", "labels patches are documented for custom resources only"))
	}
	return p
}

// direct gives each direction its expression. Which one transforms what comes from
// the host depends on the kind (PATCH-59, PATCH-60, PATCH-63, PATCH-64).
func (b *builder) direct(kind, key string, p *Patch, forward, back *script.Expression) {
	useless := ""
	switch {
	case strings.HasPrefix(kind, "sync.toHost."):
		p.toHost, p.toVirtual = way{expression: forward}, way{expression: back}
		p.toHost.held = forward == nil && back != nil
		p.toVirtual.held = back == nil && forward != nil
		return
	case takesReverse(kind):
		p.toVirtual.expression = back
		if forward != nil {
			useless = "expression"
		}
	default:
		p.toVirtual.expression = forward
		if back != nil {
			useless = "reverseExpression"
		}
	}
	if useless != "" {
		b.found = append(b.found, b.config.Caution(key+"."+useless,
			"it has no effect: this kind comes from the host, and what comes from there is transformed by "+other(useless)))
	}
}

func other(keyword string) string {
	if keyword == "expression" {
		return "reverseExpression"
	}
	return "expression"
}

// takesReverse are the kinds from the host whose values reverseExpression transforms (PATCH-64).
func takesReverse(kind string) bool {
	for _, prefix := range []string{"configMaps", "secrets", "customResources"} {
		if strings.HasPrefix(kind, "sync.fromHost."+prefix) {
			return true
		}
	}
	return false
}

// path reads a path; what is wrong with it is shown in the file (PATCH-29).
func (b *builder) path(key, text string) path.Path {
	p, err := path.Parse(text)
	var malformed *path.SyntaxError
	if errors.As(err, &malformed) {
		b.refuse(key, 1, malformed.Column(), malformed.Message)
	}
	return p
}

func (b *builder) expression(key, source string) *script.Expression {
	if source == "" {
		return nil
	}
	compiled, err := script.Compile(source)
	var syntax *script.SyntaxError
	switch {
	case errors.As(err, &syntax):
		b.refuse(key, syntax.Line, syntax.Column, "no JavaScript expression: "+syntax.Message)
	case err != nil:
		b.refuse(key, 1, 1, err.Error())
	}
	return compiled
}

func (b *builder) refuse(key string, line, column int, message string) {
	b.found = append(b.found, b.config.Refuse(key, line, column, message))
}

// forbidden refuses the paths of what an object is, however they are spelled (PATCH-10).
func (b *builder) forbidden(key string, p path.Path) {
	keys, plain := p.Keys()
	if !plain {
		keys = head(p)
	}
	switch {
	case len(keys) > 0 && slices.Contains(identityFields(), keys[0]):
	case len(keys) > 1 && keys[0] == "metadata" && slices.Contains(identityMeta(), keys[1]):
		keys = keys[:2]
	case len(keys) > 2 && keys[0] == "metadata" && keys[1] == "labels" && identityLabel(keys[2]):
	case len(keys) > 2 && keys[0] == "metadata" && keys[1] == "annotations" && naming.IsIdentity(keys[2]):
	default:
		return
	}
	b.refuse(key, 1, 1, fmt.Sprintf("a patch must not change %s: which object it is is decided by syncing itself", strings.Join(keys, ".")))
}

// head are the keys of a path up to the first index or wildcard.
func head(p path.Path) []string {
	for !p.Whole() {
		p = p.Parent()
		if keys, plain := p.Keys(); plain {
			return keys
		}
	}
	return nil
}
