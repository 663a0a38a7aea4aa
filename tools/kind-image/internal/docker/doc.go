// Package docker starts Docker's daemon on a machine where none runs, for as long
// as one command needs it, and hands images to it.
//
// The daemon keeps its images below a folder of its own and listens on a socket
// of its own: a Docker that is installed is not touched. What runs in kind's
// network reaches no further than that network.
package docker
