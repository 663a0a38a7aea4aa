package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"sigs.k8s.io/yaml"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/reports/conformance"
	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/deviations"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// judgingFlags are the words about what an engine is judged by.
type judgingFlags struct {
	profile, capabilities, deviations string
	report, implementation            string
	identity                          conformance.Identity

	// can, expected and whose are what the words mean, once they are read.
	can      capabilities
	expected *deviations.List
}

func (j *judgingFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&j.profile, "profile", "", "run the scenarios of a profile: core (what the documents say), extended (and what further documents say), implementation (and what was only observed); default all")
	flags.StringVar(&j.capabilities, "capabilities", "", "what the engine can: pages and folders of features such as 'to-host,patches' or '-networking', 'all', or a file with a list of them; scenarios of others are skipped (default all but compat)")
	flags.StringVar(&j.deviations, "deviations", "", "file of scenarios and behaviours that are expected to fail; one that passes makes the run fail")
	flags.StringVar(&j.report, "conformance-report", "", "write a conformance report (YAML) to this file; needs the implementation's identity")
	flags.StringVar(&j.implementation, "implementation", "", "file (YAML) with organization, project, url, version and contact of the engine; the flags --organization … win")
	flags.StringVar(&j.identity.Organization, "organization", "", "who makes the engine, for the conformance report")
	flags.StringVar(&j.identity.Project, "project", "", "what the engine is called")
	flags.StringVar(&j.identity.URL, "url", "", "where the engine is found")
	flags.StringVar(&j.identity.Version, "engine-version", "", "which version of the engine is judged")
	flags.StringSliceVar(&j.identity.Contact, "contact", nil, "whom to ask; may be repeated")
}

// read understands the words before anything is started.
func (j *judgingFlags) read() error {
	if j.profile != "" {
		if _, err := conformance.ParseProfile(j.profile); err != nil {
			return usage(fmt.Errorf("--profile: %w", err))
		}
	}
	var err error
	if j.can, err = readCapabilities(j.capabilities); err != nil {
		return err
	}
	if j.report == "" {
		return j.readDeviations()
	}
	if err := j.readIdentity(); err != nil {
		return err
	}
	return j.readDeviations()
}

func (j *judgingFlags) readIdentity() error {
	given := j.identity
	if j.implementation != "" {
		text, err := os.ReadFile(j.implementation)
		if err != nil {
			return usage(fmt.Errorf("--implementation: %w", err))
		}
		if err := yaml.UnmarshalStrict(text, &j.identity); err != nil {
			return badSpec(fmt.Errorf("%s: %w", j.implementation, err))
		}
	}
	for _, part := range []struct{ given, into *string }{
		{&given.Organization, &j.identity.Organization}, {&given.Project, &j.identity.Project},
		{&given.URL, &j.identity.URL}, {&given.Version, &j.identity.Version},
	} {
		if *part.given != "" {
			*part.into = *part.given
		}
	}
	if len(given.Contact) > 0 {
		j.identity.Contact = given.Contact
	}
	if err := j.identity.Check(); err != nil {
		return usage(fmt.Errorf("--conformance-report says whose engine it is, by --implementation FILE or flags: %w", err))
	}
	return nil
}

func (j *judgingFlags) readDeviations() error {
	if j.deviations == "" {
		return nil
	}
	text, err := os.ReadFile(j.deviations)
	if err != nil {
		return usage(fmt.Errorf("--deviations: %w", err))
	}
	known, err := knownToDeviate()
	if err != nil {
		return err
	}
	if j.expected, err = deviations.Read(j.deviations, text, known); err != nil {
		return badSpec(err)
	}
	return nil
}

// knownToDeviate is what the features and the catalogue of this program hold.
func knownToDeviate() (deviations.Known, error) {
	known := deviations.Known{Behaviours: map[string]bool{}, Scenarios: map[string][]string{}}
	behaviours, err := features.Behaviours()
	if err != nil {
		return known, badSpec(err)
	}
	for _, b := range behaviours {
		known.Behaviours[b.ID] = true
	}
	pages, err := runner.Load(builtIn(), nil)
	if err != nil {
		return known, err
	}
	for _, page := range pages {
		for _, example := range page.Examples {
			known.Scenarios[page.URI] = append(known.Scenarios[page.URI], example.Name)
		}
	}
	return known, nil
}

// fit makes the runner judge by what the words say.
func (j *judgingFlags) fit(options runner.Options) runner.Options {
	if options.Engine != nil {
		options.Engine.Both = j.can.compat
	}
	if j.capabilities != "" {
		options.Capable = j.can.lacks
	}
	if j.expected != nil {
		today := time.Now()
		options.Expected = func(e runner.Example) *reports.Deviation {
			return j.expected.Of(e.Feature.URI, e.Name, e.Behaviours(), today)
		}
	}
	return options
}

// finish judges what only the whole run can say.
func (j *judgingFlags) finish(result *reports.Run) {
	if j.expected != nil {
		j.expected.Judge(result, time.Now())
	}
}

// of leaves the examples of the profile.
func (j *judgingFlags) of(examples []runner.Example) ([]runner.Example, error) {
	if j.profile == "" {
		return examples, nil
	}
	classes, err := classes()
	if err != nil {
		return nil, err
	}
	profile := conformance.Profile(j.profile)
	kept := slices.DeleteFunc(slices.Clone(examples), func(e runner.Example) bool { return !profile.Contains(classes.Of(e.Behaviours())) })
	if len(kept) == 0 {
		return nil, usage(fmt.Errorf("nothing is selected: none of %d %s belongs to the profile %s", len(examples), plural(len(examples), "scenario"), j.profile))
	}
	return kept, nil
}

func classes() (conformance.Classes, error) {
	behaviours, err := features.Behaviours()
	if err != nil {
		return nil, badSpec(err)
	}
	classes := conformance.Classes{}
	for _, b := range behaviours {
		classes[b.ID] = b.Class
	}
	return classes, nil
}

// writeReport writes the conformance report, where one is wanted.
func (j *judgingFlags) writeReport(result reports.Run) error {
	if j.report == "" {
		return nil
	}
	about, err := j.about()
	if err != nil {
		return err
	}
	file, err := os.Create(j.report)
	if err != nil {
		return environment(fmt.Errorf("writing the conformance report: %w", err))
	}
	if err := errors.Join(conformance.Write(file, conformance.Of(result, about)), file.Close()); err != nil {
		return environment(err)
	}
	return nil
}

func (j *judgingFlags) about() (conformance.About, error) {
	classes, err := classes()
	if err != nil {
		return conformance.About{}, err
	}
	pages, err := runner.Load(builtIn(), nil)
	if err != nil {
		return conformance.About{}, err
	}
	whole := map[conformance.Profile]int{}
	for _, page := range pages {
		for _, example := range page.Examples {
			whole[classes.Of(example.Behaviours())]++
		}
	}
	digest, err := specDigest()
	return conformance.About{
		Implementation: j.identity, Classes: classes, Whole: whole,
		Versions: conformance.Versions{Syncspec: version(), Kubernetes: controlplane.Version, Specification: digest},
	}, err
}

// specDigest is the digest of everything that engines are judged by.
func specDigest() (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(builtIn(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(builtIn(), path)
		if err == nil {
			_, err = fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("reading the specification: %w", err)
	}
	return fmt.Sprintf("sha256:%x", sum.Sum(nil)[:8]), nil
}

// words say the same again.
func (j *judgingFlags) words() []string {
	var words []string
	for _, each := range []struct{ flag, value string }{
		{"--profile", j.profile}, {"--capabilities", j.capabilities}, {"--deviations", j.deviations},
	} {
		if each.value != "" {
			words = append(words, each.flag, runner.Quote(strings.TrimSpace(each.value)))
		}
	}
	return words
}
