package loop

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// refused reports that the server will not have the object, so its tenant has to
// know. Being too fast or not known to the server is the engine's own trouble.
func refused(code int32) bool {
	return code >= 400 && code < 500 && code != http.StatusUnauthorized && code != http.StatusTooManyRequests
}

// spoken is what may be said of a refusal, in events and in the log. An API server
// repeats invalid values, and those of a secret are nobody's to read: of them only
// the fields are named.
func spoken(s metav1.Status) string {
	if s.Details == nil || s.Details.Kind != "Secret" || s.Reason != metav1.StatusReasonInvalid {
		return s.Message
	}
	var fields []string
	for _, cause := range s.Details.Causes {
		fields = append(fields, fmt.Sprintf("%s (%s)", cause.Field, cause.Type))
	}
	return fmt.Sprintf("Secret %q is invalid: %s", s.Details.Name, strings.Join(fields, ", "))
}

// heard is an error as the log may have it.
func heard(err error) string {
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		if said := spoken(status.Status()); said != status.Status().Message {
			return "syncing a secret: " + said
		}
	}
	return err.Error()
}
