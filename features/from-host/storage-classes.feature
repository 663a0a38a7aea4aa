@from-host
Feature: Storage classes come from the host
  The text of the runtime classes serves every class that comes from the host; here
  the objects that name a class are claims of volumes.

  Rule: If auto, is automatically enabled when the virtual scheduler is enabled

    @SCF-01
    Scenario: a host class does not appear in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: example.com/disk
        """
      Then StorageClass "fast" is kept out of the virtual cluster

    @SCF-01 @SCF-02 @SCF-04
    Scenario Outline: with a scheduler in the virtual cluster and <more>, a host class is <there>
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {advanced: {virtualScheduler: {enabled: true}}}
        sync:
          fromHost: {nodes: {enabled: true}, storageClasses: {enabled: <switch>}}
          toHost: {persistentVolumeClaims: {enabled: <claims>}, storageClasses: {enabled: <classes>}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: example.com/disk
        """
      Then StorageClass "fast" is <there> the virtual cluster

      Examples:
        | more                        | switch | claims | classes | there       |
        | nothing else                | auto   | true   | false   | in          |
        | without claims              | auto   | false  | false   | kept out of |
        | with classes of the tenants | auto   | true   | true    | kept out of |
        | this switched off           | false  | true   | false   | kept out of |

  Rule: StorageClasses defines if storage classes should get synced from the host cluster to the virtual cluster, but not back

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {storageClasses: {enabled: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata:
          name: fast
          labels: {tier: top}
          annotations: {storageclass.kubernetes.io/is-default-class: "true"}
        provisioner: example.com/disk
        parameters: {type: ssd}
        reclaimPolicy: Retain
        volumeBindingMode: WaitForFirstConsumer
        """

    @SCF-03
    Scenario: without a selector every class arrives as it is on the host
      Then StorageClass "fast" in the virtual cluster has:
        | provisioner                                                         | example.com/disk     |
        | parameters.type                                                     | ssd                  |
        | reclaimPolicy                                                       | Retain               |
        | volumeBindingMode                                                   | WaitForFirstConsumer |
        | metadata.labels                                                     | {tier: top}          |
        | metadata.annotations["storageclass.kubernetes.io/is-default-class"] | true                 |

    @SCF-05
    Scenario: a class changed on the host is changed in the virtual cluster
      When StorageClass "fast" in the host cluster is changed to:
        | allowVolumeExpansion | true |
        | mountOptions         | [ro] |
        | metadata.labels.tier | low  |
      Then StorageClass "fast" in the virtual cluster has:
        | allowVolumeExpansion | true |
        | mountOptions         | [ro] |
        | metadata.labels.tier | low  |

    @SCF-05
    Scenario: an edit in the virtual cluster is undone and does not reach the host
      When StorageClass "fast" in the virtual cluster is changed to:
        | metadata.labels.tier | mine |
      Then StorageClass "fast" in the virtual cluster has:
        | metadata.labels.tier | top |
      And StorageClass "fast" in the host cluster has:
        | metadata.labels.tier | top |

    @SCF-05
    Scenario: a class made anew on the host with other parameters has them in the virtual cluster
      Given the engine is stopped
      And StorageClass "fast" is deleted from the host cluster
      And the host cluster has StorageClass "fast" with:
        | parameters | {type: hdd} |
      When the engine starts
      Then StorageClass "fast" in the virtual cluster has:
        | parameters.type | hdd |

    @SCF-06
    Scenario: a class of the tenant's own is deleted
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: mine}
        provisioner: example.com/mine
        """
      Then StorageClass "mine" is gone from the virtual cluster

    @SCF-07
    Scenario: a class deleted in the virtual cluster comes back
      When StorageClass "fast" is deleted from the virtual cluster
      Then StorageClass "fast" is in the virtual cluster

    @SCF-07
    Scenario: a class deleted on the host goes from the virtual cluster
      When StorageClass "fast" is deleted from the host cluster
      Then StorageClass "fast" is gone from the virtual cluster

  Rule: The same selector controls both sync flows

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {storageClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has StorageClass "fast" with:
        | metadata.labels.environment | development |

    @SCF-07
    Scenario: a class that matches no longer is removed
      When StorageClass "fast" in the host cluster is changed to:
        | metadata.labels.environment | production |
      Then StorageClass "fast" is gone from the virtual cluster

    @SCF-07
    Scenario: a class that begins to match arrives
      Given the host cluster has StorageClass "other"
      When StorageClass "other" in the host cluster is changed to:
        | metadata.labels.environment | development |
      Then StorageClass "other" is in the virtual cluster

    @SCF-07
    Scenario: the engine warns of a class that does not match
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: other}
        provisioner: example.com/disk
        """
      Then the engine warns:
        """
        did not sync storage class "other" because it does not match the selector under 'sync.fromHost.storageClasses.selector'
        """

    @PVC-30
    Scenario: a claim of a class that matches is synced
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | spec.storageClassName | fast |

    @PVC-32
    Scenario: a claim that wants no class is synced without a check
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" is still there

    @PVC-30 @documented
    Scenario: a claim of a class that does not match is not synced, and its tenant is told
      Given the host cluster has StorageClass "other"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: other, resources: {requests: {storage: 1Gi}}}
        """
      Then PersistentVolumeClaim "default/data" has no host copy
      And the tenant sees a Warning event "SyncWarning" on PersistentVolumeClaim "default/data":
        """
        did not sync pvc "data" to host because it does not match the selector under 'sync.fromHost.storageClasses.selector'
        """

    @PVC-31
    Scenario: a claim of a class that the host does not have is not synced, and its tenant is told
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
        """
      Then the tenant sees a Warning event "SyncWarning" on PersistentVolumeClaim "default/data":
        """
        did not sync persistent volume claim "data" to host because the storage class "none" couldn't be reached in the host: StorageClass.storage.k8s.io "none" not found
        """

    @PVC-33
    Scenario: a claim whose class matches no longer stays as it was on both sides
      Given the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.storageClassName | fast |
      And StorageClass "fast" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.labels.team | web |
      Then StorageClass "fast" is gone from the virtual cluster
      And the host copy of PersistentVolumeClaim "default/data" has:
        | metadata.labels.team | (absent) |

    @PVC-33
    Scenario: deleting an orphaned claim leaves what it holds on the host
      Given the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.storageClassName | fast |
      And StorageClass "fast" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | metadata.deletionTimestamp | (absent) |

    @PV-30 @documented
    Scenario: a volume of a class that does not match is not synced, and its tenant is told
      Given the configuration becomes:
        """yaml
        sync:
          toHost: {persistentVolumes: {enabled: true}}
          fromHost: {storageClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has StorageClass "other"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: disk}
        spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /data}, storageClassName: other}
        """
      Then PersistentVolume "disk" has no host copy
      And the tenant sees a Warning event "SyncWarning" on PersistentVolume "disk":
        """
        did not sync persistent volume "disk" to host because it does not match the selector under 'sync.fromHost.storageClasses.selector'
        """

    @PV-30 @PV-18
    Scenario: a volume of a class that matches keeps its class on the host
      Given the configuration becomes:
        """yaml
        sync:
          toHost: {persistentVolumes: {enabled: true}}
          fromHost: {storageClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: disk}
        spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /data}, storageClassName: fast}
        """
      Then the host copy of PersistentVolume "disk" has:
        | spec.storageClassName | fast |

  Rule: The real one names the class in the event

    @PV-30
    Scenario: the real one says which class of a volume does not match
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync:
          toHost: {persistentVolumes: {enabled: true}}
          fromHost: {storageClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has StorageClass "other"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: disk}
        spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /data}, storageClassName: other}
        """
      Then the tenant sees a Warning event "SyncWarning" on PersistentVolume "disk":
        """
        did not sync persistent volume "disk" to host because the storage class "other" in the host does not match the selector under 'sync.fromHost.storageClasses.selector'
        """

    @PVC-30
    Scenario: the real one says which class does not match
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {fromHost: {storageClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has StorageClass "other"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: other, resources: {requests: {storage: 1Gi}}}
        """
      Then the tenant sees a Warning event "SyncWarning" on PersistentVolumeClaim "default/data":
        """
        did not sync persistent volume claim "data" to host because the storage class "other" in the host does not match the selector under 'sync.fromHost.storageClasses.selector'
        """
