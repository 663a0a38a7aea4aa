package kind

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/scenarios/subject"
	"github.com/syncspec/syncspec/steps"
)

const (
	// engineName is that of the engine's pod, and of the Secret with its configuration.
	engineName = installation + "-engine"
	// engineFolder is where the Secret is mounted.
	engineFolder = "/etc/syncspec"
	// engineWithin is how long a pod may take to start and to end.
	engineWithin = time.Minute
)

// launcher runs engines in pods of the host, each under the account that the rendered
// roles are bound to, and with no other rights.
type launcher struct {
	pair   *Pair
	client kubernetes.Interface
}

var _ subject.Launcher = (*launcher)(nil)

func newLauncher(pair *Pair) (*launcher, error) {
	config, err := pair.planes.Config(steps.Host, controlplane.OwnUser)
	if err != nil {
		return nil, err
	}
	client, err := kubernetes.NewForConfig(config)
	return &launcher{pair: pair, client: client}, err
}

// Launch starts `syncspec sync` in a pod.
func (l *launcher) Launch(ctx context.Context, order subject.Order) (subject.Remote, error) {
	kubeconfig, err := l.virtual(order)
	if err != nil {
		return nil, err
	}
	l.pair.planes.podActor.Store(&[2]string{order.User, string(order.Actor)})
	namespace := order.Settings.Namespace
	account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: order.Account}}
	if _, err := l.client.CoreV1().ServiceAccounts(namespace).Create(ctx, account, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return nil, fmt.Errorf("creating the account of the engine: %w", err)
	}
	secret := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: engineName},
		Data:       map[string][]byte{"vcluster.yaml": []byte(order.Settings.Config), "virtual.kubeconfig": kubeconfig},
	}
	secrets := l.client.CoreV1().Secrets(namespace)
	if err := gone(secrets.Delete(ctx, engineName, metav1.DeleteOptions{})); err != nil {
		return nil, err
	}
	if _, err := secrets.Create(ctx, secret, metav1.CreateOptions{}); err != nil {
		return nil, fmt.Errorf("storing the configuration of the engine: %w", err)
	}
	if _, err := l.client.CoreV1().Pods(namespace).Create(ctx, enginePod(order, l.pair.images.engine), metav1.CreateOptions{}); err != nil {
		return nil, fmt.Errorf("creating the pod of the engine: %w", err)
	}
	r := &remote{launcher: l, namespace: namespace, log: order.Log, ready: make(chan struct{}), done: make(chan struct{})}
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r.cancel = cancel
	go r.follow(life)
	return r, nil
}

// virtual is the way into the virtual cluster from a pod. The record tells the engine
// by its certificate; what it may do is what its account may.
func (l *launcher) virtual(order subject.Order) ([]byte, error) {
	plane := l.pair.planes.plane
	config, err := plane.authority.config(plane.inside, string(order.Actor))
	if err != nil {
		return nil, err
	}
	return written(config, order.User)
}

func enginePod(order subject.Order, image string) *corev1.Pod {
	at := func(name string) string { return engineFolder + "/" + name }
	no, nobody := false, int64(65532)
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: engineName, Labels: map[string]string{"app": engineName}},
		Spec: corev1.PodSpec{
			ServiceAccountName: order.Account, RestartPolicy: corev1.RestartPolicyNever, EnableServiceLinks: &no,
			SecurityContext: &corev1.PodSecurityContext{RunAsUser: &nobody, RunAsGroup: &nobody},
			Containers: []corev1.Container{{
				Name: "engine", Image: image, ImagePullPolicy: corev1.PullNever,
				Args: []string{
					"sync", "--name", order.Settings.Name, "--namespace", order.Settings.Namespace, "--compat", string(order.Compat),
					"--config", at("vcluster.yaml"), "--virtual-kubeconfig", at("virtual.kubeconfig"), "--log-level", "debug",
				},
				VolumeMounts: []corev1.VolumeMount{{Name: "settings", MountPath: engineFolder, ReadOnly: true}},
			}},
			Volumes: []corev1.Volume{{Name: "settings", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: engineName}}}},
		},
	}
}

// remote is an engine in a pod.
type remote struct {
	*launcher
	namespace   string
	log         func(string)
	cancel      context.CancelFunc
	ready, done chan struct{}
	announced   sync.Once
	err         error // read it only after done
}

// Ready is closed when the engine has said so.
func (r *remote) Ready() <-chan struct{} { return r.ready }

// Done is closed when its container has ended.
func (r *remote) Done() <-chan struct{} { return r.done }

// Err is why it has.
func (r *remote) Err() error { return r.err }

// follow reads the log until the container ends.
func (r *remote) follow(ctx context.Context) {
	defer close(r.done)
	pods := r.client.CoreV1().Pods(r.namespace)
	if err := r.started(ctx); err != nil {
		r.err = err
		return
	}
	stream, err := pods.GetLogs(engineName, &corev1.PodLogOptions{Follow: true}).Stream(ctx)
	if err != nil {
		r.err = fmt.Errorf("reading the log of the engine: %w", err)
		return
	}
	defer stream.Close() //nolint:errcheck // only read
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, 1<<20)
	last := ""
	for lines.Scan() {
		last = lines.Text()
		r.log(last)
		if strings.Contains(last, "msg=ready") {
			r.announced.Do(func() { close(r.ready) })
		}
	}
	r.err = r.verdict(ctx, last)
}

// started waits until the container runs, or has run.
func (r *remote) started(ctx context.Context) error {
	why := "the pod was not seen"
	err := wait.PollUntilContextTimeout(ctx, 100*time.Millisecond, engineWithin, true, func(ctx context.Context) (bool, error) {
		pod, err := r.client.CoreV1().Pods(r.namespace).Get(ctx, engineName, metav1.GetOptions{})
		if err != nil {
			return false, gone(err)
		}
		why = fmt.Sprintf("the pod is %s %s", pod.Status.Phase, pod.Status.Message)
		for _, c := range pod.Status.ContainerStatuses {
			if c.State.Waiting != nil {
				why += fmt.Sprintf("; %s %s", c.State.Waiting.Reason, c.State.Waiting.Message)
			}
		}
		return pod.Status.Phase != corev1.PodPending, nil
	})
	if err != nil {
		return fmt.Errorf("waiting for the pod of the engine to run (%s): %w", why, err)
	}
	return nil
}

// verdict is nil for an engine that ended well, and for one whose pod is gone already,
// as nobody can tell any more.
func (r *remote) verdict(ctx context.Context, last string) error {
	var code int32
	err := wait.PollUntilContextTimeout(ctx, 100*time.Millisecond, engineWithin, true, func(ctx context.Context) (bool, error) {
		pod, err := r.client.CoreV1().Pods(r.namespace).Get(ctx, engineName, metav1.GetOptions{})
		if err != nil {
			return apierrors.IsNotFound(err), gone(err)
		}
		for _, c := range pod.Status.ContainerStatuses {
			if c.State.Terminated != nil {
				code = c.State.Terminated.ExitCode
				return true, nil
			}
		}
		return false, nil
	})
	if err != nil || code == 0 || ctx.Err() != nil {
		return nil
	}
	return fmt.Errorf("it ended with exit code %d: %s", code, last)
}

// Settle returns when the record shows no change by the engine or a kubelet for a while.
func (r *remote) Settle(ctx context.Context) error {
	resting, done := context.WithCancelCause(ctx)
	defer done(nil)
	go func() {
		select {
		case <-r.done:
			done(errors.Join(errors.New("the engine ended by itself"), r.err))
		case <-resting.Done():
		}
	}()
	return r.pair.quiet(resting)
}

// Stop deletes the pod, waits for the engine to end as it should, and takes its
// configuration away.
func (r *remote) Stop(ctx context.Context) error {
	pods := r.client.CoreV1().Pods(r.namespace)
	if err := gone(pods.Delete(ctx, engineName, metav1.DeleteOptions{})); err != nil {
		return fmt.Errorf("deleting the pod of the engine: %w", err)
	}
	err := wait.PollUntilContextTimeout(ctx, 100*time.Millisecond, engineWithin, true, func(ctx context.Context) (bool, error) {
		_, err := pods.Get(ctx, engineName, metav1.GetOptions{})
		return apierrors.IsNotFound(err), gone(err)
	})
	r.cancel()
	<-r.done
	if err != nil {
		return fmt.Errorf("waiting for the pod of the engine to end: %w", err)
	}
	return gone(r.client.CoreV1().Secrets(r.namespace).Delete(ctx, engineName, metav1.DeleteOptions{}))
}
