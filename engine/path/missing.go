package path

// Missing returns the objects on the way that are missing or null, each once:
// spec.template for spec.template.metadata.labels["a"] (PATCH-21). What the path
// ends in may be missing; something else in the way (PATCH-31) and an index past
// the end (PATCH-23) are not missing objects.
func (p Path) Missing(object any) []string {
	var found []string
	missing(p.segments, object, nil, func(at Place) { found = append(found, at.String()) })
	return found
}

func missing(rest []Segment, value any, way []segment, visit func(Place)) {
	if len(rest) == 0 {
		return
	}
	switch node := value.(type) {
	case nil:
		visit(Place{steps: append([]segment(nil), way...)})
	case map[string]any:
		for _, key := range rest[0].keys(node) {
			if child, there := node[key]; there || len(rest) > 1 {
				missing(rest[1:], child, append(way, segment{key: key}), visit)
			}
		}
	case []any:
		for _, i := range rest[0].indexes(node) {
			missing(rest[1:], node[i], append(way, segment{index: i, isIndex: true}), visit)
		}
	}
}
