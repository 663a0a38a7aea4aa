package reports

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
)

// pack takes the details of scenarios that passed out of a large page and puts them
// beside each feature: a list of HTML as JSON, gzip, base64. Opening a scenario
// unpacks those of its feature. They are a tenth of their size, and nothing that a
// browser has to read before it shows the page.
func (v *view) pack(templates *template.Template) error {
	if v.Totals.All()-v.Totals.Bad() <= plainDetails {
		return nil
	}
	v.Packed = true
	for f := range v.Features {
		if err := v.Features[f].pack(templates); err != nil {
			return fmt.Errorf("packing the HTML report's details: %w", err)
		}
	}
	return nil
}

func (f *featureView) pack(templates *template.Template) error {
	var bodies []string
	for r := range f.Rules {
		for s := range f.Rules[r].Scenarios {
			scenario := &f.Rules[r].Scenarios[s]
			if scenario.Bad() {
				continue
			}
			var body bytes.Buffer
			if err := templates.ExecuteTemplate(&body, "body", scenario); err != nil {
				return err
			}
			scenario.Packed, scenario.At = true, len(bodies)
			bodies = append(bodies, body.String())
		}
	}
	if len(bodies) == 0 {
		return nil
	}
	packed, err := packed(bodies)
	f.Pack = packed
	return err
}

func packed(bodies []string) (string, error) {
	var all bytes.Buffer
	shrink, err := gzip.NewWriterLevel(&all, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	if err := json.NewEncoder(shrink).Encode(bodies); err != nil {
		return "", err
	}
	if err := shrink.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(all.Bytes()), nil
}
