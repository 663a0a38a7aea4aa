// Package kindconfigs holds kind clusters whose nodes have the runtimes that
// RuntimeClasses name, gVisor and Kata Containers, and fits them to a machine.
//
//	Load("gvisor") ─► Config ─► Adapt(config, machine) ─► Config ─► Write: kind.yaml for kind
//	                              ▲                          └► RuntimeClasses for the cluster
//	            Detect ─► Machine: what Docker and the kernel say
//
// The files are what a user gives to kind on a machine with cgroup v2, all
// capabilities and Kata installed; there Adapt changes nothing. Only Detect and
// Write have effects. README.md beside this file is for people.
package kindconfigs
