package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsAskedForIsFoundInTheArguments(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		arguments, want []string
	}{
		"a container":            {[]string{"--root", "/r", "create", "--bundle", "/b", "id"}, []string{"/b/config.json"}},
		"joined by =":            {[]string{"create", "--bundle=/b", "id"}, []string{"/b/config.json"}},
		"in short":               {[]string{"run", "-b", "/b", "id"}, []string{"/b/config.json"}},
		"a process":              {[]string{"exec", "--process", "/p.json", "--detach", "id"}, []string{"/p.json"}},
		"nothing asks":           {[]string{"--root", "/r", "delete", "--force", "id"}, nil},
		"a flag without a value": {[]string{"create", "--bundle"}, []string{"config.json"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, specs(test.arguments))
		})
	}
}

func TestOnlyTheCapabilityGoes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spec, want string
	}{
		"of a container": {
			`{"process":{"capabilities":{"bounding":["CAP_CHOWN","CAP_SYS_RESOURCE","CAP_KILL"],"ambient":["CAP_SYS_RESOURCE"]},"cwd":"/"},"size":9007199254740993}`,
			`{"process":{"capabilities":{"bounding":["CAP_CHOWN","CAP_KILL"],"ambient":[]},"cwd":"/"},"size":9007199254740993}`,
		},
		"of a process":             {`{"capabilities":{"effective":["CAP_SYS_RESOURCE","CAP_KILL"]}}`, `{"capabilities":{"effective":["CAP_KILL"]}}`},
		"where nothing is asked":   {`{"process":{"cwd":"/"}}`, `{"process":{"cwd":"/"}}`},
		"where it is not asked":    {`{"capabilities":{"bounding":["CAP_KILL"]}}`, `{"capabilities":{"bounding":["CAP_KILL"]}}`},
		"where a set is not there": {`{"capabilities":{"bounding":null}}`, `{"capabilities":{"bounding":null}}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := without([]byte(test.spec), "CAP_SYS_RESOURCE")
			require.NoError(t, err)
			require.JSONEq(t, test.want, string(got))
		})
	}
	_, err := without([]byte("not JSON"), "CAP_SYS_RESOURCE")
	require.Error(t, err)
}
