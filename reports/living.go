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

//go:embed living/page.gotmpl living/sentence.gotmpl living/style.css living/page.js
var livingAssets embed.FS

// Living is what living documentation is made of: the specification as it is now,
// and runs of any age and target.
type Living struct {
	// Sentences are the catalogue, in the documents' order. Their State is only read
	// for Planned.
	Sentences []Sentence
	// Why says of planned sentences, by id, why they are not there yet.
	Why map[string]string
	// Features are all there are, every scenario without a result.
	Features []Feature
	// Differences are the deliberate ones to the real vCluster.
	Differences []Difference
	Runs        []Run
}

// Difference is one between what is documented and what the real vCluster does.
type Difference struct {
	Behaviour, Kind, At string
	Ours, Real, Reason  string
	Alike               string // why there is no scenario of the real one's way
}

// WriteLiving writes living documentation as one self-contained page: every sentence
// with its scenarios and how they last ended on each target, and beside it what the
// real vCluster does where that differs. Steps are packed and need scripting.
func WriteLiving(w io.Writer, living Living) error {
	templates, err := template.New("page").Funcs(template.FuncMap{"plural": plural, "duration": duration}).ParseFS(livingAssets, "living/*.gotmpl")
	if err != nil {
		return fmt.Errorf("reading the templates of the living documentation: %w", err)
	}
	view, err := newLivingView(living, templates)
	if err == nil {
		err = view.dress()
	}
	if err != nil {
		return fmt.Errorf("writing the living documentation: %w", err)
	}
	out := bufio.NewWriter(w)
	if err := templates.ExecuteTemplate(out, "page.gotmpl", view); err != nil {
		return fmt.Errorf("writing the living documentation: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the living documentation: %w", err)
	}
	return nil
}

// dress adds style and script, as that of the report does.
func (v *livingView) dress() error {
	var style strings.Builder
	for _, from := range []struct {
		assets embed.FS
		name   string
	}{{assets, "html/style.css"}, {livingAssets, "living/style.css"}} {
		text, err := from.assets.ReadFile(from.name)
		if err != nil {
			return err
		}
		style.Write(text)
	}
	script, err := livingAssets.ReadFile("living/page.js")
	if err != nil {
		return err
	}
	hash := sha256.Sum256(script)
	v.Style, v.Script = template.CSS(style.String()), template.JS(script) // #nosec G203 -- embedded, never input
	v.Policy = fmt.Sprintf("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
		base64.StdEncoding.EncodeToString(hash[:]))
	return nil
}
