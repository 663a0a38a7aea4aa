package config

import (
	"fmt"
	"strings"
)

// suggestion ends a message about an unknown word with the nearest valid one.
func suggestion(word string, valid []string) string {
	best, distance := nearest(word, valid)
	switch {
	case len(valid) == 0:
		return "it takes no keys"
	case misspelt(word, distance):
		return fmt.Sprintf("did you mean %q?", best)
	case len(valid) <= 8:
		return "valid keys are " + strings.Join(valid, ", ")
	}
	return fmt.Sprintf("the nearest valid key is %q", best)
}

// misspelt says whether so few edits look like a slip of the fingers.
func misspelt(word string, distance int) bool { return distance <= max(1, len(word)/3) }

// nearest is the word of the list with the fewest edits, and how many they are.
// Upper and lower case count as equal. The list's order decides a tie.
func nearest(word string, list []string) (best string, distance int) {
	distance = -1
	lower := strings.ToLower(short(word))
	for _, candidate := range list {
		if d := edits(lower, strings.ToLower(candidate)); distance < 0 || d < distance {
			best, distance = candidate, d
		}
	}
	return best, distance
}

// edits counts the insertions, deletions, replacements and swaps of neighbours that
// make b out of a.
func edits(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, previous := make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range s {
		row := make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(previous[j+1]+1, row[j]+1, previous[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, previous = previous, row
	}
	return previous[len(t)]
}
