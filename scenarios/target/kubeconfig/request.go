package kubeconfig

import (
	"net/http"
	"net/url"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/scenarios/history"
)

// read tells what a request asks for; ok is false for requests about no object,
// such as discovery. base is the path of the server's own address.
func read(method string, at *url.URL, base string) (call history.Call, ok bool) {
	parts := strings.Split(strings.Trim(strings.TrimPrefix(at.Path, strings.TrimSuffix(base, "/")), "/"), "/")
	switch {
	case len(parts) > 2 && parts[0] == "api":
		call.Resource.Version, parts = parts[1], parts[2:]
	case len(parts) > 3 && parts[0] == "apis":
		call.Resource.Group, call.Resource.Version, parts = parts[1], parts[2], parts[3:]
	default:
		return call, false
	}
	if parts[0] == "namespaces" && len(parts) > 2 && parts[2] != "status" && parts[2] != "finalize" {
		call.Namespace, parts = parts[1], parts[2:]
	}
	call.Resource = schema.GroupVersionResource{Group: call.Resource.Group, Version: call.Resource.Version, Resource: parts[0]}
	if len(parts) > 1 {
		call.Name = parts[1]
	}
	if len(parts) > 2 {
		call.Subresource = strings.Join(parts[2:], "/")
	}
	call.Verb = verb(method, call.Name != "", at.Query())
	return call, call.Verb != ""
}

func verb(method string, named bool, query url.Values) string {
	plain := map[string]string{http.MethodPost: "create", http.MethodPut: "update", http.MethodPatch: "patch"}[method]
	switch {
	case method == http.MethodGet && (query.Get("watch") == "true" || query.Get("watch") == "1"):
		return "watch"
	case method == http.MethodGet && named:
		return "get"
	case method == http.MethodGet:
		return "list"
	case method == http.MethodDelete && named:
		plain = "delete"
	case method == http.MethodDelete:
		plain = "deletecollection"
	}
	if plain != "" && query.Get("dryRun") != "" {
		return "dry-run " + plain // it changes nothing, so it must not look as if it did
	}
	return plain
}
