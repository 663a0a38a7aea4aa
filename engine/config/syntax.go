package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// locateLimit bounds the text in which a syntax error is located exactly: above it,
// parsing prefixes again and again would be felt.
const locateLimit = 128 << 10

// documents parses every document of a text. A panic of the parser becomes an error:
// what users write must never end the process.
func documents(data []byte) (docs []*yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			docs, err = nil, fmt.Errorf("unreadable YAML: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var doc yaml.Node
		switch err := decoder.Decode(&doc); {
		case errors.Is(err, io.EOF):
			return docs, nil
		case err != nil:
			return nil, err
		}
		docs = append(docs, &doc)
	}
}

// syntaxError splits the parser's words from the line it guesses (0 if it does not).
func syntaxError(err error) (message string, line int) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if found := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(text); found != nil {
		_, _ = fmt.Sscanf(found[1], "%d", &line)
		text = text[len(found[0]):]
	}
	return text, line
}

// locate finds where a syntax error is. The parser's own line is often that of the
// enclosing block, and it tells no column; but the shortest beginning of the text
// that fails with the same words ends at the culprit.
func locate(data []byte, message string, guess int) (line, column int) {
	if len(data) > locateLimit {
		return max(guess, 1), 1
	}
	fails := func(end int) bool {
		_, err := documents(data[:end])
		if err == nil {
			return false
		}
		found, _ := syntaxError(err)
		return unnamed(found) == unnamed(message)
	}
	ends := lineEnds(data)
	n := sort.Search(len(ends)-1, func(i int) bool { return fails(ends[i]) })
	start := 0
	if n > 0 {
		start = ends[n-1]
	}
	text := data[start:ends[n]]
	length := 1 + sort.Search(max(len(text)-1, 0), func(i int) bool { return fails(start + i + 1) })
	return n + 1, max(utf8.RuneCount(text[:min(length, len(text))]), 1)
}

// unnamed leaves out of a message what it quotes: a prefix may quote half of it.
func unnamed(message string) string {
	return regexp.MustCompile(`'[^']*'`).ReplaceAllString(message, "''")
}

// lineEnds are the offsets just behind each line.
func lineEnds(data []byte) []int {
	var ends []int
	for i, b := range data {
		if b == '\n' {
			ends = append(ends, i+1)
		}
	}
	if len(ends) == 0 || ends[len(ends)-1] != len(data) {
		ends = append(ends, len(data))
	}
	return ends
}

// badByte finds the first byte that is not UTF-8.
func badByte(data []byte) (line, column int) {
	line, column = 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size <= 1 {
			break
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return line, column
}
