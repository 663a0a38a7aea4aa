Feature: The engine may do what its configuration needs, and no more
  An engine acts as the service account of its virtual cluster. Its rights are derived
  from what is synced: a Role in the host namespace of the virtual cluster, and a
  ClusterRole only if something asks for one.

  Rule: By default, vCluster runs with a minimal set of RBAC permissions to allow execution in restricted environments

    @RBAC-01 @RBAC-02 @SYNC-38
    Scenario: the defaults need a role in one namespace
      Given a virtual cluster
      Then Role "vcluster/vc-vcluster" is in the host cluster
      And RoleBinding "vcluster/vc-vcluster" in the host cluster has:
        | roleRef.kind | Role                                                                     |
        | roleRef.name | vc-vcluster                                                              |
        | subjects     | [{"kind":"ServiceAccount","name":"vc-vcluster","namespace":"vcluster"}] |
      And ClusterRole "vc-vcluster-v-vcluster" is kept out of the host cluster

    @RBAC-01 @CFG-20
    Scenario: the account can have another name
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {advanced: {serviceAccount: {name: engine}}}
        """
      Then RoleBinding "vcluster/vc-vcluster" in the host cluster has:
        | subjects[*].name | engine |

    @RBAC-10 @RBAC-11 @RBAC-12 @RBAC-13 @RBAC-14 @RBAC-15 @RBAC-18
    Scenario: pods need nothing but pods, and what their nodes are found at
      Given a virtual cluster with this configuration:
        """yaml
        networking: {advanced: {proxyKubelets: {byIP: false}}}
        sync:
          toHost: {services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[*].apiGroups[*] | ""                                                       |
        | rules[0].resources    | ["pods"]                                                 |
        | rules[0].verbs        | ["create","delete","get","list","patch","watch"]         |
        | rules[1].resources    | ["endpoints","services"]                                 |
        | rules[1].verbs        | ["list","watch"]                                         |
        | rules[2].resources    | ["pods/ephemeralcontainers","pods/resize","pods/status"] |
        | rules[2].verbs        | ["patch"]                                                |
        | rules[3].resources    | ["endpoints","services"]                                 |
        | rules[3].verbs        | ["get"]                                                  |

    @RBAC-10 @RBAC-29
    Scenario: a kind that is off gives no rights
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resourceNames":["vcluster"],"resources":["endpoints","services"],"verbs":["get"]}] |

    @SYNC-38
    Scenario: in the virtual cluster the engine is no administrator either
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then ClusterRole "vc-vcluster" in the virtual cluster has:
        | rules[0].resources | ["configmaps"]                      |
        | rules[0].verbs     | ["delete","list","patch","watch"] |
        | rules[1].resources | ["namespaces"]                      |
        | rules[1].verbs     | ["list","watch"]                   |
        | rules[2].resources | ["events"]                          |
        | rules[2].verbs     | ["create","get"]                    |

  Rule: Certain resources require extra permissions to sync, which will automatically be given to the vCluster ServiceAccount if you enable the resource sync

    @RBAC-03 @GEN-09
    Scenario Outline: what syncs <kind> may do so
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost: {<kind>: {enabled: true}, pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[<at>] | {"apiGroups":["<group>"],"resources":["<resource>"],"verbs":["create","delete","get","list","patch","watch"]} |

      @RBAC-21
      Examples:
        | kind      | at | group             | resource  |
        | ingresses | 1  | networking.k8s.io | ingresses |

      @RBAC-22
      Examples:
        | kind            | at | group             | resource        |
        | networkPolicies | 1  | networking.k8s.io | networkpolicies |

      @RBAC-23
      Examples:
        | kind            | at | group | resource        |
        | serviceAccounts | 0  |       | serviceaccounts |

      @RBAC-24
      Examples:
        | kind                 | at | group  | resource             |
        | podDisruptionBudgets | 1  | policy | poddisruptionbudgets |

    @RBAC-16
    Scenario: endpoints are written when they are synced
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {endpoints: {enabled: true}, pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[0] | {"apiGroups":[""],"resources":["endpoints"],"verbs":["create","delete","get","list","patch","watch"]} |

    @RBAC-17
    Scenario: endpoint slices are written when they are synced
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {endpointSlices: {enabled: true}, pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[1] | {"apiGroups":["discovery.k8s.io"],"resources":["endpointslices"],"verbs":["create","delete","get","list","patch","watch"]} |

    @RBAC-42
    Scenario: priority classes of the virtual cluster are written on the whole host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {priorityClasses: {enabled: true}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":["scheduling.k8s.io"],"resources":["priorityclasses"],"verbs":["create","delete","get","list","patch","watch"]}] |

    Scenario Outline: <kind> of the virtual cluster are written on the whole host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {<kind>: {enabled: true}, persistentVolumeClaims: {enabled: false}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[0] | {"apiGroups":["<group>"],"resources":["<resource>"],"verbs":["create","delete","get","list","patch","watch"]} |

      @RBAC-38
      Examples:
        | kind              | group | resource          |
        | persistentVolumes |       | persistentvolumes |

      @RBAC-41
      Examples:
        | kind           | group          | resource       |
        | storageClasses | storage.k8s.io | storageclasses |

    @RBAC-20 @RBAC-43 @CR-03
    Scenario Outline: the custom resource <key> is written beside the copies, and nothing else of its group
      Given the host cluster has CustomResourceDefinition "<resource>.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {customResources: {<key>: {enabled: true}}, pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[1] | {"apiGroups":["example.com"],"resources":["<resource>"],"verbs":["create","delete","get","list","patch","watch"]} |
        | rules[2] | (absent) |
      And ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":["apiextensions.k8s.io"],"resourceNames":["<resource>.example.com"],"resources":["customresourcedefinitions"],"verbs":["get"]}] |

      Examples:
        | key                   | resource |
        | widgets.example.com   | widgets  |
        | gizmos.example.com/v2 | gizmos   |

    @RBAC-43
    Scenario Outline: a custom resource under <direction> that is off gives no rights
      Given the host cluster has CustomResourceDefinition "widgets.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {<direction>: {customResources: {widgets.example.com: {enabled: false}}}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[*].apiGroups[*] | ["","","","discovery.k8s.io"] |
      And ClusterRole "vc-vcluster-v-vcluster" is kept out of the host cluster

      Examples:
        | direction |
        | toHost    |
        | fromHost  |

    @RBAC-50 @NS-21
    Scenario: with host namespaces of their own, rights are for all namespaces
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}, pods: {enabled: true}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[0] | {"apiGroups":[""],"resources":["serviceaccounts"],"verbs":["create"]} |
        | rules[1] | {"apiGroups":[""],"resources":["namespaces","pods"],"verbs":["create","delete","get","list","patch","watch"]} |

    @RBAC-50 @RBAC-23
    Scenario: accounts are written in all namespaces when they are synced to them
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}, serviceAccounts: {enabled: true}, pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resources":["namespaces","serviceaccounts"],"verbs":["create","delete","get","list","patch","watch"]}] |

    @RBAC-50 @RBAC-51
    Scenario: events are read in all namespaces where copies may be in any
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {namespaces: {enabled: true, mappings: {byName: {team-a: shop}}}, pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: true}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[2] | {"apiGroups":[""],"resources":["events"],"verbs":["list","watch"]} |

    @RBAC-52
    Scenario: claims need no look at the classes of the host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {persistentVolumeClaims: {enabled: true}, persistentVolumes: {enabled: false}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" is kept out of the host cluster

    @RBAC-52
    Scenario: a selector of classes keeps claims from the host, so the classes are read
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {storageClasses: {enabled: true, selector: {matchLabels: {tier: gold}}}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":["storage.k8s.io"],"resources":["storageclasses"],"verbs":["list","watch"]}] |

    @RBAC-25 @RBAC-46
    Scenario: what snapshots are kept in is written on the whole host, their classes are read
      Given the host cluster has CustomResourceDefinition "volumesnapshots.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotcontents.snapshot.storage.k8s.io"
      And the host cluster has CustomResourceDefinition "volumesnapshotclasses.snapshot.storage.k8s.io"
      And a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {volumeSnapshots: {enabled: true}, pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[1] | {"apiGroups":["snapshot.storage.k8s.io"],"resources":["volumesnapshots"],"verbs":["create","delete","get","list","patch","watch"]} |
      And ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[3] | {"apiGroups":["snapshot.storage.k8s.io"],"resources":["volumesnapshotcontents"],"verbs":["create","delete","get","list","patch","watch"]} |
        | rules[4] | {"apiGroups":["snapshot.storage.k8s.io"],"resources":["volumesnapshotclasses"],"verbs":["list","watch"]} |

    @RBAC-03 @RBAC-04 @RBAC-05 @GEN-09
    Scenario: a cluster role comes with the option that needs it
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" is in the host cluster
      And ClusterRoleBinding "vc-vcluster-v-vcluster" in the host cluster has:
        | roleRef.kind | ClusterRole                                                              |
        | roleRef.name | vc-vcluster-v-vcluster                                                   |
        | subjects     | [{"kind":"ServiceAccount","name":"vc-vcluster","namespace":"vcluster"}] |

    @RBAC-05
    Scenario: a cluster role goes with the option that needed it
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: false}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" is gone from the host cluster
      And ClusterRoleBinding "vc-vcluster-v-vcluster" is gone from the host cluster

  Rule: Kinds synced only from the host need read-only permissions

    @SYNC-39
    Scenario Outline: <kind> of the host are only read
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {<kind>: {enabled: true}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":["<group>"],"resources":["<resource>"],"verbs":["list","watch"]}] |

      @RBAC-39
      Examples:
        | kind           | group             | resource       |
        | ingressClasses | networking.k8s.io | ingressclasses |

      @RBAC-40 @RTC-19
      Examples:
        | kind           | group       | resource       |
        | runtimeClasses | node.k8s.io | runtimeclasses |

      @RBAC-34
      Examples:
        | kind           | group          | resource       |
        | storageClasses | storage.k8s.io | storageclasses |

      @RBAC-35
      Examples:
        | kind     | group          | resource |
        | csiNodes | storage.k8s.io | csinodes |

      @RBAC-36
      Examples:
        | kind       | group          | resource   |
        | csiDrivers | storage.k8s.io | csidrivers |

      @RBAC-37
      Examples:
        | kind                 | group          | resource             |
        | csiStorageCapacities | storage.k8s.io | csistoragecapacities |

      @RBAC-42 @documented
      Examples:
        | kind            | group             | resource        |
        | priorityClasses | scheduling.k8s.io | priorityclasses |

    @RBAC-42
    Scenario: the chart lets priority classes of the host be written
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {fromHost: {priorityClasses: {enabled: true}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[0].verbs | ["create","delete","get","list","patch","update","watch"] |

    @RBAC-51 @RBAC-14
    Scenario: events are only read, where the copies are
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: true}}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[0] | {"apiGroups":[""],"resources":["events"],"verbs":["list","watch"]} |
      And ClusterRole "vc-vcluster-v-vcluster" is kept out of the host cluster

    @RBAC-30 @SYNC-39 @NODE-14
    Scenario: nodes of the host are only read
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resources":["nodes"],"verbs":["list","watch"]}] |

    @RBAC-30
    Scenario: a scheduler in the virtual cluster needs to see who else is on the nodes
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {fromHost: {nodes: {enabled: true}, storageClasses: {enabled: false}, csiNodes: {enabled: false}, csiDrivers: {enabled: false}, csiStorageCapacities: {enabled: false}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resources":["nodes","pods"],"verbs":["list","watch"]}] |

    @RBAC-32
    Scenario: what tenants change of nodes may be changed on the host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, syncBackChanges: true}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[0] | {"apiGroups":[""],"resources":["nodes"],"verbs":["list","patch","watch"]} |
        | rules[1] | {"apiGroups":[""],"resources":["nodes/status"],"verbs":["patch"]}         |

    @RBAC-45
    Scenario: config maps of the host are read where the mappings say, and nowhere else
      Given the host cluster has ConfigMap "shop/settings"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {shop/settings: default/settings}}}}}
        """
      Then Role "shop/vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resourceNames":["settings"],"resources":["configmaps"],"verbs":["list","watch"]}] |
      And ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resourceNames":["shop"],"resources":["namespaces"],"verbs":["get"]}] |

    @RBAC-33
    Scenario Outline: a scheduler switched on by <key> sees what the host knows of storage
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: <key>
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[1] | {"apiGroups":["storage.k8s.io"],"resources":["csidrivers","csinodes","csistoragecapacities","storageclasses"],"verbs":["list","watch"]} |

      Examples:
        | key                                             |
        | {advanced: {virtualScheduler: {enabled: true}}} |
        | {distro: {k8s: {scheduler: {enabled: true}}}}   |

    @RBAC-44 @CR-05
    Scenario: custom resources of the host are only read
      Given the host cluster has:
        """yaml
        apiVersion: example.com/v1
        kind: Gadget
        metadata: {name: one}
        """
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {customResources: {gadgets.example.com: {enabled: true, scope: Cluster}}}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules[0] | {"apiGroups":["apiextensions.k8s.io"],"resourceNames":["gadgets.example.com"],"resources":["customresourcedefinitions"],"verbs":["get"]} |
        | rules[1] | {"apiGroups":["example.com"],"resources":["gadgets"],"verbs":["list","watch"]}                                                            |
        | rules[2] | (absent)                                                                                                                                  |

    @RBAC-47
    Scenario: services of the host that are replicated are only read
      Given a virtual cluster with this configuration:
        """yaml
        networking: {replicateServices: {fromHost: [{from: tools/db, to: shop/database}]}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resources":["endpoints","services"],"verbs":["list","watch"]}] |

  Rule: Roles can be switched off, extended and replaced

    @RBAC-06
    Scenario: a cluster role can be asked for
      Given a virtual cluster with this configuration:
        """yaml
        rbac: {clusterRole: {enabled: true}}
        """
      Then ClusterRole "vc-vcluster-v-vcluster" is in the host cluster

    @RBAC-06
    Scenario: without a cluster role an option that needs one cannot work
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        rbac: {clusterRole: {enabled: false}}
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:2:19: sync.fromHost.runtimeClasses: the engine may not watch runtimeclasses in the host cluster
        """
      And ClusterRole "vc-vcluster-v-vcluster" is kept out of the host cluster

    @RBAC-07
    Scenario: without a role the administrator brings one
      Given the host cluster has:
        """yaml
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: brought, namespace: vcluster}
        rules:
        - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: brought, namespace: vcluster}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: brought}
        subjects:
        - {kind: ServiceAccount, namespace: vcluster, name: vc-vcluster}
        """
      And a virtual cluster with this configuration:
        """yaml
        rbac: {role: {enabled: false}}
        """
      And the tenant runs Pod "default/web"
      Then the host copy of Pod "default/web" is still there
      And Role "vcluster/vc-vcluster" is kept out of the host cluster

    @RBAC-08
    Scenario: extra rules come after those that are needed
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {enabled: false}, services: {enabled: false}, secrets: {enabled: false}, configMaps: {enabled: false}, endpoints: {enabled: false}, endpointSlices: {enabled: false}, persistentVolumeClaims: {enabled: false}}
          fromHost: {events: {enabled: false}}
        rbac:
          role: {extraRules: [{apiGroups: [batch], resources: [jobs], verbs: [list]}]}
          clusterRole: {extraRules: [{apiGroups: [""], resources: [nodes], verbs: [list]}]}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules[1] | {"apiGroups":["batch"],"resources":["jobs"],"verbs":["list"]} |
      And ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resources":["nodes"],"verbs":["list"]}] |

    @RBAC-09
    Scenario: overwriting rules stand alone
      Given a virtual cluster with this configuration:
        """yaml
        rbac:
          role:
            overwriteRules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
            extraRules: [{apiGroups: [batch], resources: [jobs], verbs: [list]}]
          clusterRole: {overwriteRules: [{apiGroups: [""], resources: [nodes], verbs: [get]}]}
        """
      Then Role "vcluster/vc-vcluster" in the host cluster has:
        | rules | [{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}] |
      And ClusterRole "vc-vcluster-v-vcluster" in the host cluster has:
        | rules | [{"apiGroups":[""],"resources":["nodes"],"verbs":["get"]}] |

  Rule: A right that is withdrawn stops what needs it, and nothing else

    @RBAC-03
    Scenario: the tenant is told, and other kinds go on
      Given a virtual cluster
      And Role "vcluster/vc-vcluster" in the host cluster is changed to:
        | rules | [{"apiGroups":[""],"resources":["configmaps","pods","secrets"],"verbs":["create","delete","get","list","patch","watch"]},{"apiGroups":["*"],"resources":["*"],"verbs":["get","list","watch"]}] |
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: default}, spec: {ports: [{port: 80}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default}, spec: {containers: [{name: app, image: nginx}]}}
        """
      Then Service "default/web" has no host copy
      And the host copy of Pod "default/web" is still there
      And the engine warns:
        """
        User "system:serviceaccount:vcluster:vc-vcluster" cannot create resource "services" in API group "" in the namespace "vcluster"
        """

    @RBAC-03
    Scenario: what was refused is synced when the right is back
      Given a virtual cluster
      And Role "vcluster/vc-vcluster" in the host cluster is changed to:
        | rules | [{"apiGroups":["*"],"resources":["*"],"verbs":["get","list","watch"]}] |
      And the virtual cluster has Service "default/web"
      And Role "vcluster/vc-vcluster" in the host cluster is changed to:
        | rules | [{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}] |
      When Service "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Service "default/web" has:
        | metadata.labels.tier | front |

    @RBAC-03
    Scenario: what may not be read any more is told to the operator, and other kinds go on
      Given a virtual cluster
      And Role "vcluster/vc-vcluster" in the host cluster is changed to:
        | rules | [{"apiGroups":[""],"resources":["configmaps","pods","secrets"],"verbs":["create","delete","get","list","patch","watch"]},{"apiGroups":[""],"resources":["services"],"verbs":["create","delete","get","patch"]},{"apiGroups":["*"],"resources":["endpoints","endpointslices","events","persistentvolumeclaims","pods/status"],"verbs":["get","list","patch","watch"]}] |
      And the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" reports this status:
        | phase | Running |
      When Role "vcluster/vc-vcluster" in the host cluster is changed to:
        | rules | [{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}] |
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Running |
      And the engine warns:
        """
        the engine may not watch services in the host cluster
        """

    @RBAC-03
    Scenario: what changed meanwhile is synced when the right to read is back
      Given a virtual cluster
      And the virtual cluster has Service "default/web" with:
        | spec.type | LoadBalancer |
      And Role "vcluster/vc-vcluster" in the host cluster is changed to:
        | rules | [{"apiGroups":["*"],"resources":["*"],"verbs":["create","delete","get","patch"]}] |
      And the host copy of Service "default/web" reports this status:
        | loadBalancer.ingress[0].ip | 203.0.113.7 |
      When Role "vcluster/vc-vcluster" in the host cluster is changed to:
        | rules | [{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}] |
      Then Service "default/web" in the virtual cluster has:
        | status.loadBalancer.ingress[0].ip | 203.0.113.7 |
