package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/syncspec/syncspec/scenarios/runner"
)

// capabilities are what an engine is said to be able to: each page of the features
// is one, a folder is all of its pages. The last word about a page counts.
type capabilities struct {
	words []capability
	// compat says that the engine can be told to behave as the real vCluster does.
	compat bool
}

type capability struct {
	name string
	not  bool
}

// readCapabilities reads a list, or the file of that name.
func readCapabilities(given string) (capabilities, error) {
	if given == "" {
		return capabilities{}, nil
	}
	names, places := strings.Split(given, ","), []string(nil)
	if text, err := os.ReadFile(given); err == nil {
		if names, places, err = listed(given, text); err != nil {
			return capabilities{}, badSpec(err)
		}
	}
	var c capabilities
	for i, name := range names {
		name, not := strings.CutPrefix(strings.TrimSpace(name), "-")
		if err := c.add(capability{strings.TrimSuffix(strings.TrimPrefix(name, "features/"), ".feature"), not}); err != nil {
			if places != nil {
				return capabilities{}, badSpec(fmt.Errorf("%s: %w", places[i], err))
			}
			return capabilities{}, usage(fmt.Errorf("--capabilities: %w", err))
		}
	}
	return c, nil
}

// listed reads a YAML list of names, and where each stands.
func listed(file string, text []byte) (names, places []string, err error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(document.Content) == 0 || document.Content[0].Kind != yaml.SequenceNode {
		return nil, nil, fmt.Errorf("%s:1:1: capabilities are a list of pages and folders of features", file)
	}
	for _, item := range document.Content[0].Content {
		names = append(names, item.Value)
		places = append(places, fmt.Sprintf("%s:%d:%d", file, item.Line, item.Column))
	}
	return names, places, nil
}

func (c *capabilities) add(word capability) error {
	switch word.name {
	case "all":
		c.compat = !word.not
	case "compat":
		c.compat = !word.not
		return nil
	default:
		pages, err := runner.Load(builtIn(), nil)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(pages, func(page *runner.Feature) bool { return word.holds(page.URI) }) {
			return fmt.Errorf("there is no page or folder %q of features, and it is neither all nor compat", word.name)
		}
	}
	c.words = append(c.words, word)
	return nil
}

func (c capability) holds(uri string) bool {
	page := strings.TrimSuffix(strings.TrimPrefix(uri, "features/"), ".feature")
	return c.name == "all" || page == c.name || strings.HasPrefix(page, c.name+"/")
}

// lacks says why the engine is not judged by a scenario; empty means that it is.
func (c capabilities) lacks(example runner.Example) string {
	able := len(c.words) == 0 || c.words[0].not
	for _, word := range c.words {
		if word.holds(example.Feature.URI) {
			able = !word.not
		}
	}
	if able {
		return ""
	}
	return "the engine is not said to be capable of " + strings.TrimSuffix(strings.TrimPrefix(example.Feature.URI, "features/"), ".feature")
}
