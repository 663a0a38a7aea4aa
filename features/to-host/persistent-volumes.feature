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

    @PV-02 @PV-07
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
