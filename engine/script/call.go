package script

// Evaluator evaluates expressions. It may be used by any number of goroutines.
type Evaluator interface {
	// Evaluate returns what the expression returns for this call, or one of the
	// errors of this package. What the call holds is read and never changed.
	Evaluate(Call) (Result, error)
}

// Call is one evaluation. Values are plain JSON as unstructured objects hold it.
type Call struct {
	Expression *Expression
	// Value is the variable value; of a field that is missing it is nil, and
	// Exists, the variable valueExists, is false (PATCH-36, PATCH-37).
	Value  any
	Exists bool
	// Path is context.path (PATCH-52).
	Path string
	// Virtual and Host are context.virtualObject and context.hostObject; nil is
	// null (PATCH-51).
	Virtual, Host map[string]any
}

// Result is what an expression returned: plain JSON (nil, bool, int64, float64,
// string, []any, map[string]any) that belongs to the caller. Undefined tells
// undefined from null; both mean that the field is deleted (PATCH-40).
type Result struct {
	Value     any
	Undefined bool
}

// Nothing reports whether the expression returned null or undefined.
func (r Result) Nothing() bool { return r.Value == nil }

// Static is what all evaluations of one virtual cluster share.
type Static struct {
	// Name and Namespace are context.vcluster.name and .namespace (PATCH-49), and
	// what virtualToHostDNS builds host names from (PATCH-48).
	Name, Namespace string
	// Config is context.vcluster.config: vcluster.yaml over its defaults, without
	// secrets (PATCH-50). It must not be changed afterwards.
	Config map[string]any
}
