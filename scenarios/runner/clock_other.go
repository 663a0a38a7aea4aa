//go:build !unix

package runner

import "time"

// clock is the time as far as it can be told here: durations inside a bubble
// are zero on systems without gettimeofday.
func clock() time.Time { return time.Now() }
