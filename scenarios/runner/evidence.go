package runner

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/steps"
)

// evidence gathers what helps to understand a failure, while the clusters still
// hold what they held when it happened.
func (a *attempt) evidence(ctx context.Context, played played, err error) *reports.Failure {
	if err == nil {
		err = a.broken
	}
	failure := &reports.Failure{
		Step: "after the last step", Message: err.Error(),
		Rerun: a.options.rerun(a.example),
	}
	if played.err != nil && played.at < len(a.example.Steps) {
		step := a.example.Steps[played.at]
		failure.Step = step.Keyword + " " + step.Text
	}
	var mismatch *steps.Mismatch
	if errors.As(err, &mismatch) {
		failure.Virtual, failure.Host = show(mismatch.Virtual), show(mismatch.Host)
		for _, field := range mismatch.Fields {
			failure.Fields = append(failure.Fields, reports.Mismatch{Path: field.Path, Want: field.Want, Got: field.Got})
		}
	}
	if a.subject != nil {
		failure.Log = a.subject.Log()
		failure.Events = events(ctx, a.subject)
		if a.options.Bundle != nil {
			failure.Scene = a.scene(ctx)
		}
	}
	return failure
}

// rerun is the command that runs one example again as it was run.
func (o Options) rerun(example Example) string {
	words := []string{cmp.Or(o.Command, "syncspec run"), "--target", o.Target.Name()}
	if o.Compat != "" && o.Compat != "documented" {
		words = append(words, "--compat", o.Compat)
	}
	words = append(words, o.Words...)
	return strings.Join(append(words, Quote(example.Place())), " ")
}

// Quote writes a word so that a shell reads it as it is.
func Quote(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\n'\"\\$&;()|<>*?[]#~`!{}") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// show writes an object as YAML for a person, without secret values.
func show(object *unstructured.Unstructured) string {
	if object == nil || object.Object == nil {
		return ""
	}
	plain := object.DeepCopy()
	unstructured.RemoveNestedField(plain.Object, "metadata", "managedFields")
	text, err := yaml.Marshal(reports.Redact(plain.Object))
	if err != nil {
		return fmt.Sprintf("(not YAML: %v)", err)
	}
	return strings.TrimSpace(string(text))
}
