package cli

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/syncspec/syncspec/features"
	"github.com/syncspec/syncspec/scenarios/runner"
)

// kubectlPlugin is the name of a file on the PATH by which kubectl finds us.
const kubectlPlugin = "kubectl-syncspec"

// kubectlCompletion is what kubectl looks for on the PATH as
// kubectl_complete-syncspec, to complete `kubectl syncspec`.
const kubectlCompletion = `#!/bin/sh
exec kubectl syncspec __complete "$@"
`

// completes adds the shells' completion, and that of kubectl.
func (p *Program) completes(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, command := range root.Commands() {
		if command.Name() != "completion" {
			continue
		}
		command.AddCommand(&cobra.Command{
			Use: "kubectl", Args: noArgs,
			Short: "Generate the script by which kubectl completes its plugin",
			Long: `Prints a script. As an executable file named kubectl_complete-syncspec on the
PATH, beside this program as kubectl-syncspec, it completes "kubectl syncspec".`,
			RunE: func(*cobra.Command, []string) error {
				_, err := fmt.Fprint(p.Stdout, kubectlCompletion)
				return err
			},
		})
	}
}

// renamed lets examples be what the user types.
func (p *Program) renamed(command *cobra.Command) {
	command.Example = strings.ReplaceAll(command.Example, "  syncspec ", "  "+p.Name+" ")
	for _, child := range command.Commands() {
		p.renamed(child)
	}
}

// completeRun completes the words after `run`: feature files, and values of flags.
func completeRun(command *cobra.Command) {
	command.ValidArgsFunction = func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return beginWith(featureFiles(), begun), cobra.ShellCompDirectiveDefault
	}
	for flag, values := range map[string]func(begun string) []cobra.Completion{
		"tags":   tagsAfter,
		"target": func(string) []cobra.Completion { return []cobra.Completion{"envtest", "memory", kubeconfigTarget} },
		"compat": func(string) []cobra.Completion { return []cobra.Completion{"documented", "vcluster"} },
		"format": func(string) []cobra.Completion { return formatWords() },
	} {
		directive := cobra.ShellCompDirectiveNoFileComp
		if flag == "format" {
			directive |= cobra.ShellCompDirectiveNoSpace // the file follows
		}
		err := command.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return beginWith(values(begun), begun), directive
		})
		if err != nil {
			panic(err) // a flag that is not there: every start of the program would say so
		}
	}
}

func beginWith(words []cobra.Completion, begun string) []cobra.Completion {
	return slices.DeleteFunc(words, func(word cobra.Completion) bool { return !strings.HasPrefix(word, begun) })
}

func formatWords() []cobra.Completion {
	words := []cobra.Completion{"pretty"}
	for _, kind := range slices.Sorted(maps.Keys(writers())) {
		words = append(words, kind+":")
	}
	return words
}

// featureFiles are the built-in pages and their folders, as paths that run takes.
func featureFiles() []cobra.Completion {
	var files []cobra.Completion
	err := fs.WalkDir(builtIn(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != ".":
			files = append(files, "features/"+name+"/")
		case path.Ext(name) == ".feature":
			files = append(files, "features/"+name)
		}
		return nil
	})
	if err != nil {
		return nil // no completion is no harm
	}
	return files
}

// tagsAfter completes the last tag of an expression. Tags that are ids of behaviours
// are described by what they say.
func tagsAfter(begun string) []cobra.Completion {
	before := begun[:strings.LastIndexAny(begun, " (")+1]
	said, err := statements()
	if err != nil {
		return nil
	}
	pages, err := runner.Load(builtIn(), nil)
	if err != nil {
		return nil
	}
	tags := map[string]string{}
	for _, page := range pages {
		for _, example := range page.Examples {
			for _, tag := range example.Tags {
				tags[tag] = said[tag]
			}
		}
	}
	var words []cobra.Completion
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		words = append(words, cobra.CompletionWithDesc(before+tag, tags[tag]))
	}
	return words
}

func statements() (map[string]string, error) {
	behaviours, err := features.Behaviours()
	if err != nil {
		return nil, err
	}
	said := map[string]string{}
	for _, b := range behaviours {
		said["@"+b.ID] = strings.Join(strings.Fields(b.Statement), " ")
	}
	return said, nil
}
