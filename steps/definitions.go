package steps

import (
	"embed"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

//go:embed definitions/*.yaml
var shipped embed.FS

// definition is a custom resource definition that is shipped for features to use
// by its name; nil when there is none of that name.
func definition(name string) *unstructured.Unstructured {
	text, err := shipped.ReadFile("definitions/" + name + ".yaml")
	if err != nil {
		return nil
	}
	object, err := document(string(text))
	if err != nil {
		panic(fmt.Sprintf("steps: the shipped definition of %s: %v", name, err))
	}
	return object
}
