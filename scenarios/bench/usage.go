package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// usage is what a process has used since it began.
type usage struct {
	cpu time.Duration
	// peak is the most resident memory it ever had, in bytes.
	peak int64
}

// tick is the unit of CPU time in /proc, the same on every Linux.
const tick = 10 * time.Millisecond

// usageOf reads /proc; where there is none, nothing is known.
func usageOf(pid int) (usage, bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return usage{}, false
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return usage{}, false
	}
	cpu, okCPU := cpuTime(string(stat))
	peak, okPeak := peakMemory(string(status))
	return usage{cpu, peak}, okCPU && okPeak
}

// cpuTime adds user and system time: fields 14 and 15, counted behind the
// program's name, which may hold anything but a closing bracket after its own.
func cpuTime(stat string) (time.Duration, bool) {
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0, false
	}
	user, errUser := strconv.ParseInt(fields[11], 10, 64)
	system, errSystem := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick, errUser == nil && errSystem == nil
}

// peakMemory reads the line "VmHWM: 12345 kB".
func peakMemory(status string) (int64, bool) {
	_, rest, found := strings.Cut(status, "VmHWM:")
	fields := strings.Fields(rest)
	if !found || len(fields) == 0 {
		return 0, false
	}
	kilobytes, err := strconv.ParseInt(fields[0], 10, 64)
	return kilobytes << 10, err == nil
}
