@to-host
Feature: Services to the host
  Every service of the virtual cluster is a service on the host, which gives it
  its address and finds its pods.

  Rule: Services created within the virtual cluster are synced to the host cluster

    @SVC-01
    Scenario: a service is copied
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
        """
      Then the host copy of Service "default/web" has:
        | metadata.namespace       | vcluster |
        | spec.ports[0].port       | 80       |
        | spec.ports[0].targetPort | 8080     |

    @SVC-02 @GEN-10
    Scenario: with enabled set to false no service is copied
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {services: {enabled: false}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then Service "default/web" has no host copy

    @SVC-03
    Scenario: the copy selects this virtual cluster's pods of that namespace only
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """
      Then the host copy of Service "shop/web" has:
        | spec.selector | {app: web, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop} |

    @SVC-04
    Scenario: a service without a selector has a copy without one
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of Service "default/web" has:
        | spec.selector | (absent) |

    @SVC-06
    Scenario: a headless service has a headless copy
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
        """
      Then the host copy of Service "default/web" has:
        | spec.clusterIP | None |

    @SVC-05 @SVC-07 @SVC-08
    Scenario: the address is the host's, on both sides
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default, labels: {kept: "yes"}}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """
      Then the host copy of Service "default/web" has:
        | spec.clusterIP | (spec.clusterIP of Service default/web) |
      And Service "default/web" in the virtual cluster has:
        | metadata.labels.kept | yes |

    @SVC-05 @SVC-07 @SVC-08
    Scenario: addresses and node ports that somebody else has on the host are no hindrance
      Given a virtual cluster
      And the host cluster has Service "default/other" with:
        | spec.type                  | LoadBalancer                                |
        | spec.clusterIP             | 10.96.0.77                                  |
        | spec.externalTrafficPolicy | Local                                       |
        | spec.healthCheckNodePort   | 30078                                       |
        | spec.ports                 | [{port: 80, targetPort: 80, nodePort: 30077}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec:
          type: LoadBalancer
          clusterIP: 10.96.0.77
          externalTrafficPolicy: Local
          healthCheckNodePort: 30078
          ports: [{port: 80, targetPort: 80, nodePort: 30077}]
        """
      Then the host copy of Service "default/web" has:
        | spec.type                | LoadBalancer                                      |
        | spec.clusterIP           | (spec.clusterIP of Service default/web)           |
        | spec.healthCheckNodePort | (spec.healthCheckNodePort of Service default/web) |
        | spec.ports[0].nodePort   | (spec.ports[0].nodePort of Service default/web)   |

    @SVC-30
    Scenario: the service of the virtual cluster's DNS is one like all others
      Given a virtual cluster
      When Service "kube-system/kube-dns" in the virtual cluster is changed to:
        | spec.sessionAffinity | ClientIP |
      Then the host copy of Service "kube-system/kube-dns" has:
        | spec.sessionAffinity | ClientIP                                        |
        | spec.clusterIP       | (spec.clusterIP of Service kube-system/kube-dns) |

    @GEN-48 @SVC-07
    Scenario: the copy says which service it is a copy of, after that was made anew, too
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of Service "default/web" has:
        | metadata.annotations["vcluster.loft.sh/object-uid"] | (uid of Service default/web) |

    @GEN-36
    Scenario: a change the host refuses is told
      Given a virtual cluster
      And the virtual cluster has Service "default/web" with:
        | spec.type | NodePort |
      And the host cluster has Service "default/other" with:
        | spec.type  | NodePort                                      |
        | spec.ports | [{port: 80, targetPort: 80, nodePort: 30177}] |
      When Service "default/web" in the virtual cluster is changed to:
        | spec.ports | [{name: http, port: 80, targetPort: 80, protocol: TCP, nodePort: 30177}] |
      Then the tenant sees a Warning event "SyncError" on Service "default/web":
        """
        Error syncing: patch host object: update object: Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30177: provided port is already allocated
        """

    @SVC-33
    Scenario: a service deleted on the host is deleted in the virtual cluster
      Given a virtual cluster
      And the virtual cluster has Service "default/web"
      When the host copy of Service "default/web" is deleted
      Then Service "default/web" is gone from the virtual cluster

    @SVC-34
    Scenario: a service deleted in the virtual cluster is deleted on the host
      Given a virtual cluster
      And the virtual cluster has Service "default/web"
      When Service "default/web" is deleted from the virtual cluster
      Then the host copy of Service "default/web" is gone

  Rule: The type, the ports and most other fields are synced in both directions

    Background:
      Given a virtual cluster
      And the virtual cluster has Service "default/web" with:
        | spec.selector | {app: web} |

    @SVC-09
    Scenario: a type the tenant changes is changed on the host
      When Service "default/web" in the virtual cluster is changed to:
        | spec.type | NodePort |
      Then the host copy of Service "default/web" has:
        | spec.type | NodePort |

    @SVC-09
    Scenario: a type changed on the host is changed in the virtual cluster
      When the host copy of Service "default/web" is changed to:
        | spec.type | NodePort |
      Then Service "default/web" in the virtual cluster has:
        | spec.type | NodePort |

    @SVC-10
    Scenario: ports the tenant changes are changed on the host
      When Service "default/web" in the virtual cluster is changed to:
        | spec.ports | [{name: http, port: 80, targetPort: 80, protocol: TCP}, {name: dns, port: 53, targetPort: 53, protocol: UDP}] |
      Then the host copy of Service "default/web" has:
        | spec.ports[*].port | [80, 53] |

    @SVC-10
    Scenario: ports changed on the host are changed in the virtual cluster
      When the host copy of Service "default/web" is changed to:
        | spec.ports | [{name: http, port: 8080, targetPort: 80, protocol: TCP}] |
      Then Service "default/web" in the virtual cluster has:
        | spec.ports[*].port | [8080] |

    @SVC-10
    Scenario: a node port the host gives is seen by the tenant
      Given Service "default/web" in the virtual cluster is changed to:
        | spec.type | NodePort |
      When the host copy of Service "default/web" is changed to:
        | spec.ports[0].nodePort | 30080 |
      Then Service "default/web" in the virtual cluster has:
        | spec.ports[0].nodePort | 30080 |

    @SVC-11
    Scenario Outline: <field> flows to the host
      Given Service "default/web" in the virtual cluster is changed to:
        | spec.type | <type> |
      When Service "default/web" in the virtual cluster is changed to:
        | spec.<field> | <value> |
      Then the host copy of Service "default/web" has:
        | spec.<field> | <value> |

      Examples:
        | type         | field                    | value             |
        | ClusterIP    | externalIPs              | [192.0.2.10]      |
        | ClusterIP    | publishNotReadyAddresses | true              |
        | ClusterIP    | sessionAffinity          | ClientIP          |
        | LoadBalancer | externalTrafficPolicy    | Local             |
        | LoadBalancer | loadBalancerIP           | 192.0.2.11        |
        | LoadBalancer | loadBalancerSourceRanges | [198.51.100.0/24] |

    @SVC-11
    Scenario Outline: <field> flows from the host
      Given Service "default/web" in the virtual cluster is changed to:
        | spec.type | <type> |
      When the host copy of Service "default/web" is changed to:
        | spec.<field> | <value> |
      Then Service "default/web" in the virtual cluster has:
        | spec.<field> | <value> |

      Examples:
        | type         | field                    | value             |
        | ClusterIP    | externalIPs              | [192.0.2.10]      |
        | ClusterIP    | publishNotReadyAddresses | true              |
        | ClusterIP    | sessionAffinity          | ClientIP          |
        | LoadBalancer | externalTrafficPolicy    | Local             |
        | LoadBalancer | loadBalancerIP           | 192.0.2.11        |
        | LoadBalancer | loadBalancerSourceRanges | [198.51.100.0/24] |

    @SVC-11
    Scenario: the settings of the session affinity flow to the host
      When Service "default/web" in the virtual cluster is changed to:
        | spec.sessionAffinity       | ClientIP                        |
        | spec.sessionAffinityConfig | {clientIP: {timeoutSeconds: 60}} |
      Then the host copy of Service "default/web" has:
        | spec.sessionAffinityConfig.clientIP.timeoutSeconds | 60 |

    @SVC-11
    Scenario: an external name flows to the host
      Given the virtual cluster has Service "default/outside" with:
        | spec | {type: ExternalName, externalName: a.example.com} |
      When Service "default/outside" in the virtual cluster is changed to:
        | spec.externalName | b.example.com |
      Then the host copy of Service "default/outside" has:
        | spec.externalName | b.example.com |

    @SVC-36
    Scenario: the address a tenant wishes for is passed on unchanged
      When Service "default/web" in the virtual cluster is changed to:
        | spec.type           | LoadBalancer |
        | spec.loadBalancerIP | 192.0.2.99   |
      Then the host copy of Service "default/web" has:
        | spec.type           | LoadBalancer |
        | spec.loadBalancerIP | 192.0.2.99   |

    @SVC-17
    Scenario: what Rancher notes of public endpoints stays where it is written
      Given the virtual cluster has Service "default/noted" with:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | ours |
      When the host copy of Service "default/noted" is changed to:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | theirs |
        | metadata.annotations["a.io/note"]                       | hello  |
      Then Service "default/noted" in the virtual cluster has:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | ours  |
        | metadata.annotations["a.io/note"]                       | hello |

    @SVC-17
    Scenario: what Rancher notes of public endpoints is not on the copy
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: noted, namespace: default, annotations: {field.cattle.io/publicEndpoints: ours, a.io/note: hello}}
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of Service "default/noted" has:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | (absent) |
        | metadata.annotations["a.io/note"]                       | hello    |

  Rule: spec.selector is synced in both directions

    Background:
      Given a virtual cluster
      And the virtual cluster has Service "default/web" with:
        | spec.selector | {app: web} |

    @SVC-12
    Scenario: a selector the tenant changes is changed on the host, marks and all
      When Service "default/web" in the virtual cluster is changed to:
        | spec.selector.app  | (absent) |
        | spec.selector.tier | front    |
      Then the host copy of Service "default/web" has:
        | spec.selector | {tier: front, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: default} |

    @SVC-12 @SVC-04
    Scenario: a selector the tenant removes is removed on the host, marks and all
      When Service "default/web" in the virtual cluster is changed to:
        | spec.selector | (absent) |
      Then the host copy of Service "default/web" has:
        | spec.selector | (absent) |

    @SVC-13 @META-18
    Scenario: a key that has another form on the host comes back as the tenant wrote it
      Given the virtual cluster has Service "default/released" with:
        | spec.selector | {release: blue} |
      When the host copy of Service "default/released" is changed to:
        | spec.selector.tier | front |
      Then Service "default/released" in the virtual cluster has:
        | spec.selector | {release: blue, tier: front} |

    @SVC-13
    Scenario: a selector changed on the host is changed in the virtual cluster, without the marks
      When the host copy of Service "default/web" is changed to:
        | spec.selector.tier | front |
      Then Service "default/web" in the virtual cluster has:
        | spec.selector | {app: web, tier: front} |

  Rule: The status of a service is the host's

    Background:
      Given a virtual cluster
      And the virtual cluster has Service "default/web" with:
        | spec.type | LoadBalancer |

    @SVC-15
    Scenario: the address a load balancer gets is seen by the tenant
      When the host copy of Service "default/web" reports this status:
        | loadBalancer.ingress | [{ip: 192.0.2.7}] |
      Then Service "default/web" in the virtual cluster has:
        | status.loadBalancer.ingress[0].ip | 192.0.2.7 |

    @SVC-14
    Scenario: a status the tenant writes is overwritten
      When Service "default/web" in the virtual cluster reports this status:
        | loadBalancer.ingress | [{ip: 198.51.100.1}] |
      Then Service "default/web" in the virtual cluster has:
        | status.loadBalancer.ingress | (absent) |

    @SVC-16
    Scenario: a service that is no load balancer any more has no such address
      Given Service "default/web" in the virtual cluster is changed to:
        | spec.loadBalancerIP | 192.0.2.7 |
      And the host copy of Service "default/web" reports this status:
        | loadBalancer.ingress | [{ip: 192.0.2.7}] |
      When Service "default/web" in the virtual cluster is changed to:
        | spec.type | ClusterIP |
      Then the host copy of Service "default/web" has:
        | spec.loadBalancerIP         | (absent) |
        | status.loadBalancer.ingress | (absent) |
      And Service "default/web" in the virtual cluster has:
        | status.loadBalancer.ingress | (absent) |
