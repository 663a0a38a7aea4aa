@to-host
Feature: Persistent volume claims to the host
  A claim is copied to the host and bound there. The tenant sees the volume it got,
  and nothing but the tenant or the host's own administrator ever takes it away.

  Rule: PersistentVolumeClaims defines if persistent volume claims created within the virtual cluster should get synced to the host cluster

    @PVC-01 @PVC-04 @PVC-32
    Scenario: a claim is copied as the tenant wrote it
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: shop, labels: {team: web}, annotations: {note: mine}}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: fast
          selector: {matchLabels: {release: one}}
          resources: {requests: {storage: 1Gi}}
        """
      Then the host copy of PersistentVolumeClaim "shop/data" has:
        | spec.accessModes                | [ReadWriteOnce]              |
        | spec.storageClassName           | fast                         |
        | spec.selector                   | {matchLabels: {release: one}} |
        | spec.resources.requests.storage | 1Gi                          |
        | metadata.labels.team            | web                          |
        | metadata.annotations.note       | mine                         |

    @PVC-02
    Scenario: a claim stays in the virtual cluster when switched off
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {persistentVolumeClaims: {enabled: false}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """
      Then PersistentVolumeClaim "default/data" has no host copy

    @PVC-03
    Scenario: what another binder wrote on a claim does not go to the host
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: data
          namespace: default
          annotations:
            pv.kubernetes.io/bind-completed: "yes"
            pv.kubernetes.io/bound-by-controller: "yes"
            volume.beta.kubernetes.io/storage-provisioner: example.com/disk
            note: mine
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | metadata.annotations["pv.kubernetes.io/bind-completed"]               | (absent) |
        | metadata.annotations["pv.kubernetes.io/bound-by-controller"]          | (absent) |
        | metadata.annotations["volume.beta.kubernetes.io/storage-provisioner"] | (absent) |
        | metadata.annotations.note                                             | mine     |

  Rule: Classes that are synced have other names on the host

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {storageClasses: {enabled: true}}}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: example.com/disk
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: slow}
        provisioner: example.com/disk
        """

    @PVC-05 @SC-07
    Scenario: a claim names the copy of its class
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | spec.storageClassName | (host name of StorageClass fast) |
      And PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.storageClassName | fast |

    @PVC-05
    Scenario: a class in the old annotation counts, and the annotation does not go to the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default, annotations: {volume.beta.kubernetes.io/storage-class: slow}}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | spec.storageClassName                                           | (host name of StorageClass slow) |
        | metadata.annotations["volume.beta.kubernetes.io/storage-class"] | (absent)                         |

    @PVC-05
    Scenario: a claim that wants no class has none on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | spec.storageClassName | "" |

  Rule: A claim that begins as a copy of another begins as a copy of that one's copy

    Background:
      Given a virtual cluster
      And the virtual cluster has PersistentVolumeClaim "default/old"

    @PVC-10
    Scenario: a claim is the source of another
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: new, namespace: default}
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
          dataSource: {kind: PersistentVolumeClaim, name: old}
        """
      Then the host copy of PersistentVolumeClaim "default/new" has:
        | spec.dataSource.name    | (host name of PersistentVolumeClaim default/old) |
        | spec.dataSourceRef.name | (host name of PersistentVolumeClaim default/old) |

    @PVC-09
    Scenario: a tenant who means names of the host says so
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: new, namespace: default, annotations: {vcluster.loft.sh/skip-translate: "true"}}
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
          dataSource: {kind: PersistentVolumeClaim, name: theirs}
        """
      Then the host copy of PersistentVolumeClaim "default/new" has:
        | spec.dataSource.name | theirs |

  Rule: What the host bound a claim to comes back

    Background:
      Given a virtual cluster
      And the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.storageClassName | fast |

    @PVC-11 @PVC-14
    Scenario: a claim has the volume and the status of its copy
      Given the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      When the host copy of PersistentVolumeClaim "default/data" reports this status:
        | phase            | Bound           |
        | accessModes      | [ReadWriteOnce] |
        | capacity.storage | 1Gi             |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName         | pv-1  |
        | status.phase            | Bound |
        | status.capacity.storage | 1Gi   |

    @PVC-16
    Scenario: what the host's binder wrote comes back
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.annotations["pv.kubernetes.io/bind-completed"]               | yes              |
        | metadata.annotations["pv.kubernetes.io/bound-by-controller"]          | yes              |
        | metadata.annotations["volume.beta.kubernetes.io/storage-provisioner"] | example.com/disk |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | metadata.annotations["pv.kubernetes.io/bind-completed"]               | yes              |
        | metadata.annotations["pv.kubernetes.io/bound-by-controller"]          | yes              |
        | metadata.annotations["volume.beta.kubernetes.io/storage-provisioner"] | example.com/disk |

    @PVC-16 @documented
    Scenario: what the host's binder took away goes from the claim
      Given the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.annotations["pv.kubernetes.io/bind-completed"] | yes |
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.annotations["pv.kubernetes.io/bind-completed"] | (absent) |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | metadata.annotations["pv.kubernetes.io/bind-completed"] | (absent) |

    @PVC-17
    Scenario: labels and other annotations cross over
      Given PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.labels.team | web |
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.annotations["volume.kubernetes.io/selected-node"] | n1 |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | metadata.annotations["volume.kubernetes.io/selected-node"] | n1 |
      And the host copy of PersistentVolumeClaim "default/data" has:
        | metadata.labels.team | web |

    @PVC-17 @documented
    Scenario: an annotation that comes with the volume crosses over too
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName                                            | pv-1 |
        | metadata.annotations["volume.kubernetes.io/selected-node"] | n1   |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName                                            | pv-1 |
        | metadata.annotations["volume.kubernetes.io/selected-node"] | n1   |

    @PVC-17
    Scenario: the real one does not see what comes with the volume
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName                                            | pv-1 |
        | metadata.annotations["volume.kubernetes.io/selected-node"] | n1   |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName                                            | pv-1     |
        | metadata.annotations["volume.kubernetes.io/selected-node"] | (absent) |

    @PVC-16
    Scenario: the real one leaves an empty note where the host has none
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.annotations["pv.kubernetes.io/bind-completed"] | yes |
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | metadata.annotations["pv.kubernetes.io/bind-completed"] | "" |

    @PVC-15
    Scenario: a claim that grows in the virtual cluster grows on the host
      Given the configuration becomes:
        """yaml
        sync: {fromHost: {storageClasses: {enabled: true}}}
        """
      And the host cluster has StorageClass "fast" with:
        | allowVolumeExpansion | true |
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      And the host copy of PersistentVolumeClaim "default/data" reports this status:
        | phase            | Bound |
        | capacity.storage | 1Gi   |
      When PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | spec.resources.requests.storage | 2Gi |
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | spec.resources.requests.storage | 2Gi |

    @PVC-13
    Scenario: a claim that names another volume than its copy is made anew with the right one
      Given the engine is stopped
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | spec.volumeName | pv-2 |
      When the engine starts
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName | pv-1 |
      And the host copy of PersistentVolumeClaim "default/data" has:
        | spec.volumeName                                    | pv-1     |
        | metadata.annotations["vcluster.loft.sh/remaking"] | (absent) |

    @PVC-13
    Scenario: the tenant is told that a claim is made anew
      Given the engine is stopped
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | spec.volumeName | pv-2 |
      When the engine starts
      Then the tenant sees a Warning event "VolumeNameDiffers" on PersistentVolumeClaim "default/data":
        """
        recreate persistent volume claim because volumeName differs between physical and virtual pvc: pv-2 != pv-1
        """

    @PVC-13
    Scenario: a claim that was about to be made anew when its engine ended is not lost
      Given the engine is stopped
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName                                   | pv-1                                                                                                                                                                                                                          |
        | metadata.annotations["vcluster.loft.sh/remaking"] | {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data","namespace":"default"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"storageClassName":"fast","volumeName":"pv-1"}} |
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      And PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      When the engine starts
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName | pv-1 |
      And the host copy of PersistentVolumeClaim "default/data" is still there

    @PVC-23
    Scenario: a claim made anew by the tenant finds the copy it had
      Given the engine is stopped
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | spec.volumeName | pv-1 |
      And PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      And the virtual cluster has PersistentVolumeClaim "default/data" with:
        | spec.storageClassName | fast |
      When the engine starts
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | spec.volumeName | pv-1 |

  Rule: A deletion crosses over at once

    Background:
      Given a virtual cluster
      And the virtual cluster has PersistentVolumeClaim "default/data"

    @PVC-20 @GEN-28
    Scenario: a claim deleted by the tenant goes from the host though finalizers still hold it
      Given the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.finalizers | (absent) |
      When PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      Then the host copy of PersistentVolumeClaim "default/data" is gone

    @PVC-22
    Scenario: a claim that is gone from the virtual cluster goes from the host
      Given the engine is stopped
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.finalizers | (absent) |
      And PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of PersistentVolumeClaim "default/data" is gone

    @PVC-18
    Scenario: a claim whose copy is being deleted on the host is being deleted too
      When the host copy of PersistentVolumeClaim "default/data" is deleted
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | metadata.deletionTimestamp | (any) |

    @PVC-21
    Scenario: a claim whose copy is gone from the host goes
      Given PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.finalizers | (absent) |
      When the host copy of PersistentVolumeClaim "default/data" is deleted
      Then PersistentVolumeClaim "default/data" is gone from the virtual cluster

    @PVC-21
    Scenario: a claim whose copy went while nobody looked is copied again
      Given the engine is stopped
      And the host copy of PersistentVolumeClaim "default/data" is changed to:
        | metadata.finalizers | (absent) |
      And the host copy of PersistentVolumeClaim "default/data" is deleted
      When the engine starts
      Then the host copy of PersistentVolumeClaim "default/data" is still there

    @PVC-20
    Scenario: a claim made again while its old copy is still ending stays
      Given the engine is stopped
      And PersistentVolumeClaim "default/data" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      And PersistentVolumeClaim "default/data" is deleted from the virtual cluster
      And the host copy of PersistentVolumeClaim "default/data" is deleted
      And the virtual cluster has PersistentVolumeClaim "default/data"
      When the engine starts
      Then PersistentVolumeClaim "default/data" in the virtual cluster has:
        | metadata.deletionTimestamp | (absent) |
