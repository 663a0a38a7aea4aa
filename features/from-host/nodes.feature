@from-host
Feature: Nodes come from the host
  A virtual cluster has no nodes of its own. It shows those of the host that the
  configuration names, under their own names; what they are is the host's word.

  Rule: Nodes defines if nodes should get synced from the host cluster to the virtual cluster, but not back

    @NODE-01
    Scenario: no host node appears in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1}
        """
      Then Node "worker-1" is kept out of the virtual cluster

    @NODE-03 @NODE-11 @NODE-20 @NODE-21 @NODE-24 @NODE-29
    Scenario: a node arrives under its own name with what the host says of it
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1, labels: {zone: a}, annotations: {team: edge}}
        spec: {podCIDR: 10.8.0.0/24, providerID: "cloud://worker-1", unschedulable: true}
        status:
          capacity: {cpu: "4", memory: 8Gi, pods: "110"}
          conditions: [{type: Ready, status: "True", reason: KubeletReady}]
          images: [{names: [example.com/app], sizeBytes: 1}]
          nodeInfo: {kubeletVersion: v1.36.3, osImage: Linux}
        """
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels                 | {vcluster.loft.sh/managed-by: vcluster, zone: a} |
        | metadata.annotations.team       | edge                                             |
        | spec.podCIDR                    | 10.8.0.0/24                                      |
        | spec.providerID                 | cloud://worker-1                                 |
        | spec.unschedulable              | true                                             |
        | status.capacity.cpu             | 4                                                |
        | status.conditions[0].reason     | KubeletReady                                     |
        | status.images[0].names          | [example.com/app]                                |
        | status.nodeInfo.kubeletVersion  | v1.36.3                                          |

    @NODE-24 @NODE-29
    Scenario: a node that changes on the host changes in the virtual cluster
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      And the host cluster has Node "worker-1" with:
        | spec.unschedulable  | true |
        | status.capacity.cpu | 4    |
      And Node "worker-1" in the host cluster is changed to:
        | spec.unschedulable | (absent) |
      When Node "worker-1" in the host cluster reports this status:
        | capacity.cpu | 8                                            |
        | conditions   | [{type: Ready, status: "False", reason: KubeletDown}] |
      Then Node "worker-1" in the virtual cluster has:
        | spec.unschedulable          | (absent)    |
        | status.capacity.cpu         | 8           |
        | status.conditions[0].reason | KubeletDown |

    @NODE-36 @NODE-37
    Scenario: what a tenant changes of a node is undone and does not reach the host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      And the host cluster has Node "worker-1" with:
        | metadata.labels.zone | a |
        | status.capacity.cpu  | 4 |
      And Node "worker-1" in the virtual cluster reports this status:
        | capacity.cpu | 64 |
      When Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.zone | b    |
        | spec.unschedulable   | true |
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels.zone | a        |
        | spec.unschedulable   | (absent) |
        | status.capacity.cpu  | 4        |
      And Node "worker-1" in the host cluster has:
        | metadata.labels.zone | a        |
        | spec.unschedulable   | (absent) |
        | status.capacity.cpu  | 4        |

    @NODE-36
    Scenario: a node that a tenant deletes comes back
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      And the host cluster has Node "worker-1"
      When Node "worker-1" is deleted from the virtual cluster
      Then Node "worker-1" is in the virtual cluster

    @NODE-24
    Scenario: a node that is another machine under the same name is shown as that one
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      And the host cluster has Node "worker-1" with:
        | spec.providerID | cloud://one |
      And the engine is stopped
      And Node "worker-1" is deleted from the host cluster
      And the host cluster has Node "worker-1" with:
        | spec.providerID | cloud://two |
      When the engine starts
      Then Node "worker-1" in the virtual cluster has:
        | spec.providerID | cloud://two |

  Rule: All specifies if all nodes should get synced by vCluster from the host to the virtual cluster or only the ones where pods are assigned to

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      And the host cluster has Node "worker-1"

    @NODE-02
    Scenario: a node without pods does not appear
      Then Node "worker-1" is kept out of the virtual cluster

    @NODE-02 @NODE-62 @POD-133
    Scenario: a node appears with the first pod on it, and the pod is bound to it
      Given the host cluster has Node "worker-2"
      And the tenant runs Pod "default/web"
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      Then the virtual cluster has these Nodes:
        | metadata.name |
        | worker-1      |
      And Pod "default/web" in the virtual cluster has:
        | spec.nodeName | worker-1 |

    @POD-133
    Scenario: a pod is not bound to a node that the virtual cluster does not have
      Given the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-9 |
      When the host copy of Pod "default/web" reports this status:
        | phase | Running |
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeName | (absent) |
        | status.phase  | Pending  |

    @POD-133
    Scenario: a pod that waits for its node is bound once the host has it
      Given the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-9 |
      And the host copy of Pod "default/web" reports this status:
        | phase | Running |
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-9}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeName | worker-9 |
        | status.phase  | Running  |

    @NODE-06
    Scenario: a virtual pod that names its node is on it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], nodeName: worker-1}
        """
      Then Node "worker-1" is in the virtual cluster

    @NODE-07
    Scenario: a node goes with the last pod on it
      Given the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      When the host copy of Pod "default/web" is force-deleted
      Then Node "worker-1" is gone from the virtual cluster
      And Node "worker-1" is still in the host cluster

    @NODE-06
    Scenario: pods of daemon sets keep no node
      Given the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      And the tenant runs Pod "default/agent" with:
        | metadata.ownerReferences | [{apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: 1b6cbd6f-6f0e-4d0c-8d7c-0a4c0b8b3a10}] |
        | spec.nodeName            | worker-1                                                                                          |
      When the host copy of Pod "default/web" is force-deleted
      Then Node "worker-1" is gone from the virtual cluster

    @NODE-03
    Scenario: all nodes appear when the configuration says so
      Given the host cluster has Node "worker-2"
      When the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      Then the virtual cluster has these Nodes:
        | metadata.name |
        | worker-1      |
        | worker-2      |

  Rule: Labels are the node labels used to sync nodes from host cluster to virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {labels: {zone: a, pool: small}}}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1, labels: {zone: a, pool: small, more: x}}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: worker-2, labels: {zone: a, pool: large}}
        """

    @NODE-04
    Scenario: the nodes that carry all the labels appear, with pods or without
      Then the virtual cluster has these Nodes:
        | metadata.name |
        | worker-1      |

    @NODE-08
    Scenario: a node that carries the labels no more goes
      When Node "worker-1" in the host cluster is changed to:
        | metadata.labels.zone | b |
      Then Node "worker-1" is gone from the virtual cluster

    @NODE-08
    Scenario: a node that comes to carry the labels appears
      When Node "worker-2" in the host cluster is changed to:
        | metadata.labels.pool | small |
      Then Node "worker-2" is in the virtual cluster

    @NODE-05
    Scenario: all nodes are all nodes, whatever labels are given
      When the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true, labels: {zone: a, pool: small}}}}}
        """
      Then the virtual cluster has these Nodes:
        | metadata.name |
        | worker-1      |
        | worker-2      |

    @POD-133 @documented
    Scenario: the tenant is told of a pod on a node that is not shown
      Given the tenant runs Pod "default/web"
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-2 |
      Then the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not bind pod "web" to node "worker-2" because it does not match the labels under 'sync.fromHost.nodes.selector'
        """
      And Pod "default/web" in the virtual cluster has:
        | spec.nodeName | (absent) |

  Rule: This will also set the node selector when syncing a pod from virtual cluster to host cluster to the same value

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {selector: {labels: {zone: a}}}}}
        """

    @POD-120 @NODE-60
    Scenario: a pod's copy asks for the labels, and for what the pod asks for
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], nodeSelector: {zone: b, disk: fast}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.nodeSelector | {disk: fast, zone: a} |
      And Pod "default/web" in the virtual cluster has:
        | spec.nodeSelector | {disk: fast, zone: b} |

    @POD-120
    Scenario: a pod that names its node keeps its own selector
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], nodeName: worker-1, nodeSelector: {disk: fast}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.nodeName     | worker-1     |
        | spec.nodeSelector | {disk: fast} |

    @NODE-05 @NODE-60
    Scenario: the labels go into the selector of pods even where all nodes are shown
      Given the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true, labels: {zone: a}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.nodeSelector | {zone: a} |

    @POD-121 @NODE-61 @EVT-12
    Scenario: a pod that names a node nobody sees is not copied, and its tenant is told
      Given the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {labels: {zone: a}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], nodeName: worker-1}
        """
      Then Pod "default/web" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        Given nodeName worker-1 does not exist in virtual cluster
        """

    @POD-121 @NODE-61
    Scenario: a pod is copied once the node it names is there
      Given the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {labels: {zone: a}}}}}
        """
      And the tenant runs Pod "default/web" with:
        | spec.nodeName | worker-1 |
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1, labels: {zone: a}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.nodeName | worker-1 |

  Rule: A node that is gone from the host is gone from the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      And the host cluster has Node "worker-1"

    @NODE-09
    Scenario: a deleted node is deleted
      When Node "worker-1" is deleted from the host cluster
      Then Node "worker-1" is gone from the virtual cluster

    @NODE-09
    Scenario: a node deleted while the engine was away is deleted
      Given the engine is stopped
      And Node "worker-1" is deleted from the host cluster
      When the engine starts
      Then Node "worker-1" is gone from the virtual cluster

    @NODE-10
    Scenario: a node that somebody joined by hand is left alone
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: mine, labels: {zone: home}}
        """
      Then Node "mine" in the virtual cluster has:
        | metadata.labels | {zone: home} |

  Rule: What a tenant adds to a node stays, and what goes from the host goes

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1, labels: {zone: a, disk: fast}, annotations: {one: "1"}}
        spec: {taints: [{key: dedicated, value: web, effect: NoSchedule}]}
        """

    @NODE-22
    Scenario: labels and annotations of the tenant stay, on the virtual node only
      When Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.mine      | "yes" |
        | metadata.annotations.mine | "yes" |
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels.mine      | yes |
        | metadata.annotations.mine | yes |
      And Node "worker-1" in the host cluster has:
        | metadata.labels.mine      | (absent) |
        | metadata.annotations.mine | (absent) |

    @NODE-22
    Scenario: labels and annotations that go from the host go from the virtual node
      Given Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.mine | "yes" |
      And the engine is stopped
      And Node "worker-1" in the host cluster is changed to:
        | metadata.labels.disk     | (absent) |
        | metadata.annotations.one | (absent) |
      When the engine starts
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels                                              | {mine: "yes", vcluster.loft.sh/managed-by: vcluster, zone: a} |
        | metadata.annotations.one                                     | (absent)                                                     |
        | metadata.annotations["vcluster.loft.sh/managed-labels"]      | zone                                                         |
        | metadata.annotations["vcluster.loft.sh/managed-annotations"] | (absent)                                                     |

    @NODE-23
    Scenario: what others keep on a host node for themselves is not shown
      When Node "worker-1" in the host cluster is changed to:
        | metadata.annotations["management.cattle.io/pod-requests"]    | 1  |
        | metadata.annotations["management.cattle.io/pod-limits"]      | 2  |
        | metadata.annotations["vcluster.loft.sh/managed-annotations"] | x  |
        | metadata.annotations.two                                     | 2  |
      Then Node "worker-1" in the virtual cluster has:
        | metadata.annotations["management.cattle.io/pod-requests"]    | (absent) |
        | metadata.annotations["management.cattle.io/pod-limits"]      | (absent) |
        | metadata.annotations.two                                     | 2        |

    @NODE-25
    Scenario: a taint of the tenant stays beside the host's
      When Node "worker-1" in the virtual cluster is changed to:
        | spec.taints | [{key: mine, effect: NoExecute}] |
      Then Node "worker-1" in the virtual cluster has:
        | spec.taints[0].key | dedicated                     |
        | spec.taints[1].key | node.kubernetes.io/not-ready  |
        | spec.taints[2]     | {effect: NoExecute, key: mine} |

    @NODE-25
    Scenario: a taint that goes from the host goes from the virtual node
      Given Node "worker-1" in the virtual cluster is changed to:
        | spec.taints | [{key: mine, effect: NoExecute}] |
      When Node "worker-1" in the host cluster is changed to:
        | spec.taints | [{key: other, value: a, effect: NoSchedule}] |
      Then Node "worker-1" in the virtual cluster has:
        | spec.taints                                             | [{effect: NoSchedule, key: other, value: a}, {effect: NoExecute, key: mine}] |
        | metadata.annotations["vcluster.loft.sh/original-taints"] | ["{\"key\":\"other\",\"value\":\"a\",\"effect\":\"NoSchedule\"}"]             |

    @NODE-26
    Scenario: a node is ready when the host's is
      When Node "worker-1" in the host cluster is changed to:
        | spec.taints | (absent) |
      Then Node "worker-1" in the virtual cluster has:
        | spec.taints                                              | (absent) |
        | metadata.annotations["vcluster.loft.sh/original-taints"] | (absent) |

  Rule: A taint that all pods tolerate is not shown

    @NODE-27
    Scenario Outline: <toleration> hides <hidden>
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {enforceTolerations: ["<toleration>"]}}
          fromHost: {nodes: {enabled: true, selector: {all: true}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1}
        spec: {taints: [{key: pool, value: vc, effect: NoSchedule}, {key: node.kubernetes.io/not-ready, effect: NoSchedule}]}
        """
      Then Node "worker-1" in the virtual cluster has:
        | spec.taints[*].key | <shown> |

      Examples:
        | toleration         | hidden                         | shown                                |
        | pool=vc:NoSchedule | the taint it is equal to       | node.kubernetes.io/not-ready         |
        | pool:NoSchedule    | every taint of its key         | node.kubernetes.io/not-ready         |
        | *                  | every taint                    | (absent)                             |
        | pool=vc:NoExecute  | nothing with another effect    | [pool, node.kubernetes.io/not-ready] |
        | pool=db:NoSchedule | nothing with another value     | [pool, node.kubernetes.io/not-ready] |
        | pool               | nothing, for it says no effect | [pool, node.kubernetes.io/not-ready] |

  Rule: ClearImageStatus will erase the image status when syncing a node. This allows to hide images that are pulled by the node

    @NODE-30
    Scenario: the images of a node are not shown
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, clearImageStatus: true, selector: {all: true}}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1}
        status: {capacity: {cpu: "4"}, images: [{names: [example.com/secret], sizeBytes: 1}]}
        """
      Then Node "worker-1" in the virtual cluster has:
        | status.images       | (absent) |
        | status.capacity.cpu | 4        |
