// Package deviations holds what an engine is known not to do as specified. A
// scenario that fails as announced makes no run red; one that passes though it
// was announced to fail does, so that the list is never longer than the truth.
//
//	deviations:
//	- feature: to-host/ingresses.feature
//	  scenario: each path's service is the host's
//	  reason: paths are rewritten by the gateway
//	  link: https://example.com/issues/7
//	  until: 2027-06-30
//	- behaviour: ING-07
//	  reason: annotations of nginx are not read
package deviations
