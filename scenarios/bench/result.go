package bench

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Result is what one run measured. Its JSON form is stable.
type Result struct {
	Pods    int `json:"pods"`
	Objects int `json:"objects"`
	Workers int `json:"workers"`

	// The same load, created directly on the host (before and after), and
	// created in the virtual cluster until the last copy was seen on the host.
	DirectSeconds      float64 `json:"directSeconds"`
	DirectAgainSeconds float64 `json:"directAgainSeconds"`
	SyncedSeconds      float64 `json:"syncedSeconds"`
	// Ratio is the synced time over the mean of the direct ones.
	Ratio float64 `json:"ratio"`

	// From the beginning of a pod's creation until its copy was seen on the host,
	// at full speed and one pod at a time.
	LatencyP50Ms float64 `json:"latencyP50Ms"`
	LatencyP99Ms float64 `json:"latencyP99Ms"`
	AloneP50Ms   float64 `json:"aloneP50Ms"`
	AloneP99Ms   float64 `json:"aloneP99Ms"`

	HostWritesPerObject    float64 `json:"hostWritesPerObject"`
	HostWritesMost         int     `json:"hostWritesMost"`
	VirtualWritesPerObject float64 `json:"virtualWritesPerObject"`
	RefusedWrites          int     `json:"refusedWrites"`

	// UsageKnown is false where the system does not tell a process's CPU and memory.
	UsageKnown  bool    `json:"usageKnown"`
	CPUMsPerPod float64 `json:"cpuMsPerPod"`
	// PeakMiB is the most memory the engine had that synced the load, and
	// RestartPeakMiB that of the one that was started over all of it.
	PeakMiB        float64 `json:"peakMiB"`
	RestartPeakMiB float64 `json:"restartPeakMiB"`

	RestartSeconds float64 `json:"restartSeconds"`
	RestartWrites  int     `json:"restartWrites"`

	Aims []Aim `json:"aims"`
}

// Aim is a number that was promised beside the one that was measured.
type Aim struct {
	Name     string `json:"name"`
	Measured string `json:"measured"`
	Aim      string `json:"aim"`
	Met      bool   `json:"met"`
	// Known is false when it could not be measured here.
	Known bool `json:"known"`
}

// Met reports whether every aim that could be measured was met.
func (r Result) Met() bool {
	return !slices.ContainsFunc(r.Aims, func(aim Aim) bool { return aim.Known && !aim.Met })
}

// count takes in what the engine wrote for the load.
func (r *Result) count(w writes) {
	r.HostWritesPerObject = float64(w.host) / float64(r.Objects)
	r.HostWritesMost = w.most
	r.VirtualWritesPerObject = float64(w.virtual) / float64(r.Objects)
	r.RefusedWrites = w.refused
}

// judge sets the measured numbers beside the aims. Memory is promised for 1,000 pods.
func (r *Result) judge() {
	r.Ratio = r.SyncedSeconds / ((r.DirectSeconds + r.DirectAgainSeconds) / 2)
	r.Aims = []Aim{
		{"time against direct creation", fmt.Sprintf("%.2f×", r.Ratio), "at most 3×", r.Ratio <= 3, true},
		{"host writes per object", fmt.Sprintf("%.3f, at most %d", r.HostWritesPerObject, r.HostWritesMost), "exactly 1",
			r.HostWritesPerObject == 1 && r.HostWritesMost == 1, true},
		{"engine CPU per pod", fmt.Sprintf("%.2f ms", r.CPUMsPerPod), "under 2 ms", r.CPUMsPerPod < 2, r.UsageKnown},
		{"engine peak memory", fmt.Sprintf("%.0f MiB, restarted %.0f MiB", r.PeakMiB, r.RestartPeakMiB), "under 120 MiB",
			max(r.PeakMiB, r.RestartPeakMiB) < 120, r.UsageKnown},
		{"writes on restart", fmt.Sprint(r.RestartWrites), "0", r.RestartWrites == 0, true},
	}
}

// percentiles returns the median and the 99th percentile in milliseconds.
func percentiles(durations []time.Duration) (p50, p99 float64) {
	if len(durations) == 0 {
		return 0, 0
	}
	sorted := slices.Sorted(slices.Values(durations))
	at := func(share float64) float64 {
		rank := int(math.Ceil(share*float64(len(sorted)))) - 1
		return float64(sorted[max(0, rank)].Microseconds()) / 1000
	}
	return at(0.50), at(0.99)
}
