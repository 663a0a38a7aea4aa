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

	// Services and Idle are nil when they were not asked for.
	Services *Services `json:"services,omitempty"`
	Idle     *Idle     `json:"idle,omitempty"`

	Aims []Aim `json:"aims"`
}

// Services is what services cost: an engine may have to make the tenant's anew for the
// address that the host gave its copy.
type Services struct {
	Count         int     `json:"count"`
	DirectSeconds float64 `json:"directSeconds"`
	// SyncedSeconds end when the last copy was seen on the host.
	SyncedSeconds float64 `json:"syncedSeconds"`
	Ratio         float64 `json:"ratio"`
	LatencyP50Ms  float64 `json:"latencyP50Ms"`
	LatencyP99Ms  float64 `json:"latencyP99Ms"`
	// CPUMsPerService is 0 where usage is not known.
	CPUMsPerService         float64 `json:"cpuMsPerService"`
	HostWritesPerService    float64 `json:"hostWritesPerService"`
	VirtualWritesPerService float64 `json:"virtualWritesPerService"`
}

// Idle is what a start costs over objects of the virtual cluster that nobody needs,
// besides those that are synced.
type Idle struct {
	Objects        int     `json:"objects"`
	CreateSeconds  float64 `json:"createSeconds"`
	RestartSeconds float64 `json:"restartSeconds"`
	// Ratio is the time of the start over that of creating them.
	Ratio         float64 `json:"ratio"`
	PeakMiB       float64 `json:"peakMiB"`
	RestartWrites int     `json:"restartWrites"`
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
	}
	if r.Pods <= promised {
		r.Aims = append(r.Aims, Aim{"engine peak memory", fmt.Sprintf("%.0f MiB, restarted %.0f MiB", r.PeakMiB, r.RestartPeakMiB), "under 120 MiB",
			max(r.PeakMiB, r.RestartPeakMiB) < 120, r.UsageKnown})
	}
	r.Aims = append(r.Aims, Aim{"writes on restart", fmt.Sprint(r.RestartWrites), "0", r.RestartWrites == 0, true})
	if r.Idle != nil {
		r.Aims = append(r.Aims, Aim{"writes on restart over idle objects", fmt.Sprint(r.Idle.RestartWrites), "0", r.Idle.RestartWrites == 0, true})
	}
}

// promised is for how many pods the aim of memory holds.
const promised = 1000

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
