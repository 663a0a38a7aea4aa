Feature: Which host objects belong to a virtual cluster
  The engine changes and deletes what it made, and nothing else in its host namespace.

  Rule: Only a host object that carries this virtual cluster's marks is its copy

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """

    @OWN-01 @GEN-24
    Scenario: a host object without marks is left alone
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: unmarked, namespace: vcluster}
        """
      Then ConfigMap "vcluster/unmarked" is still in the host cluster
      And the virtual cluster has these ConfigMaps:
        | metadata.name |

    @OWN-01 @GEN-24
    Scenario: a host object with our label alone is left alone
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: labelled, namespace: vcluster, labels: {vcluster.loft.sh/managed-by: vcluster}}
        """
      Then ConfigMap "vcluster/labelled" is still in the host cluster
      And the virtual cluster has these ConfigMaps:
        | metadata.name |

    @OWN-03
    Scenario: the copy of another virtual cluster is left alone
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: of-another
          namespace: vcluster
          labels: {vcluster.loft.sh/managed-by: other, vcluster.loft.sh/namespace: default}
          annotations:
            vcluster.loft.sh/object-name: settings
            vcluster.loft.sh/object-namespace: default
            vcluster.loft.sh/object-kind: /v1, Kind=ConfigMap
            vcluster.loft.sh/object-host-name: of-another
            vcluster.loft.sh/object-host-namespace: vcluster
        """
      Then ConfigMap "vcluster/of-another" is still in the host cluster
      And ConfigMap "default/settings" is kept out of the virtual cluster

    @OWN-04 @NAME-19
    Scenario: an object in another host namespace is left alone, marks or not
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: elsewhere
          namespace: default
          labels: {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: default}
          annotations: {vcluster.loft.sh/object-name: elsewhere, vcluster.loft.sh/object-namespace: default}
        """
      Then ConfigMap "default/elsewhere" is still in the host cluster
      And ConfigMap "default/elsewhere" is kept out of the virtual cluster

    @OWN-05
    Scenario: what a host controller makes in a copy's likeness is left alone
      Given the virtual cluster has ConfigMap "default/settings"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: likeness
          namespace: vcluster
          labels: {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: default}
          annotations:
            vcluster.loft.sh/object-name: settings
            vcluster.loft.sh/object-namespace: default
            vcluster.loft.sh/object-kind: /v1, Kind=ConfigMap
            vcluster.loft.sh/object-host-name: something-else
            vcluster.loft.sh/object-host-namespace: vcluster
        """
      Then ConfigMap "vcluster/likeness" is still in the host cluster
      And the host copy of ConfigMap "default/settings" is still there

  Rule: What says that another controller looks after it is left to that controller

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data.color | green |

    @OWN-11 @OWN-12
    Scenario Outline: the copy of an object with controlled-by <value> in its <field> is <there>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: marked, namespace: default, <field>: {vcluster.loft.sh/controlled-by: <value>}}
        """
      Then the host copy of ConfigMap "default/marked" is <there>

      Examples:
        | field       | value     | there       |
        | labels      | other     | gone        |
        | labels      | configmap | gone        |
        | annotations | other     | gone        |
        | annotations | configmap | still there |

    @OWN-11 @OWN-12
    Scenario Outline: a copy that gets controlled-by in its <field> on the host is not changed any more
      Given the host copy of ConfigMap "default/settings" is changed to:
        | metadata.<field>["vcluster.loft.sh/controlled-by"] | other |
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue |
      Then the host copy of ConfigMap "default/settings" has:
        | data.color | green |

      Examples:
        | field       |
        | labels      |
        | annotations |

  Rule: A virtual object made anew under the same name gets a new copy

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data.i-am                       | first |
        | metadata.annotations["a.io/of"] | first |

    @OWN-13 @GEN-22 @SYNC-07
    Scenario: nothing of the old copy is left
      Given the engine is stopped
      And the host copy of ConfigMap "default/settings" is changed to:
        | data.only-host | left-over |
      And ConfigMap "default/settings" is deleted from the virtual cluster
      And the virtual cluster has ConfigMap "default/settings" with:
        | data.i-am | second |
      When the engine starts
      Then the host copy of ConfigMap "default/settings" has:
        | data                                                | {i-am: second}                      |
        | metadata.annotations["a.io/of"]                     | (absent)                            |
        | metadata.annotations["vcluster.loft.sh/object-uid"] | (uid of ConfigMap default/settings) |

  Rule: The marks of a copy are put back

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data.color | green |

    @OWN-15 @GEN-48
    Scenario: a copy that does not say of which object it is stays the copy, and says it again
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.annotations["vcluster.loft.sh/object-uid"] | (absent) |
        | data.only-host                                      | kept     |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["vcluster.loft.sh/object-uid"] | (uid of ConfigMap default/settings) |
        | data                                                | {color: green, only-host: kept}     |

  Rule: A host object marked to be skipped is left alone when it has no virtual object

    @OWN-16 @GEN-23 @SYNC-09
    Scenario Outline: a copy with skip-backsync <value> is <there> after the deletion of its original
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings"
      And the host copy of ConfigMap "default/settings" is changed to:
        | metadata.annotations["vcluster.loft.sh/skip-backsync"] | <value> |
      When ConfigMap "default/settings" is deleted from the virtual cluster
      Then the host copy of ConfigMap "default/settings" is <there>

      Examples:
        | value | there       |
        | true  | still there |
        | yes   | gone        |

  Rule: Labels with the prefix vcluster.loft.sh are the engine's, on the host too

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | metadata.labels.tier | front |

    @META-23 @GEN-15
    Scenario: one that is edited on the host is put back, and the tenant has nothing of it
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.labels["vcluster.loft.sh/namespace"] | edited |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels["vcluster.loft.sh/namespace"] | default |
      And ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels | {tier: front} |

    @OWN-10 @GEN-15
    Scenario: a copy that loses the label of its virtual cluster gets it again
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.labels["vcluster.loft.sh/managed-by"] | (absent) |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels["vcluster.loft.sh/managed-by"] | vcluster |
      And ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels | {tier: front} |

    @OWN-10
    Scenario: a copy without the label goes with its original
      Given the engine is stopped
      And the host copy of ConfigMap "default/settings" is changed to:
        | metadata.labels["vcluster.loft.sh/managed-by"] | (absent) |
      And the engine starts
      When ConfigMap "default/settings" is deleted from the virtual cluster
      Then the host copy of ConfigMap "default/settings" is gone
