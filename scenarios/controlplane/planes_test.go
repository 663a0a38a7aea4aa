package controlplane_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/syncspec/syncspec/scenarios/controlplane"
	"github.com/syncspec/syncspec/steps"
)

// asChild makes the test binary a program that starts servers and never ends.
const asChild = "SYNCSPEC_TEST_STARTS_SERVERS"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) == "" {
		os.Exit(m.Run())
	}
	planes, err := controlplane.Start(context.Background(), controlplane.Options{})
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println("dir", planes.Dir())
	for _, server := range planes.Servers() {
		fmt.Println("pid", server.PID)
	}
	fmt.Println("ready")
	select {}
}

func TestAKilledServerIsReportedAndNothingIsLeft(t *testing.T) {
	planes, err := controlplane.Start(t.Context(), controlplane.Options{Progress: func(line string) { t.Log(line) }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, planes.Close()) })
	require.NoError(t, planes.Health())
	servers := planes.Servers()
	require.Len(t, servers, 3)
	requireVersion(t, planes)
	require.NoError(t, planes.Wipe(t.Context()))

	require.Equal(t, "virtual-apiserver", servers[2].Name)
	require.NoError(t, syscall.Kill(servers[2].PID, syscall.SIGKILL))
	<-planes.Ended()
	require.ErrorContains(t, planes.Health(), "the virtual API server ended: exit status 137 (signal 9: killed); the end of its log:\n")
	require.Len(t, planes.Servers(), 2)

	require.NoError(t, planes.Close())
	require.NoError(t, planes.Close(), "a second time")
	for _, server := range servers {
		require.False(t, alive(server.PID), server.Name)
	}
	require.NoDirExists(t, planes.Dir())
}

func requireVersion(t *testing.T, planes *controlplane.Planes) {
	t.Helper()
	for _, side := range []steps.Side{steps.Host, steps.Virtual} {
		config, err := planes.Config(side, "admin")
		require.NoError(t, err)
		client, err := kubernetes.NewForConfig(config)
		require.NoError(t, err)
		version, err := client.Discovery().ServerVersion()
		require.NoError(t, err)
		require.Equal(t, "1.36", version.Major+"."+version.Minor)
		service, err := client.CoreV1().Services("default").Get(t.Context(), "kubernetes", metav1.GetOptions{})
		require.NoError(t, err)
		require.Equal(t, "10.96.0.1", service.Spec.ClusterIP)
	}
}

func TestServersEndWithTheProcessThatStartedThem(t *testing.T) {
	child := exec.Command(os.Args[0]) // #nosec: ourselves
	child.Env = append(os.Environ(), asChild+"=yes")
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	t.Cleanup(func() { _ = child.Process.Kill() })
	dir, pids := readReady(t, bufio.NewScanner(out))
	require.Len(t, pids, 3)
	for _, pid := range pids {
		require.True(t, alive(pid))
	}

	require.NoError(t, child.Process.Signal(syscall.SIGKILL))
	_ = child.Wait()
	require.Eventually(t, func() bool {
		_, err := os.Stat(dir)
		return os.IsNotExist(err) && !alive(pids[0]) && !alive(pids[1]) && !alive(pids[2])
	}, 20*time.Second, 20*time.Millisecond)
}

func readReady(t *testing.T, lines *bufio.Scanner) (dir string, pids []int) {
	t.Helper()
	for lines.Scan() {
		var pid int
		line := lines.Text()
		switch {
		case line == "ready":
			return dir, pids
		case strings.HasPrefix(line, "dir "):
			dir = strings.TrimPrefix(line, "dir ")
		default:
			_, err := fmt.Sscanf(line, "pid %d", &pid)
			require.NoError(t, err, line)
			pids = append(pids, pid)
		}
	}
	t.Fatal("the child ended early")
	return "", nil
}

// alive counts a process that has ended but was not waited for by its new
// parent as ended.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || !strings.Contains(string(stat), ") Z ")
}
