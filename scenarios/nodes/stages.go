package nodes

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kwok/pkg/apis/internalversion"
	"sigs.k8s.io/kwok/pkg/apis/v1alpha1"
	"sigs.k8s.io/kwok/pkg/utils/lifecycle"
)

// Two kubelets: that of today, as it was observed, and the one the Kubernetes 1.14
// document of runtime classes speaks of.
//
//go:embed stages/*/*.yaml
var shipped embed.FS

const (
	today  = "v1.36"
	of2019 = "v1.14"
)

// compiled reads the stages of each kubelet, once for all simulations: that takes
// kwok half a second, and a scenario a hundredth of it. They are not changed after.
var compiled = sync.OnceValues(lifecycles)

func lifecycles() (map[string]lifecycle.Lifecycle, error) {
	all := map[string]lifecycle.Lifecycle{}
	for _, version := range []string{today, of2019} {
		stages, err := read(version)
		if err != nil {
			return nil, fmt.Errorf("reading the stages of kubelet %s: %w", version, err)
		}
		if all[version], err = lifecycle.NewLifecycle(stages); err != nil {
			return nil, err
		}
		nothing := &lifecycle.Event{Data: &unstructured.Unstructured{Object: map[string]any{}}}
		if _, err := all[version].Match(context.Background(), nothing); err != nil { // compiles every stage
			return nil, fmt.Errorf("compiling the stages of kubelet %s: %w", version, err)
		}
	}
	return all, nil
}

// read takes today's files, and of an older kubelet those that differ in their place.
func read(version string) ([]*internalversion.Stage, error) {
	files, err := fs.Glob(shipped, "stages/"+today+"/*.yaml")
	if err != nil {
		return nil, err
	}
	var stages []*internalversion.Stage
	for _, file := range files {
		text, err := shipped.ReadFile("stages/" + version + "/" + path.Base(file))
		if errors.Is(err, fs.ErrNotExist) {
			text, err = shipped.ReadFile(file)
		}
		if err != nil {
			return nil, err
		}
		for _, document := range bytes.Split(text, []byte("\n---\n")) {
			stage := &v1alpha1.Stage{}
			if err := utilyaml.UnmarshalStrict(document, stage); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			internal, err := internalversion.ConvertToInternalStage(stage)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			stages = append(stages, internal)
		}
	}
	return stages, nil
}
