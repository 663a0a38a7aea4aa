package node

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// component is one image that kubeadm or the node itself asks for.
type component struct {
	// name is the image's, with its tag.
	name string
	// binary is built from Go modules and lies in path.
	binary, path string
	// files are further ones, from the node's own root file system.
	files []entry
}

// sandbox finds the image of pods' first containers in containerd's settings.
var sandbox = regexp.MustCompile(`(?m)^\s*sandbox_image = "([^"]+)"`)

// components are the images of a cluster, tagged as kubeadm asks for them.
func (w build) components(ctx context.Context) ([]component, error) {
	kubernetes, err := w.version("kubernetes", "k8s.io/kubernetes")
	if err != nil {
		return nil, err
	}
	settings, err := os.ReadFile(w.path("node", "etc/containerd/config.toml"))
	if err != nil {
		return nil, err
	}
	pause := sandbox.FindSubmatch(settings)
	if pause == nil {
		return nil, fmt.Errorf("kind's settings of containerd name no sandbox_image:\n%s", settings)
	}
	list, err := run(ctx, w.path("bin", "kubeadm"), "config", "images", "list", "--kubernetes-version", kubernetes)
	if err != nil {
		return nil, err
	}
	tables, err := w.tables(ctx)
	if err != nil {
		return nil, err
	}
	components := []component{
		{name: string(pause[1]), binary: "pause", path: "/pause"},
		{name: "syncspec.local/routes:v1", binary: "routes", path: "/routes"},
	}
	for _, name := range strings.Fields(list) {
		binary := componentBinary(name)
		switch binary {
		case "pause": // the one that containerd asks for
		case "coredns":
			components = append(components, component{name: name, binary: binary, path: "/coredns"})
		case "kube-proxy":
			components = append(components, component{name: name, binary: binary, path: "/usr/local/bin/kube-proxy", files: tables})
		default:
			components = append(components, component{name: name, binary: binary, path: "/usr/local/bin/" + binary})
		}
	}
	return components, nil
}

// componentBinary is the name of the program in an image.
func componentBinary(image string) string {
	name, _, _ := strings.Cut(image[strings.LastIndex(image, "/")+1:], ":")
	return name
}

// tables are the files with which kube-proxy changes rules, and the libraries of
// all of them: an extension of iptables without its libraries is not an error
// there, the rule is just never written.
func (w build) tables(ctx context.Context) ([]entry, error) {
	programs := []string{"/usr/sbin/nft", "/usr/sbin/conntrack", "/usr/sbin/xtables-nft-multi"}
	for _, name := range []string{"iptables", "ip6tables"} {
		for _, suffix := range []string{"", "-save", "-restore"} {
			programs = append(programs, "/usr/sbin/"+name+suffix)
		}
	}
	extensions, err := filepath.Glob(w.path("node", "usr/lib/*/xtables/*.so"))
	if err != nil || len(extensions) == 0 {
		return nil, fmt.Errorf("finding the extensions of iptables in the root file system: %w", err)
	}
	for _, extension := range extensions {
		programs = append(programs, strings.TrimPrefix(extension, w.path("node")))
	}
	listed, err := run(ctx, "chroot", append([]string{w.path("node"), "ldd"}, programs...)...)
	if err != nil {
		return nil, err
	}
	needed, missing := libraries(listed)
	if len(missing) > 0 {
		return nil, fmt.Errorf("libraries that the extensions of iptables need are not in the root file system: %s", strings.Join(missing, ", "))
	}
	return w.entries(ctx, append(programs, needed...))
}

// entries are files of the root file system without its links.
func (w build) entries(ctx context.Context, names []string) ([]entry, error) {
	listed, err := run(ctx, "chroot", append([]string{w.path("node"), "readlink", "--canonicalize-existing"}, names...)...)
	if err != nil {
		return nil, err
	}
	var entries []entry
	for n, real := range strings.Fields(listed) {
		entries = append(entries, entry{names[n], w.path("node", real)})
	}
	return entries, nil
}

// libraries reads the answer of ldd: the files that are needed, each once, and
// the names of those that were not found.
func libraries(listed string) (needed, missing []string) {
	for line := range strings.Lines(listed) {
		words := strings.Fields(line)
		switch {
		case strings.Contains(line, "=> not found"):
			missing = append(missing, words[0])
		case len(words) == 4 && words[1] == "=>":
			needed = append(needed, words[2])
		case len(words) == 2 && strings.HasPrefix(words[0], "/") && strings.HasPrefix(words[1], "("):
			needed = append(needed, words[0]) // the loader
		}
	}
	slices.Sort(needed)
	return slices.Compact(needed), missing
}
