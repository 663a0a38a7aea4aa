package kind

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"path"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/kind/pkg/exec"

	"github.com/syncspec/syncspec/scenarios/controlplane"
)

const (
	// installation is the name of the virtual cluster and of its namespace, as scenarios
	// have it unless they say otherwise.
	installation = "vcluster"
	virtualLog   = "virtual-audit.log"
	// keys is the folder of certificates in the pod of the plane.
	keys = "/etc/syncspec"
	// planeWithin is how long the virtual API server may take to be ready.
	planeWithin = 3 * time.Minute
)

// plane is the virtual control plane, in a pod of the host: what real installations
// have as a StatefulSet.
type plane struct {
	authority *authority
	// address is the way in for this machine, inside that for pods of the host.
	address, inside string
}

// deploy puts the plane into the installation's namespace, instead of one that is
// there, and returns when it is ready.
func (h *host) deploy(ctx context.Context, client kubernetes.Interface, image string) (*plane, error) {
	own, err := newAuthority("syncspec virtual cluster")
	if err != nil {
		return nil, err
	}
	address, err := h.published()
	if err != nil {
		return nil, err
	}
	service, err := h.install(ctx, client)
	if err != nil {
		return nil, fmt.Errorf("installing the virtual control plane: %w", err)
	}
	p := &plane{authority: own, address: address, inside: "https://" + net.JoinHostPort(service.Spec.ClusterIP, "443")}
	held, err := p.secret(service.Spec.ClusterIP)
	if err != nil {
		return nil, err
	}
	h.progress.say("starting the virtual control plane in a pod")
	secrets := client.CoreV1().Secrets(installation)
	if err := gone(secrets.Delete(ctx, held.Name, metav1.DeleteOptions{})); err != nil {
		return nil, err
	}
	if _, err := secrets.Create(ctx, held, metav1.CreateOptions{}); err != nil {
		return nil, fmt.Errorf("storing the keys of the virtual control plane: %w", err)
	}
	if _, err := client.CoreV1().Pods(installation).Create(ctx, planePod(h.first.String(), image), metav1.CreateOptions{}); err != nil {
		return nil, fmt.Errorf("creating the pod of the virtual control plane: %w", err)
	}
	return p, p.ready(ctx, client)
}

// install makes the namespace and the Service, which every installation has, and
// removes the pod of the one before.
func (h *host) install(ctx context.Context, client kubernetes.Interface) (*corev1.Service, error) {
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: installation}}
	if _, err := client.CoreV1().Namespaces().Create(ctx, namespace, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return nil, err
	}
	if err := h.accounts(ctx, client); err != nil {
		return nil, err
	}
	pods := client.CoreV1().Pods(installation)
	now := int64(0)
	if err := gone(pods.Delete(ctx, installation, metav1.DeleteOptions{GracePeriodSeconds: &now})); err != nil {
		return nil, err
	}
	services := client.CoreV1().Services(installation)
	service, err := services.Create(ctx, &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Name: installation},
		Spec: corev1.ServiceSpec{
			Selector: map[string]string{"app": installation},
			Ports:    []corev1.ServicePort{{Name: "https", Port: 443, TargetPort: intstr.FromInt32(planePort)}},
		},
	}, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return services.Get(ctx, installation, metav1.GetOptions{})
	}
	return service, err
}

// accounts are what an installation has besides: the account of the engine, and the one
// that the pods of tenants run under.
func (h *host) accounts(ctx context.Context, client kubernetes.Interface) error {
	for _, name := range []string{"vc-" + installation, "vc-workload-" + installation} {
		account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: name}}
		if _, err := client.CoreV1().ServiceAccounts(installation).Create(ctx, account, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
			return fmt.Errorf("creating account %s: %w", name, err)
		}
	}
	return nil
}

// gone forgives that something was not there to be deleted.
func gone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// secret holds what the virtual API server is known by, and knows others by.
func (p *plane) secret(clusterIP string) (*corev1.Secret, error) {
	names := []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}
	for _, suffix := range []string{"", ".svc", ".svc.cluster.local"} {
		names = append(names, installation+"."+installation+suffix)
	}
	certificate, key, err := p.authority.server(names, []net.IP{net.IPv4(127, 0, 0, 1), net.ParseIP(clusterIP)})
	if err != nil {
		return nil, err
	}
	_, tokens, err := p.authority.client("tokens")
	if err != nil {
		return nil, err
	}
	public, err := pemPublic(tokens)
	if err != nil {
		return nil, err
	}
	return &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: installation + "-keys"}, Data: map[string][]byte{
		"ca.crt": p.authority.pem, "tls.crt": certificate, "tls.key": key, "tokens.key": tokens, "tokens.pub": public,
	}}, nil
}

// planePod runs etcd and the API server on the node of the records, in its network:
// so they are reached through the port that the node publishes.
func planePod(node, image string) *corev1.Pod {
	no := false
	folder := corev1.HostPathDirectory
	container := func(name string, command ...string) corev1.Container {
		return corev1.Container{
			Name: name, Image: image, ImagePullPolicy: corev1.PullNever, Command: command,
			VolumeMounts: []corev1.VolumeMount{
				{Name: "keys", MountPath: keys, ReadOnly: true}, {Name: "records", MountPath: records}, {Name: "data", MountPath: "/data"},
			},
		}
	}
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: installation, Labels: map[string]string{"app": installation}},
		Spec: corev1.PodSpec{
			NodeName: node, HostNetwork: true, AutomountServiceAccountToken: &no, EnableServiceLinks: &no,
			Tolerations: []corev1.Toleration{{Operator: corev1.TolerationOpExists}},
			Containers:  []corev1.Container{container("etcd", etcdCommand()...), container("kube-apiserver", apiServerCommand()...)},
			Volumes: []corev1.Volume{
				{Name: "keys", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: installation + "-keys"}}},
				{Name: "records", VolumeSource: corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: records, Type: &folder}}},
				{Name: "data", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			},
		},
	}
}

// etcdAddress is another than that of the host's own etcd on the same node.
const etcdAddress = "http://127.0.0.1:12379"

func etcdCommand() []string {
	return []string{
		"/usr/bin/etcd", "--data-dir=/data/etcd", "--unsafe-no-fsync", "--log-level=warn",
		"--listen-client-urls=" + etcdAddress, "--advertise-client-urls=" + etcdAddress,
		"--listen-peer-urls=http://127.0.0.1:12380", "--initial-advertise-peer-urls=http://127.0.0.1:12380",
		"--initial-cluster=default=http://127.0.0.1:12380",
	}
}

// apiServerCommand has the settings of the API servers that scenarios have elsewhere.
func apiServerCommand() []string {
	key := func(name string) string { return path.Join(keys, name) }
	return []string{
		"/usr/bin/kube-apiserver", "--etcd-servers=" + etcdAddress, fmt.Sprintf("--secure-port=%d", planePort),
		"--tls-cert-file=" + key("tls.crt"), "--tls-private-key-file=" + key("tls.key"), "--client-ca-file=" + key("ca.crt"),
		"--service-account-issuer=https://kubernetes.default.svc", "--service-account-key-file=" + key("tokens.pub"), "--service-account-signing-key-file=" + key("tokens.key"),
		"--service-cluster-ip-range=10.96.0.0/16", "--authorization-mode=RBAC", "--allow-privileged=true", "--disable-admission-plugins=ServiceAccount",
		"--enable-priority-and-fairness=false", "--max-requests-inflight=4000", "--max-mutating-requests-inflight=4000",
		"--audit-policy-file=" + path.Join(records, policy), "--audit-log-path=" + path.Join(records, virtualLog),
		"--audit-log-mode=blocking", "--audit-log-maxsize=0", "--profiling=false",
	}
}

// published is where the node's port is to be found on this machine.
func (h *host) published() (string, error) {
	runtime := "docker"
	if found := exec.Command(runtime, "inspect", h.first.String()).Run(); found != nil {
		runtime = "podman"
	}
	out, err := exec.Output(exec.Command(runtime, "port", h.first.String(), fmt.Sprintf("%d/tcp", planePort)))
	if err != nil {
		return "", fmt.Errorf("asking for the published port of node %s: %w", h.first, err)
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if _, _, err := net.SplitHostPort(first); err != nil {
		return "", fmt.Errorf("node %s publishes no port for the virtual API server: %w", h.first, err)
	}
	return "https://" + first, nil
}

// config is that of a client of this machine which may do everything, as the user.
func (p *plane) config(user string) (*rest.Config, error) { return p.authority.config(p.address, user) }

// config returns what a client needs to act at an address as the named user, who may
// do everything. The audit log carries the name.
func (a *authority) config(address, user string) (*rest.Config, error) {
	certificate, key, err := a.client(user)
	if err != nil {
		return nil, err
	}
	return &rest.Config{
		Host: address, QPS: -1, Burst: -1, UserAgent: "syncspec/" + user, WarningHandler: rest.NoWarnings{},
		TLSClientConfig: rest.TLSClientConfig{CAData: a.pem, CertData: certificate, KeyData: key},
	}, nil
}

// ready waits until the virtual API server says that it is.
func (p *plane) ready(ctx context.Context, host kubernetes.Interface) error {
	config, err := p.config(controlplane.OwnUser)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	var last error
	err = wait.PollUntilContextTimeout(ctx, 200*time.Millisecond, planeWithin, true, func(ctx context.Context) (bool, error) {
		last = client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
		var stranger *tls.CertificateVerificationError
		if errors.As(last, &stranger) { // the server of the pod before, on its way out
			return false, nil
		}
		return last == nil, nil
	})
	if err == nil {
		return nil
	}
	return errors.Join(fmt.Errorf("waiting for the virtual API server: %w", err), last, whyNot(context.WithoutCancel(ctx), host))
}

// whyNot is what the host says of the plane's pod.
func whyNot(ctx context.Context, host kubernetes.Interface) error {
	ctx, done := context.WithTimeout(ctx, 10*time.Second)
	defer done()
	pod, err := host.CoreV1().Pods(installation).Get(ctx, installation, metav1.GetOptions{})
	if err != nil {
		return fmt.Errorf("looking at the pod of the virtual control plane: %w", err)
	}
	said := []string{fmt.Sprintf("its pod is %s %s", pod.Status.Phase, pod.Status.Message)}
	lines := int64(10)
	for _, container := range pod.Spec.Containers {
		text, err := host.CoreV1().Pods(installation).GetLogs(installation, &corev1.PodLogOptions{Container: container.Name, TailLines: &lines}).Do(ctx).Raw()
		if err != nil {
			text = []byte(err.Error())
		}
		said = append(said, fmt.Sprintf("the end of the log of %s:\n%s", container.Name, text))
	}
	return errors.New(strings.Join(said, "\n"))
}
