@from-host
Feature: A node stands for each of the host's that a pod is on
  Where the host's nodes are not shown, a pod still has to be somewhere. A node of
  the right name stands for it, and says nothing of the host but that name.

  Rule: If this is disabled, vCluster will create fake nodes instead

    Background:
      Given a virtual cluster
      And the tenant runs Pod "default/web"

    @NODE-01 @NODE-70 @NODE-72 @NODE-73 @NODE-74 @NODE-80
    Scenario: a pod that was given a node makes one of that name appear
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker.example.com |
      Then Node "worker.example.com" in the virtual cluster has:
        | metadata.labels["vcluster.loft.sh/fake-node"] | true                    |
        | metadata.labels["kubernetes.io/os"]           | linux                   |
        | metadata.labels["beta.kubernetes.io/os"]      | linux                   |
        | metadata.labels["kubernetes.io/arch"]         | (any)                   |
        | metadata.labels["beta.kubernetes.io/arch"]    | (any)                   |
        | metadata.labels["kubernetes.io/hostname"]     | fake-worker.example.com |
        | metadata.annotations                          | {node.alpha.kubernetes.io/ttl: "0", volumes.kubernetes.io/controller-managed-attach-detach: "false"} |
        | status.capacity    | {cpu: "16", ephemeral-storage: 100Gi, hugepages-1Gi: "0", hugepages-2Mi: "0", memory: 32Gi, pods: "110"} |
        | status.allocatable | {cpu: "16", ephemeral-storage: 100Gi, hugepages-1Gi: "0", hugepages-2Mi: "0", memory: 32Gi, pods: "110"} |
        | spec.taints        | (absent)                                                                                                 |

    @NODE-75 @NODE-76 @NODE-77
    Scenario: all is well with it, as far as anybody can see
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      Then Node "worker-1" in the virtual cluster has:
        | status.conditions[*].type                | [MemoryPressure, DiskPressure, PIDPressure, Ready] |
        | status.conditions[*].status              | ["False", "False", "False", "True"]                |
        | status.conditions[*].reason              | [KubeletHasSufficientMemory, KubeletHasNoDiskPressure, KubeletHasSufficientPID, KubeletReady] |
        | status.conditions[3].message             | kubelet is posting ready status     |
        | status.conditions[3].lastTransitionTime  | (metadata.creationTimestamp of Node worker-1) |
        | status.nodeInfo.architecture             | amd64                               |
        | status.nodeInfo.containerRuntimeVersion  | docker://19.3.12                    |
        | status.nodeInfo.kernelVersion            | 4.19.76-fakelinux                   |
        | status.nodeInfo.operatingSystem          | linux                               |
        | status.nodeInfo.osImage                  | Fake Kubernetes Image               |
        | status.nodeInfo.kubeletVersion           | (any)                               |
        | status.nodeInfo.machineID                | (any)                               |
        | status.daemonEndpoints                   | {kubeletEndpoint: {Port: 10250}}    |
        | status.images                            | (absent)                            |

    @NODE-62 @POD-133
    Scenario: the pod is bound to the node that stands for its copy's
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeName | worker-1 |
      And Node "worker-1" is in the virtual cluster

    @NODE-01
    Scenario: it says nothing of the host's node
      Given the host cluster has Node "worker-1" with:
        | metadata.labels.secret | "yes"            |
        | spec.providerID        | cloud://worker-1 |
        | status.capacity.cpu    | 4                |
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels.secret | (absent) |
        | spec.providerID        | (absent) |
        | status.capacity.cpu    | 16       |

    @NODE-71
    Scenario: it goes with the last pod
      Given the tenant runs Pod "default/db"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      And the host copy of Pod "default/db" is changed to:
        | spec.nodeName | worker-2 |
      When the host copy of Pod "default/web" is force-deleted
      Then the virtual cluster has these Nodes:
        | metadata.name |
        | worker-2      |

    @NODE-71
    Scenario: it goes with a last pod that went while the engine was away
      Given the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      And the engine is stopped
      And Pod "default/web" is force-deleted from the virtual cluster
      And the host copy of Pod "default/web" is force-deleted
      When the engine starts
      Then Node "worker-1" is gone from the virtual cluster

    @NODE-70
    Scenario: one that a tenant deletes comes back
      Given the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      When Node "worker-1" is deleted from the virtual cluster
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels["vcluster.loft.sh/fake-node"] | true |

    @NODE-80
    Scenario: a tenant may label and taint it
      Given the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      When Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.mine | "yes"                            |
        | spec.taints          | [{key: mine, effect: NoExecute}] |
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels.mine | yes                              |
        | spec.taints          | [{effect: NoExecute, key: mine}] |

  Rule: Nodes that nobody is on are nobody's

    Background:
      Given a virtual cluster

    @NODE-81
    Scenario: a node made by hand without pods is deleted
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: mine}
        """
      Then Node "mine" is gone from the virtual cluster

    @NODE-81
    Scenario: a node made by hand that a pod is on is left as it is
      Given the engine is stopped
      And the virtual cluster has Node "mine" with:
        | metadata.labels.zone | home |
      And the tenant runs Pod "default/web" with:
        | spec.nodeName | mine |
      When the engine starts
      Then Node "mine" in the virtual cluster has:
        | metadata.labels | {zone: home} |

  Rule: Enabled specifies if syncing real nodes should be enabled

    Background:
      Given a virtual cluster
      And the host cluster has Node "worker-1" with:
        | metadata.labels.zone | a |

    @NODE-01 @NODE-02
    Scenario: the host's own node takes its place once nodes are synced
      Given the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      When the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels | {vcluster.loft.sh/managed-by: vcluster, zone: a} |

    @NODE-01
    Scenario: it takes the place of the host's own once nodes are not synced any more
      Given the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      And the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      When the configuration becomes:
        """yaml
        {}
        """
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels.zone                          | (absent) |
        | metadata.labels["vcluster.loft.sh/fake-node"] | true     |
