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

    @POD-76
    Scenario Outline: a volume of <kind> is copied as it is
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, <kind>: <source>}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.volumes[0].<kind> | <source> |

      Examples:
        | kind                 | source                                             |
        | emptyDir             | {medium: Memory, sizeLimit: 1Mi}                   |
        | nfs                  | {server: files.example.com, path: /a}              |
        | gitRepo              | {repository: "https://example.com/a.git"}          |
        | image                | {reference: "example.com/data:1", pullPolicy: Always} |
        | gcePersistentDisk    | {pdName: disk}                                     |
        | awsElasticBlockStore | {volumeID: vol-1}                                  |
        | fc                   | {targetWWNs: [a], lun: 1}                          |
        | csi                  | {driver: csi.example.com, volumeAttributes: {a: b}} |

    @POD-16
    Scenario: annotations that were made for the host pod stay there as they were made
      Given the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] | true |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.annotations["vcluster.loft.sh/name"]            | root |
        | metadata.annotations["vcluster.loft.sh/hosts-rewritten"]      | true |
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] | true     |
        | metadata.annotations["vcluster.loft.sh/name"]                          | web      |
        | metadata.annotations["vcluster.loft.sh/hosts-rewritten"]               | (absent) |
      And Pod "default/web" in the virtual cluster has:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] | (absent) |
        | metadata.annotations["vcluster.loft.sh/labels"]                        | (absent) |

    @POD-17
    Scenario: a status that the pod had before there was a copy does not reach the host
      Given the engine is stopped
      And the tenant runs Pod "default/web"
      And Pod "default/web" in the virtual cluster reports this status:
        | message | hello |
      When the engine starts
      Then the host copy of Pod "default/web" has:
        | status.message | (absent) |

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
