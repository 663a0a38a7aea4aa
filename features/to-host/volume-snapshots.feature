@to-host
Feature: Volume snapshots to the host
  A snapshot is taken where the volume is. One switch brings snapshots, what they are
  kept in, and their classes.

  Rule: VolumeSnapshots defines if volume snapshots created within the virtual cluster should get synced to the host cluster

    @VS-01
    Scenario: a snapshot stays in a virtual cluster with default settings
      Given a virtual cluster
      And the host cluster has CustomResourceDefinition "volumesnapshots.snapshot.storage.k8s.io"
      And the virtual cluster has CustomResourceDefinition "volumesnapshots.snapshot.storage.k8s.io"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshot
        metadata: {name: monday, namespace: default}
        spec: {source: {persistentVolumeClaimName: data}}
        """
      Then VolumeSnapshot "default/monday" has no host copy

    @VS-02
    Scenario: the virtual cluster learns of snapshots from the host
      Given the host cluster has CustomResourceDefinition "volumesnapshots.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotcontents.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotclasses.snapshot.storage.k8s.io"
      When the configuration becomes:
        """yaml
        sync: {toHost: {volumeSnapshots: {enabled: true}}}
        """
      Then CustomResourceDefinition "volumesnapshots.snapshot.storage.k8s.io" is in the virtual cluster
      And CustomResourceDefinition "volumesnapshotcontents.snapshot.storage.k8s.io" is in the virtual cluster
      And CustomResourceDefinition "volumesnapshotclasses.snapshot.storage.k8s.io" is in the virtual cluster

    @VS-02
    Scenario: snapshots are refused where the host knows none
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {volumeSnapshots: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        the host has no custom resource volumesnapshotclasses.snapshot.storage.k8s.io
        """

    @VS-03
    Scenario: what snapshots are kept in is not synced without them
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {volumeSnapshotContents: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        when syncing volume snapshots contents to the host, one must set sync.toHost.volumeSnapshots.enabled to true
        """

    @VS-03
    Scenario: what snapshots are kept in may be named beside them
      Given the host cluster has CustomResourceDefinition "volumesnapshots.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotcontents.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotclasses.snapshot.storage.k8s.io"
      When the configuration becomes:
        """yaml
        sync: {toHost: {volumeSnapshots: {enabled: true}, volumeSnapshotContents: {enabled: true}}}
        """
      Then CustomResourceDefinition "volumesnapshotcontents.snapshot.storage.k8s.io" is in the virtual cluster

    @VS-06
    Scenario: the tenant of a snapshot of content that there is not is told nothing
      Given the host cluster has CustomResourceDefinition "volumesnapshots.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotcontents.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotclasses.snapshot.storage.k8s.io"
      And a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {volumeSnapshots: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshot
        metadata: {name: monday, namespace: default}
        spec: {source: {volumeSnapshotContentName: none}}
        """
      Then VolumeSnapshot "default/monday" has no host copy
      And the tenant sees no Warning event on VolumeSnapshot "default/monday"

  Rule: A snapshot goes down, and what came of it comes back

    Background:
      Given the host cluster has:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshotClass
        metadata: {name: fast, labels: {tier: top}}
        driver: disk.example.com
        deletionPolicy: Delete
        ---
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshot
        metadata: {name: theirs, namespace: elsewhere}
        spec: {source: {persistentVolumeClaimName: theirs}}
        ---
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshotContent
        metadata: {name: theirs}
        spec: {deletionPolicy: Delete, driver: disk.example.com, source: {snapshotHandle: "7"}, volumeSnapshotRef: {name: theirs, namespace: elsewhere}}
        """
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {volumeSnapshots: {enabled: true}}}
        """

    @VS-05 @VS-08
    Scenario: a snapshot of a claim is one of the claim's copy
      Given the virtual cluster has PersistentVolumeClaim "default/data"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshot
        metadata: {name: monday, namespace: default}
        spec: {volumeSnapshotClassName: fast, source: {persistentVolumeClaimName: data}}
        """
      Then the host copy of VolumeSnapshot "default/monday" has:
        | spec.source.persistentVolumeClaimName | (host name of PersistentVolumeClaim default/data) |
        | spec.volumeSnapshotClassName          | fast                                              |

    @VS-07
    Scenario: a tenant who means names of the host says so
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshot
        metadata: {name: monday, namespace: default, annotations: {vcluster.loft.sh/skip-translate: "true"}}
        spec: {source: {persistentVolumeClaimName: theirs}}
        """
      Then the host copy of VolumeSnapshot "default/monday" has:
        | spec.source.persistentVolumeClaimName | theirs |

    @VS-06 @documented
    Scenario: a snapshot of content that there is not waits, and its tenant is told
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshot
        metadata: {name: monday, namespace: default}
        spec: {source: {volumeSnapshotContentName: none}}
        """
      Then VolumeSnapshot "default/monday" has no host copy
      And the tenant sees a Warning event "SyncWarning" on VolumeSnapshot "default/monday":
        """
        did not sync volumesnapshot "monday" to host: failed to get virtual VolumeSnapshotContent resource referenced as source of the monday VolumeSnapshot
        """

    @VS-06
    Scenario: a snapshot that waits for its content is taken when the content is there
      Given the virtual cluster has VolumeSnapshot "default/monday" with:
        | spec.source | {volumeSnapshotContentName: kept} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshotContent
        metadata: {name: kept}
        spec: {deletionPolicy: Retain, driver: disk.example.com, source: {snapshotHandle: "8"}, volumeSnapshotRef: {name: monday, namespace: default}}
        """
      Then the host copy of VolumeSnapshot "default/monday" has:
        | spec.source.volumeSnapshotContentName | (host name of VolumeSnapshotContent kept) |

    @VS-06 @VS-16
    Scenario: a snapshot of the tenant's own content is one of the content's copy
      Given the virtual cluster has VolumeSnapshotContent "kept" with:
        | spec | {deletionPolicy: Retain, driver: disk.example.com, source: {snapshotHandle: "8"}, volumeSnapshotRef: {name: monday, namespace: default}} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshot
        metadata: {name: monday, namespace: default}
        spec: {source: {volumeSnapshotContentName: kept}}
        """
      Then the host copy of VolumeSnapshot "default/monday" has:
        | spec.source.volumeSnapshotContentName | (host name of VolumeSnapshotContent kept) |
      And the host copy of VolumeSnapshotContent "kept" has:
        | spec.volumeSnapshotRef | {name: "(host name of VolumeSnapshot default/monday)", namespace: vcluster} |

    @VS-09
    Scenario: status and finalizers are the host's
      Given the virtual cluster has VolumeSnapshot "default/monday"
      And the host copy of VolumeSnapshot "default/monday" is changed to:
        | metadata.finalizers | [snapshot.storage.kubernetes.io/volumesnapshot-bound-protection] |
      When the host copy of VolumeSnapshot "default/monday" reports this status:
        | readyToUse                     | true |
        | boundVolumeSnapshotContentName | c-1  |
      Then VolumeSnapshot "default/monday" in the virtual cluster has:
        | status.readyToUse   | true                                                             |
        | metadata.finalizers | [snapshot.storage.kubernetes.io/volumesnapshot-bound-protection] |

    @VS-08 @VS-10
    Scenario: labels, annotations and the class go down
      Given the virtual cluster has VolumeSnapshot "default/monday"
      When VolumeSnapshot "default/monday" in the virtual cluster is changed to:
        | metadata.labels.team         | web  |
        | metadata.annotations.note    | mine |
        | spec.volumeSnapshotClassName | slow |
      Then the host copy of VolumeSnapshot "default/monday" has:
        | metadata.labels.team         | web  |
        | metadata.annotations.note    | mine |
        | spec.volumeSnapshotClassName | slow |

    @VS-10
    Scenario: labels and annotations do not come back
      Given the virtual cluster has VolumeSnapshot "default/monday"
      When the host copy of VolumeSnapshot "default/monday" is changed to:
        | metadata.labels.zone      | a      |
        | metadata.annotations.note | theirs |
      Then VolumeSnapshot "default/monday" in the virtual cluster has:
        | metadata.labels.zone      | (absent) |
        | metadata.annotations.note | (absent) |

    @VS-11
    Scenario: a snapshot whose copy is being deleted on the host is being deleted too
      Given the virtual cluster has VolumeSnapshot "default/monday"
      And the host copy of VolumeSnapshot "default/monday" is changed to:
        | metadata.finalizers | [example.com/hold] |
      When the host copy of VolumeSnapshot "default/monday" is deleted
      Then VolumeSnapshot "default/monday" in the virtual cluster has:
        | metadata.deletionTimestamp | (any) |

    @VS-12 @VS-14
    Scenario: a snapshot deleted by the tenant goes from the host
      Given the virtual cluster has VolumeSnapshot "default/monday"
      When VolumeSnapshot "default/monday" is deleted from the virtual cluster
      Then the host copy of VolumeSnapshot "default/monday" is gone

    @VS-13
    Scenario: a snapshot whose copy is gone from the host goes
      Given the virtual cluster has VolumeSnapshot "default/monday"
      When the host copy of VolumeSnapshot "default/monday" is deleted
      Then VolumeSnapshot "default/monday" is gone from the virtual cluster

    @VS-15
    Scenario: content the host made for a tenant's snapshot is shown under its own name
      Given the virtual cluster has VolumeSnapshot "default/monday"
      And the host cluster has VolumeSnapshotContent "c-1" with:
        | spec | {deletionPolicy: Delete, driver: disk.example.com, source: {volumeHandle: "9"}, volumeSnapshotRef: {name: "(host name of VolumeSnapshot default/monday)", namespace: vcluster}} |
      When the host copy of VolumeSnapshot "default/monday" reports this status:
        | boundVolumeSnapshotContentName | c-1 |
      Then VolumeSnapshotContent "c-1" in the virtual cluster has:
        | metadata.annotations["vcluster.loft.sh/host-volumesnapshotcontent"] | c-1                                    |
        | spec.volumeSnapshotRef.name                                         | monday                                 |
        | spec.volumeSnapshotRef.namespace                                    | default                                |
        | spec.volumeSnapshotRef.uid                                          | (uid of VolumeSnapshot default/monday) |
      And VolumeSnapshotContent "theirs" is kept out of the virtual cluster

    @VS-15
    Scenario: content that is gone from the host is gone from the virtual cluster
      Given the virtual cluster has VolumeSnapshot "default/monday"
      And the host cluster has VolumeSnapshotContent "c-1" with:
        | spec | {deletionPolicy: Delete, driver: disk.example.com, source: {volumeHandle: "9"}, volumeSnapshotRef: {name: "(host name of VolumeSnapshot default/monday)", namespace: vcluster}} |
      When VolumeSnapshotContent "c-1" is deleted from the host cluster
      Then VolumeSnapshotContent "c-1" is gone from the virtual cluster

    @VS-18
    Scenario: content stays when its snapshot goes, until the host has done what its policy says
      Given the virtual cluster has VolumeSnapshot "default/monday"
      And the host cluster has VolumeSnapshotContent "c-1" with:
        | spec | {deletionPolicy: Retain, driver: disk.example.com, source: {volumeHandle: "9"}, volumeSnapshotRef: {name: "(host name of VolumeSnapshot default/monday)", namespace: vcluster}} |
      When VolumeSnapshot "default/monday" is deleted from the virtual cluster
      Then the host copy of VolumeSnapshot "default/monday" is gone
      And VolumeSnapshotContent "c-1" is still in the virtual cluster
      And VolumeSnapshotContent "c-1" is still in the host cluster

    @VS-18
    Scenario: content of the host that a tenant deletes is still on the host, and is shown again
      Given the virtual cluster has VolumeSnapshot "default/monday"
      And the host cluster has VolumeSnapshotContent "c-1" with:
        | spec | {deletionPolicy: Delete, driver: disk.example.com, source: {volumeHandle: "9"}, volumeSnapshotRef: {name: "(host name of VolumeSnapshot default/monday)", namespace: vcluster}} |
      When VolumeSnapshotContent "c-1" is deleted from the virtual cluster
      Then VolumeSnapshotContent "c-1" is still in the host cluster
      And VolumeSnapshotContent "c-1" in the virtual cluster has:
        | metadata.deletionTimestamp | (absent) |

    @VS-19
    Scenario: the tenant's own content is deleted on the host too
      Given the virtual cluster has VolumeSnapshotContent "kept" with:
        | spec | {deletionPolicy: Retain, driver: disk.example.com, source: {snapshotHandle: "8"}, volumeSnapshotRef: {name: monday, namespace: default}} |
      When VolumeSnapshotContent "kept" is deleted from the virtual cluster
      Then the host copy of VolumeSnapshotContent "kept" is gone
      And VolumeSnapshotContent "kept" is gone from the virtual cluster

    @VS-16 @VS-19
    Scenario: the tenant's own content stays as long as the host keeps its copy
      Given the virtual cluster has VolumeSnapshotContent "kept" with:
        | spec | {deletionPolicy: Retain, driver: disk.example.com, source: {snapshotHandle: "8"}, volumeSnapshotRef: {name: monday, namespace: default}} |
      And the host copy of VolumeSnapshotContent "kept" is changed to:
        | metadata.finalizers | [example.com/hold] |
      When VolumeSnapshotContent "kept" is deleted from the virtual cluster
      Then the host copy of VolumeSnapshotContent "kept" has:
        | metadata.deletionTimestamp | (any) |
      And VolumeSnapshotContent "kept" is still in the virtual cluster

    @VS-19
    Scenario: the tenant's own content goes once the host lets go of its copy
      Given the virtual cluster has VolumeSnapshotContent "kept" with:
        | spec | {deletionPolicy: Retain, driver: disk.example.com, source: {snapshotHandle: "8"}, volumeSnapshotRef: {name: monday, namespace: default}} |
      And the host copy of VolumeSnapshotContent "kept" is changed to:
        | metadata.finalizers | [example.com/hold] |
      And VolumeSnapshotContent "kept" is deleted from the virtual cluster
      When the host copy of VolumeSnapshotContent "kept" is changed to:
        | metadata.finalizers | (absent) |
      Then VolumeSnapshotContent "kept" is gone from the virtual cluster

    @VS-17
    Scenario: the tenant's own content changes on the host, and its status comes back
      Given the virtual cluster has VolumeSnapshotContent "kept" with:
        | spec | {deletionPolicy: Retain, driver: disk.example.com, source: {snapshotHandle: "8"}, volumeSnapshotRef: {name: monday, namespace: default}} |
      And VolumeSnapshotContent "kept" in the virtual cluster is changed to:
        | spec.deletionPolicy  | Delete |
        | metadata.labels.team | web    |
      When the host copy of VolumeSnapshotContent "kept" reports this status:
        | readyToUse | true |
      Then the host copy of VolumeSnapshotContent "kept" has:
        | spec.deletionPolicy  | Delete |
        | metadata.labels.team | web    |
      And VolumeSnapshotContent "kept" in the virtual cluster has:
        | status.readyToUse | true |

    @VS-20
    Scenario: a class comes from the host as it is there
      Then VolumeSnapshotClass "fast" in the virtual cluster has:
        | driver          | disk.example.com |
        | deletionPolicy  | Delete           |
        | metadata.labels | {tier: top}      |

    @VS-21
    Scenario: a class of the tenant's own is deleted
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshotClass
        metadata: {name: mine}
        driver: disk.example.com
        deletionPolicy: Delete
        """
      Then VolumeSnapshotClass "mine" is gone from the virtual cluster

    @VS-20
    Scenario: a class follows the host
      When VolumeSnapshotClass "fast" in the host cluster is changed to:
        | parameters                | {kind: incremental} |
        | deletionPolicy            | Retain              |
        | metadata.annotations.note | nightly             |
      Then VolumeSnapshotClass "fast" in the virtual cluster has:
        | parameters                | {kind: incremental} |
        | deletionPolicy            | Retain              |
        | metadata.annotations.note | nightly             |
