package reports

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed html/*.gotmpl html/style.css html/page.js
var assets embed.FS

// WriteHTML writes the run as one self-contained page: no file, font, script or
// request besides it. It is readable without scripting, but for the details of what
// passed in a large run. A content security policy admits
// no script but the page's own, by its hash.
func WriteHTML(w io.Writer, run Run) error {
	templates, err := template.New("page").Funcs(template.FuncMap{
		"duration": duration, "whatFailed": whatFailed, "shown": shown, "untold": untold, "reflow": reflow, "offset": offset, "plural": plural, "clip": clip, "slug": slug, "flakiness": flakiness, "tries": triesText, "beside": beside,
		"reads": reads, "refused": refused, "shape": shape, "class": class, "word": func(s any) string { return strings.ReplaceAll(fmt.Sprint(s), " ", "") },
	}).ParseFS(assets, "html/*.gotmpl")
	if err != nil {
		return fmt.Errorf("reading the HTML report's templates: %w", err)
	}
	v := newView(run)
	if err := v.dress(); err != nil {
		return err
	}
	if err := v.pack(templates); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if err := templates.ExecuteTemplate(out, "page.gotmpl", v); err != nil {
		return fmt.Errorf("writing the HTML report: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the HTML report: %w", err)
	}
	return nil
}

// dress adds style and script. They are the only text the templates trust, and come from this package alone.
func (v *view) dress() error {
	style, err := assets.ReadFile("html/style.css")
	if err != nil {
		return fmt.Errorf("reading the HTML report's style: %w", err)
	}
	script, err := assets.ReadFile("html/page.js")
	if err != nil {
		return fmt.Errorf("reading the HTML report's script: %w", err)
	}
	hash := sha256.Sum256(script)
	v.Style, v.Script = template.CSS(style), template.JS(script) // #nosec G203 -- embedded, never input
	v.Policy = fmt.Sprintf("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
		base64.StdEncoding.EncodeToString(hash[:]))
	return nil
}
