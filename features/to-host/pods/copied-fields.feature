@to-host
Feature: What else the host sees of a pod, and what comes back
  Most of a pod is copied as it is; owners are named in annotations, and the status is the host's.

  Rule: Fields that mean the same on both sides are copied

    Background:
      Given a virtual cluster

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

  Rule: Owners are told in annotations as long as there are any

    Background:
      Given a virtual cluster

    @POD-149
    Scenario: a pod that is adopted says so, and one that is released says nothing
      Given the tenant runs Pod "shop/web" with:
        | metadata.ownerReferences | [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: one, controller: true}] |
      When Pod "shop/web" in the virtual cluster is changed to:
        | metadata.ownerReferences | [] |
      Then the host copy of Pod "shop/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-references"] | (absent) |
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"]   | (absent) |

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
