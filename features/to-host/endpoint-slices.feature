@to-host
Feature: Endpoint slices to the host
  A slice is copied like Endpoints: where its service has no selector.

  Rule: By default, this is enabled

    @EPS-01 @EPS-02
    Scenario: a slice of a service without a selector is copied, and belongs to the copy of the service
      Given a virtual cluster
      And the virtual cluster has Service "shop/outside"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: outside-a, namespace: shop, labels: {kubernetes.io/service-name: outside}}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.1]}]
        ports: [{name: http, port: 8080}]
        """
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | metadata.labels["kubernetes.io/service-name"] | (host name of Service shop/outside) |
        | endpoints[0].addresses                        | [192.0.2.1]                         |
        | ports[0].port                                 | 8080                                |

    @EPS-01
    Scenario: with enabled set to false no slice is copied
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {endpointSlices: {enabled: false}}}
        """
      And the virtual cluster has Service "shop/outside"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: outside-a, namespace: shop, labels: {kubernetes.io/service-name: outside}}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.1]}]
        """
      Then EndpointSlice "shop/outside-a" has no host copy

  Rule: The slices of a service with a selector are the work of the host's controllers

    Background:
      Given a virtual cluster

    @EPS-04
    Scenario: they are not copied
      Given the virtual cluster has Service "shop/web" with:
        | spec.selector | {app: web} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: web-a, namespace: shop, labels: {kubernetes.io/service-name: web}}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.1]}]
        """
      Then EndpointSlice "shop/web-a" has no host copy
      And the tenant sees no Warning event on EndpointSlice "shop/web-a"

    @EPS-04
    Scenario: a service that gets a selector gives its slices over to the host
      Given the virtual cluster has Service "shop/web"
      And the virtual cluster has EndpointSlice "shop/web-a" with:
        | metadata.labels["kubernetes.io/service-name"] | web                          |
        | addressType                                   | IPv4                         |
        | endpoints                                     | [{addresses: [192.0.2.1]}] |
      When Service "shop/web" in the virtual cluster is changed to:
        | spec.selector | {app: web} |
      Then the host copy of EndpointSlice "shop/web-a" is gone
      And EndpointSlice "shop/web-a" is still in the virtual cluster

    @EPS-05
    Scenario: a slice goes to the host once its service is there
      Given the virtual cluster has EndpointSlice "shop/web-a" with:
        | metadata.labels["kubernetes.io/service-name"] | web                          |
        | addressType                                   | IPv4                         |
        | endpoints                                     | [{addresses: [192.0.2.1]}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of EndpointSlice "shop/web-a" is still there

    @EPS-03 @EPS-05
    Scenario Outline: a slice of <what> is not copied
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: web-a, namespace: shop, labels: <labels>}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.1]}]
        """
      Then EndpointSlice "shop/web-a" has no host copy
      And the tenant sees no Warning event on EndpointSlice "shop/web-a"

      Examples:
        | what                          | labels                              |
        | no service                    | {}                                  |
        | a service that does not exist | {kubernetes.io/service-name: other} |

    @EPS-08
    Scenario: a slice that a controller of the virtual cluster made of endpoints is copied beside them
      Given the virtual cluster has Service "shop/outside"
      And the virtual cluster has Endpoints "shop/outside" with:
        | subsets | [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: outside-a
          namespace: shop
          labels: {kubernetes.io/service-name: outside, endpointslice.kubernetes.io/managed-by: endpointslicemirroring-controller.k8s.io}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.1]}]
        ports: [{name: http, port: 8080}]
        """
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | endpoints[0].addresses | [192.0.2.1] |
      And the host copy of Endpoints "shop/outside" is still there

  Rule: The endpoints of a slice flow to the host

    Background:
      Given a virtual cluster
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: outside, namespace: shop}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: outside-a, namespace: shop, labels: {kubernetes.io/service-name: outside}}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.1]}]
        ports: [{name: http, port: 8080}]
        """

    @EPS-06
    Scenario: an address the tenant changes is changed on the host
      When EndpointSlice "shop/outside-a" in the virtual cluster is changed to:
        | endpoints | [{addresses: [192.0.2.7]}] |
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | endpoints[*].addresses[*] | [192.0.2.7] |

    @EPS-06
    Scenario: a pod named in a slice is the host pod
      Given the tenant runs Pod "shop/app"
      When EndpointSlice "shop/outside-a" in the virtual cluster is changed to:
        | endpoints | [{addresses: [192.0.2.7], targetRef: {kind: Pod, name: app, namespace: shop, uid: abc}}] |
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | endpoints[0].targetRef.name      | (host name of Pod shop/app) |
        | endpoints[0].targetRef.namespace | vcluster                    |

    @EPS-06 @documented
    Scenario: a port the tenant changes is changed on the host
      When EndpointSlice "shop/outside-a" in the virtual cluster is changed to:
        | ports | [{name: http, port: 8081}] |
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | ports[0].port | 8081 |

    @EPS-02
    Scenario: the slice belongs to the copy of its service after a restart, too
      When the engine restarts
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | metadata.labels["kubernetes.io/service-name"] | (host name of Service shop/outside) |
      And EndpointSlice "shop/outside-a" in the virtual cluster has:
        | metadata.labels["kubernetes.io/service-name"] | outside |

    @EPS-02
    Scenario: the slice follows the tenant to another service
      Given the virtual cluster has Service "shop/other"
      When EndpointSlice "shop/outside-a" in the virtual cluster is changed to:
        | metadata.labels["kubernetes.io/service-name"] | other |
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | metadata.labels["kubernetes.io/service-name"] | (host name of Service shop/other) |

    @EPS-02
    Scenario: a slice given to another service on the host is given back
      When the host copy of EndpointSlice "shop/outside-a" is changed to:
        | metadata.labels["kubernetes.io/service-name"] | stolen |
        | metadata.labels.tier                          | front  |
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | metadata.labels["kubernetes.io/service-name"] | (host name of Service shop/outside) |
      And EndpointSlice "shop/outside-a" in the virtual cluster has:
        | metadata.labels["kubernetes.io/service-name"] | outside |
        | metadata.labels.tier                          | front   |

    @EPS-07
    Scenario: a slice deleted in the virtual cluster is deleted on the host
      When EndpointSlice "shop/outside-a" is deleted from the virtual cluster
      Then the host copy of EndpointSlice "shop/outside-a" is gone

    @EPS-07
    Scenario: a slice deleted on the host is deleted in the virtual cluster
      When the host copy of EndpointSlice "shop/outside-a" is deleted
      Then EndpointSlice "shop/outside-a" is gone from the virtual cluster

    @EPS-07
    Scenario: a copy whose slice went while the engine was away goes too
      Given the engine is stopped
      And EndpointSlice "shop/outside-a" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of EndpointSlice "shop/outside-a" is gone

  Rule: The real vCluster carries nothing but the endpoints of a slice

    @EPS-06
    Scenario: a port changed later stays as it was on the host, and an address shows the uid of the virtual pod
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      And the virtual cluster has Service "shop/outside"
      And the virtual cluster has EndpointSlice "shop/outside-a" with:
        | metadata.labels["kubernetes.io/service-name"] | outside                    |
        | addressType                                   | IPv4                       |
        | endpoints                                     | [{addresses: [192.0.2.1]}] |
        | ports                                         | [{name: http, port: 8080}] |
      When EndpointSlice "shop/outside-a" in the virtual cluster is changed to:
        | endpoints | [{addresses: [192.0.2.7], targetRef: {kind: Pod, name: app, namespace: shop, uid: abc}}] |
        | ports     | [{name: http, port: 8081}]                                                               |
      Then the host copy of EndpointSlice "shop/outside-a" has:
        | endpoints[0].targetRef.uid | abc  |
        | ports[0].port              | 8080 |
