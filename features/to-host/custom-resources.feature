@to-host
Feature: Custom resources go to the host
  A kind the host knows by a definition of its own is synced like a built-in one:
  the configuration names it by plural and group, and its definition comes along.

  Rule: The definition is copied from the host at the start

    @CR-02 @CR-08
    Scenario: the virtual cluster learns the resource from the host
      Given the host cluster has CustomResourceDefinition "widgets.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {widgets.example.com: {enabled: true}}}}
        """
      Then CustomResourceDefinition "widgets.example.com" in the virtual cluster has:
        | spec.names.kind           | Widget     |
        | spec.scope                | Namespaced |
        | spec.versions[0].name     | v1         |
        | spec.versions[0].storage  | true       |

    @CR-06
    Scenario Outline: an entry with <entry> does nothing
      Given the host cluster has CustomResourceDefinition "widgets.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {widgets.example.com: <entry>}}}
        """
      Then CustomResourceDefinition "widgets.example.com" is kept out of the virtual cluster

      Examples:
        | entry            |
        | {enabled: false} |
        | {}               |

    @CR-07 @CR-08
    Scenario: the version the key names is the only one, and the one that is stored
      Given the host cluster has CustomResourceDefinition "gizmos.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {gizmos.example.com/v2: {enabled: true}}}}
        """
      Then CustomResourceDefinition "gizmos.example.com" in the virtual cluster has:
        | spec.versions[*].name    | v2   |
        | spec.versions[0].served  | true |
        | spec.versions[0].storage | true |

    @CR-07
    Scenario: without a version in the key it is the one the host stores
      Given the host cluster has CustomResourceDefinition "gizmos.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {gizmos.example.com: {enabled: true}}}}
        """
      Then CustomResourceDefinition "gizmos.example.com" in the virtual cluster has:
        | spec.versions[*].name | v1 |

    @CR-07 @CR-11
    Scenario Outline: <missing> keeps the engine from starting
      Given the host cluster has CustomResourceDefinition "gizmos.example.com"
      And a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {<key>: {enabled: true}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | missing                       | key                   | named                                              |
        | a version the host lacks      | gizmos.example.com/v3 | the host does not serve version v3, but v1, v2     |
        | a resource the host lacks     | doodads.example.com   | the host has no custom resource doodads.example.com |

    @CR-09
    Scenario: another version is added to the definition and becomes the stored one
      Given the host cluster has CustomResourceDefinition "gizmos.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {gizmos.example.com/v1: {enabled: true}}}}
        """
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {gizmos.example.com/v2: {enabled: true}}}}
        """
      Then CustomResourceDefinition "gizmos.example.com" in the virtual cluster has:
        | spec.versions[0].name    | v1    |
        | spec.versions[0].served  | true  |
        | spec.versions[0].storage | false |
        | spec.versions[1].name    | v2    |
        | spec.versions[1].storage | true  |

    @CR-09
    Scenario: a copy made in one version is changed in the next
      Given the host cluster has CustomResourceDefinition "gizmos.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {gizmos.example.com/v2: {enabled: true}}}}
        """
      And the virtual cluster has Gizmo "default/one" with:
        | spec.size | small |
      And the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {gizmos.example.com/v1: {enabled: true}}}}
        """
      When Gizmo "default/one" in the virtual cluster is changed to:
        | spec.size | large |
      Then the host copy of Gizmo "default/one" has:
        | spec.size                                            | large                      |
        | metadata.annotations["vcluster.loft.sh/object-kind"] | example.com/v1, Kind=Gizmo |

    @CR-10
    Scenario: two versions of one resource are refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {gizmos.example.com/v1: {enabled: true}, gizmos.example.com/v2: {enabled: true}}}}
        """
      Then the configuration is refused with:
        """
        are the same resource; choose one version
        """

    @CR-12
    Scenario: a resource that belongs to no namespace is refused
      Given the host cluster has CustomResourceDefinition "gadgets.example.com"
      And a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {gadgets.example.com: {enabled: true}}}}
        """
      Then the configuration is refused with:
        """
        only namespaced resources can be synced to the host
        """

    @CR-12 @CFG-43
    Scenario: a scope other than Namespaced is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {gadgets.example.com: {enabled: true, scope: Cluster}}}}
        """
      Then the configuration is refused with:
        """
        unsupported scope Cluster for sync.toHost.customResources['gadgets.example.com'].scope
        """

    @CR-19 @CFG-41
    Scenario: one resource in both directions is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost: {customResources: {widgets.example.com: {enabled: true}}}
          fromHost: {customResources: {widgets.example.com: {enabled: true, scope: Namespaced, mappings: {byName: {"": bar}}}}}
        """
      Then the configuration is refused with:
        """
        Syncing is only supported one way
        """

  Rule: Objects of the resource are synced like built-in ones

    Background:
      Given the host cluster has CustomResourceDefinition "widgets.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {widgets.example.com: {enabled: true}}}}
        """

    @CR-01
    Scenario: an object gets a host copy with all its fields
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: wheel, namespace: default, labels: {team: web}, annotations: {note: round}}
        spec: {size: large, parts: [{name: rim}, {name: tyre}]}
        notes: [first]
        """
      Then the host copy of Widget "default/wheel" has:
        | spec.size                                            | large                       |
        | spec.parts[*].name                                   | [rim, tyre]                 |
        | notes[0]                                             | first                       |
        | metadata.labels.team                                 | web                         |
        | metadata.annotations.note                            | round                       |
        | metadata.annotations["vcluster.loft.sh/object-kind"] | example.com/v1, Kind=Widget |

    @CR-01
    Scenario: a change of the object reaches its copy, and an edit of the copy is undone
      Given the virtual cluster has Widget "default/wheel" with:
        | spec.size  | large |
        | spec.color | red   |
      And the host copy of Widget "default/wheel" is changed to:
        | spec.color | green |
      When Widget "default/wheel" in the virtual cluster is changed to:
        | spec.size | small       |
        | notes     | [one, two]  |
      Then the host copy of Widget "default/wheel" has:
        | spec.size  | small |
        | spec.color | red   |
        | notes[1]   | two   |

    @CR-20
    Scenario: the status the host reports comes back
      Given the virtual cluster has Widget "default/wheel"
      When the host copy of Widget "default/wheel" reports this status:
        | phase | Turning |
      Then Widget "default/wheel" in the virtual cluster has:
        | status.phase | Turning |

    @CR-01
    Scenario: an object deleted in the virtual cluster takes its copy along
      Given the virtual cluster has Widget "default/wheel"
      When Widget "default/wheel" is deleted from the virtual cluster
      Then the host copy of Widget "default/wheel" is gone

    @CR-01
    Scenario: an object of the host's own is not touched
      Given the host cluster has Widget "vcluster/wheel" with:
        | spec.size | huge |
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: example.com/v1, kind: Widget, metadata: {name: wheel, namespace: default}, spec: {size: large}}
        """
      Then the host copy of Widget "default/wheel" has:
        | spec.size | large |
      And Widget "vcluster/wheel" in the host cluster has:
        | spec.size | huge |

    @CR-21
    Scenario: what was synced stays on both sides when the entry is switched off
      Given the virtual cluster has Widget "default/wheel"
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {widgets.example.com: {enabled: false}}}}
        """
      Then CustomResourceDefinition "widgets.example.com" is still in the virtual cluster
      And Widget "default/wheel" is still in the virtual cluster
      And the host copy of Widget "default/wheel" is still there

  Rule: Patches work on custom resources

    @CR-23
    Scenario: an expression changes what goes to the host
      Given the host cluster has CustomResourceDefinition "widgets.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {widgets.example.com: {enabled: true, patches: [{path: spec.size, expression: 'value + "r"'}]}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: example.com/v1, kind: Widget, metadata: {name: wheel, namespace: default}, spec: {size: large}}
        """
      Then the host copy of Widget "default/wheel" has:
        | spec.size | larger |

    @CR-23
    Scenario: a reference gets the host name of what it names, and brings it along
      Given the host cluster has CustomResourceDefinition "widgets.example.com"
      And a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            customResources:
              widgets.example.com: {enabled: true, patches: [{path: spec.secretName, reference: {apiVersion: v1, kind: Secret}}]}
        """
      And the virtual cluster has Secret "default/key"
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: example.com/v1, kind: Widget, metadata: {name: wheel, namespace: default}, spec: {secretName: key}}
        """
      Then the host copy of Widget "default/wheel" has:
        | spec.secretName | (host name of Secret default/key) |
