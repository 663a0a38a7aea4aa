// Package loop turns changes into plans and plans into requests. It watches
// both clusters, keeps one queue of virtual names, and plans a name again
// whenever something its plan was made from has changed.
//
//	change seen → names queued → pair read → plan.For → write.Do → remembered
//
// Three rules keep it quiet. A name is not planned while a write of its own has
// not been seen (read your writes). What a plan read is remembered, and nothing
// else wakes it. What is refused is told once and tried again ever more rarely.
package loop
