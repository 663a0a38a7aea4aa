package conformance

import (
	"fmt"
	"slices"
	"strings"
)

// Profile is a part of the specification that an engine can conform to.
type Profile string

// The profiles. Each contains what those before it ask for.
const (
	Core           Profile = "core"           // what the documents say that the specification starts from
	Extended       Profile = "extended"       // what is said elsewhere in the documentation, too
	Implementation Profile = "implementation" // what only the implementation was seen to do, too
)

// Profiles are all of them, the smallest first.
func Profiles() []Profile { return []Profile{Core, Extended, Implementation} }

// ParseProfile reads the name of a profile.
func ParseProfile(name string) (Profile, error) {
	if p := Profile(name); slices.Contains(Profiles(), p) {
		return p, nil
	}
	return "", fmt.Errorf("there is no profile %q: core, extended or implementation", name)
}

// Contains reports whether an engine of profile p has to pass what belongs to other.
func (p Profile) Contains(other Profile) bool {
	return slices.Index(Profiles(), other) <= slices.Index(Profiles(), p)
}

// Classes are the classes of behaviours by id: seed, docs or impl.
type Classes map[string]string

// Of is the smallest profile that a scenario of these behaviours belongs to. One
// that shows a documented sentence by a detail which is not documented asks for
// more than the documents do, and is no part of the core.
func (c Classes) Of(behaviours []string) Profile {
	of := Profile("")
	for _, id := range behaviours {
		profile := map[string]Profile{"seed": Core, "docs": Extended}[c[id]]
		if profile == "" {
			profile = Implementation
		}
		if of == "" || !of.Contains(profile) {
			of = profile
		}
	}
	if of == "" {
		return Implementation
	}
	return of
}

func (p Profile) String() string { return strings.ToLower(string(p)) }
