@to-host
Feature: Secrets to the host
  A secret is copied when something that is synced needs it; its data then flows
  in both directions.

  Rule: Only secrets that something synced refers to are copied

    Background:
      Given a virtual cluster
      And the virtual cluster has Secret "default/password" with:
        | data.value | aHVudGVyMg== |

    @SEC-01
    Scenario: a secret a pod uses is copied, and the pod refers to the copy
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, secret: {secretName: password}}]}
        """
      Then the host copy of Secret "default/password" has:
        | data.value | aHVudGVyMg== |
      And the host copy of Pod "default/web" has:
        | spec.volumes[0].secret.secretName | (host name of Secret default/password) |

    @SEC-03
    Scenario: a secret nobody uses stays in the virtual cluster
      When Secret "default/password" in the virtual cluster is changed to:
        | data.value | c2VjcmV0 |
      Then Secret "default/password" has no host copy

    @SEC-07 @MAP-08
    Scenario Outline: a secret is needed when a pod names it in <field>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: <spec>
        """
      Then the host copy of Secret "default/password" is still there

      Examples:
        | field               | spec |
        | a variable          | {containers: [{name: app, image: nginx, env: [{name: A, valueFrom: {secretKeyRef: {name: password, key: value}}}]}]} |
        | envFrom             | {containers: [{name: app, image: nginx, envFrom: [{secretRef: {name: password}}]}]} |
        | an init container   | {containers: [{name: app, image: nginx}], initContainers: [{name: init, image: nginx, envFrom: [{secretRef: {name: password}}]}]} |
        | its variable        | {containers: [{name: app, image: nginx}], initContainers: [{name: init, image: nginx, env: [{name: A, valueFrom: {secretKeyRef: {name: password, key: value}}}]}]} |
        | imagePullSecrets    | {containers: [{name: app, image: nginx}], imagePullSecrets: [{name: password}]} |
        | a volume            | {containers: [{name: app, image: nginx}], volumes: [{name: v, secret: {secretName: password}}]} |
        | a projected volume  | {containers: [{name: app, image: nginx}], volumes: [{name: v, projected: {sources: [{secret: {name: password}}]}}]} |
        | an iSCSI volume     | {containers: [{name: app, image: nginx}], volumes: [{name: v, iscsi: {targetPortal: "10.0.2.15:3260", iqn: "iqn.2001-04.com.example:storage", lun: 0, chapAuthSession: true, secretRef: {name: password}}}]} |
        | an RBD volume       | {containers: [{name: app, image: nginx}], volumes: [{name: v, rbd: {monitors: ["10.16.154.78:6789"], image: foo, secretRef: {name: password}}}]} |
        | a flex volume       | {containers: [{name: app, image: nginx}], volumes: [{name: v, flexVolume: {driver: example.com/lvm, secretRef: {name: password}}}]} |
        | a Cinder volume     | {containers: [{name: app, image: nginx}], volumes: [{name: v, cinder: {volumeID: vol, secretRef: {name: password}}}]} |
        | a CephFS volume     | {containers: [{name: app, image: nginx}], volumes: [{name: v, cephfs: {monitors: ["10.16.154.78:6789"], secretRef: {name: password}}}]} |
        | an Azure file       | {containers: [{name: app, image: nginx}], volumes: [{name: v, azureFile: {secretName: password, shareName: share}}]} |
        | a ScaleIO volume    | {containers: [{name: app, image: nginx}], volumes: [{name: v, scaleIO: {gateway: "https://localhost", system: s, volumeName: vol, secretRef: {name: password}}}]} |
        | a StorageOS volume  | {containers: [{name: app, image: nginx}], volumes: [{name: v, storageos: {volumeName: vol, secretRef: {name: password}}}]} |
        | a CSI volume        | {containers: [{name: app, image: nginx}], volumes: [{name: v, csi: {driver: csi.example.com, nodePublishSecretRef: {name: password}}}]} |

    @SEC-14 @MAP-12 @MAP-13
    Scenario: a secret whose last user is gone loses its copy and stays in the virtual cluster
      Given the tenant runs Pod "default/web" with:
        | spec.volumes | [{name: v, secret: {secretName: password}}] |
      When Pod "default/web" is deleted from the virtual cluster
      Then the host copy of Secret "default/password" is gone
      And Secret "default/password" is still in the virtual cluster

  Rule: With all, every secret is copied

    @SEC-04 @MAP-04
    Scenario: a secret nobody uses is copied
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        data: {value: aHVudGVyMg==}
        """
      Then the host copy of Secret "default/password" has:
        | data.value | aHVudGVyMg== |

  Rule: With enabled set to false, no secret is copied

    @SEC-05
    Scenario: not even one that a pod uses
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {enabled: false}}}
        """
      And the virtual cluster has Secret "default/password"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, secret: {secretName: password}}]}
        """
      Then the host copy of Pod "default/web" is still there
      And Secret "default/password" has no host copy

  Rule: The annotation vcluster.loft.sh/force-sync copies a secret that nothing refers to

    @SEC-06 @MAP-05
    Scenario: a secret nobody uses is copied when the tenant says so
      Given a virtual cluster
      And the virtual cluster has Secret "default/password"
      When Secret "default/password" in the virtual cluster is changed to:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |
      Then the host copy of Secret "default/password" is still there

    @SEC-06 @MAP-12
    Scenario: the copy goes when the tenant says so no longer
      Given a virtual cluster
      And the virtual cluster has Secret "default/password" with:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |
      When Secret "default/password" in the virtual cluster is changed to:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | (absent) |
      Then the host copy of Secret "default/password" is gone
      And Secret "default/password" is still in the virtual cluster

  Rule: type and data are synced in both directions

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true}}}
        """
      And the virtual cluster has Secret "default/password" with:
        | type       | example.com/first |
        | data.value | aHVudGVyMg==      |
        | data.user  | YWxpY2U=          |

    @SEC-10
    Scenario: the copy has the secret's type
      Then the host copy of Secret "default/password" has:
        | type | example.com/first |

    @SEC-10 @GEN-22
    Scenario: a secret made anew with another type has a copy of that type
      Given Secret "default/password" is deleted from the virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        type: example.com/second
        """
      Then the host copy of Secret "default/password" has:
        | type | example.com/second |

    @SEC-11
    Scenario: a value the tenant changes is changed on the host
      When Secret "default/password" in the virtual cluster is changed to:
        | data.value | c2VjcmV0 |
        | data.user  | (absent) |
      Then the host copy of Secret "default/password" has:
        | data | {value: c2VjcmV0} |

    @SEC-11
    Scenario: a value a host controller fills in reaches the tenant
      When the host copy of Secret "default/password" is changed to:
        | data["tls.crt"] | Y2VydA== |
      Then Secret "default/password" in the virtual cluster has:
        | data["tls.crt"] | Y2VydA==     |
        | data.value      | aHVudGVyMg== |

    @SEC-17 @GEN-16
    Scenario: labels and annotations flow to the host
      When Secret "default/password" in the virtual cluster is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then the host copy of Secret "default/password" has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @SEC-17 @GEN-16
    Scenario: labels and annotations flow from the host
      When the host copy of Secret "default/password" is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then Secret "default/password" in the virtual cluster has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @SEC-15 @SYNC-12 @GEN-25
    Scenario: a secret whose copy is deleted on the host is deleted in the virtual cluster
      When the host copy of Secret "default/password" is deleted
      Then Secret "default/password" is gone from the virtual cluster

    @SEC-16
    Scenario: a secret deleted in the virtual cluster is deleted on the host
      When Secret "default/password" is deleted from the virtual cluster
      Then the host copy of Secret "default/password" is gone

  Rule: Text and immutability arrive as the virtual cluster's API server stored them

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true}}}
        """

    @SEC-12
    Scenario: a secret written as text has a copy with data
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        stringData: {value: hunter2}
        """
      Then the host copy of Secret "default/password" has:
        | data.value | aHVudGVyMg== |
        | stringData | (absent)     |

    @SEC-13
    Scenario: an immutable secret has an immutable copy
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        immutable: true
        """
      Then the host copy of Secret "default/password" has:
        | immutable | true |

    @SEC-13
    Scenario: a secret made immutable later is so in the virtual cluster only
      Given the virtual cluster has Secret "default/password"
      When Secret "default/password" in the virtual cluster is changed to:
        | immutable | true |
      Then the host copy of Secret "default/password" has:
        | immutable | (absent) |

  Rule: A service account token is an ordinary secret on the host

    @SEC-09 @MAP-22
    Scenario: the host's token controller finds nothing to act on
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata:
          name: robot
          namespace: default
          annotations: {kubernetes.io/service-account.name: robot}
        type: kubernetes.io/service-account-token
        """
      Then the host copy of Secret "default/robot" has:
        | type | Opaque |
      And Secret "default/robot" in the virtual cluster has:
        | type | kubernetes.io/service-account-token |
