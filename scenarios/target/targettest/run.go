package targettest

import (
	"embed"
	stdjson "encoding/json"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/dynamic"

	"github.com/syncspec/syncspec/steps"
)

//go:embed testdata
var data embed.FS

// Fresh lends a test a pair that holds what every cluster has and nothing else,
// as one client of each side.
type Fresh func(t *testing.T) func(steps.Side) dynamic.Interface

// Story is a sentence and the requests that show it.
type Story struct {
	Story string `json:"story"`
	Steps []Step `json:"steps"`
}

// Run plays every story on fresh pairs and compares the answers with the recorded ones.
func Run(t *testing.T, fresh Fresh) {
	t.Helper()
	for _, topic := range topics(t) {
		t.Run(topic, func(t *testing.T) {
			want := recorded(t, topic)
			for _, story := range stories(t, topic) {
				t.Run(story.Story, func(t *testing.T) {
					require.Equal(t, want[story.Story], play(t, fresh, story))
				})
			}
		})
	}
}

// Record plays every story and writes the answers into the package's folder.
func Record(t *testing.T, fresh Fresh) {
	t.Helper()
	for _, topic := range topics(t) {
		t.Run(topic, func(t *testing.T) {
			var text strings.Builder
			for _, story := range stories(t, topic) {
				t.Run(story.Story, func(t *testing.T) {
					fmt.Fprintf(&text, "=== %s\n%s\n", story.Story, play(t, fresh, story))
				})
			}
			require.NoError(t, os.WriteFile("testdata/"+topic+".golden", []byte(text.String()), 0o644))
		})
	}
}

func play(t *testing.T, fresh Fresh, story Story) string {
	t.Helper()
	player := newPlayer(t, fresh(t))
	for i, step := range story.Steps {
		player.play(i+1, step)
	}
	return player.text.String()
}

func topics(t *testing.T) (names []string) {
	t.Helper()
	files, err := data.ReadDir("testdata")
	require.NoError(t, err)
	for _, file := range files {
		if name, isStory := strings.CutSuffix(file.Name(), ".yaml"); isStory {
			names = append(names, name)
		}
	}
	return names
}

func stories(t *testing.T, topic string) (told []Story) {
	t.Helper()
	text, err := data.ReadFile(path.Join("testdata", topic+".yaml"))
	require.NoError(t, err)
	var content any
	require.NoError(t, yaml.Unmarshal(text, &content))
	text, err = stdjson.Marshal(content)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &told))
	return told
}

func recorded(t *testing.T, topic string) map[string]string {
	t.Helper()
	text, err := data.ReadFile(path.Join("testdata", topic+".golden"))
	require.NoError(t, err)
	answers := map[string]string{}
	for _, part := range strings.Split(string(text), "=== ")[1:] {
		title, answer, _ := strings.Cut(part, "\n")
		answers[title] = strings.TrimSuffix(answer, "\n")
	}
	return answers
}
