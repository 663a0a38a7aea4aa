@to-host
Feature: Endpoints to the host
  The endpoints of a service with a selector are made by each cluster's own
  controllers. Those of a service without one are the tenant's work, and are copied.

  Rule: By default, this is enabled

    @EP-01 @EP-02
    Scenario: endpoints of a service without a selector are copied
      Given a virtual cluster
      And the virtual cluster has Service "shop/outside"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: outside, namespace: shop}
        subsets: [{addresses: [{ip: 192.0.2.1}], notReadyAddresses: [{ip: 192.0.2.5}], ports: [{name: http, port: 8080}]}]
        """
      Then the host copy of Endpoints "shop/outside" has:
        | metadata.name                | (host name of Service shop/outside)            |
        | subsets[0].addresses         | [{ip: 192.0.2.1}]                              |
        | subsets[0].notReadyAddresses | [{ip: 192.0.2.5}]                              |
        | subsets[0].ports             | [{name: http, port: 8080, protocol: TCP}]      |

    @EP-14 @GEN-10
    Scenario: with enabled set to false no endpoints are copied
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {endpoints: {enabled: false}}}
        """
      And the virtual cluster has Service "shop/outside"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: outside, namespace: shop}
        subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}]
        """
      Then Endpoints "shop/outside" has no host copy

  Rule: The endpoints of a service with a selector are the work of the host's controllers

    Background:
      Given a virtual cluster

    @EP-03
    Scenario: they are not copied
      Given the virtual cluster has Service "shop/web" with:
        | spec.selector | {app: web} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: web, namespace: shop}
        subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}]
        """
      Then Endpoints "shop/web" has no host copy
      And the tenant sees no Warning event on Endpoints "shop/web"

    @EP-03 @EP-11
    Scenario: a service that gets a selector gives its endpoints over to the host
      Given the virtual cluster has Service "shop/web"
      And the virtual cluster has Endpoints "shop/web" with:
        | subsets | [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}] |
      When Service "shop/web" in the virtual cluster is changed to:
        | spec.selector | {app: web} |
      Then the host copy of Endpoints "shop/web" is gone
      And Endpoints "shop/web" is still in the virtual cluster

    @EP-11
    Scenario: a service that loses its selector gets the tenant's endpoints
      Given the virtual cluster has Service "shop/web" with:
        | spec.selector | {app: web} |
      And the virtual cluster has Endpoints "shop/web" with:
        | subsets | [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}] |
      When Service "shop/web" in the virtual cluster is changed to:
        | spec.selector | (absent) |
      Then the host copy of Endpoints "shop/web" has:
        | subsets[0].addresses | [{ip: 192.0.2.1}] |

    @EP-04
    Scenario: what the host's controllers left behind gives way to the tenant's endpoints
      Given the virtual cluster has Service "shop/web"
      And the virtual cluster has Endpoints "shop/web" with:
        | subsets | [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}] |
      And the engine is stopped
      And the host copy of Endpoints "shop/web" is changed to:
        | metadata.annotations | (absent)                                                            |
        | subsets              | [{addresses: [{ip: 192.0.2.9}], ports: [{name: http, port: 8080}]}] |
      When the engine starts
      Then the host copy of Endpoints "shop/web" has:
        | subsets[0].addresses | [{ip: 192.0.2.1}] |

    @EP-05 @SVC-07 @documented
    Scenario: endpoints go to the host once their service is there
      Given the virtual cluster has Endpoints "shop/web" with:
        | subsets | [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of Endpoints "shop/web" has:
        | subsets[0].addresses | [{ip: 192.0.2.1}] |
      And Endpoints "shop/web" in the virtual cluster has:
        | subsets[0].addresses | [{ip: 192.0.2.1}] |

    @EP-05
    Scenario: endpoints without a service are not copied
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: web, namespace: shop}
        subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}]
        """
      Then Endpoints "shop/web" has no host copy
      And the tenant sees no Warning event on Endpoints "shop/web"

    @EP-06
    Scenario: where the virtual API server is found is not copied
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: kubernetes, namespace: default, labels: {noted: "yes"}}
        """
      Then Endpoints "default/kubernetes" has no host copy

  Rule: The real vCluster loses endpoints that are there before their service has the address of the host

    @EP-05 @SVC-07
    Scenario: endpoints go when their service is made anew, and do not come back
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      And the virtual cluster has Endpoints "shop/web" with:
        | subsets | [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{port: 80}]}
        """
      Then Endpoints "shop/web" is gone from the virtual cluster
      And the host copy of Endpoints "shop/web" is gone

  Rule: Addresses of pods are addresses of host pods

    Background:
      Given a virtual cluster
      And the virtual cluster has Service "shop/outside"

    @EP-07
    Scenario Outline: a pod named in <field> is the host pod
      Given the tenant runs Pod "shop/app"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: outside, namespace: shop}
        subsets:
          - <field>: [{ip: 192.0.2.2, nodeName: n1, targetRef: {kind: Pod, name: app, namespace: shop, uid: abc, resourceVersion: "1"}}]
            ports: [{port: 8080}]
        """
      Then the host copy of Endpoints "shop/outside" has:
        | subsets[0].<field>[0].targetRef | {kind: Pod, name: (host name of Pod shop/app), namespace: vcluster} |
        | subsets[0].<field>[0].nodeName  | n1                                                                  |

      Examples:
        | field             |
        | addresses         |
        | notReadyAddresses |

    @EP-07
    Scenario: what is no pod keeps its name
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: outside, namespace: shop}
        subsets: [{addresses: [{ip: 192.0.2.2, targetRef: {kind: Node, name: n1, uid: abc}}], ports: [{port: 8080}]}]
        """
      Then the host copy of Endpoints "shop/outside" has:
        | subsets[0].addresses[0].targetRef | {kind: Node, name: n1, uid: abc} |

  Rule: Labels and annotations are synced in both directions, the rest is the tenant's

    Background:
      Given a virtual cluster
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: outside, namespace: shop}
        spec: {clusterIP: None, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Endpoints
        metadata: {name: outside, namespace: shop}
        subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080}]}]
        """

    @EP-08
    Scenario: an address the tenant changes is changed on the host
      When Endpoints "shop/outside" in the virtual cluster is changed to:
        | subsets | [{addresses: [{ip: 192.0.2.7}], ports: [{name: http, port: 8081}]}] |
      Then the host copy of Endpoints "shop/outside" has:
        | subsets | [{addresses: [{ip: 192.0.2.7}], ports: [{name: http, port: 8081, protocol: TCP}]}] |

    @EP-08 @GEN-45
    Scenario: an address changed on the host is changed back
      When the host copy of Endpoints "shop/outside" is changed to:
        | subsets | [{addresses: [{ip: 192.0.2.7}], ports: [{name: http, port: 8081}]}] |
      Then the host copy of Endpoints "shop/outside" has:
        | subsets | [{addresses: [{ip: 192.0.2.1}], ports: [{name: http, port: 8080, protocol: TCP}]}] |

    @EP-09
    Scenario: who leads in the virtual cluster is nobody's business on the host
      When Endpoints "shop/outside" in the virtual cluster is changed to:
        | metadata.annotations["control-plane.alpha.kubernetes.io/leader"] | me    |
        | metadata.annotations["a.io/note"]                                | hello |
      Then the host copy of Endpoints "shop/outside" has:
        | metadata.annotations["control-plane.alpha.kubernetes.io/leader"] | (absent) |
        | metadata.annotations["a.io/note"]                                | hello    |

    @EP-10 @GEN-16
    Scenario: labels and annotations flow to the host
      When Endpoints "shop/outside" in the virtual cluster is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then the host copy of Endpoints "shop/outside" has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @EP-10 @GEN-16
    Scenario: labels and annotations flow from the host
      When the host copy of Endpoints "shop/outside" is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then Endpoints "shop/outside" in the virtual cluster has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @EP-12
    Scenario: endpoints deleted on the host are deleted in the virtual cluster
      When the host copy of Endpoints "shop/outside" is deleted
      Then Endpoints "shop/outside" is gone from the virtual cluster

    @EP-13
    Scenario: endpoints deleted in the virtual cluster are deleted on the host
      When Endpoints "shop/outside" is deleted from the virtual cluster
      Then the host copy of Endpoints "shop/outside" is gone

    @EP-13
    Scenario: a copy whose endpoints went while the engine was away goes too
      Given the engine is stopped
      And Endpoints "shop/outside" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of Endpoints "shop/outside" is gone

    @EP-12
    Scenario: endpoints whose copy went while the engine was away get a new one
      Given the engine is stopped
      And the host copy of Endpoints "shop/outside" is deleted
      When the engine starts
      Then the host copy of Endpoints "shop/outside" has:
        | subsets[0].addresses | [{ip: 192.0.2.1}] |
