package lint

import (
	"fmt"
	"io"
	"strings"
)

// GitHub writes findings as the workflow commands that become annotations of a pull request.
func GitHub(out io.Writer, found []Finding) error {
	for _, f := range found {
		command := map[string]string{"error": "error", "warning": "warning", "note": "notice"}[level(f.Severity)]
		_, err := fmt.Fprintf(out, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n", command, property(f.File), f.Line, f.Line,
			f.Column, f.EndColumn, property(f.Rule.Code+" "+f.Rule.Title), data(f.Message+"\n"+f.Rule.Instead))
		if err != nil {
			return fmt.Errorf("writing annotations: %w", err)
		}
	}
	return nil
}

// data and property escape what the two parts of a command cannot hold.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(text))
}
