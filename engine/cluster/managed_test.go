package cluster

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOnlyTheObjectsOwnManagedFieldsAreCutOut(t *testing.T) {
	for name, c := range map[string]struct{ given, want string }{
		"in the middle": {
			`{"kind":"Pod","metadata":{"name":"a","managedFields":[{"f":{"x":[1,{}]}}],"uid":"u"},"spec":{}}`,
			`{"kind":"Pod","metadata":{"name":"a","uid":"u"},"spec":{}}`,
		},
		"the first field":          {`{"metadata":{"managedFields":[],"name":"a"}}`, `{"metadata":{"name":"a"}}`},
		"the last field":           {`{"metadata":{"name":"a","managedFields":[]}}`, `{"metadata":{"name":"a"}}`},
		"the only field":           {`{"metadata":{"managedFields":[]}}`, `{"metadata":{}}`},
		"brackets inside of texts": {`{"metadata":{"managedFields":[{"a":"]}\"["}],"name":"]"}}`, `{"metadata":{"name":"]"}}`},
		"a field of a spec that is called so": {
			`{"metadata":{"name":"a"},"spec":{"managedFields":[1]}}`, `{"metadata":{"name":"a"},"spec":{"managedFields":[1]}}`,
		},
		"a template's metadata": {
			`{"metadata":{"name":"a"},"spec":{"template":{"metadata":{"managedFields":[1]}}}}`,
			`{"metadata":{"name":"a"},"spec":{"template":{"metadata":{"managedFields":[1]}}}}`,
		},
		"a text that quotes it": {
			`{"metadata":{"name":"a"},"data":{"x":"\"managedFields\":["}}`, `{"metadata":{"name":"a"},"data":{"x":"\"managedFields\":["}}`,
		},
		"text that ends too early": {`{"metadata":{"managedFields":[{"a":`, `{"metadata":{"managedFields":[{"a":`},
		"no object":                {`"managedFields":[`, `"managedFields":[`},
		"nothing":                  {``, ``},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, string(withoutManagedFields([]byte(c.given))))
		})
	}
}
