@to-host
Feature: Namespaces can have host namespaces of their own
  Usually all virtual namespaces share one host namespace. Mappings give some of
  them one of their own, where the names of objects stay as they are.

  Rule: By default there is one host namespace for all

    @NS-01
    Scenario: objects of different namespaces are copied to the same host namespace
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-a}, spec: {ports: [{port: 80}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-b}, spec: {ports: [{port: 80}]}}
        """
      Then the host copy of Service "team-a/web" has:
        | metadata.namespace | vcluster |
      And the host copy of Service "team-b/web" has:
        | metadata.namespace | vcluster |
      And Namespace "team-a" is kept out of the host cluster

  Rule: A mapping gives a virtual namespace a host namespace of its own

    @NS-04
    Scenario: the host namespace is made, and objects in it keep their names
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-a}, spec: {ports: [{port: 80}]}}
        """
      Then Namespace "shop" is in the host cluster
      And the host copy of Service "team-a/web" has:
        | metadata.namespace                                             | shop   |
        | metadata.name                                                  | web    |
        | metadata.ownerReferences                                       | (absent) |
        | metadata.annotations["vcluster.loft.sh/object-host-namespace"] | shop   |

    @NS-04
    Scenario: references between objects stay as they are
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the virtual cluster has ConfigMap "team-a/settings"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: team-a}
        spec:
          containers: [{name: app, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]
        """
      Then the host copy of Pod "team-a/web" has:
        | metadata.name                                   | web      |
        | spec.containers[0].envFrom[0].configMapRef.name | settings |
      And the host copy of ConfigMap "team-a/settings" has:
        | metadata.namespace | shop     |
        | metadata.name      | settings |

    @NAME-21
    Scenario: a label that means a release elsewhere keeps its key, and so does a selector of it
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-a, labels: {release: stable}}, spec: {ports: [{port: 80}], selector: {release: stable}}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-b, labels: {release: stable}}, spec: {ports: [{port: 80}], selector: {release: stable}}}
        """
      Then the host copy of Service "team-a/web" has:
        | metadata.labels.release  | stable   |
        | metadata.ownerReferences | (absent) |
        | spec.selector.release    | stable   |
      And the host copy of Service "team-b/web" has:
        | metadata.labels.release | (absent) |
        | spec.selector.release   | (absent) |

    @NAME-21
    Scenario: a release set on the host comes back to the tenant
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the virtual cluster has ConfigMap "team-a/settings"
      When the host copy of ConfigMap "team-a/settings" is changed to:
        | metadata.labels.release | stable |
      Then ConfigMap "team-a/settings" in the virtual cluster has:
        | metadata.labels.release | stable |

    @NS-04
    Scenario: what changes on either side is carried
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the virtual cluster has ConfigMap "team-a/settings" with:
        | data.color | red |
      When the host copy of ConfigMap "team-a/settings" is changed to:
        | data.size | large |
      Then ConfigMap "team-a/settings" in the virtual cluster has:
        | data | {color: red, size: large} |

    @NS-04
    Scenario: an object deleted in the virtual cluster takes its copy along
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the virtual cluster has ConfigMap "team-a/settings"
      When ConfigMap "team-a/settings" is deleted from the virtual cluster
      Then ConfigMap "shop/settings" is gone from the host cluster

    @NS-05 @NS-06 @NS-07
    Scenario Outline: the mapping <mapping> puts <virtual> into <host>
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {<mapping>}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: <virtual>}, spec: {ports: [{port: 80}]}}
        """
      Then Service "<host>/web" is in the host cluster

      Examples:
        | mapping                                      | virtual  | host            |
        | "team-a-*": "h-team-a-*"                     | team-a-1 | h-team-a-1      |
        | "team-*": "${name}-team-*"                   | team-b   | vcluster-team-b |
        | "team": "own-${name}"                        | team     | own-vcluster    |
        | "team-*": "h-team-*", "team-b": "special"    | team-b   | special         |

    @NS-08
    Scenario: a namespace that no mapping fits shares the host namespace, under rewritten names
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-b}, spec: {ports: [{port: 80}]}}
        """
      Then the host copy of Service "team-b/web" has:
        | metadata.namespace                                       | vcluster |
        | metadata.labels["vcluster.loft.sh/namespace"]            | team-b   |
      And Service "vcluster/web" is kept out of the host cluster
      And Namespace "team-b" is kept out of the host cluster

    @NS-12 @controllers @apiserver
    Scenario: a virtual namespace goes with its host namespace
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the virtual cluster has Namespace "team-a"
      When Namespace "shop" is deleted from the host cluster
      Then Namespace "team-a" is gone from the virtual cluster

    @NS-11 @controllers @apiserver
    Scenario: a host namespace that was there before stays when the tenant deletes the virtual one
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the host cluster has Namespace "shop"
      When Namespace "team-a" is deleted from the virtual cluster
      Then Namespace "shop" is still in the host cluster

    @NS-13
    Scenario: the host namespace says whose it is, and has the labels of the virtual one
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}, extraLabels: {cost: "7"}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata:
          name: team-a
          labels: {team: a}
          annotations: {note: hello, scheduler.alpha.kubernetes.io/node-selector: "disk=fast"}
        """
      Then Namespace "shop" in the host cluster has:
        | metadata.labels.team                                                    | a        |
        | metadata.labels.cost                                                    | 7        |
        | metadata.labels["vcluster.loft.sh/vcluster-name"]                       | vcluster |
        | metadata.labels["vcluster.loft.sh/vcluster-namespace"]                  | vcluster |
        | metadata.labels["kubernetes.io/metadata.name"]                          | shop     |
        | metadata.annotations.note                                               | hello    |
        | metadata.annotations["scheduler.alpha.kubernetes.io/node-selector"]     | (absent) |

    @NS-13
    Scenario: labels of the virtual namespace go to the host and none come back
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the virtual cluster has Namespace "team-a" with:
        | metadata.labels.team | a |
      And Namespace "shop" in the host cluster is changed to:
        | metadata.labels.admin | x |
        | metadata.labels.team  | b |
      When Namespace "team-a" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then Namespace "shop" in the host cluster has:
        | metadata.labels.team  | a     |
        | metadata.labels.tier  | front |
        | metadata.labels.admin | x     |
      And Namespace "team-a" in the virtual cluster has:
        | metadata.labels.admin | (absent) |

    @NS-14
    Scenario: the account that host pods run as is made in the host namespace
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Namespace, metadata: {name: team-a}}
        """
      Then ServiceAccount "shop/vc-workload-vcluster" is in the host cluster

    @NS-15 @CM-20
    Scenario: config maps and secrets are copied whether used or not
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: team-a}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: login, namespace: team-a}}
        """
      Then ConfigMap "shop/settings" is in the host cluster
      And Secret "shop/login" is in the host cluster

    @CM-17
    Scenario: the certificate every namespace has gets another name
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt, namespace: team-a}, data: {ca.crt: virtual}}
        """
      Then the host copy of ConfigMap "team-a/kube-root-ca.crt" has:
        | metadata.name | vcluster-kube-root-ca.crt-x-vcluster |
        | data          | {ca.crt: virtual}                    |

    @NS-02
    Scenario: a name that a patch refers to is not translated
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}
            pods: {patches: [{path: 'metadata.annotations["needs"]', reference: {apiVersion: v1, kind: Secret}}]}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: team-a, annotations: {needs: login}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "team-a/web" has:
        | metadata.annotations.needs | login |

    @NS-18
    Scenario: an affinity looks for pods in the host namespace of the pod only
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: team-a}
        spec:
          containers: [{name: app, image: nginx}]
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - {topologyKey: zone, namespaces: [team-b], labelSelector: {matchLabels: {app: db}}}
        """
      Then the host copy of Pod "team-a/web" has:
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaces | (absent) |

    @NS-19 @NP-13
    Scenario: network policies are refused beside it
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {networkPolicies: {enabled: true}, namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      Then the configuration is refused with:
        """
        network policies cannot be synced where namespaces have host namespaces of their own
        """

    @CFG-72
    Scenario Outline: the virtual cluster's own host namespace is refused as <host>
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {"<virtual>": "<host>"}}}}}
        """
      Then the configuration is refused with:
        """
        conflicts with control plane namespace 'vcluster'
        """

      Examples:
        | virtual | host     |
        | team    | vcluster |
        | team-*  | vclus*   |

  Rule: A host namespace that was there before is used as it is

    @NS-04
    Scenario: it appears in the virtual cluster, and nothing of it is changed
      Given the host cluster has Namespace "h-team-a" with:
        | metadata.labels.owner | admin |
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {"team-*": "h-team-*"}}}}}
        """
      Then Namespace "team-a" is in the virtual cluster
      And Namespace "h-team-a" in the host cluster has:
        | metadata.labels.owner                                | admin    |
        | metadata.labels["vcluster.loft.sh/vcluster-name"]    | (absent) |

    @NS-11
    Scenario: it stays when the virtual namespace is deleted
      Given the host cluster has Namespace "h-team-a"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {"team-*": "h-team-*"}}}}}
        """
      When Namespace "team-a" is deleted from the virtual cluster
      Then Namespace "h-team-a" is still in the host cluster
      And Namespace "h-team-a" in the host cluster has:
        | metadata.deletionTimestamp | (absent) |

    @NS-04
    Scenario: objects of the virtual namespace are copied into it
      Given the host cluster has Namespace "h-team-a"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {"team-*": "h-team-*"}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-a}, spec: {ports: [{port: 80}]}}
        """
      Then Service "h-team-a/web" is in the host cluster

    @NS-04
    Scenario: an object of the host's own in it is not touched, and the tenant is told
      Given the host cluster has ConfigMap "h-team-a/settings" with:
        | data.color | red |
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {"team-*": "h-team-*"}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: team-a}, data: {color: blue}}
        """
      Then ConfigMap "h-team-a/settings" in the host cluster has:
        | data.color | red |

  Rule: With mappingsOnly no other namespace is synced

    @NS-09
    Scenario: an object in a namespace that is not mapped stays in the virtual cluster, and the tenant is told
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappingsOnly: true, mappings: {byName: {important-configs: shop, "synced-*": "h-*"}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: experimental-app}, spec: {ports: [{port: 80}]}}
        """
      Then Service "experimental-app/web" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Service "experimental-app/web":
        """
        Virtual namespace 'experimental-app' is not allowed by vcluster mappings. Allowed namespaces are important-configs, synced-*
        """

  Rule: How namespaces are mapped cannot be changed after the first start

    @NS-16
    Scenario Outline: another value of <key> is refused
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: <settings>}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.namespaces.<key> is not allowed to be changed
        """

      Examples:
        | key             | settings                                                                                        |
        | enabled         | {enabled: false}                                                                                |
        | mappingsOnly    | {enabled: true, mappingsOnly: true, mappings: {byName: {team-a: shop}}}                         |
        | mappings.byName | {enabled: true, mappings: {byName: {team-a: store}}}                                            |
        | patches         | {enabled: true, mappings: {byName: {team-a: shop}}, patches: [{path: metadata.labels.tier, expression: '"front"'}]} |

    @NS-16
    Scenario: other settings may change
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      And the virtual cluster has Namespace "team-a"
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}, extraLabels: {cost: "7"}}}}
        """
      Then Namespace "shop" in the host cluster has:
        | metadata.labels.cost | 7 |

    @NS-16
    Scenario: a mapping comes too late for a namespace that has copies already
      Given a virtual cluster
      And the virtual cluster has Service "team-a/web"
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.namespaces.enabled is not allowed to be changed
        """

  Rule: The older multi-namespace mode gives every namespace one of its own

    @NS-03 @CFG-16
    Scenario: the host namespace is named by a hash of the virtual one
      Given a virtual cluster with this configuration:
        """yaml
        experimental: {multiNamespaceMode: {enabled: true}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: team-a}, spec: {ports: [{port: 80}]}}
        """
      Then the host copy of Service "team-a/web" has:
        | metadata.name      | web                        |
        | metadata.namespace | vcluster-96c2886c-9d90a678 |
