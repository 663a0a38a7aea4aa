Feature: What does not fit together is refused
  Some mistakes no single key shows. They are found before the engine starts, and
  each says where it is and what would be right.

  Rule: A configuration is checked whole

    @CFG-77
    Scenario: everything that is wrong is told at once, in the order of the file
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        policies: {podSecurityStandard: strict}
        sync: {toHost: {pods: {enforceTolerations: ["a:b:c"]}}}
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:1:33: policies.podSecurityStandard must be privileged, baseline or restricted, not "strict"
        vcluster.yaml:2:45: sync.toHost.pods.enforceTolerations[0]: invalid toleration spec: a:b:c
        """

    @CFG-37
    Scenario: a security standard is one of three
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        policies: {podSecurityStandard: strict}
        """
      Then the configuration is refused with:
        """
        policies.podSecurityStandard must be privileged, baseline or restricted, not "strict"
        """

    @CFG-40
    Scenario: a database inside the control plane serves one replica
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        controlPlane: {statefulSet: {highAvailability: {replicas: 3}}}
        """
      Then the configuration is refused with:
        """
        embedded database is not supported with multiple replicas; choose another controlPlane.backingStore or 1 replica
        """

    @CFG-40
    Scenario: a store that replicas share serves several
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {statefulSet: {highAvailability: {replicas: 3}}, backingStore: {etcd: {embedded: {enabled: true}}}}
        """
      Then the configuration has:
        | controlPlane.statefulSet.highAvailability.replicas | 3 |

  Rule: EnforceTolerations will add the specified tolerations to all pods

    @CFG-34 @CFG-38
    Scenario Outline: <toleration> has a part too many
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["<toleration>"]}}}
        """
      Then the configuration is refused with:
        """
        invalid toleration spec: <toleration>; it must be *, key, key=value, key:Effect or key=value:Effect
        """

      Examples:
        | toleration     |
        | a:b:NoSchedule |
        | a=b=c          |

    @CFG-35 @CFG-38
    Scenario Outline: <toleration> cannot be matched by a taint
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["<toleration>"]}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | toleration       | named                                                                         |
        | a=b c:NoSchedule | a valid label must be an empty string or consist of alphanumeric characters   |
        | a:Sometimes      | the effect must be NoSchedule, PreferNoSchedule or NoExecute, not "Sometimes" |
        | :NoSchedule      | the key is empty                                                              |

    @CFG-33
    Scenario: the five forms are understood
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["*", key, key=value, "key:NoExecute", "key=value:NoSchedule"]}}}
        """
      Then the configuration has:
        | sync.toHost.pods.enforceTolerations | ["*","key","key=value","key:NoExecute","key=value:NoSchedule"] |

  Rule: Syncing a custom resource is only supported one way

    @CFG-41
    Scenario Outline: <one> and <other> are the same resource
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {<one>: {enabled: true}}}, fromHost: {customResources: {<other>: {enabled: true}}}}
        """
      Then the configuration is refused with:
        """
        custom resource <one> exists in sync.toHost.customResources and sync.fromHost.customResources. Syncing is only supported one way
        """

      Examples:
        | one              | other         |
        | a.example.com    | a.example.com |
        | a.example.com/v1 | a.example.com |

    @CFG-42
    Scenario: a group is synced or proxied
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {a.example.com: {enabled: true}}}}
        experimental: {proxy: {customResources: {b.example.com/v1: {enabled: true}}}}
        """
      Then the configuration is refused with:
        """
        custom resource group "example.com" is used in both sync.toHost.customResources (a.example.com) and experimental.proxy.customResources (b.example.com/v1)
        """

    @CFG-43
    Scenario: only namespaced resources go to the host
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {a.example.com: {enabled: true, scope: Cluster}}}}
        """
      Then the configuration is refused with:
        """
        unsupported scope Cluster for sync.toHost.customResources['a.example.com'].scope. Only 'Namespaced' is allowed
        """

    @CFG-44
    Scenario: a resource of the host has one of two scopes
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {customResources: {a.example.com: {enabled: true, scope: Global}}}}
        """
      Then the configuration is refused with:
        """
        unsupported scope Global for sync.fromHost.customResources['a.example.com'].scope. Only 'Cluster' and 'Namespaced' are allowed
        """

    @CFG-45 @CFG-21
    Scenario Outline: what the <integration> integration syncs is not synced twice
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        integrations: {<key>: {enabled: true}}
        sync: {<direction>: {customResources: {<resource>: {enabled: true, scope: <scope>}}}}
        """
      Then the configuration is refused with:
        """
        custom resource (<resource>) is also set in the sync.<direction>.customResources. This is not supported
        """

      Examples:
        | integration              | key             | direction | resource                            | scope      |
        | cert-manager             | certManager     | toHost    | certificates.cert-manager.io        | Namespaced |
        | cert-manager of the host | certManager     | fromHost  | clusterissuers.cert-manager.io      | Cluster    |
        | istio                    | istio           | toHost    | virtualservices.networking.istio.io | Namespaced |
        | external-secrets         | externalSecrets | toHost    | externalsecrets.external-secrets.io | Namespaced |
        | kube-virt                | kubeVirt        | toHost    | virtualmachines.kubevirt.io         | Namespaced |

    @CFG-46
    Scenario: only namespaced resources of the host are mapped
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {customResources: {a.example.com: {enabled: true, scope: Cluster, mappings: {byName: {h/a: v/a}}}}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.customResources['a.example.com'].mappings are only supported with scope 'Namespaced'
        """

    @CFG-47
    Scenario: namespaced resources of the host are mapped
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {customResources: {a.example.com: {enabled: true, scope: Namespaced}}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.customResources['a.example.com'].mappings.byName is required for scope 'Namespaced'
        """

  Rule: Gateways of the host are mapped to places of their own

    @CFG-48
    Scenario Outline: <mistake> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {gateways: {enabled: true, <given>}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                     | given                                                | named                                                                                |
        | no mapping at all           | mappings: {}                                         | sync.fromHost.gateways.mappings.byName is empty                                      |
        | a mapping without namespace | mappings: {byName: {shop: default/shop}}             | sync.fromHost.gateways.mappings.byName has key in invalid format: shop               |
        | a namespace of the system   | mappings: {byName: {h/a: kube-system/a}}             | target namespace "kube-system" is reserved; choose another one                       |
        | many on one                 | mappings: {byName: {"h/*": default/a}}               | has key that matches all objects in the namespace: h/* but value does not: default/a |
        | two for one place           | mappings: {byName: {h/a: default/a, h/b: default/a}} | "h/a" and "h/b" have the same target "default/a"                                     |

    @CFG-48
    Scenario: reference grants have three settings
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {gatewayApi: {referenceGrants: {enabled: sometimes}}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.gatewayApi.referenceGrants.enabled must be auto, true or false, not the string "sometimes"
        """

    @CFG-48
    Scenario Outline: <mistake> of a policy is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {gateways: {enabled: true, mappings: {byName: {h/a: v/a}}, allowedRoutes: {overrides: [{gateway: h/a, <given>}]}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                  | given                          | named                                                                    |
        | a source nobody knows    | namespaces: {from: Everywhere} | overrides[0].namespaces.from must be one of: All, Same, Selector         |
        | an empty selector        | namespaces: {from: Selector}   | overrides[0].namespaces.selector must not be empty when from is Selector |
        | a host name that is none | allowedHostnames: [a_b]        | overrides[0].allowedHostnames[0] is invalid: "a_b"                       |

    @CFG-48
    Scenario: a policy is about a gateway that is mapped
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {gateways: {enabled: true, mappings: {byName: {h/a: v/a}}, allowedRoutes: {overrides: [{gateway: h/b}]}}}}
        """
      Then the configuration is refused with:
        """
        references host Gateway h/b not covered by sync.fromHost.gateways.mappings.byName
        """

  Rule: A scheduler in the virtual cluster needs nodes

    @CFG-10 @CFG-11 @CFG-51 @CFG-76
    Scenario Outline: <scheduling> without nodes is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        <configuration>
        """
      Then the configuration is refused with:
        """
        sync.fromHost.nodes.enabled is false, but required if using hybrid scheduling or virtual scheduler
        """

      Examples:
        | scheduling                                  | configuration                                                                    |
        | the virtual scheduler                       | controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}                      |
        | the virtual scheduler in its older spelling | controlPlane: {advanced: {virtualScheduler: {enabled: true}}}                    |
        | hybrid scheduling                           | sync: {toHost: {pods: {hybridScheduling: {enabled: true, hostSchedulers: [a]}}}} |

    @CFG-10 @CFG-39 @CFG-76
    Scenario Outline: <scheduling> asks for all nodes, and for what storage is chosen by
      Given a virtual cluster with this configuration:
        """yaml
        <configuration>
        """
      Then the configuration has:
        | sync.fromHost.nodes.selector.all           | true |
        | sync.fromHost.csiNodes.enabled             | true |
        | sync.fromHost.csiDrivers.enabled           | true |
        | sync.fromHost.csiStorageCapacities.enabled | true |
        | sync.fromHost.storageClasses.enabled       | true |

      Examples:
        | scheduling                                   | configuration                                                                                                                  |
        | the virtual scheduler                        | {controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}, sync: {fromHost: {nodes: {enabled: true}}}}                      |
        | the virtual scheduler in its older spelling  | {controlPlane: {advanced: {virtualScheduler: {enabled: true}}}, sync: {fromHost: {nodes: {enabled: true}}}}                    |

    @CFG-11 @CFG-39
    Scenario: hybrid scheduling asks for them too
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {hybridScheduling: {enabled: true, hostSchedulers: [default-scheduler]}}}, fromHost: {nodes: {enabled: true}}}
        """
      Then the configuration has:
        | sync.fromHost.nodes.selector.all | true |
        | sync.fromHost.csiNodes.enabled   | true |

    @CFG-39
    Scenario: nodes that are chosen by label stay chosen, and what is off stays off
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {fromHost: {nodes: {enabled: true, selector: {labels: {zone: a}}}, csiNodes: {enabled: false}}}
        """
      Then the configuration has:
        | sync.fromHost.nodes.selector.all   | false |
        | sync.fromHost.csiNodes.enabled     | false |
        | sync.fromHost.csiDrivers.enabled   | true  |

    @CFG-39
    Scenario: without claims no storage has to be chosen
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {toHost: {persistentVolumeClaims: {enabled: false}}, fromHost: {nodes: {enabled: true}}}
        """
      Then the configuration has:
        | sync.fromHost.csiNodes.enabled       | auto |
        | sync.fromHost.storageClasses.enabled | auto |

    @CFG-74
    Scenario: hybrid scheduling without schedulers of the host has no effect
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {toHost: {pods: {hybridScheduling: {enabled: true}}}, fromHost: {nodes: {enabled: true}}}
        """
      Then the engine warns:
        """
        sync.toHost.pods.hybridScheduling has no effect: the virtual scheduler is on and hostSchedulers is empty
        """

  Rule: A kind is synced in one direction

    @CFG-52
    Scenario: storage classes go one way
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {storageClasses: {enabled: true}}, fromHost: {storageClasses: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        you cannot enable both sync.fromHost.storageClasses.enabled and sync.toHost.storageClasses.enabled at the same time. Choose only one of them
        """

    @CFG-53
    Scenario: priority classes go one way
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {priorityClasses: {enabled: true}}, fromHost: {priorityClasses: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        cannot sync priorityclasses to and from host at the same time; choose one of sync.toHost.priorityClasses and sync.fromHost.priorityClasses
        """

  Rule: Config maps and secrets of the host are named by mappings

    @CFG-54
    Scenario Outline: <kind> without mappings are refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {<kind>: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.<kind>.mappings.byName is empty; name at least one object or namespace to sync
        """

      Examples:
        | kind       |
        | configMaps |
        | secrets    |

    @CFG-54
    Scenario: what is off needs no mappings
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: false}}}
        """
      Then the configuration has:
        | sync.fromHost.configMaps.enabled | false |

    @CFG-55 @CFG-57
    Scenario Outline: <mistake> is no mapping of <kind>
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {<kind>: {enabled: true, mappings: {byName: {<pair>}}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                                | kind       | pair       | named                                                                                                       |
        | a name without namespace               | configMaps | a: v/a     | has key in invalid format: a (expected NAMESPACE_NAME/NAME, NAMESPACE_NAME/*, /NAME or "")                  |
        | a target without name                  | secrets    | h/a: v     | has value in invalid format: v (expected NAMESPACE_NAME/NAME or NAMESPACE_NAME/* or NAMESPACE if key is "") |
        | a slash too many                       | configMaps | h/a/b: v/a | has key in invalid format: h/a/b                                                                            |
        | a namespace of the host that cannot be | secrets    | H/a: v/a   | key H/a: parsed host namespace is not valid namespace name                                                  |
        | a namespace that cannot be             | configMaps | h/a: V/a   | value V/a: parsed virtual namespace is not valid namespace name                                             |
        | a name that cannot be                  | secrets    | h/A: v/a   | key h/A: parsed object name is not valid name                                                               |

    @CFG-56
    Scenario: a whole namespace goes to a whole namespace
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"h/*": v/a}}}}}
        """
      Then the configuration is refused with:
        """
        has key that matches all objects in the namespace: h/* but value does not: v/a. Please make sure that value for this key is in the format of NAMESPACE_NAME/*
        """

  Rule: A selector is checked before it selects

    @CFG-58
    Scenario Outline: <mistake> in <kind> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {<kind>: {enabled: true, selector: {<given>}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                 | kind            | given                                                       | named                                                                                       |
        | an unknown operator     | runtimeClasses  | matchExpressions: [{key: a, operator: Like}]                | "Like" is not a valid label selector operator; it must be In, NotIn, Exists or DoesNotExist |
        | In without values       | ingressClasses  | matchExpressions: [{key: a, operator: In}]                  | operator In needs at least one value in values                                              |
        | Exists with values      | priorityClasses | matchExpressions: [{key: a, operator: Exists, values: [b]}] | operator Exists takes no values; remove values or use In or NotIn                           |
        | a label of two words    | storageClasses  | matchLabels: {a: "b c"}                                     | "b c" is not a valid label value                                                            |
        | a key of two words      | gatewayClasses  | matchLabels: {"a b": c}                                     | "a b" is not a valid label key                                                              |
        | a condition without key | deviceClasses   | matchExpressions: [{operator: Exists}]                      | a label key is missing                                                                      |
