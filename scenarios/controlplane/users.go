package controlplane

import (
	"fmt"
	"os"

	"k8s.io/client-go/rest"
	crenvtest "sigs.k8s.io/controller-runtime/pkg/envtest"

	"github.com/syncspec/syncspec/steps"
)

// OwnUser is who the harness is when it waits for the servers; the audit logs
// leave it out.
const OwnUser = "syncspec"

// userKey is one user of one side.
type userKey struct {
	side steps.Side
	name string
}

// Config returns what a client needs to act as the named user, who may do
// everything. The audit log carries the name, and "syncspec/<name>" as the user
// agent. There is no limit on the client's side. The config must not be changed;
// copy it.
func (p *Planes) Config(side steps.Side, user string) (*rest.Config, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := userKey{side, user}
	if config, ok := p.users[key]; ok {
		return config, nil
	}
	authenticated, err := p.addUser(key)
	if err != nil {
		return nil, err
	}
	p.users[key] = authenticated.Config()
	return p.users[key], nil
}

// Kubeconfig returns the same for other programs.
func (p *Planes) Kubeconfig(side steps.Side, user string) ([]byte, error) {
	authenticated, err := p.addUser(userKey{side, user})
	if err != nil {
		return nil, err
	}
	return authenticated.KubeConfig()
}

func (p *Planes) addUser(key userKey) (*crenvtest.AuthenticatedUser, error) {
	plane, ok := p.control[key.side]
	if !ok {
		return nil, fmt.Errorf("there is no side %q: host or virtual", key.side)
	}
	base := &rest.Config{QPS: -1, Burst: -1, UserAgent: "syncspec/" + key.name, WarningHandler: rest.NoWarnings{}}
	user, err := plane.AddUser(crenvtest.User{Name: key.name, Groups: []string{"system:masters"}}, base)
	if err != nil {
		return nil, fmt.Errorf("adding user %s to the %s API server: %w", key.name, key.side, err)
	}
	return user, nil
}

// writeKubeconfigs leaves an administrator's way in for each side in the folder.
func (p *Planes) writeKubeconfigs() error {
	for _, side := range sides() {
		text, err := p.Kubeconfig(side, "admin")
		if err != nil {
			return err
		}
		if err := os.WriteFile(p.dir.file(string(side)+".kubeconfig"), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
