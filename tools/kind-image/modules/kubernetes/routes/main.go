// Command routes gives its node a route to the pods of every other node. It is
// what kind's own network does beyond one node, for nodes of one network.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/vishvananda/netlink"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv("NODE_NAME"), os.Getenv("CONTROL_PLANE_ENDPOINT")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run follows the nodes until ctx ends. The endpoint is that of the API server
// on the nodes' network, which is there before any Service is.
func run(ctx context.Context, own, endpoint string) error {
	config, err := rest.InClusterConfig()
	if err != nil {
		return err
	}
	if endpoint != "" {
		config.Host = "https://" + endpoint
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	_, err = factory.Core().V1().Nodes().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(node any) { follow(own, node, netlink.RouteReplace) },
		UpdateFunc: func(_, node any) { follow(own, node, netlink.RouteReplace) },
		DeleteFunc: func(node any) { follow(own, node, netlink.RouteDel) },
	})
	if err != nil {
		return err
	}
	factory.Start(ctx.Done())
	<-ctx.Done()
	factory.Shutdown()
	return nil
}

// follow changes the routes to the pods of another node.
func follow(own string, object any, change func(*netlink.Route) error) {
	if gone, ok := object.(cache.DeletedFinalStateUnknown); ok {
		object = gone.Obj
	}
	node, ok := object.(*corev1.Node)
	if !ok || node.Name == own {
		return
	}
	for _, route := range routesTo(node) {
		if err := change(&route); err != nil {
			fmt.Fprintf(os.Stderr, "route to the pods of %s (%s): %v\n", node.Name, route.Dst, err)
		}
	}
}

// routesTo are the routes to the pods of a node: one for each of its ranges, by
// way of its address of the same family.
func routesTo(node *corev1.Node) []netlink.Route {
	var routes []netlink.Route
	for _, cidr := range node.Spec.PodCIDRs {
		_, pods, err := net.ParseCIDR(cidr)
		if err != nil {
			continue
		}
		for _, address := range node.Status.Addresses {
			ip := net.ParseIP(address.Address)
			if address.Type == corev1.NodeInternalIP && ip != nil && (ip.To4() == nil) == (pods.IP.To4() == nil) {
				routes = append(routes, netlink.Route{Dst: pods, Gw: ip})
				break
			}
		}
	}
	return routes
}
