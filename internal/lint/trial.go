package lint

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/json"

	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/path"
	"github.com/syncspec/syncspec/engine/script"
)

// mostTried bounds how many patches of a file are tried, so that checking stays quick.
const mostTried = 200

// trial runs expressions on sample values.
type trial struct {
	evaluator script.Evaluator
	// spent trials run nothing more: an expression did not end.
	spent bool
	tried int
}

func (p *pass) trial() *trial {
	name, namespace := p.options.Name, p.options.Namespace
	if name == "" {
		name = "vcluster"
	}
	if namespace == "" {
		namespace = "vcluster"
	}
	return &trial{evaluator: script.InProcess(script.Static{Name: name, Namespace: namespace, Config: p.config.Visible()})}
}

// run evaluates one expression; ok is false where it gives nothing that could be sent.
func (t *trial) run(source *script.Expression, at string, value any, exists bool) (result any, err error) {
	if t.spent {
		return nil, script.ErrTimeout
	}
	got, err := t.evaluator.Evaluate(script.Call{
		Expression: source, Value: value, Exists: exists, Path: at, Virtual: anObject(), Host: anObject(),
	})
	if errors.Is(err, script.ErrTimeout) || errors.Is(err, script.ErrMemory) {
		t.spent = true
	}
	return got.Value, err
}

// anObject is what an expression sees of the objects while it is tried.
func anObject() map[string]any {
	return map[string]any{
		"metadata": map[string]any{"name": "sample", "namespace": "default", "labels": map[string]any{}, "annotations": map[string]any{}},
		"spec":     map[string]any{},
	}
}

// inverses tries every pair on sample values.
func inverses(p *pass) {
	t := p.trial()
	p.eachPatch(func(kind, key string, patch config.Patch, at path.Path) {
		forward, back, ok := pair(kind, patch)
		if t.tried++; !ok || at.Whole() || t.tried > mostTried {
			return
		}
		if broken := t.breaks(forward, back, patch, samples(kind, patch, at)); broken != "" {
			p.inside(key+".reverseExpression", 1, len([]rune(patch.ReverseExpression)), broken)
		}
	})
}

// pair compiles both halves; the configuration reports what does not compile.
func pair(kind string, patch config.Patch) (forward, back *script.Expression, ok bool) {
	if patch.Expression == "" || patch.ReverseExpression == "" || !strings.HasPrefix(kind, "sync.toHost.") {
		return nil, nil, false
	}
	forward, err := script.Compile(patch.Expression)
	if err != nil {
		return nil, nil, false
	}
	back, err = script.Compile(patch.ReverseExpression)
	return forward, back, err == nil
}

// breaks says how a pair fails to give a value back; empty when it does not. A value
// that the first half refuses, or takes away, is none that it is made for; and a
// half that always says the same cannot be undone, and is not meant to.
func (t *trial) breaks(forward, back *script.Expression, patch config.Patch, values []any) string {
	first, results, ends := "", map[string]bool{}, map[string]bool{}
	for _, value := range values {
		sent, err := t.run(forward, patch.Path, value, true)
		if err != nil || sent == nil {
			continue
		}
		results[shown(sent)] = true
		returned, err := t.run(back, patch.Path, sent, true)
		if ends[shown(returned)] = true; err != nil {
			ends["an error"] = true
		}
		switch {
		case first != "" || t.spent:
		case err != nil:
			first = fmt.Sprintf("%s becomes %s on the host, and reverseExpression fails on that: %s", shown(value), shown(sent), err)
		case !object.Equal(returned, value):
			first = fmt.Sprintf("%s becomes %s on the host and comes back as %s", shown(value), shown(sent), shown(returned))
		}
	}
	if len(results) < 2 || len(ends) < 2 {
		return ""
	}
	return first
}

// shown is a value as JSON.
func shown(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	const enough = 60
	if r := []rune(string(text)); len(r) > enough {
		return string(r[:enough]) + "…"
	}
	return string(text)
}

// samples are values such as the place may hold, and what the expression compares
// its value with.
func samples(kind string, patch config.Patch, at path.Path) []any {
	var end reflect.Type
	if gvk, builtin := kindOf(kind); builtin {
		end, _ = follow(typeOf(gvk), at.Segments())
	}
	if end == nil {
		return texts(patch)
	}
	switch end.Kind() {
	case reflect.Bool:
		return []any{true, false}
	case reflect.Int, reflect.Int32, reflect.Int64:
		return []any{int64(1), int64(80), int64(8443)}
	case reflect.Slice:
		return []any{[]any{}, []any{"one"}, []any{"one", "two"}}
	case reflect.Map:
		return []any{map[string]any{}, map[string]any{"app": "web"}, map[string]any{"app": "web", "tier": "front"}}
	case reflect.Struct:
		if !isText(end) {
			return nil
		}
	}
	return texts(patch)
}

func texts(patch config.Patch) []any {
	values := []any{"app", "my-app", "nginx.default.svc.cluster.local", "docker.io/library/nginx:1.27", "/data/logs", "42"}
	for _, quoted := range regexp.MustCompile(`"[^"\\]+"|'[^'\\]+'`).FindAllString(patch.Expression, 8) {
		word := quoted[1 : len(quoted)-1]
		if compared(patch.Expression, quoted) {
			values = append(values, word)
		}
	}
	return values
}

// compared says whether an expression asks for a text: value == "text", or "text":
// as the key of a table. Other texts are what it makes, not what it is given.
func compared(source, quoted string) bool {
	q := regexp.QuoteMeta(quoted)
	return regexp.MustCompile(`==\s*` + q + `|` + q + `\s*==|[{,]\s*` + q + `\s*:|replace(All)?\(\s*` + q).MatchString(source)
}

// throws tries expressions that add keys with nothing there.
func throws(p *pass) {
	t := p.trial()
	p.eachPatch(func(_, key string, patch config.Patch, at path.Path) {
		steps := at.Segments()
		field := "expression"
		if patch.Expression == "" {
			field, patch.Expression = "reverseExpression", patch.ReverseExpression
		}
		if t.tried++; patch.Expression == "" || len(steps) == 0 || !steps[len(steps)-1].Bracket || t.tried > mostTried || isIndex(steps) {
			return
		}
		compiled, err := script.Compile(patch.Expression)
		if err != nil {
			return
		}
		var thrown *script.Thrown
		if _, err = t.run(compiled, patch.Path, nil, false); errors.As(err, &thrown) {
			p.inside(key+"."+field, 1, len([]rune(patch.Expression)), "fails for objects without the key, which then are not synced: "+thrown.Message)
		}
	})
}

// isIndex says whether a path ends in an entry of a list, which is never added.
func isIndex(steps []path.Segment) bool {
	last := steps[len(steps)-1]
	_, err := strconv.Atoi(last.Key)
	return last.Index >= 0 && err == nil
}
