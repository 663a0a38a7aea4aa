// Package engine keeps a virtual cluster and its host cluster in step, exactly
// as the documentation of vCluster says.
//
// One object's journey:
//
//	watch   cluster  a watch of either side saw Ingress default/nginx → the queue holds its virtual name
//	read    loop     the pair as both caches show it                    (no request)
//	decide  plan     plan.For(pair) → actions                           (pure)
//	          naming   default/nginx → vcluster/nginx-x-default-x-vcluster
//	          recipe   which fields flow which way; references rewritten; the kind's rules
//	          patches  the user's expressions and references; who the object is they do not touch
//	          object   what is held against what is wanted → one merge patch, or nothing
//	do      write    one request for each action, with preconditions
//	echo    loop     the write comes back; the plan is empty; rest
//	back    plan     the host fills status → same name → one status patch for the virtual object
//
// Who imports whom (left of an arrow imports right of it):
//
//	engine → loop → plan → recipe → {naming, path, object, config}
//	engine → controllers → {nodes, events, volumes, replicas}
//	         nodes → {plan, kinds}     events → {plan, kinds}
//	         volumes → {plan, kinds}   replicas → {plan, kinds}
//	         plan → patches → {recipe, script}
//	         loop → write → plan     loop → kinds → recipe
//	         loop → tokens → recipe
//	         rbac → controllers
//	         write → cluster → object     naming → object     script → naming
//
// path, object, naming, recipe, kinds, rbac, patches, plan, nodes, events, volumes, replicas,
// controllers and config are pure: no client, no clock, no log. cluster, write, tokens,
// script, loop and this package have the effects. There is no package-level state
// anywhere: any number of engines live in one process.
//
// To learn a kind, read its file in package kinds; ingress.go is a good first one.
package engine
