package kind

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"golang.org/x/sync/errgroup"
	"sigs.k8s.io/kind/pkg/cluster/nodes"
	"sigs.k8s.io/kind/pkg/cluster/nodeutils"
	"sigs.k8s.io/kind/pkg/exec"

	"github.com/syncspec/syncspec/scenarios/worlds"
)

// Probe is the image of the pods of scenarios that look around from inside. Features
// name it.
const Probe = registry + "probe:1"

// images are what the host runs of ours, by the names they were loaded under.
type images struct{ plane, engine string }

// load makes our images and puts them on every node that lacks them.
func (h *host) load(ctx context.Context, o Options) (images, error) {
	plane, err := image(nil,
		program{"/usr/bin/etcd", filepath.Join(o.Assets, "etcd")},
		program{"/usr/bin/kube-apiserver", filepath.Join(o.Assets, "kube-apiserver")})
	if err != nil {
		return images{}, fmt.Errorf("making the image of the virtual control plane: %w", err)
	}
	engine, err := image([]string{"/usr/bin/syncspec"}, program{"/usr/bin/syncspec", o.Self})
	if err != nil {
		return images{}, fmt.Errorf("making the image of the engine: %w", err)
	}
	probe, err := image([]string{"/usr/bin/syncspec", "inside"}, program{"/usr/bin/syncspec", o.Self})
	if err != nil {
		return images{}, fmt.Errorf("making the image of the probe: %w", err)
	}
	planeTag, err := tagged("control-plane", plane)
	if err != nil {
		return images{}, err
	}
	engineTag, err := tagged("engine", engine)
	if err != nil {
		return images{}, err
	}
	all := map[name.Tag]v1.Image{planeTag: plane, engineTag: engine}
	if err := stand(probe, all); err != nil {
		return images{}, err
	}
	h.progress.say("loading the images of the virtual control plane and of the engine")
	err = h.put(ctx, all)
	return images{plane: planeTag.String(), engine: engineTag.String()}, err
}

// stand has the probe stand for itself and for every image of the use cases.
func stand(probe v1.Image, all map[name.Tag]v1.Image) error {
	worlds, err := worlds.All()
	if err != nil {
		return err
	}
	names := []string{Probe}
	for _, world := range worlds {
		for _, match := range imageIn.FindAllStringSubmatch(world.Virtual, -1) {
			names = append(names, match[1])
		}
	}
	for _, each := range names {
		tag, err := name.NewTag(each)
		if err != nil {
			return fmt.Errorf("reading the images of the use cases: %w", err)
		}
		all[tag] = probe
	}
	return nil
}

var imageIn = regexp.MustCompile(`image: "([^"]+)"`)

// put imports the images on all nodes at a time. One that is there under a name that
// tells what is in it is not imported again.
func (h *host) put(ctx context.Context, made map[name.Tag]v1.Image) error {
	group, _ := errgroup.WithContext(ctx)
	for _, node := range h.nodes {
		group.Go(func() error {
			missing := map[name.Tag]v1.Image{}
			for tag, image := range made {
				if !strings.HasPrefix(tag.String(), registry) || tag.String() == Probe || !holds(node, tag.String()) {
					missing[tag] = image
				}
			}
			reader, writer := io.Pipe()
			go func() { _ = writer.CloseWithError(tarball.MultiWrite(missing, writer)) }()
			err := nodeutils.LoadImageArchive(node, reader)
			_ = reader.CloseWithError(err)
			if err != nil {
				return fmt.Errorf("loading images on node %s: %w", node, err)
			}
			return nil
		})
	}
	return group.Wait()
}

func holds(node nodes.Node, image string) bool {
	found, err := exec.OutputLines(node.Command("ctr", "--namespace=k8s.io", "images", "ls", "-q", "name=="+image))
	return err == nil && len(found) > 0
}
