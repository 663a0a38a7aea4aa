// Package kubeconfig is the target of two clusters that exist already: a
// scenarios.Pair over two client configurations, whoever runs the servers.
//
//	engine, tenant, admin ──► recorder ──► API server
//	                             │
//	                             ├─ calls    what was asked, for laws and reports
//	                             ├─ guard    nothing that was there before is deleted
//	                             └─ ledger   what was created or changed, for Reset
//
// Such clusters belong to somebody. Open looks before anything is done and
// refuses clusters that hold other people's work unless it is told that this is
// meant; Reset takes away what was created through the pair, and nothing else.
package kubeconfig
