package controlplane

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	crenvtest "sigs.k8s.io/controller-runtime/pkg/envtest"

	"github.com/syncspec/syncspec/steps"
)

const (
	// startTimeout is generous: a machine may be busy compiling.
	startTimeout = 90 * time.Second
	// advertised is never dialled; a fixed address works without a network too.
	advertised = "10.99.0.1"
)

// serviceRange is the same on both sides, as a virtual service takes over the
// address of its host copy.
const serviceRange = "10.96.0.0/16"

// newEtcd is the store of both sides. What it holds is not worth a disk write;
// Wipe needs large transactions.
func newEtcd(dir folder, path string, log *os.File) (*crenvtest.Etcd, error) {
	etcd := &crenvtest.Etcd{Path: path, DataDir: dir.file("etcd"), StartTimeout: startTimeout, Out: log, Err: log}
	etcd.Configure().
		Set("unsafe-no-fsync", "true").
		Set("max-txn-ops", strconv.Itoa(maxOps)).
		Set("log-level", "warn")
	return etcd, os.MkdirAll(etcd.DataDir, 0o700)
}

// newAPIServer has the settings that the recorded behaviour was observed under
// (no ServiceAccount admission, which is envtest's default), an audit log, and
// no limits on requests in flight.
func newAPIServer(dir folder, side steps.Side, path string, log *os.File) (*crenvtest.APIServer, error) {
	certificates := dir.file(string(side))
	server := &crenvtest.APIServer{Path: path, CertDir: certificates, StartTimeout: startTimeout, Out: log, Err: log}
	server.Configure().
		Set("etcd-prefix", "/"+string(side)).
		Set("advertise-address", advertised).
		Set("service-cluster-ip-range", serviceRange).
		Set("service-account-issuer", "https://kubernetes.default.svc").
		Set("enable-priority-and-fairness", "false").
		Set("max-requests-inflight", "4000").
		Set("max-mutating-requests-inflight", "4000").
		Set("audit-policy-file", dir.file("audit-policy.yaml")).
		Set("audit-log-path", dir.auditLog(side)).
		Set("audit-log-mode", "blocking").
		Set("audit-log-maxsize", "0").
		Set("profiling", "false")
	return server, os.MkdirAll(certificates, 0o700)
}

// auditPolicy keeps what people and engines do, not what the servers do among
// themselves nor what we do for our own sake.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
omitManagedFields: true
rules:
- level: None
  users: [system:apiserver, system:anonymous, ` + OwnUser + `, default]
- level: None
  nonResourceURLs: ["*"]
- level: RequestResponse
  verbs: [create, update, patch, delete, deletecollection]
- level: Metadata
`

func (f folder) auditLog(side steps.Side) string { return f.file(string(side) + "-audit.log") }

// prepare writes what the servers read. The audit logs exist before the servers
// start, which then append, so that the logs may be cut short.
func (f folder) prepare() error {
	files := map[string]string{f.file("audit-policy.yaml"): auditPolicy, f.file("pids"): ""}
	for _, side := range sides() {
		files[f.auditLog(side)] = ""
	}
	for file, text := range files {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func sides() []steps.Side { return []steps.Side{steps.Host, steps.Virtual} }

// serverName is how messages call an API server, after its side.
func serverName(side steps.Side) string { return string(side) + "-apiserver" }

// log opens a server's log for appending.
func (f folder) log(name string) (*os.File, error) {
	return os.OpenFile(f.file(name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}

// open wraps a binary and opens the log of the server it becomes.
func (f folder) open(assets, binary, name string) (path string, log *os.File, err error) {
	if path, err = f.wrap(name, filepath.Join(assets, binary)); err != nil {
		return "", nil, fmt.Errorf("writing the script of %s: %w", name, err)
	}
	log, err = f.log(name)
	return path, log, err
}
