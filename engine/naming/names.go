package naming

import (
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"strings"
)

// Scheme is how one virtual cluster names things on the host.
type Scheme struct {
	// Name is the virtual cluster's name.
	Name string
	// Namespace is the host namespace everything is synced to.
	Namespace string
	// Spaces are the virtual namespaces that have a host namespace of their own; nil for none.
	Spaces *Spaces

	apart bool // of a virtual namespace with a host namespace of its own
}

// In is the scheme as it holds for what is in a virtual namespace: in one with a
// host namespace of its own, a release is nobody else's (NAME-21).
func (s Scheme) In(namespace string) Scheme {
	_, s.apart = s.Spaces.Host(namespace)
	return s
}

const (
	longest  = 63 // one limit for all kinds, NAME-07
	kept     = 52 // bytes of the joined text a shortened name begins with
	hashSize = 10 // hex digits of SHA-256 it ends with
)

// Host is the host name of a namespaced virtual object: NAME-x-NAMESPACE-x-VCLUSTER
// (NAME-01), shortened above 63 bytes (NAME-05). An empty name stays empty (NAME-08).
func (s Scheme) Host(namespace, name string) string {
	_, own := s.Spaces.Host(namespace)
	switch {
	case name == "":
		return ""
	case own && name == rootCertificate:
		return shorten("vcluster-" + name + "-x-" + s.Name) // CM-17
	case own:
		return name // NS-04
	}
	return shorten(name + "-x-" + namespace + "-x-" + s.Name)
}

// rootCertificate is the config map every namespace of every cluster has: under
// its own name it would be the host's.
const rootCertificate = "kube-root-ca.crt"

// HostNamespace is where the copies of a virtual namespace's objects are.
func (s Scheme) HostNamespace(virtual string) string {
	if host, own := s.Spaces.Host(virtual); own {
		return host
	}
	return s.Namespace
}

// HostCluster is the host name of a cluster-scoped virtual object that is synced to the host (NAME-09).
func (s Scheme) HostCluster(name string) string {
	if name == "" {
		return ""
	}
	return shorten("vcluster-" + name + "-x-" + s.Namespace + "-x-" + s.Name)
}

// Short is the short host name, for the kinds that use it (NAME-11): v and the
// first 13 digits of the base-36 form of the joined name's SHA-256.
func (s Scheme) Short(namespace, name string) string {
	if name == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(name + "-x-" + namespace + "-x-" + s.Name))
	digits := new(big.Int).SetBytes(sum[:]).Text(36)
	for _, b := range sum {
		if b != 0 {
			break
		}
		digits = "0" + digits // a leading zero byte is a leading zero digit
	}
	return "v" + digits[:13]
}

// NodeService is the name of the host service at which the kubelet of a node is found (NODE-45).
func (s Scheme) NodeService(node string) string {
	return shorten(s.Name + "-node-" + strings.ReplaceAll(node, ".", "-"))
}

// Shorten makes a text fit where 63 bytes are allowed, as names are shortened (NAME-05).
func Shorten(joined string) string { return shorten(joined) }

// shorten is the rule for every joined text: used as it is up to 63 bytes, else
// its first 52 bytes and 10 digits of its hash; then every ".-" becomes "-" (NAME-06).
func shorten(joined string) string {
	if len(joined) <= longest {
		return joined
	}
	return strings.ReplaceAll(joined[:kept]+"-"+hash(joined), ".-", "-")
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:hashSize]
}
