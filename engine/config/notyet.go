package config

import (
	"path"
	"reflect"
	"regexp"
	"slices"
)

// pending are the keys that are accepted and checked, but refused when switched on:
// what they ask for is not built yet. Delivering something deletes its line. A star
// stands for anything.
func pending() []string {
	return []string{
		"sync.toHost.resourceClaims.enabled",
		"sync.toHost.resourceClaimTemplates.enabled",
		"sync.toHost.gatewayApi*.enabled",
		"sync.fromHost.gatewayClasses.enabled",
		"sync.fromHost.deviceClasses.enabled",
		"sync.fromHost.volumeSnapshotClasses.enabled",
		"sync.fromHost.gateways.enabled",
		"privateNodes.enabled",
		"experimental.syncSettings.disableSync",
		"experimental.syncSettings.rewriteKubernetesService",
		"experimental.syncSettings.targetNamespace",
	}
}

// notYet refuses what the user switches on and nobody built. Writing down a default
// that is on changes nothing, so it is worth a warning only.
func notYet(k *checker) {
	defer func(n int) { k.found.mark(n, Pending) }(len(k.found))
	defaults := map[string]bool{}
	walk("", reflect.ValueOf(Default()).Elem(), func(at string, v reflect.Value) { defaults[at] = on(v) })
	walk("", reflect.ValueOf(k.Config).Elem(), func(at string, v reflect.Value) {
		switch {
		case !k.given(at) || !on(v) || !isPending(at):
		case defaults[at]:
			k.warn(at, "%s is not supported yet; nothing is synced", at)
		default:
			k.conflict(at, "%s is not supported yet", at)
		}
	})
}

// isPending says whether a path is in the list.
func isPending(at string) bool { return len(pendingAs(at)) > 0 }

// pendingAs are the lines of the list that match a path, free names and indexes aside.
func pendingAs(at string) []string {
	plain := regexp.MustCompile(`\['.*'\]|\[\d+\]`).ReplaceAllString(at, "")
	return slices.DeleteFunc(pending(), func(pattern string) bool {
		found, _ := path.Match(pattern, plain)
		return !found
	})
}

// on says whether a value asks for something.
func on(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		if s, ok := v.Interface().(Switch); ok {
			return s.On()
		}
		return v.String() != ""
	case reflect.Slice:
		return v.Len() > 0
	}
	return false
}
