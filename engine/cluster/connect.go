package cluster

import (
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

// Connect makes the client an engine should have. It is client-go's dynamic
// client with a leaner decoder; writes return the metadata of what was stored
// only; and the API server, not the client, says how fast is too fast.
func Connect(config *rest.Config) (dynamic.Interface, error) {
	config = dynamic.ConfigFor(config)
	config.QPS, config.Burst = -1, -1
	config.NegotiatedSerializer = leanNegotiator{config.NegotiatedSerializer, &names{}}
	config.GroupVersion, config.APIPath = nil, "/unused" // the dynamic client makes whole paths
	transport, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	client, err := rest.UnversionedRESTClientForConfigAndClient(config, transport)
	if err != nil {
		return nil, err
	}
	return brief{dynamic.New(client), client}, nil
}
