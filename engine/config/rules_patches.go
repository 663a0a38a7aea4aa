package config

// patchLists: CFG-49, 50, 59, 61, 62. Unlike vCluster's own check (CFG-60) it leaves
// out no list.
func patchLists(k *checker) {
	eachOf(k, func(path string, patches []Patch) {
		seen := map[string]int{}
		for i, p := range patches {
			at := indexed(path, i)
			if !k.given(at + ".path") {
				continue
			}
			k.patch(at, p)
			if first, twice := seen[p.Path]; twice {
				before := len(k.found)
				k.bad(at+".path", "%s and %s have the same path %q", indexed(path, first), at, short(p.Path))
				k.found.mark(before, Twice)
			} else {
				seen[p.Path] = i
			}
		}
	})
}

// patch checks one item. An empty path is valid: it stands for the whole change.
func (k *checker) patch(at string, p Patch) {
	if p.Path == "metadata.name" || p.Path == "metadata.namespace" {
		k.bad(at+".path", "%s.path must not be %s: syncing itself decides names and namespaces", at, p.Path)
	}
	switch modes := p.modes(); {
	case modes == 0:
		k.bad(at, "%s need to use one of: expression, labels or reference", at)
	case modes > 1:
		k.bad(at, "%s can only use one of: expression, labels or reference", at)
	}
	r := p.Reference
	if r != nil && !k.given(at+".reference.namePath") && (r.NamespacePath != "" || r.KindPath != "" || r.APIVersionPath != "") {
		k.conflict(at+".reference", "%s.reference needs namePath when namespacePath, kindPath or apiVersionPath is given", at)
	}
}

// modes counts in how many ways a patch says what to do; it should be one.
func (p Patch) modes() int {
	modes := 0
	for _, used := range []bool{p.Expression != "" || p.ReverseExpression != "", p.Reference != nil, p.Labels != nil} {
		if used {
			modes++
		}
	}
	return modes
}
