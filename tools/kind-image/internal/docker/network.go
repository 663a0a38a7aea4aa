package docker

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
)

// The network that kind's nodes join; kind takes one of this name if it is there.
const (
	network = "kind"
	bridge  = "syncspec-kind"
)

// Confine makes kind's network one that nothing leaves: a run must not depend on
// what answers outside, and pods would find it through the node's NAT. It is for
// a daemon of our own only.
func (d *Daemon) Confine(ctx context.Context) error {
	if out, err := command(ctx, d.Host, "network", "inspect", network).CombinedOutput(); err != nil {
		out, err = command(ctx, d.Host, "network", "create", "--driver", "bridge",
			"--opt", "com.docker.network.bridge.name="+bridge, network).CombinedOutput()
		if err != nil {
			return fmt.Errorf("creating kind's network: %w: %s", err, out)
		}
	} else if !strings.Contains(string(out), bridge) {
		return fmt.Errorf("network %s is there without the bridge %s; remove it: docker network rm %s", network, bridge, network)
	}
	rule := []string{"DOCKER-USER", "-i", bridge, "!", "-o", bridge, "-j", "REJECT"}
	if exec.CommandContext(ctx, "iptables", append([]string{"-C"}, rule...)...).Run() == nil {
		return nil
	}
	if out, err := exec.CommandContext(ctx, "iptables", append([]string{"-I"}, rule...)...).CombinedOutput(); err != nil {
		return fmt.Errorf("closing kind's network: %w: %s", err, out)
	}
	return nil
}

// Open takes the rule of Confine back.
func (d *Daemon) Open(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "iptables", "-D", "DOCKER-USER", "-i", bridge, "!", "-o", bridge, "-j", "REJECT").CombinedOutput()
	if err != nil {
		return fmt.Errorf("opening kind's network: %w: %s", err, out)
	}
	return nil
}
