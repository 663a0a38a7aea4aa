package docker

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// HasImage says whether the daemon at host (empty: the user's own) has an image.
func HasImage(ctx context.Context, host, image string) bool {
	return command(ctx, host, "image", "inspect", "--format", "{{.Id}}", image).Run() == nil
}

// Load gives the daemon an image: archive writes it as docker save would.
func Load(ctx context.Context, host string, archive func(io.Writer) error) error {
	load := command(ctx, host, "load", "--quiet")
	in, err := load.StdinPipe()
	if err != nil {
		return err
	}
	var said limited
	load.Stdout, load.Stderr = &said, &said
	if err := load.Start(); err != nil {
		return fmt.Errorf("docker load: %w", err)
	}
	written := archive(in)
	closed := in.Close()
	if err := load.Wait(); err != nil {
		return fmt.Errorf("docker load: %w: %s", err, said)
	}
	if written != nil {
		return fmt.Errorf("docker load: %w", written)
	}
	return closed
}

// RemoveOthers removes the images of the same repository that nothing uses: an
// older one serves no purpose and is large.
func RemoveOthers(ctx context.Context, host, image string) error {
	repository, _, _ := strings.Cut(image, ":")
	listed, err := command(ctx, host, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", repository).Output()
	if err != nil {
		return fmt.Errorf("docker image ls: %w", err)
	}
	for _, other := range strings.Fields(string(listed)) {
		if other != image {
			_ = command(ctx, host, "image", "rm", other).Run() // refused for one that is in use
		}
	}
	return nil
}

// limited keeps the first words of a program.
type limited []byte

func (l *limited) Write(p []byte) (int, error) {
	*l = append(*l, p[:min(len(p), 2000-min(2000, len(*l)))]...)
	return len(p), nil
}
