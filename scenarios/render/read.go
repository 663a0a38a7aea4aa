package render

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/json"
	sigsyaml "sigs.k8s.io/yaml"
)

// Manifest is one object and where it was written.
type Manifest struct {
	Object *unstructured.Unstructured
	// Place is "file:line".
	Place string
}

// Read reads the objects of files and folders, in order; "-" is in. Folders are
// read with what is below them, files in them that are not YAML or JSON are left out.
// An object that cannot be read is an error that names its place.
func Read(in io.Reader, names ...string) ([]Manifest, error) {
	var all []Manifest
	for _, name := range names {
		files, err := filesOf(name)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			read, err := readFile(in, file)
			if err != nil {
				return nil, err
			}
			all = append(all, read...)
		}
	}
	return all, nil
}

// filesOf are the files a name stands for.
func filesOf(name string) ([]string, error) {
	if name == "-" {
		return []string{name}, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("reading manifests: %w", err)
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	var files []string
	err = filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(path)) {
			files = append(files, path)
		}
		return err
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("reading manifests: %s holds no .yaml, .yml or .json file", name)
	}
	return files, err
}

func readFile(in io.Reader, file string) ([]Manifest, error) {
	var text []byte
	var err error
	if file == "-" {
		file = "standard input"
		text, err = io.ReadAll(in)
	} else {
		text, err = os.ReadFile(file)
	}
	if err != nil {
		return nil, fmt.Errorf("reading manifests: %w", err)
	}
	return Parse(file, text)
}

// Parse reads the objects of a YAML or JSON text; file names it in errors. Empty
// documents are left out, and a List is what it holds.
func Parse(file string, text []byte) ([]Manifest, error) {
	var all []Manifest
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s", file, strings.TrimPrefix(err.Error(), "yaml: "))
		}
		if len(document.Content) == 0 || document.Content[0].Tag == "!!null" {
			continue
		}
		read, err := objects(fmt.Sprintf("%s:%d", file, document.Content[0].Line), &document)
		if err != nil {
			return nil, err
		}
		all = append(all, read...)
	}
}

// objects are those of one document.
func objects(place string, document *yaml.Node) ([]Manifest, error) {
	object, err := objectOf(document)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place, err)
	}
	if items, isList := object.Object["items"].([]any); isList && strings.HasSuffix(object.GetKind(), "List") {
		return listed(place, items)
	}
	for _, required := range []struct{ field, value string }{
		{"apiVersion", object.GetAPIVersion()}, {"kind", object.GetKind()}, {"metadata.name", object.GetName() + object.GetGenerateName()},
	} {
		if required.value == "" {
			return nil, fmt.Errorf("%s: the object has no %s", place, required.field)
		}
	}
	return []Manifest{{Object: object, Place: place}}, nil
}

func listed(place string, items []any) ([]Manifest, error) {
	var all []Manifest
	for i, item := range items {
		fields, ok := item.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s: items[%d] is no object", place, i)
		}
		all = append(all, Manifest{Object: &unstructured.Unstructured{Object: fields}, Place: place})
	}
	return all, nil
}

func objectOf(document *yaml.Node) (*unstructured.Unstructured, error) {
	text, err := yaml.Marshal(document)
	if err != nil {
		return nil, err
	}
	raw, err := sigsyaml.YAMLToJSONStrict(text)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, errors.New("the document is no object")
	}
	return &unstructured.Unstructured{Object: fields}, nil
}
