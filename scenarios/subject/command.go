package subject

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"k8s.io/client-go/tools/clientcmd"

	"github.com/syncspec/syncspec/engine"
	"github.com/syncspec/syncspec/engine/config"
	"github.com/syncspec/syncspec/engine/rbac"
	"github.com/syncspec/syncspec/reports"
	"github.com/syncspec/syncspec/scenarios/authority"
	"github.com/syncspec/syncspec/scenarios/external"
	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/scenarios/law"
	"github.com/syncspec/syncspec/steps"
)

// Open is a pair that lets other programs in.
type Open interface {
	// Kubeconfig is how a program gets into one side so that what it does is known
	// to be the actor's.
	Kubeconfig(side steps.Side, actor history.Actor) ([]byte, error)
}

// command is one start of an engine that is a program.
type command struct {
	*external.Process
	of        *Subject
	folder    string
	variables []string
	output    *external.Output
	// rested says that it was quiet since it started, or since the last write.
	rested bool
}

// startCommand runs the command by its contract and returns once it is ready.
func (s *Subject) startCommand(ctx context.Context, settings steps.Settings) error {
	s.remember(settings, nil)
	if err := s.admit(ctx, settings); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "syncspec-engine-")
	if err != nil {
		return fmt.Errorf("making a folder for the engine: %w", err)
	}
	started := &command{of: s, folder: folder, output: &external.Output{}}
	if err := started.launch(ctx, settings); err != nil {
		return errors.Join(err, os.RemoveAll(folder))
	}
	if err := started.ready(ctx); err != nil {
		return errors.Join(err, started.stop(context.WithoutCancel(ctx)))
	}
	s.remember(settings, started)
	return nil
}

// admit prepares the host as an installation does: the virtual cluster's namespace,
// and the roles of the engine if it is to have no other rights.
func (s *Subject) admit(ctx context.Context, settings steps.Settings) error {
	if s.options.Engine.Derived {
		if parsed, _ := config.Parse(ConfigFile, []byte(settings.Config)); parsed != nil {
			return s.install(ctx, settings, parsed)
		}
	}
	installer, err := s.pair.Client(steps.Host, history.Installer)
	if err != nil {
		return err
	}
	if err := own(ctx, installer, settings.Namespace); err != nil {
		return fmt.Errorf("making the namespace of the virtual cluster: %w", err)
	}
	return nil
}

func (c *command) launch(ctx context.Context, settings steps.Settings) error {
	actor := c.of.nextActor()
	if err := c.write(actor, settings); err != nil {
		return fmt.Errorf("writing what the engine reads: %w", err)
	}
	if err := c.of.mark(ctx, "engine-start"); err != nil {
		return err
	}
	var err error
	c.Process, err = external.Start(c.of.options.Engine.Line, c.folder, c.variables, c.output)
	if err != nil {
		return err
	}
	c.of.mu.Lock()
	defer c.of.mu.Unlock()
	c.of.outputs = append(c.of.outputs, c.output)
	return nil
}

// write puts the kubeconfigs and the vcluster.yaml into the folder.
func (c *command) write(actor history.Actor, settings steps.Settings) error {
	open, ok := c.of.pair.(Open)
	if !ok {
		return errors.New("this target lets no other programs in: use envtest, or clusters that exist")
	}
	files := map[string][]byte{"vcluster.yaml": []byte(settings.Config)}
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		text, err := open.Kubeconfig(side, actor)
		if err == nil && c.of.options.Engine.Derived {
			text, err = actingAs(text, c.of.account(settings))
		}
		if err != nil {
			return err
		}
		files[string(side)+".kubeconfig"] = text
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(c.folder, name), text, 0o600); err != nil {
			return err
		}
	}
	c.variables = []string{
		"HOST_KUBECONFIG=" + filepath.Join(c.folder, "host.kubeconfig"),
		"VIRTUAL_KUBECONFIG=" + filepath.Join(c.folder, "virtual.kubeconfig"),
		"VCLUSTER_YAML=" + filepath.Join(c.folder, "vcluster.yaml"),
		"VCLUSTER_NAME=" + settings.Name, "VCLUSTER_NAMESPACE=" + settings.Namespace,
		"SYNCSPEC_COMPAT=" + string(c.of.compat(settings)),
	}
	return nil
}

// account is the user that an engine of these settings is installed as.
func (s *Subject) account(settings steps.Settings) string {
	env := environment(engine.Options{Name: settings.Name, Namespace: settings.Namespace, Config: config.Default()})
	return authority.ServiceAccount(settings.Namespace, rbac.Account(env))
}

// actingAs is a kubeconfig whose user has another's rights.
func actingAs(text []byte, user string) ([]byte, error) {
	loaded, err := clientcmd.Load(text)
	if err != nil {
		return nil, err
	}
	for _, auth := range loaded.AuthInfos {
		auth.Impersonate = user
	}
	return clientcmd.Write(*loaded)
}

// lookAgain is how often a probe is asked.
const lookAgain = 100 * time.Millisecond

// ready returns when the probe says so or, without one, when the engine has asked
// the clusters something and then nothing new for a while.
func (c *command) ready(ctx context.Context) error {
	probe := c.of.options.Engine.Probe
	if probe == "" {
		c.rested = true
		return c.quiet(ctx, external.FirstRequest)
	}
	look := time.NewTicker(lookAgain)
	defer look.Stop()
	for !external.Probe(ctx, probe, c.folder, c.variables) {
		select {
		case <-look.C:
		case <-c.Done():
			return c.ended()
		case <-ctx.Done():
			return fmt.Errorf("waiting until the engine's probe says that it is ready: %w", context.Cause(ctx))
		}
	}
	return nil
}

// ended says how the program ended. Before it was ready, RefusedCode means that
// it does not accept its configuration.
func (c *command) ended() error {
	select {
	case <-c.Done():
	default:
		return nil
	}
	if c.of.current() == nil && c.Code() == external.RefusedCode {
		return &steps.Refused{Text: strings.Join(c.lines(), "\n")}
	}
	said := "it said nothing"
	if lines := c.of.redacted(c.lines()); len(lines) > 0 {
		said = "its last words: " + lines[len(lines)-1]
	}
	return fmt.Errorf("the engine ended by itself with exit code %d; %s", c.Code(), said)
}

// lines are what this start said, without the name of its folder.
func (c *command) lines() []string {
	lines := c.output.Lines()
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(line, c.folder+string(filepath.Separator), "")
	}
	return lines
}

func (c *command) settle(ctx context.Context, writes []engine.Mark) error {
	if err := c.ended(); err != nil {
		return err
	}
	if len(writes) == 0 && c.rested {
		return nil
	}
	if err := c.quiet(ctx, 0); err != nil {
		return err
	}
	c.rested = true
	return nil
}

func (c *command) stop(ctx context.Context) error {
	err := c.Stop(ctx, c.of.options.Engine.Grace)
	return errors.Join(err, os.RemoveAll(c.folder))
}

// said is what the engine has logged, as it is.
func (s *Subject) said() []string {
	if s.options.Engine == nil {
		return s.log.all()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, output := range s.outputs {
		all = append(all, output.Lines()...)
	}
	return all
}

// redacted takes what Secrets hold out of lines.
func (s *Subject) redacted(lines []string) []string {
	calls, err := s.pair.Calls(context.Background())
	if err != nil {
		return []string{"(the output is not shown: what is secret in it cannot be told)"}
	}
	var pairs []string
	for _, value := range law.SecretValues(history.History{Calls: calls}) {
		pairs = append(pairs, value, reports.Redacted)
	}
	replacer := strings.NewReplacer(pairs...)
	clean := make([]string, len(lines))
	for i, line := range lines {
		clean[i] = replacer.Replace(line)
	}
	return clean
}
