package targettest

// Step is one request of a story; exactly one of its verbs is set. The target
// of a verb is "resource name" or "resource/subresource name". A string
// "${first.metadata.uid}" stands for a value of the answer saved as first.
type Step struct {
	Create           map[string]any `json:"create,omitempty"`
	Update           map[string]any `json:"update,omitempty"`
	Get              string         `json:"get,omitempty"`
	List             string         `json:"list,omitempty"`
	Patch            string         `json:"patch,omitempty"`
	Delete           string         `json:"delete,omitempty"`
	DeleteCollection string         `json:"deletecollection,omitempty"`
	// Watch opens a watch; Events reads as many events from it.
	Watch  string `json:"watch,omitempty"`
	Events int    `json:"events,omitempty"`

	// Merge, JSON and Strategic are the body of a patch.
	Merge     map[string]any `json:"merge,omitempty"`
	JSON      []any          `json:"json,omitempty"`
	Strategic map[string]any `json:"strategic,omitempty"`

	// Sub is the subresource of a create or an update.
	Sub string `json:"sub,omitempty"`
	// In is the namespace: "default" when empty, none when "-".
	In   string `json:"in,omitempty"`
	Side string `json:"side,omitempty"`
	// Labels and Fields select; From is the resourceVersion a watch starts after.
	Labels  string `json:"labels,omitempty"`
	Fields  string `json:"fields,omitempty"`
	From    string `json:"from,omitempty"`
	Initial bool   `json:"initial,omitempty"`
	// Grace, UID, Version and Policy are the options of a deletion.
	Grace   *int64 `json:"grace,omitempty"`
	UID     string `json:"uid,omitempty"`
	Version string `json:"version,omitempty"`
	Policy  string `json:"policy,omitempty"`
	// Strict asks for strict field validation.
	Strict bool `json:"strict,omitempty"`
	// Patient repeats a refused request for a while: real admission plugins read caches.
	Patient bool `json:"patient,omitempty"`

	Save string `json:"save,omitempty"`
	// Show limits what is printed of the answer to some paths.
	Show []string `json:"show,omitempty"`
}
