package cluster

import (
	"context"
	"encoding/json"

	"k8s.io/client-go/dynamic"
)

// Version is what the API server behind a client of Connect says it is, such as
// v1.36.3; empty when it does not say.
func Version(ctx context.Context, client dynamic.Interface) string {
	b, asks := client.(brief)
	if !asks {
		return ""
	}
	data, err := b.rest.Get().AbsPath("/version").Do(ctx).Raw()
	if err != nil {
		return ""
	}
	var said struct{ GitVersion string }
	if json.Unmarshal(data, &said) != nil {
		return ""
	}
	return said.GitVersion
}
