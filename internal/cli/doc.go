// Package cli is the syncspec command: it reads words, calls the packages that
// do the work, and turns their errors into exit codes. Nothing else is decided
// here.
//
//	0  everything held
//	1  a behaviour failed
//	2  a feature or a configuration is wrong
//	3  the command was used wrongly, or nothing was selected
//	4  the environment failed, or the run was interrupted: nothing was judged to the end
//	5  syncspec itself failed
package cli
