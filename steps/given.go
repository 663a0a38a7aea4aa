package steps

import (
	"context"
	"fmt"

	"github.com/cucumber/godog"
)

func (w *World) given(sc *godog.ScenarioContext) {
	sc.Given(`^a virtual cluster$`, w.aVirtualCluster)
	sc.Given(`^a virtual cluster with this configuration:$`, w.aVirtualClusterWith)
	sc.Given(`^the (host|virtual) cluster has:$`, w.clusterHas)
	sc.Given(`^the (host|virtual) cluster has ([A-Z]\w*) "([^"]*)" with:$`, w.clusterHasWith)
	sc.Given(`^the (host|virtual) cluster has ([A-Z]\w*) "([^"]*)"$`, w.clusterHasMinimal)
	sc.Given(`^the tenant runs Pod "([^"]*)" with:$`, w.tenantRunsWith)
	sc.Given(`^the tenant runs Pod "([^"]*)"$`, w.tenantRuns)
	sc.Given(`^the engine is stopped$`, w.engineIsStopped)
	sc.Step(`^the host cluster has nodes with these runtime handlers:$`, w.hostHasNodes)
	sc.Step(`^the host cluster has Node "([^"]*)" whose (containerd|CRI-O) is configured with:$`, w.hostHasConfigured)
}

// A virtual cluster with its defaults: it is installed and its engine, named
// vcluster, runs in the host namespace vcluster.
func (w *World) aVirtualCluster(ctx context.Context) error {
	return w.aVirtualClusterWith(ctx, &godog.DocString{})
}

// The same with a vcluster.yaml. Its key compat, which only features know,
// chooses what the real vCluster does where it differs from its documents.
func (w *World) aVirtualClusterWith(ctx context.Context, config *godog.DocString) error {
	if err := w.configure(config.Content); err != nil {
		return err
	}
	return w.start(ctx)
}

// The objects of the YAML documents exist; namespaces they need are made, and on the
// host the definitions of Widget, Gadget, Gizmo and those of volume snapshots.
func (w *World) clusterHas(ctx context.Context, side string, objects *godog.DocString) error {
	return w.changed(ctx, w.apply(ctx, Side(side), objects.Content))
}

// The smallest valid object of a kind, with these fields set.
func (w *World) clusterHasWith(ctx context.Context, side, kind, name string, table *godog.Table) error {
	ref, err := refOf(kind, name)
	if err != nil {
		return err
	}
	fields, err := fieldsOf(table)
	if err != nil {
		return err
	}
	for i := range fields {
		if fields[i].cell, err = w.word(ctx, fields[i].cell); err != nil {
			return err
		}
	}
	object, err := build(ref, fields)
	if err != nil {
		return err
	}
	return w.changed(ctx, w.create(ctx, Side(side), ref, object))
}

// The smallest valid object of a kind.
func (w *World) clusterHasMinimal(ctx context.Context, side, kind, name string) error {
	return w.clusterHasWith(ctx, side, kind, name, &godog.Table{})
}

// A pod with one container, with these fields set, in the virtual cluster.
func (w *World) tenantRunsWith(ctx context.Context, name string, table *godog.Table) error {
	return w.clusterHasWith(ctx, string(Virtual), "Pod", name, table)
}

// A pod with one container in the virtual cluster.
func (w *World) tenantRuns(ctx context.Context, name string) error {
	return w.tenantRunsWith(ctx, name, &godog.Table{})
}

// The engine does not run; the clusters do.
func (w *World) engineIsStopped(ctx context.Context) error {
	return w.target.Stop(ctx)
}

// Nodes that run pods, a row each: node, handlers (besides the default) and, where it
// matters, not installed, labels, allocatable, kubelet.
func (w *World) hostHasNodes(ctx context.Context, table *godog.Table) error {
	nodes, err := nodesOf(table)
	if err != nil {
		return err
	}
	return w.house(ctx, nodes)
}

// A node that runs pods, with the handlers of this containerd or CRI-O configuration
// (the text of config.toml or crio.conf).
func (w *World) hostHasConfigured(ctx context.Context, name, runtime string, config *godog.DocString) error {
	handlers, err := handlersOf(runtime, config.Content)
	if err != nil {
		return fmt.Errorf("reading the configuration of %s on node %s: %w", runtime, name, err)
	}
	return w.house(ctx, []Node{{Name: name, Handlers: handlers}})
}
