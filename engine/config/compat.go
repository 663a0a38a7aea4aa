package config

import "fmt"

// Compat selects between documented and observed behaviour where the two differ.
type Compat string

const (
	// Documented is what the documentation says; the default.
	Documented Compat = "documented"
	// VCluster is what real vCluster was observed to do.
	VCluster Compat = "vcluster"
)

// ParseCompat reads a Compat from what a user typed; empty means Documented.
func ParseCompat(text string) (Compat, error) {
	switch c := Compat(text); c {
	case "":
		return Documented, nil
	case Documented, VCluster:
		return c, nil
	}
	return "", fmt.Errorf("unknown compat %q: it must be %s or %s", text, Documented, VCluster)
}
