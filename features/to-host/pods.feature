@to-host
Feature: Pods to the host
  The host runs the tenant's pods. Here: how a pod gets there, what it names there,
  and how its status comes back.

  Rule: Pods created within the virtual cluster are synced to the host cluster

    Background:
      Given a virtual cluster

    @POD-02
    Scenario: a pod is copied with its labels, annotations and containers
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {a.io/note: hello}}
        spec: {containers: [{name: app, image: nginx, args: [-q]}]}
        """
      Then the host copy of Pod "shop/web" has:
        | metadata.namespace                | vcluster |
        | metadata.labels.app               | web      |
        | metadata.annotations["a.io/note"] | hello    |
        | spec.containers[0].image          | nginx    |
        | spec.containers[0].args           | [-q]     |

    @POD-05
    Scenario: the copy says who the pod is in the virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {serviceAccountName: builder, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | metadata.annotations["vcluster.loft.sh/name"]                 | web                   |
        | metadata.annotations["vcluster.loft.sh/namespace"]            | shop                  |
        | metadata.annotations["vcluster.loft.sh/uid"]                  | (uid of Pod shop/web) |
        | metadata.annotations["vcluster.loft.sh/service-account-name"] | builder               |

    @POD-06
    Scenario: the copy lists the pod's labels, sorted and quoted
      Given the tenant runs Pod "default/web" with:
        | metadata.labels | {tier: front, app: web} |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.zone | a |
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/labels"] | app="web"\ntier="front"\nzone="a" |

    @POD-12
    Scenario: the labels of the pod's namespace are on the copy
      Given the virtual cluster has Namespace "shop" with:
        | metadata.labels.team | sales |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | metadata.labels["vcluster.loft.sh/ns-label-vcluster-x-ca8b22d0db"] | sales |

    @POD-13
    Scenario Outline: the copy follows a label of the namespace that <happens>
      Given the virtual cluster has Namespace "shop" with:
        | metadata.labels.team | sales |
      And the tenant runs Pod "shop/web"
      When Namespace "shop" in the virtual cluster is changed to:
        | metadata.labels.team | <value> |
      Then the host copy of Pod "shop/web" has:
        | metadata.labels["vcluster.loft.sh/ns-label-vcluster-x-ca8b22d0db"] | <value> |

      Examples:
        | happens    | value     |
        | is changed | marketing |
        | is removed | (absent)  |

  Rule: With enabled set to false, no pod is copied

    @POD-01 @CFG-T01
    Scenario: a pod is not run when its kind is switched off
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {enabled: false}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" has no host copy

  Rule: References of a pod are rewritten to match the names in the host cluster

    Background:
      Given a virtual cluster
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        """

    @POD-50 @NAME-03
    Scenario: the config map and secret keys of variables are renamed, key and optional stay
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers:
            - name: one
              image: nginx
              env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a, optional: true}}}]
            - name: two
              image: nginx
              env: [{name: A, valueFrom: {secretKeyRef: {name: password, key: b}}}]
          initContainers:
            - name: first
              image: nginx
              env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]
            - name: second
              image: nginx
              env: [{name: A, valueFrom: {secretKeyRef: {name: password, key: b}}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].env[*].valueFrom.configMapKeyRef.name     | (host name of ConfigMap default/settings) |
        | spec.containers[0].env[*].valueFrom.configMapKeyRef.key      | a                                         |
        | spec.containers[0].env[*].valueFrom.configMapKeyRef.optional | true                                      |
        | spec.containers[1].env[*].valueFrom.secretKeyRef.name        | (host name of Secret default/password)    |
        | spec.initContainers[0].env[*].valueFrom.configMapKeyRef.name | (host name of ConfigMap default/settings) |
        | spec.initContainers[1].env[*].valueFrom.secretKeyRef.name    | (host name of Secret default/password)    |

    @POD-51
    Scenario: the whole config maps and secrets of variables are renamed, the prefix stays
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers:
            - name: app
              image: nginx
              envFrom: [{prefix: P_, configMapRef: {name: settings}}, {secretRef: {name: password}}]
          initContainers:
            - name: init
              image: nginx
              envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: password}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].envFrom[0].configMapRef.name     | (host name of ConfigMap default/settings) |
        | spec.containers[0].envFrom[0].prefix                | P_                                        |
        | spec.containers[0].envFrom[1].secretRef.name        | (host name of Secret default/password)    |
        | spec.initContainers[0].envFrom[0].configMapRef.name | (host name of ConfigMap default/settings) |
        | spec.initContainers[0].envFrom[1].secretRef.name    | (host name of Secret default/password)    |

    @POD-58
    Scenario: image pull secrets
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], imagePullSecrets: [{name: password}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.imagePullSecrets[0].name | (host name of Secret default/password) |

    @POD-66 @POD-67 @POD-71
    Scenario: volumes of config maps and secrets, projected ones too
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          volumes:
            - {name: a, configMap: {name: settings}}
            - {name: b, secret: {secretName: password}}
            - {name: c, projected: {sources: [{configMap: {name: settings}}, {secret: {name: password}}]}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].configMap.name                      | (host name of ConfigMap default/settings) |
        | spec.volumes[1].secret.secretName                   | (host name of Secret default/password)    |
        | spec.volumes[2].projected.sources[0].configMap.name | (host name of ConfigMap default/settings) |
        | spec.volumes[2].projected.sources[1].secret.name    | (host name of Secret default/password)    |

    @POD-68
    Scenario: a claim is renamed by the same rule, whether or not it is copied
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx, envFrom: [{secretRef: {name: password}}]}]
          volumes: [{name: a, persistentVolumeClaim: {claimName: password}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].persistentVolumeClaim.claimName | (host name of Secret default/password) |

    @POD-72 @POD-73 @POD-74
    Scenario Outline: the secret of <volume>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, <source>}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].<path> | (host name of Secret default/password) |

      Examples:
        | volume             | path                          | source |
        | an iSCSI volume    | iscsi.secretRef.name          | iscsi: {targetPortal: "10.0.2.15:3260", iqn: "iqn.2001-04.com.example:storage", lun: 0, chapAuthSession: true, secretRef: {name: password}} |
        | an RBD volume      | rbd.secretRef.name            | rbd: {monitors: ["10.16.154.78:6789"], image: foo, secretRef: {name: password}} |
        | a flex volume      | flexVolume.secretRef.name     | flexVolume: {driver: example.com/lvm, secretRef: {name: password}} |
        | a Cinder volume    | cinder.secretRef.name         | cinder: {volumeID: vol, secretRef: {name: password}} |
        | a CephFS volume    | cephfs.secretRef.name         | cephfs: {monitors: ["10.16.154.78:6789"], secretRef: {name: password}} |
        | a ScaleIO volume   | scaleIO.secretRef.name        | scaleIO: {gateway: "https://localhost", system: s, volumeName: vol, secretRef: {name: password}} |
        | a StorageOS volume | storageos.secretRef.name      | storageos: {volumeName: vol, secretRef: {name: password}} |
        | an Azure file      | azureFile.secretName          | azureFile: {secretName: password, shareName: share} |
        | a CSI volume       | csi.nodePublishSecretRef.name | csi: {driver: csi.example.com, nodePublishSecretRef: {name: password}} |

  Rule: The host cluster schedules the pods, and the syncer keeps the virtual cluster pods and host cluster pods in sync

    Background:
      Given a virtual cluster
      And the tenant runs Pod "default/web"

    @POD-136
    Scenario: phase, addresses and conditions come back
      When the host copy of Pod "default/web" reports this status:
        | phase      | Running                          |
        | podIP      | 10.1.2.3                         |
        | podIPs     | [{ip: 10.1.2.3}]                 |
        | conditions | [{type: Ready, status: "True"}]  |
      Then Pod "default/web" in the virtual cluster has:
        | status.phase                | Running  |
        | status.podIP                | 10.1.2.3 |
        | status.conditions[0].type   | Ready    |
        | status.conditions[0].status | True     |

    @POD-136 @documented
    Scenario: conditions that changed while the engine was away are the host's
      Given the host copy of Pod "default/web" reports this status:
        | conditions | [{type: Ready, status: "False"}] |
      And the engine is stopped
      And the host copy of Pod "default/web" reports this status:
        | conditions | [{type: Ready, status: "True"}] |
      When the engine starts
      Then Pod "default/web" in the virtual cluster has:
        | status.conditions[0].status | True |

    @POD-138
    Scenario: the status of a container that only the host knows stays there
      When the host copy of Pod "default/web" reports this status:
        | phase             | Running |
        | containerStatuses | [{name: app, image: nginx, imageID: a, ready: true, restartCount: 0, state: {running: {startedAt: "2030-01-01T00:00:00Z"}}}, {name: sidecar, image: proxy, imageID: b, ready: true, restartCount: 0, state: {running: {startedAt: "2030-01-01T00:00:00Z"}}}] |
      Then Pod "default/web" in the virtual cluster has:
        | status.containerStatuses[*].name | [app] |

    @POD-140 @MERGE-02
    Scenario: a condition a controller sets in the virtual cluster reaches the host
      When Pod "default/web" in the virtual cluster reports this status:
        | conditions | [{type: example.com/gate, status: "True"}] |
      Then the host copy of Pod "default/web" has:
        | status.conditions[0].type   | example.com/gate |
        | status.conditions[0].status | True             |

    @POD-15 @MERGE-08
    Scenario: a label a host controller adds is seen by the tenant
      When the host copy of Pod "default/web" is changed to:
        | metadata.labels.zone | a |
      Then Pod "default/web" in the virtual cluster has:
        | metadata.labels.zone | a |

    @POD-14
    Scenario: the labels of the namespace stay on the host
      When the host copy of Pod "default/web" is changed to:
        | metadata.labels.zone                                            | a |
        | metadata.labels["vcluster.loft.sh/ns-label-vcluster-x-ca8b22d0db"] | b |
      Then Pod "default/web" in the virtual cluster has:
        | metadata.labels | {zone: a} |

  Rule: A pod that is deleted on one side is deleted on the other

    Background:
      Given a virtual cluster
      And the tenant runs Pod "default/web" with:
        | spec.nodeName                      | node-1 |
        | spec.terminationGracePeriodSeconds | 45     |

    @POD-150
    Scenario: a pod that is shutting down in the virtual cluster is shutting down on the host
      When Pod "default/web" is deleted from the virtual cluster
      Then the host copy of Pod "default/web" has:
        | metadata.deletionTimestamp          | (any) |
        | metadata.deletionGracePeriodSeconds | 45    |

    @POD-150
    Scenario: a pod that is not given its time to shut down in the virtual cluster gets none on the host
      Given Pod "default/web" in the virtual cluster is changed to:
        | metadata.finalizers | [example.com/keep] |
      When Pod "default/web" is force-deleted from the virtual cluster
      Then the host copy of Pod "default/web" is gone

    @POD-151
    Scenario: a pod that is shutting down on the host is shutting down in the virtual cluster
      When the host copy of Pod "default/web" is deleted
      Then Pod "default/web" in the virtual cluster has:
        | metadata.deletionTimestamp          | (any) |
        | metadata.deletionGracePeriodSeconds | 45    |

    @POD-152
    Scenario: a shutdown that is cut short on the host is cut short in the virtual cluster
      Given the host copy of Pod "default/web" is changed to:
        | metadata.finalizers | [example.com/keep] |
      And Pod "default/web" is deleted from the virtual cluster
      When the host copy of Pod "default/web" is force-deleted
      Then Pod "default/web" is gone from the virtual cluster

    @POD-153
    Scenario: the status of a pod that is shutting down still comes back
      Given Pod "default/web" is deleted from the virtual cluster
      When the host copy of Pod "default/web" reports this status:
        | phase | Succeeded |
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Succeeded |

    @POD-155
    Scenario: a pod that lost its copy before it ran is copied again
      Given the engine is stopped
      And the host copy of Pod "default/web" is force-deleted
      When the engine starts
      Then the host copy of Pod "default/web" is still there

    @POD-154 @POD-155
    Scenario: a pod that ran is not run a second time
      Given the host copy of Pod "default/web" reports this status:
        | phase     | Running              |
        | startTime | 2030-01-01T00:00:00Z |
      And the engine is stopped
      And the host copy of Pod "default/web" is force-deleted
      When the engine starts
      Then Pod "default/web" is gone from the virtual cluster

    @POD-154
    Scenario: a pod that is gone from the host is gone from the virtual cluster
      When the host copy of Pod "default/web" is force-deleted
      Then Pod "default/web" is gone from the virtual cluster

    @POD-154
    Scenario: a pod that has shut down on the host is gone from the virtual cluster
      Given Pod "default/web" is deleted from the virtual cluster
      When the host copy of Pod "default/web" is force-deleted
      Then Pod "default/web" is gone from the virtual cluster

    @POD-156
    Scenario: a pod that was force-deleted while the engine was away is shutting down on the host
      Given the engine is stopped
      And Pod "default/web" is force-deleted from the virtual cluster
      When the engine starts
      Then the host copy of Pod "default/web" has:
        | metadata.deletionTimestamp          | (any) |
        | metadata.deletionGracePeriodSeconds | 45    |

  Rule: A pod made anew under the same name is another pod

    @POD-157
    Scenario: the copy belongs to the new pod
      Given a virtual cluster
      And the tenant runs Pod "default/web"
      And Pod "default/web" is deleted from the virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: httpd}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/object-uid"] | (uid of Pod default/web) |
        | spec.containers[0].image                            | httpd                    |
