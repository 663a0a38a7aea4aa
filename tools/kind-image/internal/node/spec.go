package node

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
)

// hook is kind's own: it shows a node's product files to its containers.
const hook = "/kind/bin/mount-product-files.sh"

// specification writes what every container of the node starts from.
func (w build) specification(ctx context.Context) error {
	standard, err := run(ctx, w.path("bin", "ctr"), "oci", "spec")
	if err != nil {
		return err
	}
	spec, err := baseSpec([]byte(standard))
	if err != nil {
		return err
	}
	return os.WriteFile(w.path("node", "etc/containerd/cri-base.json"), spec, 0o644)
}

// baseSpec is containerd's standard specification with kind's hook, and without
// limits of its own.
func baseSpec(standard []byte) ([]byte, error) {
	var spec map[string]any
	if err := json.Unmarshal(standard, &spec); err != nil {
		return nil, fmt.Errorf("reading containerd's standard specification: %w", err)
	}
	process, ok := spec["process"].(map[string]any)
	if !ok {
		return nil, fmt.Errorf("containerd's standard specification has no process: %s", standard)
	}
	delete(process, "rlimits")
	hooks, _ := spec["hooks"].(map[string]any)
	if hooks == nil {
		hooks = map[string]any{}
		spec["hooks"] = hooks
	}
	before, _ := hooks["createContainer"].([]any)
	hooks["createContainer"] = append(before, map[string]any{"path": hook})
	return json.MarshalIndent(spec, "", "  ")
}
