package object

// Side is one of the two clusters.
type Side string

// The two sides.
const (
	Virtual Side = "virtual"
	Host    Side = "host"
)

// Other returns the opposite side.
func (s Side) Other() Side {
	if s == Virtual {
		return Host
	}
	return Virtual
}

// Key is the name of an object; Namespace is empty for cluster-scoped ones.
type Key struct{ Namespace, Name string }

// String is "namespace/name", or the name alone for cluster-scoped objects.
func (k Key) String() string {
	if k.Namespace == "" {
		return k.Name
	}
	return k.Namespace + "/" + k.Name
}
