// Package bench measures what syncing costs: the same objects are created by
// the same client once directly on the host and once in the virtual cluster
// with an engine beside it, on the same two real API servers in the same run.
// The engine is a process of its own, so that its CPU and memory are its own,
// and what it wrote is counted from the servers' audit logs, so that any engine
// can be measured that obeys the contract of an external engine.
//
//	direct ─► engine starts ─► load ─► rest ─► services ─► one by one ─► engine restarts ─► idle objects, once more ─► direct again
package bench
