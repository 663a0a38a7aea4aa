package kindconfigs

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// kataFolder is where Kata's own releases unpack to.
const kataFolder = "/opt/kata"

// Machine is what decides which patches a cluster needs.
type Machine struct {
	// CgroupVersion is 1 or 2, as Docker's daemon sees it.
	CgroupVersion int
	// CapSysResource says whether processes here may hold CAP_SYS_RESOURCE; without
	// it nobody may lower an oom_score_adj.
	CapSysResource bool
	// Kata says whether Kata Containers is installed and can use /dev/kvm.
	Kata bool
}

// Detect asks Docker's daemon, the kernel and the file system. Where there is no
// /proc (macOS) every capability counts as present: the daemon runs elsewhere.
func Detect(ctx context.Context) (Machine, error) {
	info, err := exec.CommandContext(ctx, "docker", "info", "--format", "{{json .}}").Output()
	if err != nil {
		return Machine{}, fmt.Errorf("asking Docker's daemon what the machine has (docker info): %w", err)
	}
	version, err := cgroupVersion(info)
	if err != nil {
		return Machine{}, err
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil && !os.IsNotExist(err) {
		return Machine{}, err
	}
	return Machine{
		CgroupVersion:  version,
		CapSysResource: capSysResource(string(status)),
		Kata:           exists(filepath.Join(kataFolder, "bin", "containerd-shim-kata-v2")) && exists("/dev/kvm"),
	}, nil
}

// cgroupVersion reads the answer of docker info.
func cgroupVersion(info []byte) (int, error) {
	var answer struct {
		CgroupVersion string
		ServerErrors  []string
	}
	if err := json.Unmarshal(info, &answer); err != nil {
		return 0, fmt.Errorf("reading docker info: %w", err)
	}
	if len(answer.ServerErrors) > 0 {
		return 0, fmt.Errorf("docker info: %s", strings.Join(answer.ServerErrors, "; "))
	}
	version, err := strconv.Atoi(answer.CgroupVersion)
	if err != nil || version < 1 || version > 2 {
		return 0, fmt.Errorf("docker info: CgroupVersion is %q, where 1 or 2 is expected", answer.CgroupVersion)
	}
	return version, nil
}

// HasCapSysResource says whether processes on this machine may hold
// CAP_SYS_RESOURCE. It does not need Docker.
func HasCapSysResource() bool {
	status, err := os.ReadFile("/proc/self/status")
	return err != nil || capSysResource(string(status))
}

// capSysResource reads the capability bounding set of /proc/self/status. A text
// without one counts as everything.
func capSysResource(status string) bool {
	const bit = 24
	_, rest, found := strings.Cut(status, "CapBnd:")
	if !found {
		return true
	}
	line, _, _ := strings.Cut(rest, "\n")
	set, err := strconv.ParseUint(strings.TrimSpace(line), 16, 64)
	return err != nil || set&(1<<bit) != 0
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
