@from-host
Feature: A tenant may be allowed to change the host's nodes
  Nodes come from the host and do not go back, unless the tenants of a virtual cluster
  are trusted with its nodes.

  Rule: SyncBackChanges enables syncing labels and taints from the virtual cluster to the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, syncBackChanges: true, selector: {all: true}}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1, labels: {zone: a, disk: fast}, annotations: {team: edge}}
        spec: {taints: [{key: dedicated, value: web, effect: NoSchedule}, {key: other, effect: NoSchedule}]}
        status: {capacity: {cpu: "4"}}
        """

    @NODE-38
    Scenario: labels that a tenant adds, changes and removes are the host's
      When Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.mine | "yes"    |
        | metadata.labels.zone | b        |
        | metadata.labels.disk | (absent) |
      Then Node "worker-1" in the host cluster has:
        | metadata.labels | {mine: "yes", zone: b} |
      And Node "worker-1" in the virtual cluster has:
        | metadata.labels | {mine: "yes", vcluster.loft.sh/managed-by: vcluster, zone: b} |

    @NODE-38
    Scenario: taints that a tenant adds and removes are the host's
      When Node "worker-1" in the virtual cluster is changed to:
        | spec.taints | [{key: other, effect: NoSchedule}, {key: mine, effect: NoExecute}] |
      Then Node "worker-1" in the host cluster has:
        | spec.taints[*].key | [other, node.kubernetes.io/not-ready, mine] |
      And Node "worker-1" in the virtual cluster has:
        | spec.taints[*].key | [other, node.kubernetes.io/not-ready, mine] |

    @NODE-39
    Scenario: a node that a tenant closes for pods is closed on the host
      When Node "worker-1" in the virtual cluster is changed to:
        | spec.unschedulable | true |
      Then Node "worker-1" in the host cluster has:
        | spec.unschedulable | true |

    @NODE-39
    Scenario: a resource that a tenant declares is the host's
      When Node "worker-1" in the virtual cluster reports this status:
        | capacity | {cpu: "4", example.com/fpga: "2"} |
      Then Node "worker-1" in the host cluster has:
        | status.capacity | {cpu: "4", example.com/fpga: "2"} |

    @NODE-38
    Scenario: what the host changes still arrives
      Given Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.mine | "yes" |
      When Node "worker-1" in the host cluster is changed to:
        | metadata.labels.mine | (absent) |
        | metadata.labels.zone | c        |
        | spec.unschedulable   | true     |
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels    | {disk: fast, vcluster.loft.sh/managed-by: vcluster, zone: c} |
        | spec.unschedulable | true                                                         |

    @NODE-38
    Scenario: labels and taints that a tenant added while the engine was away reach the host
      Given the engine is stopped
      And Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.mine | "yes"                                                                                                              |
        | spec.taints          | [{key: dedicated, value: web, effect: NoSchedule}, {key: other, effect: NoSchedule}, {key: mine, effect: NoExecute}] |
      When the engine starts
      Then Node "worker-1" in the host cluster has:
        | metadata.labels.mine  | yes                                                    |
        | spec.taints[*].key    | [dedicated, other, node.kubernetes.io/not-ready, mine] |

    @NODE-39
    Scenario: annotations and what the kubelet reports are still the host's alone
      Given Node "worker-1" in the virtual cluster reports this status:
        | conditions | [{type: Ready, status: "True"}] |
      When Node "worker-1" in the virtual cluster is changed to:
        | metadata.annotations.team | mine |
        | metadata.annotations.more | x    |
      Then Node "worker-1" in the host cluster has:
        | metadata.annotations.team | edge     |
        | metadata.annotations.more | (absent) |
        | status.conditions         | (absent) |
      And Node "worker-1" in the virtual cluster has:
        | metadata.annotations.team | edge |
        | metadata.annotations.more | x    |

    @NODE-39
    Scenario: our own mark stays on the virtual node
      When Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.mine | "yes" |
      Then Node "worker-1" in the host cluster has:
        | metadata.labels["vcluster.loft.sh/managed-by"] | (absent) |

    @NODE-42
    Scenario: a change that changes nothing asks nothing of the host
      When Node "worker-1" in the virtual cluster is changed to:
        | metadata.labels.zone | a |
      Then Node "worker-1" in the host cluster has:
        | metadata.labels | {disk: fast, zone: a} |

    @NODE-41
    Scenario: a node that is gone from the host cannot be changed
      When Node "worker-1" is deleted from the host cluster
      Then Node "worker-1" is gone from the virtual cluster

  Rule: Taints that a tenant does not see are not the tenant's to remove

    @NODE-38 @NODE-27
    Scenario: a tolerated taint stays on the host
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {enforceTolerations: ["pool:NoSchedule"]}}
          fromHost: {nodes: {enabled: true, syncBackChanges: true, selector: {all: true}}}
        """
      And the host cluster has Node "worker-1" with:
        | spec.taints | [{key: pool, value: vc, effect: NoSchedule}] |
      When Node "worker-1" in the virtual cluster is changed to:
        | spec.taints | [{key: mine, effect: NoExecute}] |
      Then Node "worker-1" in the host cluster has:
        | spec.taints[*].key | [pool, node.kubernetes.io/not-ready, mine] |
