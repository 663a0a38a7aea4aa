// Package worlds holds the use cases of the documents as ready worlds: a
// vcluster.yaml, what the host has, and what tenants make, with a README of three
// lines that says what to look at and how to see it.
//
//	<use case>/vcluster.yaml    ─► syncspec render -f … --host … …   what the host gets, without a cluster
//	<use case>/host.yaml        ─► syncspec up -f … --host … …       the same on real API servers
//	<use case>/virtual.yaml     ─► features/use-cases.feature        what must hold, sentence by sentence
//	<use case>/README.md
//
// They are files to start from. A test renders each and holds it to testdata; another
// holds the feature to the files, so that nobody reads two different stories.
package worlds

import (
	"embed"
	"fmt"
	"io/fs"
)

// FS holds every world, each in a folder with its name.
//
//go:embed */vcluster.yaml */host.yaml */virtual.yaml */README.md
var FS embed.FS

// World is one use case.
type World struct {
	// Name is the name of its folder: security-isolation.
	Name string
	// Config is its vcluster.yaml; Host and Virtual are manifests; Readme is Markdown.
	Config, Host, Virtual, Readme string
}

// All are the worlds, by name.
func All() ([]World, error) {
	folders, err := FS.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("listing the worlds: %w", err)
	}
	var all []World
	for _, folder := range folders {
		world, err := read(folder.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, world)
	}
	return all, nil
}

func read(name string) (World, error) {
	world := World{Name: name}
	for file, into := range map[string]*string{
		"vcluster.yaml": &world.Config, "host.yaml": &world.Host, "virtual.yaml": &world.Virtual, "README.md": &world.Readme,
	} {
		text, err := fs.ReadFile(FS, name+"/"+file)
		if err != nil {
			return World{}, fmt.Errorf("reading world %s: %w", name, err)
		}
		*into = string(text)
	}
	return world, nil
}
