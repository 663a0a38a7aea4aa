@to-host
Feature: Storage classes to the host
  A tenant's storage class names a provisioner that the host has to have: syncing a
  class brings the class, and nothing else.

  Rule: By default, this is disabled

    @SC-01
    Scenario: a class stays in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: example.com/disk
        """
      Then StorageClass "fast" has no host copy

    @SC-08 @SCF-08
    Scenario: both directions at once are refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost: {storageClasses: {enabled: true}}
          fromHost: {storageClasses: {enabled: true}}
        """
      Then the configuration is refused with:
        """
        you cannot enable both sync.fromHost.storageClasses.enabled and sync.toHost.storageClasses.enabled at the same time. Choose only one of them
        """

    @SC-08
    Scenario: this direction goes with the automatic default of the other
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {storageClasses: {enabled: true}}
          fromHost: {storageClasses: {enabled: auto}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: example.com/disk
        """
      Then the host copy of StorageClass "fast" is still there

  Rule: StorageClasses defines if storage classes created within the virtual cluster should get synced to the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {storageClasses: {enabled: true}}}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata:
          name: fast
          labels: {team: web}
          annotations: {note: mine, storageclass.kubernetes.io/is-default-class: "true"}
        provisioner: example.com/disk
        parameters: {type: ssd}
        reclaimPolicy: Retain
        mountOptions: [ro]
        volumeBindingMode: WaitForFirstConsumer
        allowedTopologies: [{matchLabelExpressions: [{key: zone, values: [a]}]}]
        """

    @SC-02 @SC-04 @SC-10
    Scenario: a class is copied whole, whether or not the host has its provisioner
      Then the host copy of StorageClass "fast" has:
        | provisioner                                            | example.com/disk                                        |
        | parameters.type                                        | ssd                                                     |
        | reclaimPolicy                                          | Retain                                                  |
        | mountOptions                                           | [ro]                                                    |
        | volumeBindingMode                                      | WaitForFirstConsumer                                    |
        | allowedTopologies                                      | [{matchLabelExpressions: [{key: zone, values: [a]}]}]   |
        | metadata.labels["vcluster.loft.sh/managed-by"]         | vcluster-x-vcluster                                     |

    @SC-03
    Scenario: a default of the virtual cluster is no default of the host
      Then the host copy of StorageClass "fast" has:
        | metadata.annotations["storageclass.kubernetes.io/is-default-class"] | (absent) |

    @SC-03
    Scenario: what the host makes its default is no default of the virtual cluster
      Given StorageClass "fast" in the virtual cluster is changed to:
        | metadata.annotations["storageclass.kubernetes.io/is-default-class"] | (absent) |
      When the host copy of StorageClass "fast" is changed to:
        | metadata.annotations["storageclass.kubernetes.io/is-default-class"] | true |
      Then StorageClass "fast" in the virtual cluster has:
        | metadata.annotations["storageclass.kubernetes.io/is-default-class"] | (absent) |

    @SC-04 @SC-05
    Scenario: a class changed in the virtual cluster is changed on the host
      When StorageClass "fast" in the virtual cluster is changed to:
        | allowVolumeExpansion      | true   |
        | mountOptions              | [rw]   |
        | metadata.labels.team      | core   |
        | metadata.annotations.note | better |
      Then the host copy of StorageClass "fast" has:
        | allowVolumeExpansion      | true   |
        | mountOptions              | [rw]   |
        | metadata.labels.team      | core   |
        | metadata.annotations.note | better |

    @SC-04 @SC-05
    Scenario: a class changed on the host is changed in the virtual cluster
      When the host copy of StorageClass "fast" is changed to:
        | allowVolumeExpansion      | true   |
        | metadata.labels.team      | theirs |
        | metadata.annotations.note | theirs |
      Then StorageClass "fast" in the virtual cluster has:
        | allowVolumeExpansion      | true   |
        | metadata.labels.team      | theirs |
        | metadata.annotations.note | theirs |

    @SC-06
    Scenario: a class deleted in the virtual cluster goes from the host
      When StorageClass "fast" is deleted from the virtual cluster
      Then the host copy of StorageClass "fast" is gone

    @SC-06
    Scenario: a class deleted on the host goes from the virtual cluster
      When the host copy of StorageClass "fast" is deleted
      Then StorageClass "fast" is gone from the virtual cluster

    @SC-06
    Scenario: a class deleted on the host while nobody looked is made again
      Given the engine is stopped
      And the host copy of StorageClass "fast" is deleted
      When the engine starts
      Then the host copy of StorageClass "fast" is still there
