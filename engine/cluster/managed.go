package cluster

import "bytes"

// withoutManagedFields cuts metadata.managedFields out of an object's JSON: it is
// a third of the text, and nobody here reads it. Text that is not an object as
// API servers write it comes back as it is.
func withoutManagedFields(data []byte) []byte {
	if !bytes.Contains(data, managedFields) {
		return data
	}
	start, end := findManagedFields(data)
	if start < 0 {
		return data
	}
	switch {
	case data[start-1] == ',': // not the first field: its comma goes too
		start--
	case end < len(data) && data[end] == ',':
		end++
	}
	lean := make([]byte, 0, len(data)-(end-start))
	return append(append(lean, data[:start]...), data[end:]...)
}

var (
	managedFields = []byte(`"managedFields":[`)
	metadata      = []byte(`"metadata":{`)
)

// findManagedFields returns where the field begins and ends, or -1. Only the
// object's own metadata counts, not what a tenant may call so inside a spec.
func findManagedFields(data []byte) (start, end int) {
	start, inMetadata := -1, false
	for i, depth := 0, 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			switch {
			case depth == 1 && bytes.HasPrefix(data[i:], metadata):
				inMetadata = true
			case depth == 2 && inMetadata && start < 0 && bytes.HasPrefix(data[i:], managedFields):
				start = i
			}
			i = endOfText(data, i)
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if start >= 0 && depth == 2 {
				return start, i + 1
			}
			inMetadata = inMetadata && depth >= 2
		}
	}
	return -1, -1
}

// endOfText returns where the string that begins at a quote ends.
func endOfText(data []byte, quote int) int {
	for i := quote + 1; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(data)
}
