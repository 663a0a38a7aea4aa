// Package compare says what differs between two reports of the same features: of
// two engines, two versions, or the day before. It reads the JSON form of runs and
// conformance reports.
package compare
