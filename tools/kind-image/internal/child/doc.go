// Package child says how daemons are started, so that none outlives its starter.
// They are in a process group of their own: Ctrl-C is for their starter, which then
// stops them.
package child
