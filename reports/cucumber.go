package reports

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"html"
	"io"
	"strings"
)

// formatter is the package @cucumber/html-formatter of npm, at the version its file
// pin says; fetch.sh gets it again.
//
//go:embed cucumber/index.mustache cucumber/main.css cucumber/main.js cucumber/icon.url cucumber/pin cucumber/LICENSE cucumber/main.js.LICENSE.txt
var formatter embed.FS

// WriteCucumberHTML writes the run as the report of Cucumber itself: its HTML
// formatter, with the run's Messages inside. One self-contained page that needs
// scripting. A run without its sources is an error, as for WriteMessages.
func WriteCucumberHTML(w io.Writer, run Run) error {
	out := bufio.NewWriter(w)
	if err := cucumberPage(out, run); err != nil {
		return fmt.Errorf("writing Cucumber's HTML report: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing Cucumber's HTML report: %w", err)
	}
	return nil
}

// cucumberPage fills the formatter's template, as its own CucumberHtmlStream does.
func cucumberPage(w io.Writer, run Run) error {
	page, err := formatter.ReadFile("cucumber/index.mustache")
	if err != nil {
		return err
	}
	parts := map[string]func() error{
		"title":         words(w, html.EscapeString(oneLine(run.Verdict()+" · syncspec"))),
		"icon":          asset(w, "icon.url"),
		"css":           asset(w, "main.css"),
		"custom_css":    words(w, ""),
		"messages":      func() error { return WriteMessages(lines{w}, run) },
		"script":        asset(w, "main.js"),
		"custom_script": words(w, ""),
	}
	first, rest, _ := strings.Cut(string(page), "<head>")
	if err := words(w, first+notice()+"<head>")(); err != nil {
		return err
	}
	for rest != "" {
		before, after, more := strings.Cut(rest, "{{")
		if err := words(w, before)(); err != nil || !more {
			return err
		}
		name, after, _ := strings.Cut(after, "}}")
		if parts[name] == nil {
			return fmt.Errorf("its template asks for %q, which this program does not know", name)
		}
		if err := parts[name](); err != nil {
			return err
		}
		rest = after
	}
	return nil
}

func words(w io.Writer, said string) func() error {
	return func() error {
		_, err := io.WriteString(w, said)
		return err
	}
}

func asset(w io.Writer, name string) func() error {
	return func() error {
		content, err := formatter.ReadFile("cucumber/" + name)
		if err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	}
}

// notice names the formatter and its licences in a comment of the page.
func notice() string {
	said := "This page shows its messages with @cucumber/html-formatter "
	for _, name := range []string{"pin", "LICENSE", "main.js.LICENSE.txt"} {
		content, err := formatter.ReadFile("cucumber/" + name)
		if err != nil {
			return "" // they are embedded
		}
		said += string(content) + "\n"
	}
	return "<!-- " + strings.ReplaceAll(said, "--", "- -") + "-->\n"
}

// lines makes elements of a JavaScript array of lines of JSON. What Go writes as
// JSON holds no "<", so nothing in it ends the script.
type lines struct{ w io.Writer }

func (l lines) Write(line []byte) (int, error) {
	if _, err := l.w.Write(bytes.ReplaceAll(line, []byte("\n"), []byte(",\n"))); err != nil {
		return 0, err
	}
	return len(line), nil
}
