@networking
Feature: Replicated services
  A single service of one side appears on the other, under a name the platform
  chooses. A replica carries the label vcluster.loft.sh/controlled-by and is not
  synced any further.

  Rule: With fromHost, a service of the host appears in the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        networking: {replicateServices: {fromHost: [{from: tools/db, to: shop/database}]}}
        """

    @REP-01 @SVC-32
    Scenario: the replica is a headless service with the host's ports, in a namespace that is made for it
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: tools}
        spec: {type: NodePort, selector: {app: db}, ports: [{name: sql, port: 5432, targetPort: 15432, nodePort: 30123}]}
        """
      Then Service "shop/database" in the virtual cluster has:
        | spec.clusterIP                                  | None     |
        | spec.ports[0].port                              | 5432     |
        | spec.ports[0].nodePort                          | (absent) |
        | spec.selector                                   | (absent) |
        | metadata.labels["vcluster.loft.sh/controlled-by"] | vcluster |
      And Service "shop/database" has no host copy

    @REP-02
    Scenario: the replica leads to the address of the host's service
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: tools}
        spec: {clusterIP: 10.96.0.99, selector: {app: db}, ports: [{name: sql, port: 5432, targetPort: 15432}]}
        """
      Then Endpoints "shop/database" in the virtual cluster has:
        | subsets | [{addresses: [{ip: 10.96.0.99}], ports: [{name: sql, port: 5432, protocol: TCP}]}] |
      And Endpoints "shop/database" has no host copy

    @REP-02
    Scenario: the replica of a headless service leads to what the service leads to
      Given the host cluster has Service "tools/db" with:
        | spec.clusterIP | None |
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Endpoints
        metadata: {name: db, namespace: tools}
        subsets: [{addresses: [{ip: 192.0.2.9, nodeName: n1, targetRef: {kind: Pod, name: db-0, namespace: tools}}], ports: [{name: http, port: 8080}]}]
        """
      Then Endpoints "shop/database" in the virtual cluster has:
        | subsets | [{addresses: [{ip: 192.0.2.9}], ports: [{name: http, port: 8080, protocol: TCP}]}] |

    @REP-01
    Scenario: ports that change on the host change in the virtual cluster
      Given the host cluster has Service "tools/db"
      When Service "tools/db" in the host cluster is changed to:
        | spec.ports | [{name: sql, port: 5433, targetPort: 80, protocol: TCP}] |
      Then Service "shop/database" in the virtual cluster has:
        | spec.ports[*].port | [5433] |
      And Endpoints "shop/database" in the virtual cluster has:
        | subsets[0].ports[*].port | [5433] |

    @REP-01 @GEN-08
    Scenario: what a tenant changes of a replica is changed back, and the host hears nothing of it
      Given the host cluster has Service "tools/db"
      When Service "shop/database" in the virtual cluster is changed to:
        | spec.ports | [{name: sql, port: 1, targetPort: 1, protocol: TCP}] |
      Then Service "shop/database" in the virtual cluster has:
        | spec.ports[*].port | [80] |
      And Service "tools/db" in the host cluster has:
        | spec.ports[*].port | [80] |

    @REP-06
    Scenario: a replica goes with the host's service
      Given the host cluster has Service "tools/db"
      When Service "tools/db" is deleted from the host cluster
      Then Service "shop/database" is gone from the virtual cluster
      And Endpoints "shop/database" is gone from the virtual cluster

    @REP-06
    Scenario: a replica that a tenant deletes is made again
      Given the host cluster has Service "tools/db"
      When Service "shop/database" is deleted from the virtual cluster
      Then Service "shop/database" in the virtual cluster has:
        | spec.ports[*].port | [80] |

    @REP-07
    Scenario: a service of the tenant's own with that name is not touched
      Given the virtual cluster has Service "shop/database" with:
        | spec.ports | [{name: own, port: 7, targetPort: 7, protocol: TCP}] |
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: tools}
        spec: {ports: [{name: sql, port: 5432}]}
        """
      Then Service "shop/database" in the virtual cluster has:
        | spec.ports[*].port                                | [7]      |
        | metadata.labels["vcluster.loft.sh/controlled-by"] | (absent) |

    @REP-08
    Scenario: a replica taken out of the configuration goes
      Given the host cluster has Service "tools/db"
      When the configuration becomes:
        """yaml
        {}
        """
      Then Service "shop/database" is gone from the virtual cluster

  Rule: A host service without a namespace is one of the virtual cluster's own host namespace

    @REP-04
    Scenario: the replica is that of the service there
      Given a virtual cluster with this configuration:
        """yaml
        networking: {replicateServices: {fromHost: [{from: db, to: shop/database}]}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: vcluster}
        spec: {ports: [{name: sql, port: 5432}]}
        """
      Then Service "shop/database" in the virtual cluster has:
        | spec.ports[*].port | [5432] |

  Rule: With toHost, a service of the virtual cluster appears on the host

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        networking: {replicateServices: {toHost: [{from: shop/web, to: storefront}]}}
        """

    @REP-05
    Scenario: the replica selects the host pods of the virtual service
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30124}]}
        """
      Then Service "vcluster/storefront" in the host cluster has:
        | spec.selector                                     | {app: web, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop} |
        | spec.type                                         | ClusterIP |
        | spec.ports[0].targetPort                          | 8080      |
        | spec.ports[0].nodePort                            | (absent)  |
        | metadata.labels["vcluster.loft.sh/controlled-by"] | vcluster  |
        | metadata.ownerReferences[0].name                  | vcluster  |
      And the host copy of Service "shop/web" is still there

    @REP-05
    Scenario: the replica of a headless service is headless
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
        """
      Then Service "vcluster/storefront" in the host cluster has:
        | spec.clusterIP | None |

    @REP-05
    Scenario: what changes in the virtual service changes in the replica
      Given the virtual cluster has Service "shop/web" with:
        | spec.selector | {app: web} |
      When Service "shop/web" in the virtual cluster is changed to:
        | spec.selector.app | shop                                                    |
        | spec.ports        | [{name: http, port: 81, targetPort: 80, protocol: TCP}] |
      Then Service "vcluster/storefront" in the host cluster has:
        | spec.selector.app  | shop |
        | spec.ports[*].port | [81] |

    @REP-06
    Scenario: a replica goes with the virtual service
      Given the virtual cluster has Service "shop/web"
      When Service "shop/web" is deleted from the virtual cluster
      Then Service "vcluster/storefront" is gone from the host cluster

    @REP-07
    Scenario: a service of the host with that name is not touched
      Given the host cluster has Service "vcluster/storefront" with:
        | spec.ports | [{name: own, port: 7, targetPort: 7, protocol: TCP}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{port: 80}]}
        """
      Then Service "vcluster/storefront" in the host cluster has:
        | spec.ports[*].port                                | [7]      |
        | metadata.labels["vcluster.loft.sh/controlled-by"] | (absent) |

    @REP-08
    Scenario: a replica taken out of the configuration stays
      Given the virtual cluster has Service "shop/web"
      When the configuration becomes:
        """yaml
        {}
        """
      Then Service "vcluster/storefront" is still in the host cluster

  Rule: A mapping names a service on either side

    @REP-09
    Scenario Outline: a mapping <direction> from <from> to <to> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        networking: {replicateServices: {<direction>: [{from: <from>, to: <to>}]}}
        """
      Then the configuration is refused with:
        """
        <message>
        """

      Examples:
        | direction | from     | to         | message                                                                 |
        | toHost    | web      | storefront | invalid service mapping, please use namespace1/service1=service2        |
        | fromHost  | tools/db | database   | invalid service mapping, please use service1=namespace2/service2        |
        | toHost    | shop/web | other/web  | replicas lie in the virtual cluster's own host namespace                |
        | fromHost  | Tools/db | shop/db    | invalid service mapping                                                 |
