package config

// Compat selects between documented and observed behaviour where the two differ.
type Compat string

const (
	// Documented is what the documentation says; the default.
	Documented Compat = "documented"
	// VCluster is what real vCluster was observed to do.
	VCluster Compat = "vcluster"
)

// Config is a vcluster.yaml with its defaults filled in.
type Config struct{}
