@from-host
Feature: The configuration says what comes from the host
  Every key below sync.fromHost has a documented default and takes one type of value.

  Rule: Nodes defines if nodes should get synced from the host cluster to the virtual cluster, but not back

    @CFG-T30
    Scenario: nodes of the host are not shown by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.nodes.enabled | false |

    @CFG-T31
    Scenario: changes to nodes do not go back by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.nodes.syncBackChanges | false |

    @CFG-T32
    Scenario: images of nodes are shown by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.nodes.clearImageStatus | false |

    @CFG-T33
    Scenario: only nodes with pods are chosen by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.nodes.selector.all | false |

    @CFG-T34
    Scenario: no label chooses nodes by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.nodes.selector.labels | {} |

    @CFG-T57
    Scenario: nodes are not patched by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.nodes.patches | [] |

    @CFG-T33 @CFG-T34
    Scenario: nodes are chosen by labels, word for word
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {selector: {labels: {zone: a}}}}}
        """
      Then the configuration has:
        | sync.fromHost.nodes.selector.all    | false        |
        | sync.fromHost.nodes.selector.labels | {"zone":"a"} |

    @CFG-T30 @CFG-T31 @CFG-T32 @CFG-T33 @CFG-T34 @CFG-T57
    Scenario Outline: <option> of nodes is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {<given>}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | option                       | given                             | named                                                                                       |
        | enabled as auto              | enabled: auto                     | sync.fromHost.nodes.enabled must be true or false, not the string "auto"                    |
        | syncBackChanges in words     | syncBackChanges: "no"             | sync.fromHost.nodes.syncBackChanges must be true or false, not the string "no"; write false |
        | clearImageStatus as a number | clearImageStatus: 0               | sync.fromHost.nodes.clearImageStatus must be true or false, not the number 0                |
        | all as a list                | selector: {all: [a]}              | sync.fromHost.nodes.selector.all must be true or false, not a list                          |
        | an expression                | selector: {matchExpressions: []}  | unknown key "matchExpressions" in sync.fromHost.nodes.selector; valid keys are all, labels  |
        | a label of two words         | selector: {labels: {zone: "a b"}} | invalid sync.fromHost.nodes.selector: "a b" is not a valid label value                      |
        | patches as a mapping         | patches: {}                       | sync.fromHost.nodes.patches must be a list, not a mapping                                   |

  Rule: Events defines if events should get synced from the host cluster to the virtual cluster, but not back

    @CFG-T35
    Scenario: events are synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.events.enabled | true |
        | sync.fromHost.events.patches | []   |

  Rule: IngressClasses defines if ingress classes should get synced from the host cluster to the virtual cluster, but not back

    @CFG-T36
    Scenario: ingress classes are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.ingressClasses.enabled                   | false |
        | sync.fromHost.ingressClasses.selector.matchLabels      | {}    |
        | sync.fromHost.ingressClasses.selector.matchExpressions | []    |
        | sync.fromHost.ingressClasses.patches                   | []    |

  Rule: RuntimeClasses defines if runtime classes should get synced from the host cluster to the virtual cluster, but not back

    @CFG-T37
    Scenario: runtime classes are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.runtimeClasses.enabled                   | false |
        | sync.fromHost.runtimeClasses.selector.matchLabels      | {}    |
        | sync.fromHost.runtimeClasses.selector.matchExpressions | []    |
        | sync.fromHost.runtimeClasses.patches                   | []    |

  Rule: PriorityClasses defines if priority classes should get synced from the host cluster to the virtual cluster, but not back

    @CFG-T38
    Scenario: priority classes are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.priorityClasses.enabled                   | false |
        | sync.fromHost.priorityClasses.selector.matchLabels      | {}    |
        | sync.fromHost.priorityClasses.selector.matchExpressions | []    |
        | sync.fromHost.priorityClasses.patches                   | []    |

  Rule: If auto, is automatically enabled when the virtual scheduler is enabled

    @CFG-T39
    Scenario: storage classes wait for a scheduler by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.storageClasses.enabled                   | auto |
        | sync.fromHost.storageClasses.selector.matchLabels      | {}   |
        | sync.fromHost.storageClasses.selector.matchExpressions | []   |
        | sync.fromHost.storageClasses.patches                   | []   |

    @CFG-T40
    Scenario: nodes of storage drivers wait for a scheduler by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.csiNodes.enabled | auto |
        | sync.fromHost.csiNodes.patches | []   |

    @CFG-T41
    Scenario: storage drivers wait for a scheduler by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.csiDrivers.enabled | auto |
        | sync.fromHost.csiDrivers.patches | []   |

    @CFG-T42
    Scenario: storage capacities wait for a scheduler by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.csiStorageCapacities.enabled | auto |
        | sync.fromHost.csiStorageCapacities.patches | []   |

    @CFG-T39 @CFG-T40 @CFG-T41 @CFG-T42
    Scenario: what waits can be switched off, as a boolean or in words
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {storageClasses: {enabled: false}, csiNodes: {enabled: "false"}, csiDrivers: {enabled: auto}, csiStorageCapacities: {enabled: "auto"}}}
        """
      Then the configuration has:
        | sync.fromHost.storageClasses.enabled       | false |
        | sync.fromHost.csiNodes.enabled             | false |
        | sync.fromHost.csiDrivers.enabled           | auto  |
        | sync.fromHost.csiStorageCapacities.enabled | auto  |

    @CFG-T39 @CFG-T40 @CFG-T41 @CFG-T42
    Scenario Outline: <kind> takes no other word
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {<kind>: {enabled: sometimes}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.<kind>.enabled must be auto, true or false, not the string "sometimes"
        """

      Examples:
        | kind                 |
        | storageClasses       |
        | csiNodes             |
        | csiDrivers           |
        | csiStorageCapacities |

  Rule: CustomResources defines what custom resources should get synced read-only to the virtual cluster from the host cluster

    @CFG-T43
    Scenario: no custom resource comes from the host by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.customResources | {} |

    @CFG-T43
    Scenario: an entry of the host says nothing until it is switched on
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {customResources: {clusterissuers.cert-manager.io: {scope: Cluster}}}}
        """
      Then the configuration has:
        | sync.fromHost.customResources["clusterissuers.cert-manager.io"].enabled         | false   |
        | sync.fromHost.customResources["clusterissuers.cert-manager.io"].scope           | Cluster |
        | sync.fromHost.customResources["clusterissuers.cert-manager.io"].mappings.byName | {}      |
        | sync.fromHost.customResources["clusterissuers.cert-manager.io"].patches         | []      |

  Rule: ConfigMaps and Secrets define what of the host should get synced to the virtual cluster, but not back

    @CFG-T55
    Scenario: neither config maps nor secrets come from the host by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.configMaps.enabled         | false |
        | sync.fromHost.configMaps.mappings.byName | {}    |
        | sync.fromHost.configMaps.patches         | []    |
        | sync.fromHost.secrets.enabled            | false |
        | sync.fromHost.secrets.mappings.byName    | {}    |
        | sync.fromHost.secrets.patches            | []    |

  Rule: GatewayClasses, Gateways and DeviceClasses define what classes of the host should get synced, but not back

    @CFG-T56
    Scenario: they are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.fromHost.gatewayClasses.enabled                   | false |
        | sync.fromHost.gatewayClasses.selector.matchLabels      | {}    |
        | sync.fromHost.gatewayClasses.selector.matchExpressions | []    |
        | sync.fromHost.gatewayClasses.patches                   | []    |
        | sync.fromHost.gateways.enabled                         | false |
        | sync.fromHost.gateways.selector.matchLabels            | {}    |
        | sync.fromHost.gateways.selector.matchExpressions       | []    |
        | sync.fromHost.gateways.patches                         | []    |
        | sync.fromHost.deviceClasses.enabled                    | false |
        | sync.fromHost.deviceClasses.selector.matchLabels       | {}    |
        | sync.fromHost.deviceClasses.selector.matchExpressions  | []    |
        | sync.fromHost.deviceClasses.patches                    | []    |

  Rule: A selector has labels and expressions

    @CFG-T58
    Scenario: both can be given
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector: {matchLabels: {tier: gold}, matchExpressions: [{key: zone, operator: In, values: [a, b]}]}
        """
      Then the configuration has:
        | sync.fromHost.runtimeClasses.selector.matchLabels                  | {"tier":"gold"} |
        | sync.fromHost.runtimeClasses.selector.matchExpressions[0].key      | zone            |
        | sync.fromHost.runtimeClasses.selector.matchExpressions[0].operator | In              |
        | sync.fromHost.runtimeClasses.selector.matchExpressions[0].values   | ["a","b"]       |

    @CFG-T58
    Scenario: a key that selectors do not have is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {ingressClasses: {enabled: true, selector: {labels: {tier: gold}}}}}
        """
      Then the configuration is refused with:
        """
        unknown key "labels" in sync.fromHost.ingressClasses.selector
        """
