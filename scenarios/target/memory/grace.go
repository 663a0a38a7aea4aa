package memory

import (
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// beginGrace marks an object for graceful deletion. graceful: the mark is to be
// stored, and the object goes at once if options now say 0 seconds. pending: it
// is being deleted already and nothing changes.
func (k *kind) beginGrace(leaving object, options *metav1.DeleteOptions) (graceful, pending bool) {
	if leaving.GetDeletionTimestamp() != nil {
		return shortenGrace(leaving, options)
	}
	options.GracePeriodSeconds = k.grace(leaving, options)
	at := metav1.NewTime(time.Now().Add(time.Duration(*options.GracePeriodSeconds) * time.Second))
	leaving.SetDeletionTimestamp(&at)
	leaving.SetDeletionGracePeriodSeconds(options.GracePeriodSeconds)
	if leaving.GetGeneration() > 0 {
		leaving.SetGeneration(leaving.GetGeneration() + 1)
	}
	return true, false
}

// shortenGrace: a second deletion may only ask for less time.
func shortenGrace(leaving object, options *metav1.DeleteOptions) (graceful, pending bool) {
	left := leaving.GetDeletionGracePeriodSeconds()
	if left == nil || *left == 0 {
		return false, false
	}
	if options.GracePeriodSeconds == nil || *options.GracePeriodSeconds >= *left {
		return false, true
	}
	period := max(*options.GracePeriodSeconds, 0)
	at := metav1.NewTime(leaving.GetDeletionTimestamp().Add(time.Duration(period-*left) * time.Second))
	if now := metav1.Now(); at.Before(&now) {
		at = now
		if period != 0 {
			period = 1
		}
	}
	leaving.SetDeletionTimestamp(&at)
	leaving.SetDeletionGracePeriodSeconds(&period)
	return true, false
}
