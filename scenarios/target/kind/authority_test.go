package kind

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// secured is a server that answers with the name and the groups of who asks.
func secured(t *testing.T, by *authority) *httptest.Server {
	t.Helper()
	certificate, key, err := by.server([]string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)})
	require.NoError(t, err)
	pair, err := tls.X509KeyPair(certificate, key)
	require.NoError(t, err)
	known := x509.NewCertPool()
	require.True(t, known.AppendCertsFromPEM(by.pem))
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := r.TLS.PeerCertificates[0].Subject
		w.Header().Set("Who", who.CommonName)
		w.Header()["Groups"] = who.Organization
	}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: known, ClientAuth: tls.RequireAndVerifyClientCert}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func TestAServerKnowsAnActorByTheCertificateOfItsAuthority(t *testing.T) {
	t.Parallel()
	own, err := newAuthority("one")
	require.NoError(t, err)
	server := secured(t, own)
	config, err := own.config(server.URL, "engine/1")
	require.NoError(t, err)
	text, err := written(config, "")
	require.NoError(t, err)
	read, err := clientcmd.RESTConfigFromKubeConfig(text)
	require.NoError(t, err)
	for _, way := range []*rest.Config{config, read} {
		client, err := rest.HTTPClientFor(way)
		require.NoError(t, err)
		answer, err := client.Get(server.URL)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, "engine/1", answer.Header.Get("Who"))
		require.ElementsMatch(t, []string{"system:masters", actors}, answer.Header["Groups"])
	}
}

func TestAServerDoesNotKnowTheActorOfAnotherAuthority(t *testing.T) {
	t.Parallel()
	own, err := newAuthority("one")
	require.NoError(t, err)
	other, err := newAuthority("one")
	require.NoError(t, err)
	server := secured(t, own)
	config, err := other.config(server.URL, "engine/1")
	require.NoError(t, err)
	client, err := rest.HTTPClientFor(config)
	require.NoError(t, err)
	_, err = client.Get(server.URL) //nolint:bodyclose // there is none
	require.ErrorContains(t, err, "certificate")
}

func TestAnEngineInAPodActsAsItsAccount(t *testing.T) {
	t.Parallel()
	own, err := newAuthority("one")
	require.NoError(t, err)
	config, err := own.config("https://10.96.0.10:443", "engine/2")
	require.NoError(t, err)
	text, err := written(config, "system:serviceaccount:vcluster:vc-vcluster")
	require.NoError(t, err)
	read, err := clientcmd.RESTConfigFromKubeConfig(text)
	require.NoError(t, err)
	require.Equal(t, "system:serviceaccount:vcluster:vc-vcluster", read.Impersonate.UserName)
}

func TestTokensAreVerifiedByThePublicHalfOfTheirKey(t *testing.T) {
	t.Parallel()
	own, err := newAuthority("one")
	require.NoError(t, err)
	_, key, err := own.client("tokens")
	require.NoError(t, err)
	public, err := pemPublic(key)
	require.NoError(t, err)
	require.Contains(t, string(public), "BEGIN PUBLIC KEY")
	require.NotContains(t, string(public), "PRIVATE")
	_, err = pemPublic([]byte("no key"))
	require.Error(t, err)
}

func TestAnAuthorityThatIsNotPEMIsAnError(t *testing.T) {
	t.Parallel()
	_, err := readAuthority([]byte("x"), []byte("y"))
	require.EqualError(t, err, "the authority of the cluster is not PEM")
}
