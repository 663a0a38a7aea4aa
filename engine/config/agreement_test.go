package config_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/engine/config"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := config.JSONSchema()
	require.NoError(t, err)
	tree, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("vcluster.schema.json", tree))
	schema, err := compiler.Compile("vcluster.schema.json")
	require.NoError(t, err)
	return schema
}

func accepts(t *testing.T, schema *jsonschema.Schema, text []byte) error {
	t.Helper()
	raw, err := yaml.YAMLToJSON(text)
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err)
	return schema.Validate(value)
}

func TestTheSchemaAcceptsWhatIsAccepted(t *testing.T) {
	t.Parallel()
	schema := compiled(t)
	files, err := filepath.Glob("testdata/effective/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		if len(bytes.TrimSpace(text)) > 0 {
			require.NoError(t, accepts(t, schema, text), file)
		}
	}
	defaults, err := config.DefaultsYAML()
	require.NoError(t, err)
	require.NoError(t, accepts(t, schema, defaults))
}

func TestTheSchemaRefusesKeysAndTypes(t *testing.T) {
	t.Parallel()
	schema := compiled(t)
	for _, text := range []string{
		"synk: {}",
		"sync: {toHost: {ingreses: {}}}",
		"sync: {toHost: {pods: {enabled: 1}}}",
		"sync: {toHost: {pods: {enforceTolerations: ['a:Foo']}}}",
		"sync: {toHost: {pods: {patches: [{expression: value}]}}}",
		"sync: {fromHost: {csiNodes: {enabled: maybe}}}",
		"sync: {fromHost: {runtimeClasses: {selector: {matchExpressions: [{key: a, operator: in}]}}}}",
		"policies: {podSecurityStandard: strict}",
		"controlPlane: {statefulSet: {highAvailability: {replicas: -1}}}",
		"networking: {replicateServices: {toHost: [{from: a/b}]}}",
	} {
		require.Error(t, accepts(t, schema, []byte(text)), text)
		_, found := config.Parse("v.yaml", []byte(text))
		require.Error(t, found.Err(), text)
	}
}

func TestThePrintedDefaultsMeanTheDefaults(t *testing.T) {
	t.Parallel()
	text, err := config.DefaultsYAML()
	require.NoError(t, err)
	c, found := config.Parse("defaults.yaml", text)
	require.NoError(t, found.Err())
	want, err := config.Default().Tree()
	require.NoError(t, err)
	got, err := c.Tree()
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Empty(t, c.Ignored())
}

func TestWhatIsIgnoredIsNamed(t *testing.T) {
	t.Parallel()
	c, found := config.Parse("v.yaml", []byte("telemetry: {enabled: false}\ncontrolPlane:\n  ingress: {host: a}\nintegrations: {istio: {enabled: true}}\n"))
	require.Empty(t, found)
	var lines []string
	for _, note := range c.Ignored() {
		lines = append(lines, note.String())
	}
	require.Equal(t, []string{
		"v.yaml:1:1: note: telemetry is accepted and ignored: syncing does not depend on it",
		"v.yaml:3:3: note: controlPlane.ingress is accepted and ignored: syncing does not depend on it",
	}, lines)
}
