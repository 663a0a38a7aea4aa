// Package targettest holds what every target must answer. Its stories
// (testdata/*.yaml) are requests; the answers beside them (testdata/*.golden)
// were recorded from real API servers. A target that plays the stories gives the
// same answers, but for what differs each time: uids, resourceVersions, times,
// allocated addresses and ports are numbered in the order of their appearance.
//
// The memory servers and the real ones are both held against the same answers:
// that is what keeps the memory servers honest. Running the tests with -update on the real
// servers records anew.
package targettest
