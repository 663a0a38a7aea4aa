// Package controlplane runs the API servers that scenarios need, without Docker.
//
// It finds, downloads or builds etcd and kube-apiserver (Assets), starts one etcd
// with a host and a virtual API server on it (Start), puts both back to what they
// held at first within milliseconds (Planes.Wipe), and sees to it that no server
// outlives the process that started it, however that process ends.
//
// On request kube-scheduler and kube-controller-manager work for a side (Planes.Run).
//
//	Assets ─► Start ─► Planes{host, virtual} ─► Config, Kubeconfig: a user's way in
//	                     │                   ─► AuditLog: what the servers were asked
//	                     ├ etcd gateway      ─► Wipe: put back what changed
//	                     └ wrapper, watchdog ─► Health; nothing is left behind
//
// It runs on Linux and macOS.
package controlplane
