// Package subject holds what a scenario judges: the engine, run in this process
// between the two clusters of a pair, as a steps.Target. It starts and stops the
// engine as a person would, acts on the clusters as tenant and administrator,
// remembers every change made so that settling is exact, and keeps the engine's
// log and the history laws are judged on.
package subject
