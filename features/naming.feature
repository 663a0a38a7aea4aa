Feature: Names on the host
  Every virtual namespace lives in one host namespace, so every name says where it
  comes from. This is the one page that spells such names.

  Rule: The name is rewritten in the form of NAME-x-NAMESPACE-x-VCLUSTER_NAME

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """

    @NAME-01 @NAME-04 @NAME-20 @GEN-02
    Scenario Outline: <name> in <namespace> is <host> on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: <name>, namespace: <namespace>}
        data: {a: b}
        """
      Then the host copy of ConfigMap "<namespace>/<name>" has:
        | metadata.name | <host> |

      Examples: as they are
        | name      | namespace | host                           |
        | nginx     | default   | nginx-x-default-x-vcluster     |
        | my-secret | default   | my-secret-x-default-x-vcluster |
        | my-app    | team-a    | my-app-x-team-a-x-vcluster     |
        | web.v1    | default   | web.v1-x-default-x-vcluster    |

      @NAME-05 @NAME-07 @GEN-11
      Examples: of 62 and 63 characters as they are, longer ones shortened
        | name                                          | namespace | host                                                            |
        | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa     | default   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x-default-x-vcluster  |
        | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa    | default   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x-default-x-vcluster |
        | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa   | default   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x-defaul-e96a2736fc |
        | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  | default   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x-defau-cd801b6854 |
        | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | default   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x-defa-2ac42aaa86 |

      @NAME-06
      Examples: a dot before the cut goes with its dash
        | name                                                                | namespace | host                                                           |
        | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bcdefghijklmnop | default   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-437f79445f |

    @NAME-02
    Scenario: every virtual namespace ends in the virtual cluster's own host namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: nginx, namespace: team-a}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: nginx, namespace: team-b}
        """
      Then ConfigMap "vcluster/nginx-x-team-a-x-vcluster" is in the host cluster
      And ConfigMap "vcluster/nginx-x-team-b-x-vcluster" is in the host cluster

    @NAME-15 @CM-16
    Scenario: the root certificate of a namespace is named like any other config map
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-root-ca.crt, namespace: team-a}
        """
      Then ConfigMap "vcluster/kube-root-ca.crt-x-team-a-x-vcluster" is in the host cluster

    @NAME-14
    Scenario: the API server's own service stands for the virtual cluster's service on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: kubernetes, namespace: default}
        spec: {ports: [{name: https, port: 443}]}
        """
      Then Service "vcluster/kubernetes-x-default-x-vcluster" is kept out of the host cluster
      And Service "vcluster/vcluster" is still in the host cluster

    @POD-91
    Scenario: the secret with a pod's tokens is named after the pod
      Given the configuration becomes:
        """yaml
        sync: {toHost: {pods: {useSecretsForSATokens: true}}}
        """
      And the virtual cluster has ServiceAccount "team-a/builder"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: team-a}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
        """
      Then the host copy of Pod "team-a/web" has:
        | spec.volumes[0].projected.sources[0].secret.name | web-sa-token-x-team-a-x-vcluster |
      And Secret "vcluster/web-sa-token-x-team-a-x-vcluster" is in the host cluster

  Rule: References are rewritten to match the rewritten names of the resources in the host cluster

    @NAME-03
    Scenario: a reference is rewritten even before what it names exists
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: nginx, namespace: default}
        spec:
          tls: [{secretName: testsecret-tls}]
          defaultBackend: {service: {name: nginx, port: {number: 80}}}
        """
      Then the host copy of Ingress "default/nginx" has:
        | spec.defaultBackend.service.name | nginx-x-default-x-vcluster          |
        | spec.tls[0].secretName           | testsecret-tls-x-default-x-vcluster |

    @NAME-03
    Scenario: a long name is shortened in a reference as it is in a name
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: v, secret: {secretName: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].secret.secretName | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x-defaul-e96a2736fc |

  Rule: Load balancer annotations name actions and services of the host

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
          namespace: default
          annotations:
            alb.ingress.kubernetes.io/actions.forward: '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"nginx","servicePort":"http"}]}}'
            alb.ingress.kubernetes.io/actions.teapot: '{"type":"fixed-response"}'
            alb.ingress.kubernetes.io/actions.of-x-default-x-ours: 'no JSON'
            alb.ingress.kubernetes.io/conditions.forward: '[{"field":"path-pattern"}]'
        spec: {defaultBackend: {service: {name: nginx, port: {number: 80}}}}
        """

    @ING-13 @ING-14
    Scenario: an action and its condition are renamed, and the services of its target groups
      Then the host copy of Ingress "default/web" has:
        | metadata.annotations["alb.ingress.kubernetes.io/actions.forward-x-default-x-vcluster"]    | {"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"nginx-x-default-x-vcluster","servicePort":"http"}]}} |
        | metadata.annotations["alb.ingress.kubernetes.io/actions.teapot-x-default-x-vcluster"]     | {"type":"fixed-response"} |
        | metadata.annotations["alb.ingress.kubernetes.io/actions.of-x-default-x-ours"]             | no JSON |
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.forward-x-default-x-vcluster"] | [{"field":"path-pattern"}] |
        | metadata.annotations["alb.ingress.kubernetes.io/actions.forward"]                         | (absent) |
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.forward"]                      | (absent) |

    @ING-15
    Scenario: what is changed in them on the host does not come back, and does not stay
      When the host copy of Ingress "default/web" is changed to:
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.forward-x-default-x-vcluster"] | by-host |
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.other"]                        | by-host |
        | metadata.annotations["a.io/note"]                                                         | hello   |
      Then Ingress "default/web" in the virtual cluster has:
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.forward"]                      | [{"field":"path-pattern"}] |
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.forward-x-default-x-vcluster"] | (absent) |
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.other"]                        | (absent) |
        | metadata.annotations["a.io/note"]                                                         | hello    |
      And the host copy of Ingress "default/web" has:
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.forward-x-default-x-vcluster"] | [{"field":"path-pattern"}] |
        | metadata.annotations["alb.ingress.kubernetes.io/conditions.other"]                        | (absent) |

  Rule: Resources that come from the host keep their names

    @NAME-10 @NAME-12
    Scenario: a class has one name on both sides
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        """
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.name | gvisor |

  Rule: vCluster rewrites the name of the resource to avoid conflicts in the host cluster

    @NAME-17 @OWN-03
    Scenario: two virtual clusters in one host namespace leave each other's objects alone
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: nginx-x-default-x-other
          namespace: vcluster
          labels: {vcluster.loft.sh/managed-by: other, vcluster.loft.sh/namespace: default}
          annotations:
            vcluster.loft.sh/object-name: nginx
            vcluster.loft.sh/object-namespace: default
            vcluster.loft.sh/object-uid: 5a0c6e0e-0000-4000-8000-000000000000
            vcluster.loft.sh/object-kind: /v1, Kind=ConfigMap
            vcluster.loft.sh/object-host-name: nginx-x-default-x-other
            vcluster.loft.sh/object-host-namespace: vcluster
        data: {of: other}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: nginx, namespace: default}
        data: {of: ours}
        """
      Then ConfigMap "vcluster/nginx-x-default-x-vcluster" in the host cluster has:
        | data.of | ours |
      And ConfigMap "vcluster/nginx-x-default-x-other" in the host cluster has:
        | data.of | other |

    @OWN-01 @OWN-05
    Scenario Outline: an object with the name of a copy is none when <mark> says something else
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: nginx-x-default-x-vcluster
          namespace: vcluster
          labels: {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: default}
          annotations:
            vcluster.loft.sh/object-name: nginx
            vcluster.loft.sh/object-namespace: default
            vcluster.loft.sh/<mark>: <value>
        """
      Then ConfigMap "vcluster/nginx-x-default-x-vcluster" is still in the host cluster

      Examples:
        | mark             | value                 |
        | object-kind      | /v1, Kind=Secret      |
        | object-host-name | nginx-x-default-x-one |

    @NAME-22 @GEN-41 @MAP-18
    Scenario: of two objects that would share a name the first keeps it and the second is told
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "b-x-c/a" with:
        | data.i-am | first |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a-x-b, namespace: c}
        data: {i-am: second}
        """
      Then the host copy of ConfigMap "b-x-c/a" has:
        | data.i-am | first |
      And ConfigMap "c/a-x-b" has no host copy
      And the tenant sees a Warning event "SyncError" on ConfigMap "c/a-x-b":
        """
        did not sync configmap "c/a-x-b" to host because the host name "a-x-b-x-c-x-vcluster" already belongs to configmap "b-x-c/a"
        """

    @NAME-22
    Scenario: the second object is copied once the first is gone
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "b-x-c/a" with:
        | data.i-am | first |
      And the virtual cluster has ConfigMap "c/a-x-b" with:
        | data.i-am | second |
      When ConfigMap "b-x-c/a" is deleted from the virtual cluster
      Then the host copy of ConfigMap "c/a-x-b" has:
        | data.i-am | second |

    @OWN-08 @SYNC-18 @GEN-47 @documented
    Scenario: an object somebody else made on the host is left alone and the tenant is told
      Given a virtual cluster
      And the host cluster has Service "vcluster/web-x-default-x-vcluster" with:
        | metadata.labels.owner | human |
        | spec.ports[0].port    | 8000  |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then Service "vcluster/web-x-default-x-vcluster" in the host cluster has:
        | metadata.labels    | {owner: human} |
        | spec.ports[0].port | 8000           |
      And Service "default/web" has no host copy
      And the tenant sees a Warning event "SyncError" on Service "default/web":
        """
        did not sync service "default/web" to host because the host already has a service "vcluster/web-x-default-x-vcluster" that does not belong to this virtual cluster
        """

    @OWN-08 @SYNC-17
    Scenario: the real one says nothing of an object somebody else made on the host
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      And the host cluster has Service "vcluster/web-x-default-x-vcluster" with:
        | metadata.labels.owner | human |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then Service "vcluster/web-x-default-x-vcluster" in the host cluster has:
        | metadata.labels | {owner: human} |
      And Service "default/web" has no host copy
      And the tenant sees no Warning event on Service "default/web"

    @OWN-08
    Scenario: deleting the object of the tenant leaves the foreign one on the host
      Given a virtual cluster
      And the host cluster has Service "vcluster/web-x-default-x-vcluster" with:
        | metadata.labels.owner | human |
      And the virtual cluster has Service "default/web"
      When Service "default/web" is deleted from the virtual cluster
      Then Service "vcluster/web-x-default-x-vcluster" is still in the host cluster

  Rule: What is in no namespace gets a name with a prefix, both of the virtual cluster and of its namespace

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {storageClasses: {enabled: true}}}
        """

    @NAME-09
    Scenario: a class has a name that no class of another virtual cluster can have
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: slow}
        provisioner: example.com/disk
        """
      Then StorageClass "vcluster-slow-x-vcluster-x-vcluster" is in the host cluster

    @OWN-02
    Scenario Outline: an object with such a name is <state> the host when it belongs to <owner>
      When this is applied in the host cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata:
          name: vcluster-slow-x-vcluster-x-vcluster
          labels: {vcluster.loft.sh/managed-by: <owner>}
          annotations: {vcluster.loft.sh/object-name: slow}
        provisioner: example.com/disk
        """
      Then StorageClass "vcluster-slow-x-vcluster-x-vcluster" is <state> the host cluster

      Examples:
        | owner               | state     |
        | vcluster-x-vcluster | gone from |
        | vcluster            | still in  |
        | other-x-vcluster    | still in  |

    @SC-09 @documented
    Scenario: the tenant is told of a class that cannot be copied
      Given the host cluster has StorageClass "vcluster-slow-x-vcluster-x-vcluster"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: slow}
        provisioner: example.com/disk
        """
      Then the tenant sees a Warning event "SyncError" on StorageClass "slow":
        """
        did not sync storageclass "slow" to host because the host already has a storageclass "vcluster-slow-x-vcluster-x-vcluster" that does not belong to this virtual cluster
        """

    @PV-26
    Scenario: the tenant is told of a volume that cannot be copied
      Given the configuration becomes:
        """yaml
        sync: {toHost: {persistentVolumes: {enabled: true}}}
        """
      And the host cluster has PersistentVolume "vcluster-data-x-vcluster-x-vcluster"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: data}
        spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /data}}
        """
      Then the tenant sees a Warning event "SyncError" on PersistentVolume "data":
        """
        did not sync persistent volume "data" to host because the host already has a persistent volume "vcluster-data-x-vcluster-x-vcluster" that does not belong to this virtual cluster
        """

    @SC-09
    Scenario: the real one says nothing of a class that cannot be copied
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {toHost: {storageClasses: {enabled: true}}}
        """
      And the host cluster has StorageClass "vcluster-slow-x-vcluster-x-vcluster"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: slow}
        provisioner: example.com/disk
        """
      Then the tenant sees no Warning event on StorageClass "slow"

    @PVC-07 @PVC-08 @PV-10
    Scenario Outline: without synced classes, volumes and claims of a tenant agree on a word of their own
      Given the configuration becomes:
        """yaml
        sync: {toHost: {persistentVolumes: {enabled: true}}}
        """
      And the virtual cluster has PersistentVolume "disk" with:
        | spec.storageClassName | manual |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec: {accessModes: [ReadWriteOnce], storageClassName: manual, volumeName: "<volume>", resources: {requests: {storage: 1Gi}}}
        """
      Then the host copy of PersistentVolumeClaim "default/data" has:
        | spec.storageClassName | vcluster-manual-x-vcluster-x-vcluster |
      And the host copy of PersistentVolume "disk" has:
        | spec.storageClassName | vcluster-manual-x-vcluster-x-vcluster |

      Examples:
        | volume |
        | disk   |
        |        |
