package cluster

import (
	"bytes"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// stamp is what of a stored object an answer to a write is read for.
type stamp struct {
	Metadata struct {
		Name, Namespace, UID, ResourceVersion string
		// What says whether an object has ended with the write.
		DeletionTimestamp          *metav1.Time
		DeletionGracePeriodSeconds *int64
		Finalizers                 []string
	}
}

// stampOf reads it from the text an API server writes, up to the resource version:
// what follows, nearly all of it, is not looked at. It reports false for a text it
// does not know, and for that of an object that is being deleted.
func stampOf(data []byte) (stamp, bool) {
	var found stamp
	inMetadata := false
	for i, depth := 0, 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			end := endOfText(data, i)
			switch {
			case depth == 1:
				inMetadata = bytes.HasPrefix(data[i:], metadata)
			case depth == 2 && inMetadata:
				if string(data[i+1:min(end, len(data))]) == deletion {
					return stamp{}, false
				}
				if into := found.field(data[i+1 : min(end, len(data))]); into != nil && bytes.HasPrefix(data[end:], textFollows) {
					begin := end + len(textFollows)
					end = endOfText(data, begin-1)
					*into = string(data[begin:end])
				}
			}
			if found.Metadata.ResourceVersion != "" {
				return found, end < len(data) && found.plain() && !deleted(data[end+1:])
			}
			i = end
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
	}
	return stamp{}, false
}

const deletion = "deletionTimestamp"

// deleted reports whether what an API server writes after a resource version says
// that the object is being deleted.
func deleted(rest []byte) bool {
	if after, has := bytes.CutPrefix(rest, []byte(`,"generation":`)); has {
		rest = bytes.TrimLeft(after, "0123456789")
	}
	if after, has := bytes.CutPrefix(rest, []byte(`,"creationTimestamp":"`)); has {
		_, rest, _ = bytes.Cut(after, []byte(`"`))
	}
	return bytes.HasPrefix(rest, []byte(`,"`+deletion+`"`))
}

// textFollows is what stands between a key and its text, from the key's last quote on.
var textFollows = []byte(`":"`)

func (s *stamp) field(key []byte) *string {
	switch string(key) {
	case "name":
		return &s.Metadata.Name
	case "namespace":
		return &s.Metadata.Namespace
	case "uid":
		return &s.Metadata.UID
	case "resourceVersion":
		return &s.Metadata.ResourceVersion
	}
	return nil
}

// plain reports that everything an object has is there, and nothing needs unquoting.
func (s *stamp) plain() bool {
	m := s.Metadata
	all := m.Name + m.Namespace + m.UID + m.ResourceVersion
	return m.Name != "" && m.UID != "" && !bytes.ContainsRune([]byte(all), '\\')
}
