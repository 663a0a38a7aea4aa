@from-host
Feature: Custom resources come from the host
  Objects of a kind that the host defines appear in the virtual cluster, for
  reading: what the tenant changes never reaches the host.

  Rule: A resource that belongs to no namespace appears under the same name

    Background:
      Given the host cluster has Gadget "lamp" with:
        | spec.color           | red  |
        | spec.size            | tall |
        | metadata.labels.team | web  |
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {customResources: {gadgets.example.com: {enabled: true, scope: Cluster}}}}
        """

    @CR-04 @CR-13 @CR-29
    Scenario: an object of the host appears with its definition
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color           | red |
        | metadata.labels.team | web |
      And CustomResourceDefinition "gadgets.example.com" in the virtual cluster has:
        | spec.scope | Cluster |

    @CR-17
    Scenario: what changes on the host changes in the virtual cluster
      When Gadget "lamp" in the host cluster is changed to:
        | spec.color           | blue     |
        | spec.size            | (absent) |
        | metadata.labels.team | core     |
      Then Gadget "lamp" in the virtual cluster has:
        | spec                 | {color: blue} |
        | metadata.labels.team | core          |

    @CR-04
    Scenario: the status of the host object is shown
      When Gadget "lamp" in the host cluster reports this status:
        | phase | Shining |
      Then Gadget "lamp" in the virtual cluster has:
        | status.phase | Shining |

    @CR-17
    Scenario: an object deleted on the host goes
      When Gadget "lamp" is deleted from the host cluster
      Then Gadget "lamp" is gone from the virtual cluster

    @CR-15
    Scenario: an object of the tenant's own is removed
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: example.com/v1, kind: Gadget, metadata: {name: mine}, spec: {color: green}}
        """
      Then Gadget "mine" is gone from the virtual cluster

    @CR-15
    Scenario: an object deleted in the virtual cluster is restored
      When Gadget "lamp" is deleted from the virtual cluster
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | red |

    @CR-16
    Scenario: an edit in the virtual cluster stays and does not reach the host
      When Gadget "lamp" in the virtual cluster is changed to:
        | spec.color | green |
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | green |
      And Gadget "lamp" in the host cluster has:
        | spec.color | red |

    @CR-16
    Scenario: the edit stays while the host changes something else
      Given Gadget "lamp" in the virtual cluster is changed to:
        | spec.color | green |
      When Gadget "lamp" in the host cluster is changed to:
        | spec.size | short |
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | green |
        | spec.size  | short |

    @CR-16
    Scenario: the edit goes when the host changes the same field
      Given Gadget "lamp" in the virtual cluster is changed to:
        | spec.color | green |
      When Gadget "lamp" in the host cluster is changed to:
        | spec.color | blue |
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | blue |

    @CR-16
    Scenario: the edit outlives a restart of the engine
      Given Gadget "lamp" in the virtual cluster is changed to:
        | spec.color | green |
      When the engine restarts
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | green |

    @CR-17 @documented
    Scenario: what changed on the host while the engine was away is there when it is back
      Given the engine is stopped
      And Gadget "lamp" in the host cluster is changed to:
        | spec.color | blue |
      When the engine starts
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | blue |

    @CR-21
    Scenario: what appeared stays when the entry is switched off
      When the configuration becomes:
        """yaml
        sync: {fromHost: {customResources: {gadgets.example.com: {enabled: false, scope: Cluster}}}}
        """
      Then Gadget "lamp" is still in the virtual cluster
      And CustomResourceDefinition "gadgets.example.com" is still in the virtual cluster

  Rule: The real one takes an object after a start as it finds it

    @CR-17
    Scenario: what changed on the host while the real one was away waits for the next change
      Given the host cluster has Gadget "lamp" with:
        | spec.color | red |
      And a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {fromHost: {customResources: {gadgets.example.com: {enabled: true, scope: Cluster}}}}
        """
      And the engine is stopped
      And Gadget "lamp" in the host cluster is changed to:
        | spec.color | blue |
      When the engine starts
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | red |

  Rule: Patches work on what comes from the host

    @CR-23
    Scenario: a reverse expression says how a value appears
      Given the host cluster has Gadget "lamp" with:
        | spec.color | red |
      And a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            customResources:
              gadgets.example.com:
                enabled: true
                scope: Cluster
                patches: [{path: spec.color, reverseExpression: '"dark " + value'}]
        """
      When Gadget "lamp" in the host cluster is changed to:
        | spec.color | blue |
      Then Gadget "lamp" in the virtual cluster has:
        | spec.color | dark blue |

  Rule: A namespaced resource appears where the mappings say

    @CR-14 @CR-13
    Scenario: objects of a mapped namespace appear, and the namespace with them
      Given the host cluster has Widget "foo/wheel" with:
        | spec.size | large |
      And the host cluster has Widget "other/wheel"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {customResources: {widgets.example.com: {enabled: true, scope: Namespaced, mappings: {byName: {"foo/*": "bar/*"}}}}}}
        """
      Then the virtual cluster has these Widgets:
        | metadata.namespace | metadata.name | spec.size |
        | bar                | wheel         | large     |
      And Namespace "bar" is in the virtual cluster

    @CR-14
    Scenario: one object appears under a new name
      Given the host cluster has Widget "foo/wheel" with:
        | spec.size | large |
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {customResources: {widgets.example.com: {enabled: true, scope: Namespaced, mappings: {byName: {"foo/wheel": "bar/round"}}}}}}
        """
      Then Widget "bar/round" in the virtual cluster has:
        | spec.size | large |

    @CR-14
    Scenario: a host namespace that is missing keeps the engine from starting
      Given the host cluster has CustomResourceDefinition "widgets.example.com"
      And a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {customResources: {widgets.example.com: {enabled: true, scope: Namespaced, mappings: {byName: {"foo/*": "bar/*"}}}}}}
        """
      Then the configuration is refused with:
        """
        the host has no namespace "foo"
        """

    @CR-15
    Scenario: an object of the tenant's own in a mapped namespace is removed
      Given the host cluster has Widget "foo/wheel"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {customResources: {widgets.example.com: {enabled: true, scope: Namespaced, mappings: {byName: {"foo/*": "bar/*"}}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: example.com/v1, kind: Widget, metadata: {name: mine, namespace: bar}, spec: {}}
        """
      Then the virtual cluster has these Widgets:
        | metadata.namespace | metadata.name |
        | bar                | wheel         |

    @CR-18
    Scenario: what came from a virtual cluster stays on the host
      Given the host cluster has Widget "foo/wheel"
      And the host cluster has Widget "foo/copied" with:
        | metadata.labels["vcluster.loft.sh/managed-by"] | another |
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {customResources: {widgets.example.com: {enabled: true, scope: Namespaced, mappings: {byName: {"foo/*": "bar/*"}}}}}}
        """
      Then the virtual cluster has these Widgets:
        | metadata.namespace | metadata.name |
        | bar                | wheel         |

    @CR-13 @CFG-44 @CFG-46 @CFG-47
    Scenario Outline: <mistake> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {customResources: {widgets.example.com: {enabled: true, <entry>}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                    | entry                                              | named                                               |
        | an unknown scope           | scope: Galaxy                                      | Only 'Cluster' and 'Namespaced' are allowed         |
        | a mapping without a scope  | mappings: {byName: {"foo/*": "bar/*"}}             | mappings are only supported with scope 'Namespaced' |
        | a scope without a mapping  | scope: Namespaced                                  | mappings.byName is required for scope 'Namespaced'  |

    @CR-13
    Scenario Outline: a scope that is not the host's is refused: <said> for <resource>
      Given the host cluster has CustomResourceDefinition "<resource>"
      And the host cluster has Namespace "foo"
      And a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {customResources: {<resource>: {enabled: true, <entry>}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | resource            | said       | entry                                                     | named                             |
        | widgets.example.com | Cluster    | scope: Cluster                                            | it is namespaced on the host      |
        | gadgets.example.com | Namespaced | scope: Namespaced, mappings: {byName: {"foo/*": "bar/*"}} | it belongs to no namespace on the host |
