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
	// endless is the key of an expression that did not end; nothing is run after it.
	endless string
	why     error
}

func (p *pass) trial() *trial {
	if p.tries == nil {
		p.tries = p.newTrial()
	}
	return p.tries
}

func (p *pass) newTrial() *trial {
	name, namespace := p.options.Name, p.options.Namespace
	if name == "" {
		name = "vcluster"
	}
	if namespace == "" {
		namespace = "vcluster"
	}
	evaluate := p.options.Evaluate
	if evaluate == nil {
		evaluate = script.InProcess
	}
	return &trial{evaluator: evaluate(script.Static{Name: name, Namespace: namespace, Config: p.config.Visible()})}
}

// half is one expression of a patch, ready to run.
type half struct {
	key, at string
	*script.Expression
}

// compile makes a half; ok is false for one that is missing, and for what does not
// compile, which the configuration reports.
func compile(key, at, source string) (h half, ok bool) {
	if source == "" {
		return h, false
	}
	compiled, err := script.Compile(source)
	return half{key, at, compiled}, err == nil
}

func (t *trial) run(h half, value any, exists bool) (result any, err error) {
	if t.endless != "" {
		return nil, t.why
	}
	got, err := t.evaluator.Evaluate(script.Call{
		Expression: h.Expression, Value: value, Exists: exists, Path: h.at, Virtual: anObject(), Host: anObject(),
	})
	if errors.Is(err, script.ErrTimeout) || errors.Is(err, script.ErrMemory) || errors.Is(err, script.ErrWorker) {
		t.endless, t.why = h.key, err
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
	t, tried := p.trial(), 0
	p.eachPatch(func(kind, key string, patch config.Patch, at path.Path) {
		forward, first := compile(key+".expression", patch.Path, patch.Expression)
		back, second := compile(key+".reverseExpression", patch.Path, patch.ReverseExpression)
		if !first || !second || at.Whole() || !strings.HasPrefix(kind, "sync.toHost.") || tried == mostTried {
			return
		}
		tried++
		if broken := t.breaks(forward, back, samples(kind, patch, at)); broken != "" {
			p.inside(back.key, 1, len([]rune(patch.ReverseExpression)), broken)
		}
	})
}

// breaks says how a pair fails to give a value back; empty when it does not. A value
// that the first half refuses, or takes away, is none that it is made for; and a
// half that always says the same cannot be undone, and is not meant to.
func (t *trial) breaks(forward, back half, values []any) string {
	first, results, ends := "", map[string]bool{}, map[string]bool{}
	for _, value := range values {
		sent, err := t.run(forward, value, true)
		if err != nil || sent == nil {
			continue
		}
		results[shown(sent)] = true
		returned, err := t.run(back, sent, true)
		if ends[shown(returned)] = true; err != nil {
			ends["an error"] = true
		}
		switch {
		case first != "" || t.endless != "":
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
	t, tried := p.trial(), 0
	p.eachPatch(func(_, key string, patch config.Patch, at path.Path) {
		steps := at.Segments()
		field, source := "expression", patch.Expression
		if source == "" {
			field, source = "reverseExpression", patch.ReverseExpression
		}
		h, ok := compile(key+"."+field, patch.Path, source)
		if !ok || len(steps) == 0 || !steps[len(steps)-1].Bracket || tried == mostTried || isIndex(steps) {
			return
		}
		tried++
		var thrown *script.Thrown
		if _, err := t.run(h, nil, false); errors.As(err, &thrown) {
			p.inside(h.key, 1, len([]rune(source)), "fails for objects without the key, which then are not synced: "+thrown.Message)
		}
	})
}

// endless tries what no other rule has tried, and reports what did not end for any of them.
func endless(p *pass) {
	t, tried := p.trial(), 0
	p.eachPatch(func(kind, key string, patch config.Patch, at path.Path) {
		for _, one := range [][2]string{{"expression", patch.Expression}, {"reverseExpression", patch.ReverseExpression}} {
			values := samples(kind, patch, at)
			if h, ok := compile(key+"."+one[0], patch.Path, one[1]); ok && tried < mostTried && len(values) > 0 && t.endless == "" {
				tried++
				_, _ = t.run(h, values[0], true) // what it is does not matter here, only that it comes
			}
		}
	})
	if t.endless != "" {
		p.at(t.endless, t.why.Error()+"; nothing behind it was tried")
	}
}

// isIndex says whether a path ends in an entry of a list, which is never added.
func isIndex(steps []path.Segment) bool {
	last := steps[len(steps)-1]
	_, err := strconv.Atoi(last.Key)
	return last.Index >= 0 && err == nil
}
