Feature: Labels and annotations of host copies
  A copy says what it is a copy of, so that anybody on the host can tell; the
  tenant's own labels and annotations stay readable beside that.

  Rule: vCluster adds annotations and labels to identify the resource in the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """

    @META-01 @META-02 @META-03 @GEN-03
    Scenario: the marks of a resource of the core group
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: shop}
        """
      Then the host copy of ConfigMap "shop/settings" has:
        | metadata.annotations["vcluster.loft.sh/object-name"]           | settings                              |
        | metadata.annotations["vcluster.loft.sh/object-namespace"]      | shop                                  |
        | metadata.annotations["vcluster.loft.sh/object-uid"]            | (uid of ConfigMap shop/settings)      |
        | metadata.annotations["vcluster.loft.sh/object-kind"]           | /v1, Kind=ConfigMap                   |
        | metadata.annotations["vcluster.loft.sh/object-host-name"]      | (host name of ConfigMap shop/settings) |
        | metadata.annotations["vcluster.loft.sh/object-host-namespace"] | vcluster                              |
        | metadata.labels["vcluster.loft.sh/managed-by"]                 | vcluster                              |
        | metadata.labels["vcluster.loft.sh/namespace"]                  | shop                                  |

    @META-04
    Scenario: the marks of a resource that is in no namespace
      Given the configuration becomes:
        """yaml
        sync: {toHost: {storageClasses: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: example.com/disk
        """
      Then the host copy of StorageClass "fast" has:
        | metadata.annotations["vcluster.loft.sh/object-name"]           | fast                                  |
        | metadata.annotations["vcluster.loft.sh/object-namespace"]      | (absent)                              |
        | metadata.annotations["vcluster.loft.sh/object-uid"]            | (uid of StorageClass fast)            |
        | metadata.annotations["vcluster.loft.sh/object-kind"]           | storage.k8s.io/v1, Kind=StorageClass  |
        | metadata.annotations["vcluster.loft.sh/object-host-name"]      | (host name of StorageClass fast)      |
        | metadata.annotations["vcluster.loft.sh/object-host-namespace"] | (absent)                              |
        | metadata.labels["vcluster.loft.sh/managed-by"]                 | vcluster-x-vcluster                   |
        | metadata.labels["vcluster.loft.sh/namespace"]                  | (absent)                              |

    @META-08
    Scenario: marks that are removed or falsified on the host are put back
      Given the virtual cluster has ConfigMap "default/settings"
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.annotations["vcluster.loft.sh/object-kind"]           | (absent) |
        | metadata.annotations["vcluster.loft.sh/object-host-namespace"] | (absent) |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["vcluster.loft.sh/object-kind"]           | /v1, Kind=ConfigMap |
        | metadata.annotations["vcluster.loft.sh/object-host-namespace"] | vcluster            |

    @META-07 @MERGE-11
    Scenario: a tenant's own marks are overwritten
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: default
          annotations:
            vcluster.loft.sh/object-host-name: evil
            vcluster.loft.sh/object-uid: evil
            vcluster.loft.sh/managed-annotations: evil
            vcluster.loft.sh/managed-labels: evil
        """
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["vcluster.loft.sh/object-uid"]          | (uid of ConfigMap default/settings)       |
        | metadata.annotations["vcluster.loft.sh/object-host-name"]    | (host name of ConfigMap default/settings) |
        | metadata.annotations["vcluster.loft.sh/managed-annotations"] | (absent)                                  |
        | metadata.annotations["vcluster.loft.sh/managed-labels"]      | (absent)                                  |

    @META-07 @GEN-18 @MERGE-11
    Scenario: a tenant's later marks do not reach the copy, and the copy's do not reach the tenant
      Given the virtual cluster has ConfigMap "default/settings"
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.annotations["vcluster.loft.sh/object-name"] | evil |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["vcluster.loft.sh/object-name"] | settings |
      And ConfigMap "default/settings" in the virtual cluster has:
        | metadata.annotations | {vcluster.loft.sh/object-name: evil} |

    @META-05 @META-06 @GEN-19
    Scenario: the tenant's annotations are copied, and the copy lists their keys
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: default
          annotations: {b.io/two: "2", a.io/one: "1", kubectl.kubernetes.io/last-applied-configuration: "{}"}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["a.io/one"]                                         | 1  |
        | metadata.annotations["b.io/two"]                                         | 2  |
        | metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"] | {} |
        | metadata.annotations["vcluster.loft.sh/managed-annotations"]             | a.io/one\nb.io/two\nkubectl.kubernetes.io/last-applied-configuration |

    @META-06 @GEN-19
    Scenario: without annotations there is no list of them, not even later
      Given the virtual cluster has ConfigMap "default/settings"
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.annotations["a.io/one"] | 1 |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["a.io/one"]                             | 1        |
        | metadata.annotations["vcluster.loft.sh/managed-annotations"] | (absent) |

    @META-22 @GEN-20 @META-21 @SYNC-16
    Scenario: owners and finalizers of the tenant's object are not the copy's
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: default
          finalizers: [example.com/keep]
          ownerReferences: [{apiVersion: v1, kind: Pod, name: web, uid: 5a0c6e0e-0000-4000-8000-000000000000}]
        """
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.finalizers              | (absent)  |
        | metadata.ownerReferences[*].kind | [Service] |

  Rule: Labels of the virtual object are copied as they are

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """

    @META-09 @GEN-12
    Scenario: a label keeps its key and value
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default, labels: {app.kubernetes.io/name: web, tier: front}}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels["app.kubernetes.io/name"] | web   |
        | metadata.labels.tier                      | front |

  Rule: Four label keys mean something on the host and are rewritten

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """

    @META-10 @GEN-13
    Scenario: release is on the copy under another key
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default, labels: {release: stable}}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels.release                                          | (absent) |
        | metadata.labels["vcluster.loft.sh/label-vcluster-x-a4d451ec23"] | stable   |
      And ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels | {release: stable} |

    @META-10 @META-13
    Scenario: a tenant cannot pretend to be another virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default, labels: {vcluster.loft.sh/managed-by: evil, vcluster.loft.sh/namespace: evil}}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels["vcluster.loft.sh/managed-by"]                   | vcluster |
        | metadata.labels["vcluster.loft.sh/namespace"]                    | default  |
        | metadata.labels["vcluster.loft.sh/label-vcluster-x-e5f1b28ab2"] | evil     |
        | metadata.labels["vcluster.loft.sh/label-vcluster-x-101dcd4e86"] | evil     |

    @META-12
    Scenario: a label that already has such a key is left out
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default, labels: {vcluster.loft.sh/label-vcluster-x-a4d451ec23: forged, vcluster.loft.sh/label-vcluster-x-0123456789: forged, tier: front}}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels["vcluster.loft.sh/label-vcluster-x-a4d451ec23"] | (absent) |
        | metadata.labels["vcluster.loft.sh/label-vcluster-x-0123456789"] | (absent) |
        | metadata.labels.tier                                             | front    |
      And ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels["vcluster.loft.sh/label-vcluster-x-a4d451ec23"] | forged |
        | metadata.labels["vcluster.loft.sh/label-vcluster-x-0123456789"] | forged |

    @META-16
    Scenario: the same keys are rewritten in a selector
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec:
          ports: [{port: 80}]
          selector:
            app: web
            release: stable
            vcluster.loft.sh/managed-by: one
            vcluster.loft.sh/namespace: two
            vcluster.loft.sh/controlled-by: three
        """
      Then the host copy of Service "default/web" has:
        | spec.selector.app                                              | web      |
        | spec.selector.release                                          | (absent) |
        | spec.selector["vcluster.loft.sh/controlled-by"]                | (absent) |
        | spec.selector["vcluster.loft.sh/label-vcluster-x-a4d451ec23"] | stable   |
        | spec.selector["vcluster.loft.sh/label-vcluster-x-e5f1b28ab2"] | one      |
        | spec.selector["vcluster.loft.sh/label-vcluster-x-101dcd4e86"] | two      |
        | spec.selector["vcluster.loft.sh/label-vcluster-x-2080cec00f"] | three    |

  Rule: The label release and the labels of vCluster on the host are never copied to the virtual object

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | metadata.labels.tier | front |

    @META-15 @GEN-14
    Scenario: a release set on the host stays there
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.labels.release                               | stable |
        | metadata.labels["vcluster.loft.sh/ns-label-vcluster-x-ca8b22d0db"] | sales |
        | metadata.labels.zone                                  | a      |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels | {tier: front, zone: a} |
      And the host copy of ConfigMap "default/settings" has:
        | metadata.labels.release | stable |

  Rule: Copies go when the virtual cluster's Service goes

    @META-19 @GEN-21 @OWN-01
    Scenario: every copy is owned by the Service of the virtual cluster
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of Service "default/web" has:
        | metadata.ownerReferences[*].kind       | [Service]  |
        | metadata.ownerReferences[0].name       | vcluster   |
        | metadata.ownerReferences[0].controller | false      |

    @SYNC-37 @controllers @apiserver
    Scenario: the copies go with the Service of the virtual cluster
      Given a virtual cluster
      And the virtual cluster has Service "default/web"
      And the engine is stopped
      When Service "vcluster/vcluster" is deleted from the host cluster
      Then the host copy of Service "default/web" is gone

    @META-19
    Scenario: the owner is the controller of what a controller of the tenant made
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: default
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: 5a0c6e0e-0000-4000-8000-000000000000, controller: true}]
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.ownerReferences[*].name       | [vcluster] |
        | metadata.ownerReferences[0].controller | true       |

    @META-20 @META-21
    Scenario: without setOwner a copy has no owner, whatever its original has
      Given a virtual cluster with this configuration:
        """yaml
        experimental: {syncSettings: {setOwner: false}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: default
          ownerReferences: [{apiVersion: v1, kind: Pod, name: web, uid: 5a0c6e0e-0000-4000-8000-000000000000}]
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of Service "default/web" has:
        | metadata.ownerReferences | (absent) |
