package tokens

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// claims are what a token says of its time, in seconds since 1970.
type claims struct {
	From       int64 `json:"iat"`
	Until      int64 `json:"exp"`
	Kubernetes struct {
		// WarnAfter is the time that was asked for, where the server gives more.
		WarnAfter int64 `json:"warnafter"`
		Pod       struct {
			UID string `json:"uid"`
		} `json:"pod"`
	} `json:"kubernetes.io"`
}

// freshFor is how long a token is good for the pod with this uid before it is time
// for another; zero or less when it is now, or when the text is no token of that pod.
func freshFor(token, pod string) time.Duration {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return 0
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return 0
	}
	var c claims
	if json.Unmarshal(raw, &c) != nil || c.Until <= c.From || c.Kubernetes.Pod.UID != "" && c.Kubernetes.Pod.UID != pod {
		return 0
	}
	until := c.Until
	if warn := c.Kubernetes.WarnAfter; warn > c.From {
		until = min(until, warn)
	}
	life := time.Duration(until-c.From) * time.Second
	return time.Until(time.Unix(c.From, 0).Add(life / 5 * 4))
}
