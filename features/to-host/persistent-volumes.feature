@to-host
Feature: Persistent volumes to the host
  Volumes belong to the host. While they are not synced, a volume that a claim names
  is shown to the tenant in its place.

  Rule: By default, this is disabled

    Background:
      Given a virtual cluster

    @PV-01
    Scenario: a volume stays in a virtual cluster with default settings
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: disk}
        spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /data}}
        """
      Then PersistentVolume "disk" has no host copy

    @PV-02 @PV-07 @PV-25
    Scenario: a claim bound on the host finds a volume of that name in the virtual cluster
      Given the virtual cluster has PersistentVolumeClaim "default/data"
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      Then PersistentVolume "pv-1" in the virtual cluster has:
        | spec.claimRef.namespace | default |
        | spec.claimRef.name      | data    |
        | status.phase            | Bound   |

    @PV-03
    Scenario: a volume that stands for one of the host says so
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec:
          accessModes: [ReadWriteMany]
          volumeMode: Block
          volumeName: pv-1
          storageClassName: fast
          resources: {requests: {storage: 5Gi}}
        """
      Then PersistentVolume "pv-1" in the virtual cluster has:
        | metadata.labels["vcluster.loft.sh/fake-pv"]                      | true                                            |
        | metadata.annotations["kubernetes.io/createdby"]                  | fake-pv-provisioner                             |
        | metadata.annotations["pv.kubernetes.io/provisioned-by"]          | fake-pv-provisioner                             |
        | metadata.annotations["pv.kubernetes.io/bound-by-controller"]     | true                                            |
        | spec.flexVolume.driver                                           | fake                                            |
        | spec.capacity.storage                                            | 5Gi                                             |
        | spec.accessModes                                                 | [ReadWriteMany]                                 |
        | spec.volumeMode                                                  | Block                                           |
        | spec.storageClassName                                            | fast                                            |
        | spec.persistentVolumeReclaimPolicy                               | Delete                                          |
        | spec.claimRef.uid                                                | (uid of PersistentVolumeClaim default/data)     |

    @PV-04
    Scenario: a volume that no claim names any more goes
      Given the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.volumeName     | pv-1     |
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      When PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      Then PersistentVolume "pv-1" is gone from the virtual cluster

    @PV-04
    Scenario: a volume that a claim names comes back when it is deleted
      Given the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.volumeName | pv-1 |
      When PersistentVolume "pv-1" is deleted from the virtual cluster
      Then PersistentVolume "pv-1" in the virtual cluster has:
        | metadata.deletionTimestamp | (absent) |
        | status.phase               | Bound    |

    @PV-06
    Scenario: of two claims that name a volume it is the older one's
      Given the virtual cluster has PersistentVolumeClaim "default/first" with:
        | spec.volumeName | pv-1 |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: second, namespace: default}
        spec: {accessModes: [ReadWriteOnce], volumeName: pv-1, resources: {requests: {storage: 1Gi}}}
        """
      Then PersistentVolume "pv-1" in the virtual cluster has:
        | spec.claimRef.name | first |

    @PV-05 @documented
    Scenario: a volume the tenant made stays, though no claim names it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: disk}
        spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /data}}
        """
      Then PersistentVolume "disk" is still in the virtual cluster

    @PV-05
    Scenario: the real one deletes a volume the tenant made
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: disk}
        spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /data}}
        """
      Then PersistentVolume "disk" is gone from the virtual cluster

  Rule: PersistentVolumes defines if persistent volumes created within the virtual cluster should get synced to the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {persistentVolumes: {enabled: true}}}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: disk, labels: {team: web}, annotations: {note: mine}}
        spec:
          accessModes: [ReadWriteOnce]
          capacity: {storage: 1Gi}
          hostPath: {path: /data}
          persistentVolumeReclaimPolicy: Retain
          storageClassName: manual
          claimRef: {namespace: default, name: data}
        """

    @PV-10 @PV-31
    Scenario: a volume is copied, free for whoever the host binds it to
      Then the host copy of PersistentVolume "disk" has:
        | spec.hostPath.path                             | /data                                    |
        | spec.claimRef                                  | (absent)                                 |
        | spec.capacity.storage                          | 1Gi                                      |
        | metadata.labels.team                           | web                                      |
        | metadata.labels["vcluster.loft.sh/managed-by"] | vcluster-x-vcluster                      |

    @PV-15 @PV-20
    Scenario: a volume changed in the virtual cluster is changed on the host
      When PersistentVolume "disk" in the virtual cluster is changed to:
        | spec.persistentVolumeReclaimPolicy | Recycle |
        | spec.mountOptions                  | [ro]    |
        | metadata.labels.team               | core    |
      Then the host copy of PersistentVolume "disk" has:
        | spec.persistentVolumeReclaimPolicy | Recycle |
        | spec.mountOptions                  | [ro]    |
        | metadata.labels.team               | core    |

    @PV-15 @PV-20
    Scenario: a volume changed on the host is changed in the virtual cluster
      When the host copy of PersistentVolume "disk" is changed to:
        | spec.capacity.storage              | 2Gi    |
        | spec.persistentVolumeReclaimPolicy | Delete |
        | metadata.annotations.note          | theirs |
      Then PersistentVolume "disk" in the virtual cluster has:
        | spec.capacity.storage              | 2Gi    |
        | spec.persistentVolumeReclaimPolicy | Delete |
        | metadata.annotations.note          | theirs |

    @PV-16
    Scenario: the status of a copy comes back
      When the host copy of PersistentVolume "disk" reports this status:
        | phase | Available |
      Then PersistentVolume "disk" in the virtual cluster has:
        | status.phase | Available |

    @PV-17 @PVC-06 @PVC-11
    Scenario: a volume bound on the host is bound to the tenant's claim
      Given the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.volumeName       | disk   |
        | spec.storageClassName | manual |
      When the host copy of PersistentVolume "disk" is changed to:
        | spec.claimRef | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      Then PersistentVolume "disk" in the virtual cluster has:
        | spec.claimRef.namespace | default                                     |
        | spec.claimRef.name      | data                                        |
        | spec.claimRef.uid       | (uid of PersistentVolumeClaim default/data) |
      And the host copy of PersistentVolumeClaim "default/data" has:
        | spec.volumeName | (host name of PersistentVolume disk) |

    @PVC-06 @PVC-07 @PV-18
    Scenario: a claim that looks for a volume of the tenant looks for its copy
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: manual
          volumeName: disk
          selector: {matchLabels: {release: one, team: web}, matchExpressions: [{key: team, operator: Exists}]}
          resources: {requests: {storage: 1Gi}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | spec.volumeName                 | (host name of PersistentVolume disk)                                           |
        | spec.selector.matchLabels.team  | web                                                                            |
        | spec.selector.matchLabels.release | (absent)                                                                     |

    @PV-22
    Scenario: a volume deleted by the tenant goes from the host though finalizers still hold it
      Given the host copy of PersistentVolume "disk" is changed to:
        | metadata.finalizers | (absent) |
      And PersistentVolume "disk" in the virtual cluster is changed to:
        | spec.claimRef | (absent) |
      When PersistentVolume "disk" is deleted from the virtual cluster
      Then the host copy of PersistentVolume "disk" is gone
      And PersistentVolume "disk" is gone from the virtual cluster

    @PV-23
    Scenario: a volume that its provisioner deletes is left to it
      Given PersistentVolume "disk" in the virtual cluster is changed to:
        | spec.persistentVolumeReclaimPolicy | Delete |
      When PersistentVolume "disk" is deleted from the virtual cluster
      Then the host copy of PersistentVolume "disk" has:
        | metadata.deletionTimestamp | (absent) |

    @PV-24
    Scenario: a volume whose copy is gone from the host goes
      Given the host copy of PersistentVolume "disk" is changed to:
        | metadata.finalizers | (absent) |
      When the host copy of PersistentVolume "disk" is deleted
      Then PersistentVolume "disk" is gone from the virtual cluster

    @PV-14
    Scenario: the copy of a volume that is gone goes
      Given the engine is stopped
      And the host copy of PersistentVolume "disk" is changed to:
        | metadata.finalizers | (absent) |
      And PersistentVolume "disk" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      And PersistentVolume "disk" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of PersistentVolume "disk" is gone

  Rule: A volume the host made for a tenant's claim is shown under its own name

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {persistentVolumes: {enabled: true}}}
        """
      And the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.storageClassName | fast |

    @PV-11 @PV-12 @PV-19
    Scenario: a volume bound to the copy of a claim is shown as bound to the claim
      Given the host cluster has PersistentVolume "pv-1" with:
        | spec.storageClassName | fast                                                                                                                          |
        | metadata.labels.zone  | a                                                                                                                             |
        | spec.claimRef         | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      Then PersistentVolume "pv-1" in the virtual cluster has:
        | metadata.annotations["vcluster.loft.sh/host-pv"] | pv-1                                        |
        | metadata.labels.zone                             | a                                           |
        | spec.claimRef.namespace                          | default                                     |
        | spec.claimRef.name                               | data                                        |
        | spec.claimRef.uid                                | (uid of PersistentVolumeClaim default/data) |
        | spec.storageClassName                            | fast                                        |
      And PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName | pv-1 |

    @PV-12
    Scenario: a volume of somebody else's claim is not shown
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: theirs}
        spec:
          accessModes: [ReadWriteOnce]
          capacity: {storage: 1Gi}
          hostPath: {path: /data}
          persistentVolumeReclaimPolicy: Retain
          claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: data-vcluster-0}
        """
      Then PersistentVolume "theirs" is kept out of the virtual cluster

    @PVC-12
    Scenario: a claim has its volume once the volume is shown
      Given the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      And the host cluster has PersistentVolume "pv-1"
      When PersistentVolume "pv-1" in the host cluster is changed to:
        | spec.claimRef | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName | pv-1 |

    @PVC-12
    Scenario: a claim waits for a volume that is not shown
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName | (absent) |

    @PVC-08
    Scenario: a class that the host has is the host's
      Given the host cluster has StorageClass "manual"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: more, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: manual, resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/more" has:
        | spec.storageClassName | manual |

  Rule: What the tenant does to a volume of the host stays in the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {persistentVolumes: {enabled: true}}}
        """
      And the virtual cluster has PersistentVolumeClaim "default/data"

    @PV-22
    Scenario: a volume of the host deleted by the tenant is still on the host, and is shown again
      Given the host cluster has PersistentVolume "pv-1" with:
        | spec.claimRef | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      When PersistentVolume "pv-1" is deleted from the virtual cluster
      Then PersistentVolume "pv-1" is still in the host cluster
      And PersistentVolume "pv-1" in the virtual cluster has:
        | metadata.deletionTimestamp | (absent) |

    @PV-15
    Scenario: a volume of the host changed by the tenant is as the host has it
      Given the host cluster has PersistentVolume "pv-1" with:
        | spec.claimRef | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      When PersistentVolume "pv-1" in the virtual cluster is changed to:
        | spec.persistentVolumeReclaimPolicy | Delete |
      Then PersistentVolume "pv-1" in the virtual cluster has:
        | spec.persistentVolumeReclaimPolicy | Retain |
      And PersistentVolume "pv-1" in the host cluster has:
        | spec.persistentVolumeReclaimPolicy | Retain |

    @PV-13
    Scenario: a volume that is bound to nobody any more is shown no longer
      Given the host cluster has PersistentVolume "pv-1" with:
        | spec.claimRef | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      When PersistentVolume "pv-1" in the host cluster is changed to:
        | spec.claimRef | (absent) |
      Then PersistentVolume "pv-1" is gone from the virtual cluster
      And PersistentVolume "pv-1" is still in the host cluster

    @PV-24
    Scenario: a volume that is gone from the host is gone from the virtual cluster
      Given the host cluster has PersistentVolume "pv-1" with:
        | spec.claimRef | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      And PersistentVolume "pv-1" in the host cluster is changed to:
        | metadata.finalizers | (absent) |
      When PersistentVolume "pv-1" is deleted from the host cluster
      Then PersistentVolume "pv-1" is gone from the virtual cluster

    @PV-12
    Scenario: a volume that keeps its data is shown after its claim is gone
      Given the host cluster has PersistentVolume "pv-1" with:
        | spec.claimRef | {apiVersion: v1, kind: PersistentVolumeClaim, namespace: vcluster, name: "(host name of PersistentVolumeClaim default/data)"} |
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.finalizers | (absent) |
      When PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      Then PersistentVolume "pv-1" is still in the virtual cluster
      And PersistentVolume "pv-1" is still in the host cluster
