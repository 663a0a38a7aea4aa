package lint

import (
	"fmt"

	"github.com/syncspec/syncspec/engine/config"
)

// aMove is a key of an earlier version and what took its place.
type aMove struct{ from, to string }

// moves are the keys that an upgrade stops at, in the order of the file. The keys of
// the Helm values before vcluster.yaml are those with one or two steps.
func moves() []aMove {
	return []aMove{
		{"experimental.multiNamespaceMode", "sync.toHost.namespaces"},
		{"controlPlane.advanced.virtualScheduler", "controlPlane.distro.k8s.scheduler"},
		{"multiNamespaceMode", "sync.toHost.namespaces"},
		{"mapServices", "networking.replicateServices"},
		{"isolation", "policies"},
		{"hostpathMapper", "controlPlane.hostPathMapper"},
		{"enableHA", "controlPlane.statefulSet.highAvailability"},
		{"coredns", "controlPlane.coredns"},
		{"ingress", "controlPlane.ingress"},
		{"service", "controlPlane.service"},
		{"storage", "controlPlane.statefulSet.persistence"},
		{"syncer", "controlPlane.statefulSet"},
		{"vcluster", "controlPlane.distro"},
		{"defaultImageRegistry", "controlPlane.advanced.defaultImageRegistry"},
		{"init", "experimental.deploy"},
		{"monitoring", "controlPlane.serviceMonitor"},
		{"sync.pods", "sync.toHost.pods"},
		{"sync.services", "sync.toHost.services"},
		{"sync.configmaps", "sync.toHost.configMaps"},
		{"sync.secrets", "sync.toHost.secrets"},
		{"sync.endpoints", "sync.toHost.endpoints"},
		{"sync.ingresses", "sync.toHost.ingresses"},
		{"sync.networkpolicies", "sync.toHost.networkPolicies"},
		{"sync.serviceaccounts", "sync.toHost.serviceAccounts"},
		{"sync.poddisruptionbudgets", "sync.toHost.podDisruptionBudgets"},
		{"sync.persistentvolumeclaims", "sync.toHost.persistentVolumeClaims"},
		{"sync.persistentvolumes", "sync.toHost.persistentVolumes"},
		{"sync.storageclasses", "sync.toHost.storageClasses"},
		{"sync.volumesnapshots", "sync.toHost.volumeSnapshots"},
		{"sync.priorityclasses", "sync.toHost.priorityClasses"},
		{"sync.nodes", "sync.fromHost.nodes"},
		{"sync.hoststorageclasses", "sync.fromHost.storageClasses"},
		{"sync.fake-nodes", "sync.fromHost.nodes"},
		{"sync.fake-persistentvolumes", "sync.toHost.persistentVolumes"},
		{"sync.legacy-storageclasses", "sync.fromHost.storageClasses"},
	}
}

// movedTo is what took the place of a key.
func movedTo(key string) (string, bool) {
	for _, m := range moves() {
		if m.from == key {
			return m.to, true
		}
	}
	return "", false
}

// moved warns of keys the tree still takes; those it refuses are VC107 already, and
// are given their advice here.
func moved(p *pass) {
	for _, m := range moves() {
		if at := p.config.Where(m.from); at != (config.Position{}) {
			p.at(m.from, movedMessage(m.from, m.to))
		}
	}
	for i, f := range p.found {
		if to, known := movedTo(f.Key); known && f.Rule.Code == p.rule.Code {
			p.found[i].Message = movedMessage(f.Key, to)
		}
	}
}

func movedMessage(from, to string) string {
	return fmt.Sprintf("%s is a key of earlier versions; %s took its place", from, to)
}
