// Package config reads a vcluster.yaml and says, with line and column, what is wrong with it.
//
// One tree of structs (tree.go, sections.go) is the whole description of the file: its
// tags drive decoding, unknown keys, types and defaults, so a new key is one new line.
//
//	text ─► source ─► nodes ─► decode ─► Config ─► rules ─► not yet ─► Findings
//	        syntax, duplicates,  keys and   defaults   what types   what a later
//	        aliases, limits      types      resolved   cannot say   delivery syncs
//
// Every step goes on after a finding, so a user sees all of them at once. The package is
// pure: it opens no file, talks to no cluster and keeps no state.
//
// It is stricter than vCluster in a few places, always where vCluster would start and
// then fail silently: unknown effects and empty keys of tolerations, one custom resource
// in both directions under different versions, patches of names and namespaces. And it
// takes no side between YAML 1.1 and 1.2: an unquoted yes, no, on or off is refused,
// because Helm reads a boolean where the next reader reads a string.
package config
