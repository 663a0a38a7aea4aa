package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"k8s.io/client-go/discovery"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/syncspec/syncspec/engine/cluster"
)

// patience is how long a cluster may take to answer its first question.
const patience = 5 * time.Second

// reach makes a client of one cluster and asks the cluster one question, so that
// a wrong address is said at once and not by a watch that never begins.
func reach(ctx context.Context, side, kubeconfig string) (dynamic.Interface, error) {
	config, err := read(kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("reading the kubeconfig of the %s cluster: %w", side, err)
	}
	client, err := cluster.Connect(named(config))
	if err != nil {
		return nil, fmt.Errorf("making a client of the %s cluster: %w", side, err)
	}
	asking, done := context.WithTimeout(ctx, patience)
	defer done()
	if err := answers(asking, config); err != nil {
		return nil, fmt.Errorf("the %s cluster at %s does not answer: %w", side, config.Host, reason(asking, err))
	}
	return client, nil
}

// answers asks for the version: that is what every account may ask.
func answers(ctx context.Context, config *rest.Config) error {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	return client.RESTClient().Get().AbsPath("/version").Do(ctx).Error()
}

func read(kubeconfig string) (*rest.Config, error) {
	if kubeconfig == inPod {
		return rest.InClusterConfig()
	}
	return clientcmd.BuildConfigFromFlags("", kubeconfig)
}

// reason is why a question got no answer, without the question.
func reason(asking context.Context, err error) error {
	if errors.Is(asking.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("nothing came within %s", patience)
	}
	var request *url.Error
	if errors.As(err, &request) {
		return request.Err
	}
	return err
}

// named tells the API servers who asks. Their warnings, of kinds that will go one day,
// are for people who write manifests.
func named(config *rest.Config) *rest.Config {
	config.UserAgent = "syncspec/" + version()
	config.WarningHandler = rest.NoWarnings{}
	return config
}
