// Package write does what a plan says: one API request for each action, with
// the preconditions the plan named. It decides nothing; what an answer means is
// the loop's to say.
package write
