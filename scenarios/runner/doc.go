// Package runner runs the features: it reads them, selects scenarios, gives each
// a clean pair of clusters with an engine between them, judges the laws on what
// happened, and keeps everything a failure needs to be understood.
//
//	paths, tags, names ──► load, choose ──► []Example ──► lanes of a Target
//	                                                        │ one pair at a time
//	  reports.Run ◄── collect ◄── evidence, laws ◄── cucumber (godog) + subject
//
// Cucumber's runner is behind one file, cucumber.go; everything else here is
// ours, so that order, lanes, timing and results are exact.
package runner
