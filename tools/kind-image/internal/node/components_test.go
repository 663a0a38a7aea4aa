package node

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLibrariesAreWhatLddSays(t *testing.T) {
	t.Parallel()
	const listed = `/usr/sbin/nft:
	linux-vdso.so.1 (0x00007ffd3a9f2000)
	libnftables.so.1 => /lib/x86_64-linux-gnu/libnftables.so.1 (0x00007f5d7be00000)
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f5d7bc1f000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f5d7bf3e000)
/usr/lib/x86_64-linux-gnu/xtables/libxt_statistic.so:
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f5d7bc1f000)
	libm.so.6 => not found
`
	needed, missing := libraries(listed)
	require.Equal(t, []string{"/lib/x86_64-linux-gnu/libc.so.6", "/lib/x86_64-linux-gnu/libnftables.so.1", "/lib64/ld-linux-x86-64.so.2"}, needed)
	require.Equal(t, []string{"libm.so.6"}, missing)
}

func TestAnImageIsNamedByItsProgram(t *testing.T) {
	t.Parallel()
	for image, want := range map[string]string{
		"registry.k8s.io/kube-apiserver:v1.36.3":  "kube-apiserver",
		"registry.k8s.io/coredns/coredns:v1.14.2": "coredns",
		"registry.k8s.io/etcd:3.6.8-0":            "etcd",
		"localhost:5000/pause:3.10":               "pause",
	} {
		require.Equal(t, want, componentBinary(image))
	}
}

func TestTheSandboxImageIsFoundInKindsSettings(t *testing.T) {
	t.Parallel()
	const settings = "[plugins.\"io.containerd.grpc.v1.cri\"]\n  # use fixed sandbox image\n  sandbox_image = \"registry.k8s.io/pause:3.10\"\n"
	require.Equal(t, "registry.k8s.io/pause:3.10", string(sandbox.FindSubmatch([]byte(settings))[1]))
}
