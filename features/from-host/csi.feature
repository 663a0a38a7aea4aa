@from-host
Feature: Storage drivers, their nodes and capacities come from the host
  A scheduler in the virtual cluster has to know where there is room for volumes. What
  it asks comes from the host, and never goes back.

  Rule: If auto, is automatically enabled when the virtual scheduler is enabled

    @CSI-01
    Scenario: a host driver does not appear in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata: {name: disk.example.com}
        """
      Then CSIDriver "disk.example.com" is kept out of the virtual cluster

    @CSI-01 @CSI-02 @CSI-03 @POD-126
    Scenario Outline: a host driver is <there> the virtual cluster with <scheduler> and the switch at <switch>
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {advanced: {virtualScheduler: {enabled: <scheduling>}}}
        sync:
          fromHost: {nodes: {enabled: true}, csiDrivers: {enabled: <switch>}}
          toHost: {persistentVolumeClaims: {enabled: <claims>}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata: {name: disk.example.com}
        """
      Then CSIDriver "disk.example.com" is <there> the virtual cluster

      Examples:
        | scheduler                    | scheduling | switch | claims | there       |
        | no scheduler of its own      | false      | auto   | true   | kept out of |
        | a scheduler                  | true       | auto   | true   | in          |
        | a scheduler but no claims    | true       | auto   | false  | kept out of |
        | no scheduler at all          | false      | true   | true   | in          |
        | a scheduler of its own       | true       | false  | true   | kept out of |

    @CSI-02 @CSI-03
    Scenario Outline: with the switch at <switch>, a capacity is <there> a virtual cluster with a scheduler
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {advanced: {virtualScheduler: {enabled: true}}}
        sync: {fromHost: {nodes: {enabled: true}, csiStorageCapacities: {enabled: <switch>}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: c, namespace: disks}
        storageClassName: fast
        capacity: 5Gi
        """
      Then CSIStorageCapacity "kube-system/c-x-disks" is <there> the virtual cluster

      Examples:
        | switch | there       |
        | auto   | in          |
        | false  | kept out of |

  Rule: CSIDrivers defines if csi drivers should get synced from the host cluster to the virtual cluster, but not back

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {csiDrivers: {enabled: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata: {name: disk.example.com, labels: {team: disks}, annotations: {note: host}}
        spec: {attachRequired: false, storageCapacity: true}
        """

    @CSI-20
    Scenario: a driver arrives as it is on the host
      Then CSIDriver "disk.example.com" in the virtual cluster has:
        | spec.attachRequired       | false         |
        | spec.storageCapacity      | true          |
        | metadata.labels           | {team: disks} |
        | metadata.annotations.note | host          |

    @CSI-20
    Scenario: a driver changed on the host is changed in the virtual cluster
      When CSIDriver "disk.example.com" in the host cluster is changed to:
        | spec.storageCapacity | false |
        | metadata.labels.team | other |
      Then CSIDriver "disk.example.com" in the virtual cluster has:
        | spec.storageCapacity | false |
        | metadata.labels.team | other |

    @CSI-20
    Scenario: an edit in the virtual cluster is undone and does not reach the host
      When CSIDriver "disk.example.com" in the virtual cluster is changed to:
        | metadata.labels.team | mine |
      Then CSIDriver "disk.example.com" in the virtual cluster has:
        | metadata.labels.team | disks |
      And CSIDriver "disk.example.com" in the host cluster has:
        | metadata.labels.team | disks |

    @CSI-21
    Scenario: a driver of the tenant's own is deleted
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata: {name: mine.example.com}
        """
      Then CSIDriver "mine.example.com" is gone from the virtual cluster

    @CSI-21
    Scenario: a driver deleted on the host goes from the virtual cluster
      When CSIDriver "disk.example.com" is deleted from the host cluster
      Then CSIDriver "disk.example.com" is gone from the virtual cluster

  Rule: CSINodes defines if csi nodes should get synced from the host cluster to the virtual cluster, but not back

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}, csiNodes: {enabled: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker}
        ---
        apiVersion: storage.k8s.io/v1
        kind: CSINode
        metadata: {name: worker, labels: {team: disks}}
        spec: {drivers: [{name: disk.example.com, nodeID: one, topologyKeys: [zone]}]}
        """

    @CSI-10 @CSI-03
    Scenario: the drivers of a node arrive with it
      Then CSINode "worker" in the virtual cluster has:
        | spec.drivers[0].name                           | disk.example.com |
        | spec.drivers[0].topologyKeys                   | [zone]           |
        | metadata.labels.team                           | disks            |
        | metadata.labels["vcluster.loft.sh/managed-by"] | vcluster         |

    @CSI-10
    Scenario: a driver that registers on the host's node appears on the virtual one
      When CSINode "worker" in the host cluster is changed to:
        | spec.drivers | [{name: disk.example.com, nodeID: one, topologyKeys: [zone]}, {name: file.example.com, nodeID: two, topologyKeys: []}] |
      Then CSINode "worker" in the virtual cluster has:
        | spec.drivers[1].name | file.example.com |

    @CSI-11
    Scenario: the drivers of a node that the virtual cluster does not have stay away
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSINode
        metadata: {name: other}
        spec: {drivers: []}
        """
      Then CSINode "other" is kept out of the virtual cluster

    @CSI-11
    Scenario: the drivers of a node arrive when the node does
      Given the host cluster has:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSINode
        metadata: {name: late}
        spec: {drivers: []}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: late}
        """
      Then CSINode "late" is in the virtual cluster

    @CSI-11
    Scenario: the drivers of a node go with it
      When Node "worker" is deleted from the host cluster
      Then CSINode "worker" is gone from the virtual cluster

    @CSI-12
    Scenario: the drivers of a node that lost them on the host go
      When CSINode "worker" is deleted from the host cluster
      Then CSINode "worker" is gone from the virtual cluster

    @CSI-12
    Scenario: what the tenant wrote of a node without the host stays
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSINode
        metadata: {name: mine}
        spec: {drivers: []}
        """
      Then CSINode "mine" is still in the virtual cluster

  Rule: CSIStorageCapacities defines if csi storage capacities should get synced from the host cluster to the virtual cluster, but not back

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}, csiStorageCapacities: {enabled: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker, labels: {zone: a}}
        ---
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: c, namespace: disks, labels: {team: disks}}
        storageClassName: fast
        capacity: 5Gi
        nodeTopology: {matchLabels: {zone: a}}
        """

    @CSI-30 @CSI-31
    Scenario: a capacity of any namespace of the host arrives in kube-system and says where it comes from
      Then CSIStorageCapacity "kube-system/c-x-disks" in the virtual cluster has:
        | storageClassName                                               | fast                                        |
        | capacity                                                       | 5Gi                                         |
        | nodeTopology.matchLabels                                       | {zone: a}                                   |
        | metadata.annotations["vcluster.loft.sh/object-name"]           | c                                           |
        | metadata.annotations["vcluster.loft.sh/object-namespace"]      | disks                                       |
        | metadata.annotations["vcluster.loft.sh/object-kind"]           | storage.k8s.io/v1, Kind=CSIStorageCapacity  |
        | metadata.annotations["vcluster.loft.sh/object-host-name"]      | c-x-disks                                   |
        | metadata.annotations["vcluster.loft.sh/object-host-namespace"] | kube-system                                 |
        | metadata.labels.team                                           | disks                                       |
        | metadata.labels["vcluster.loft.sh/managed-by"]                 | vcluster                                    |
        | metadata.labels["vcluster.loft.sh/namespace"]                  | disks                                       |

    @CSI-30
    Scenario: a capacity whose name gets too long arrives all the same
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: csisc-a-very-long-name-that-a-provisioner-gave-to-it-abcdef, namespace: disks}
        storageClassName: slow
        """
      Then the virtual cluster has these CSIStorageCapacities:
        | storageClassName | metadata.annotations["vcluster.loft.sh/object-name"]       |
        | fast             | c                                                           |
        | slow             | csisc-a-very-long-name-that-a-provisioner-gave-to-it-abcdef |

    @CSI-34
    Scenario: a capacity follows the host
      When CSIStorageCapacity "disks/c" in the host cluster is changed to:
        | capacity             | 3Gi   |
        | maximumVolumeSize    | 1Gi   |
        | metadata.labels.team | other |
      Then CSIStorageCapacity "kube-system/c-x-disks" in the virtual cluster has:
        | capacity             | 3Gi   |
        | maximumVolumeSize    | 1Gi   |
        | metadata.labels.team | other |

    @CSI-35
    Scenario: a capacity deleted on the host goes
      When CSIStorageCapacity "disks/c" is deleted from the host cluster
      Then CSIStorageCapacity "kube-system/c-x-disks" is gone from the virtual cluster

    @CSI-35
    Scenario: a capacity the tenant wrote stays
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: mine, namespace: kube-system}
        storageClassName: fast
        """
      Then CSIStorageCapacity "kube-system/mine" is still in the virtual cluster

    @CSI-35
    Scenario: a capacity that only claims to come from the host goes
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata:
          name: d-x-disks
          namespace: kube-system
          annotations:
            vcluster.loft.sh/object-name: d
            vcluster.loft.sh/object-namespace: disks
            vcluster.loft.sh/object-host-name: d-x-disks
            vcluster.loft.sh/object-host-namespace: kube-system
        storageClassName: fast
        """
      Then CSIStorageCapacity "kube-system/d-x-disks" is gone from the virtual cluster

    @CSI-33 @documented
    Scenario: a capacity that no node of the virtual cluster reaches stays away
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: d, namespace: disks}
        storageClassName: fast
        nodeTopology: {matchLabels: {zone: b}}
        """
      Then CSIStorageCapacity "kube-system/d-x-disks" is kept out of the virtual cluster

    @CSI-33 @documented
    Scenario: a capacity arrives with the first node that reaches it
      Given the host cluster has:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: d, namespace: disks}
        storageClassName: fast
        nodeTopology: {matchLabels: {zone: b}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: other, labels: {zone: b}}
        """
      Then CSIStorageCapacity "kube-system/d-x-disks" is in the virtual cluster

    @CSI-33
    Scenario: the real one shows a capacity that no node reaches
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}, csiStorageCapacities: {enabled: true}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: d, namespace: disks}
        storageClassName: fast
        nodeTopology: {matchLabels: {zone: b}}
        """
      Then CSIStorageCapacity "kube-system/d-x-disks" is in the virtual cluster

  Rule: Where storage classes go to the host, a capacity is shown under the tenant's own class

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost: {csiStorageCapacities: {enabled: true}}
          toHost: {storageClasses: {enabled: true}}
        """
      And the virtual cluster has StorageClass "fast"

    @CSI-32
    Scenario: a capacity of the copy of a class is one of the class
      Given the host cluster has CSIStorageCapacity "disks/c" with:
        | storageClassName | (host name of StorageClass fast) |
      Then CSIStorageCapacity "kube-system/c-x-disks" in the virtual cluster has:
        | storageClassName | fast |

    @CSI-32
    Scenario: a capacity of another class stays away
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: CSIStorageCapacity
        metadata: {name: c, namespace: disks}
        storageClassName: fast
        """
      Then CSIStorageCapacity "kube-system/c-x-disks" is kept out of the virtual cluster

    @CSI-32
    Scenario: a capacity goes with the class it is of
      Given the host cluster has CSIStorageCapacity "disks/c" with:
        | storageClassName | (host name of StorageClass fast) |
      When StorageClass "fast" is deleted from the virtual cluster
      Then CSIStorageCapacity "kube-system/c-x-disks" is gone from the virtual cluster
