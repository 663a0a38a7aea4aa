package runner

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/syncspec/syncspec/steps"
)

// events returns the events of both sides, a line each, oldest first.
func events(ctx context.Context, clusters steps.Clusters) []string {
	resource := schema.GroupVersionResource{Version: "v1", Resource: "events"}
	var lines []string
	for _, side := range []steps.Side{steps.Virtual, steps.Host} {
		found, err := clusters.List(ctx, side, resource, "")
		if err != nil {
			lines = append(lines, fmt.Sprintf("%s: the events could not be read: %v", side, err))
			continue
		}
		found = slices.DeleteFunc(found, ofCluster)
		slices.SortStableFunc(found, func(a, b unstructured.Unstructured) int { return strings.Compare(moment(a), moment(b)) })
		lines = append(lines, counted(side, found)...)
	}
	return lines
}

// ofCluster tells what a real cluster says of its own parts.
func ofCluster(event unstructured.Unstructured) bool {
	namespace, _, _ := unstructured.NestedString(event.Object, "involvedObject", "namespace")
	return namespace == "kube-system" || namespace == "local-path-storage" || namespace == "kube-node-lease"
}

// counted says what was said several times only once.
func counted(side steps.Side, found []unstructured.Unstructured) []string {
	var lines []string
	times := map[string]int{}
	for _, event := range found {
		line := fmt.Sprintf("%s: %s", side, eventLine(event))
		if times[line] == 0 {
			lines = append(lines, line)
		}
		times[line]++
	}
	for i, line := range lines {
		if n := times[line]; n > 1 {
			lines[i] = fmt.Sprintf("%s (%d events)", line, n)
		}
	}
	return lines
}

func moment(event unstructured.Unstructured) string {
	for _, field := range []string{"lastTimestamp", "eventTime"} {
		if at, _, _ := unstructured.NestedString(event.Object, field); at != "" {
			return at
		}
	}
	return event.GetCreationTimestamp().UTC().Format("2006-01-02T15:04:05Z")
}

func eventLine(event unstructured.Unstructured) string {
	word := func(fields ...string) string {
		value, _, _ := unstructured.NestedString(event.Object, fields...)
		return value
	}
	name := strings.TrimPrefix(word("involvedObject", "namespace")+"/"+word("involvedObject", "name"), "/")
	line := fmt.Sprintf("%s %s on %s %s: %s", word("type"), word("reason"), word("involvedObject", "kind"), name, word("message"))
	if count, _, _ := unstructured.NestedInt64(event.Object, "count"); count > 1 {
		line += fmt.Sprintf(" (%d times)", count)
	}
	return line
}
