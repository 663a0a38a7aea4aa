@to-host
Feature: What the host sees of a pod beside its containers
  Owners, accounts, priorities, names and variables mean something inside the virtual
  cluster that they do not mean on the host.

  Rule: Owners of a pod are the virtual cluster's business

    Background:
      Given a virtual cluster

    @POD-08 @POD-09 @POD-10
    Scenario Outline: a pod of a <kind> says so on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, ownerReferences: [{apiVersion: <version>, kind: <kind>, name: web, uid: one, controller: true}]}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-references"]                | [{"apiVersion":"<version>","kind":"<kind>","name":"web","uid":"one","controller":true}] |
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"]                  | <set>    |
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"]   | true     |
        | metadata.annotations["cluster-autoscaler.kubernetes.io/daemonset-pod"]   | <daemon> |
        | metadata.ownerReferences[*].kind                                         | Service  |

      Examples:
        | kind        | version        | set         | daemon   |
        | ReplicaSet  | apps/v1        | ReplicaSet  | (absent) |
        | StatefulSet | apps/v1        | StatefulSet | (absent) |
        | Something   | example.com/v1 | (absent)    | (absent) |

    @POD-09 @documented
    Scenario: a pod of a Job says so on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: web, uid: one, controller: true}]}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"] | Job |

    @POD-11
    Scenario: the host's autoscaler is told of pods of a DaemonSet
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: web, uid: one, controller: true}]}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/daemonset-pod"] | true |

    @POD-10
    Scenario: a pod without an owner is not evicted lightly, unless it says so itself
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: lone, namespace: shop}
        spec: {containers: [{name: app, image: nginx}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: willing, namespace: shop, annotations: {cluster-autoscaler.kubernetes.io/safe-to-evict: "true"}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/lone" has:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] | false |
      And the host copy of Pod "shop/willing" has:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] | true |

    @POD-149
    Scenario: a pod that is adopted says so, and one that is released says nothing
      Given the tenant runs Pod "shop/web" with:
        | metadata.ownerReferences | [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: one, controller: true}] |
      When Pod "shop/web" in the virtual cluster is changed to:
        | metadata.ownerReferences | [] |
      Then the host copy of Pod "shop/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-references"] | (absent) |
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"]   | (absent) |

  Rule: Accounts, priorities and tokens of the virtual cluster stay there

    Background:
      Given a virtual cluster

    @POD-19 @POD-21
    Scenario: pods run as the workload service account, without its token and without the host's variables
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {serviceAccountName: builder, automountServiceAccountToken: true, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.serviceAccountName           | vc-workload-vcluster |
        | spec.automountServiceAccountToken | false                |
        | spec.enableServiceLinks           | false                |

    @POD-22
    Scenario: a priority class of the tenant means nothing on the host
      Given the virtual cluster has:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        preemptionPolicy: Never
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {priorityClassName: high, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.priorityClassName | (absent)             |
        | spec.priority          | 0                    |
        | spec.preemptionPolicy  | PreemptLowerPriority |

    @POD-30
    Scenario: what else a pod says is copied as it is
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          restartPolicy: OnFailure
          terminationGracePeriodSeconds: 7
          shareProcessNamespace: true
          schedulerName: mine
          readinessGates: [{conditionType: example.com/gate}]
          securityContext: {runAsUser: 5}
          containers: [{name: app, image: nginx, command: [a], args: [b], ports: [{containerPort: 80, name: http}], livenessProbe: {tcpSocket: {port: 80}}}]
        """
      Then the host copy of Pod "shop/web" has:
        | spec.restartPolicy                              | OnFailure                           |
        | spec.terminationGracePeriodSeconds              | 7                                   |
        | spec.shareProcessNamespace                      | true                                |
        | spec.schedulerName                              | mine                                |
        | spec.readinessGates                             | [{conditionType: example.com/gate}] |
        | spec.securityContext.runAsUser                  | 5                                   |
        | spec.containers[0].command                      | [a]                                 |
        | spec.containers[0].args                         | [b]                                 |
        | spec.containers[0].ports[0].containerPort       | 80                                  |
        | spec.containers[0].livenessProbe.tcpSocket.port | 80                                  |

  Rule: Pods find the virtual API server, the virtual DNS and the virtual services

    Background:
      Given a virtual cluster

    @POD-31 @POD-36
    Scenario: the names of the API server and of the pod
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web.v1, namespace: shop}
        spec: {hostAliases: [{ip: 10.2.3.4, hostnames: [db]}], containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web.v1" has:
        | spec.hostname                   | web-v1                                                                                                 |
        | spec.hostAliases[0].hostnames   | [db]                                                                                                   |
        | spec.hostAliases[1].hostnames   | [kubernetes.default.svc.cluster.local, kubernetes, kubernetes.default, kubernetes.default.svc]         |

    @POD-32 @POD-33
    Scenario: pods ask the virtual DNS, and then what they say themselves
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {dnsConfig: {searches: [example.com, svc.cluster.local]}, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.dnsPolicy          | None                                                                     |
        | spec.dnsConfig.searches | [shop.svc.cluster.local, svc.cluster.local, cluster.local, example.com]  |
        | spec.dnsConfig.options  | [{name: ndots, value: "5"}]                                              |

    @POD-33 @documented
    Scenario: the pod's own resolver options are kept
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {dnsConfig: {options: [{name: ndots, value: "2"}, {name: edns0}]}, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.dnsConfig.options | [{name: ndots, value: "2"}, {name: edns0}] |

    @POD-34
    Scenario Outline: DNS is left alone where a pod asks for <policy>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {dnsPolicy: <policy>, hostNetwork: <network>, dnsConfig: {nameservers: [1.1.1.1]}, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.dnsPolicy | <policy>                 |
        | spec.dnsConfig | {nameservers: [1.1.1.1]} |

      Examples:
        | policy       | network |
        | None         | false   |
        | Default      | false   |
        | ClusterFirst | true    |

    @POD-55 @POD-57
    Scenario: variables lead to the API server, before the container's own, which win
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {enableServiceLinks: false, containers: [{name: app, image: nginx, env: [{name: KUBERNETES_SERVICE_HOST, value: mine}]}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[*].name   | [KUBERNETES_PORT, KUBERNETES_PORT_443_TCP, KUBERNETES_PORT_443_TCP_ADDR, KUBERNETES_PORT_443_TCP_PORT, KUBERNETES_PORT_443_TCP_PROTO, KUBERNETES_SERVICE_PORT, KUBERNETES_SERVICE_PORT_HTTPS, KUBERNETES_SERVICE_HOST] |
        | spec.containers[0].env[7].value  | mine |

    @POD-56
    Scenario: with service links, variables lead to the services of the pod's namespace
      Given the virtual cluster has Service "shop/my-db" with:
        | spec.ports | [{name: sql, port: 5432, protocol: TCP}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[8].name   | MY_DB_PORT                |
        | spec.containers[0].env[9].name   | MY_DB_PORT_5432_TCP       |
        | spec.containers[0].env[13].name  | MY_DB_SERVICE_HOST        |
        | spec.containers[0].env[14].name  | MY_DB_SERVICE_PORT        |
        | spec.containers[0].env[14].value | 5432                      |
        | spec.containers[0].env[15].name  | MY_DB_SERVICE_PORT_SQL    |

  Rule: The status of a pod is the host's, but for what cannot change

    @POD-137 @POD-139
    Scenario: addresses are the host's, the quality of service the virtual pod's
      Given a virtual cluster
      And the tenant runs Pod "shop/web" with:
        | spec.subdomain | web |
      When the host copy of Pod "shop/web" reports this status:
        | phase   | Running            |
        | hostIP  | 10.7.0.1           |
        | hostIPs | [{ip: 10.7.0.1}]   |
        | podIP   | 10.8.0.1           |
        | podIPs  | [{ip: 10.8.0.1}]   |
      Then Pod "shop/web" in the virtual cluster has:
        | status.hostIP   | 10.7.0.1   |
        | status.podIP    | 10.8.0.1   |
        | status.qosClass | BestEffort |
      And the host copy of Pod "shop/web" has:
        | status.qosClass | Burstable  |
