package cli

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// terminationLog is where a container leaves its last words; the kubelet puts them
// into the status of the pod.
const terminationLog = "/dev/termination-log"

// insideCommand is what the pods of scenarios run on real nodes: it looks around from
// inside and says what it saw in its termination message.
func (p *Program) insideCommand() *cobra.Command {
	return &cobra.Command{
		Use: "inside dmesg|kernel|sandbox|get URL|issuer ADDRESS|serve TEXT|wait", Hidden: true, Args: cobra.RangeArgs(0, 2),
		Short: "Look around from inside a pod of a scenario",
		RunE: func(cmd *cobra.Command, args []string) error {
			seen, err := lookAround(cmd.Context(), args)
			if err != nil {
				seen = err.Error()
			}
			if seen == "" {
				return nil
			}
			if err := os.WriteFile(terminationLog, []byte(seen), 0o600); err != nil {
				return environment(fmt.Errorf("leaving the last words: %w", err))
			}
			_, err = fmt.Fprintln(p.Stdout, seen)
			return err
		},
	}
}

// lookAround does one thing and says what came of it; with no word it waits for its end.
func lookAround(ctx context.Context, args []string) (string, error) {
	what, argument := "wait", ""
	if len(args) > 0 {
		what, argument = args[0], strings.Join(args[1:], "")
	}
	switch what {
	case "dmesg":
		return firstBootMessage()
	case "kernel":
		return kernelRelease()
	case "sandbox":
		return sandbox()
	case "issuer":
		return issuer(ctx, argument)
	case "get":
		return fetch(ctx, argument)
	case "serve":
		return "", serveText(ctx, argument)
	case "wait":
		<-ctx.Done()
		return "", nil
	}
	return "", usage(fmt.Errorf("inside knows dmesg, kernel, sandbox, get, issuer, serve and wait, not %q", what))
}

// sandbox names the sandbox whose kernel this process sees: gVisor's says so twice.
func sandbox() (string, error) {
	release, err := kernelRelease()
	if err != nil {
		return "", err
	}
	if first, err := firstBootMessage(); err == nil && strings.HasPrefix(first, "Starting gVisor") && strings.Contains(release, "gvisor") {
		return "gVisor", nil
	}
	return "none", nil
}

// issuer is who signed the certificate of the server at an address.
func issuer(ctx context.Context, address string) (string, error) {
	dialer := tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true}} //nolint:gosec // who signed it is the question
	ctx, done := context.WithTimeout(ctx, getWithin)
	defer done()
	for {
		connection, err := dialer.DialContext(ctx, "tcp", os.ExpandEnv(address))
		if err == nil {
			defer connection.Close() //nolint:errcheck // nothing was written
			if secure, ok := connection.(*tls.Conn); ok {
				return secure.ConnectionState().PeerCertificates[0].Issuer.CommonName, nil
			}
		}
		select {
		case <-ctx.Done():
			return "", err
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// getWithin is how long an address may take to answer for the first time: what routes
// to a new Service takes a moment.
const getWithin = 20 * time.Second

// fetch returns the body of an answer, whoever signed the server's certificate: what the
// scenario asks is who answers.
func fetch(ctx context.Context, url string) (string, error) {
	url = os.ExpandEnv(url)
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // see above
	}}
	ctx, done := context.WithTimeout(ctx, getWithin)
	defer done()
	for {
		body, err := ask(ctx, client, url)
		if err == nil {
			return body, nil
		}
		select {
		case <-ctx.Done():
			return "", err
		case <-time.After(500 * time.Millisecond):
		}
	}
}

func ask(ctx context.Context, client *http.Client, url string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close() //nolint:errcheck // only read
	body, err := io.ReadAll(io.LimitReader(response.Body, 2000))
	return strings.TrimSpace(string(body)), err
}

// serveText answers everybody on port 8080 until it is told to end.
func serveText(ctx context.Context, text string) error {
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, text+"\n")
	})}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.ListenAndServe(); ctx.Err() == nil {
		return err
	}
	return nil
}
