package kubeconfig

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/cert"

	"github.com/syncspec/syncspec/scenarios/history"
	"github.com/syncspec/syncspec/steps"
)

// proxy is the way of another program to one side: everything it asks passes
// the recorder. It listens on this machine only, and wants a token.
type proxy struct {
	server *http.Server
	config []byte
}

// Kubeconfig is how another program gets into one side, as the actor, with the
// rights of the kubeconfig the pair was made from. It holds until the next Reset.
func (p *Pair) Kubeconfig(side steps.Side, actor history.Actor) ([]byte, error) {
	config, err := p.Config(side, actor, "")
	if err != nil {
		return nil, err
	}
	made, err := listen(config)
	if err != nil {
		return nil, fmt.Errorf("letting %s into the %s cluster: %w", actor, side, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.proxies = append(p.proxies, made)
	return made.config, nil
}

func listen(to *rest.Config) (*proxy, error) {
	transport, err := rest.TransportFor(to)
	if err != nil {
		return nil, err
	}
	target, _, err := rest.DefaultServerUrlFor(to)
	if err != nil {
		return nil, err
	}
	certificate, key, err := cert.GenerateSelfSignedCertKey("127.0.0.1", nil, nil)
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	token := rand.Text()
	server := &http.Server{
		Handler:           known(token, passing(target, transport)),
		ReadHeaderTimeout: 10 * time.Second,
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12},
	}
	go func() { _ = server.ServeTLS(listener, "", "") }() // it ends when it is closed
	config, err := way("https://"+listener.Addr().String(), certificate, token)
	if err != nil {
		return nil, errors.Join(err, server.Close())
	}
	return &proxy{server, config}, nil
}

// passing sends requests on. Answers are asked for in JSON and uncompressed, as
// the recorder reads them.
func passing(target *url.URL, transport http.RoundTripper) http.Handler {
	return &httputil.ReverseProxy{
		Transport: transport, FlushInterval: -1,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Header.Del("Authorization")
			r.Out.Header.Del("Accept-Encoding")
			if strings.Contains(r.Out.Header.Get("Accept"), "protobuf") {
				r.Out.Header.Set("Accept", "application/json")
			}
		},
	}
}

// known lets in who has the token.
func known(token string, then http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+token)) != 1 {
			http.Error(w, "this way is for the engine under test", http.StatusUnauthorized)
			return
		}
		then.ServeHTTP(w, r)
	})
}

// way is the kubeconfig of a proxy.
func way(address string, certificate []byte, token string) ([]byte, error) {
	config := api.NewConfig()
	config.Clusters["cluster"] = &api.Cluster{Server: address, CertificateAuthorityData: certificate}
	config.AuthInfos["engine"] = &api.AuthInfo{Token: token}
	config.Contexts["engine"] = &api.Context{Cluster: "cluster", AuthInfo: "engine"}
	config.CurrentContext = "engine"
	return clientcmd.Write(*config)
}

// shut ends the ways that were opened.
func (p *Pair) shut() error {
	p.mu.Lock()
	open := p.proxies
	p.proxies = nil
	p.mu.Unlock()
	var failed []error
	for _, each := range open {
		failed = append(failed, each.server.Close())
	}
	return errors.Join(failed...)
}
