package kinds

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/syncspec/syncspec/engine/object"
	"github.com/syncspec/syncspec/engine/recipe"
)

// HostConfigMap is a config map of the host that the configuration maps into the
// virtual cluster. FCM-*
var HostConfigMap = recipe.Recipe{
	Resource: ConfigMap.Resource, Kind: ConfigMap.Kind, Enabled: "sync.fromHost.configMaps", FromHost: true, Remake: otherContent,
	Rules: []recipe.Rule{{
		Name: "the certificate of the host's own API server stays", ID: "FCM-14", When: recipe.Mirroring,
		Apply: func(c *recipe.Change) {
			if c.Host.GetName() == "kube-root-ca.crt" {
				c.Waiting = "every namespace has its own"
			}
		},
	}},
}

// HostSecret is a secret of the host that the configuration maps into the virtual cluster. FCM-*
var HostSecret = recipe.Recipe{
	Resource: Secret.Resource, Kind: Secret.Kind, Enabled: "sync.fromHost.secrets", FromHost: true, Remake: otherContent,
}

// otherContent makes an object anew where the API lets nobody change what the
// host changed: the content of an immutable one, the type of a secret (FCM-08).
func otherContent(_ recipe.Env, virtual, host *unstructured.Unstructured) *recipe.Anew {
	fixed := virtual.Object["immutable"] == true || !object.Equal(virtual.Object["type"], host.Object["type"])
	if !fixed || sameContent(virtual, host) {
		return nil
	}
	anew := likeHost(virtual, host)
	return &recipe.Anew{Object: anew, Probe: nameless(anew)}
}

func sameContent(virtual, host *unstructured.Unstructured) bool {
	for _, field := range []string{"data", "binaryData", "type", "immutable"} {
		if !object.Equal(virtual.Object[field], host.Object[field]) {
			return false
		}
	}
	return true
}
