Feature: Deleting, stopping and starting
  What is deleted on one side goes from the other; what happened while the engine
  was away is made good when it comes back.

  Rule: A copy lives as long as its original

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data.color | green |

    @SYNC-10 @GEN-27
    Scenario: deleting the original deletes the copy
      When ConfigMap "default/settings" is deleted from the virtual cluster
      Then the host copy of ConfigMap "default/settings" is gone

    @SYNC-12 @GEN-25
    Scenario: deleting the copy deletes the original
      When the host copy of ConfigMap "default/settings" is deleted
      Then ConfigMap "default/settings" is gone from the virtual cluster

    @SYNC-15 @GEN-28
    Scenario: an original that a finalizer keeps keeps its copy
      Given ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.finalizers | [example.com/keep] |
      When ConfigMap "default/settings" is deleted from the virtual cluster
      Then ConfigMap "default/settings" is still in the virtual cluster
      And the host copy of ConfigMap "default/settings" is still there

    @SYNC-15 @GEN-28
    Scenario: the copy goes when the finalizer lets the original go
      Given ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.finalizers | [example.com/keep] |
      And ConfigMap "default/settings" is deleted from the virtual cluster
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.finalizers | (absent) |
      Then the host copy of ConfigMap "default/settings" is gone

    @SYNC-16
    Scenario: finalizers are not synced
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.finalizers  | [example.com/keep] |
        | metadata.labels.tier | front              |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.finalizers  | (absent) |
        | metadata.labels.tier | front    |

    @SYNC-16
    Scenario: finalizers of the copy are the host's own
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.finalizers  | [example.com/keep] |
        | metadata.labels.tier | front              |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | metadata.finalizers  | (absent) |
        | metadata.labels.tier | front    |

    @GEN-26
    Scenario: an original that is being deleted gets no new copy
      Given the engine is stopped
      And the virtual cluster has ConfigMap "default/leaving" with:
        | metadata.finalizers | [example.com/keep] |
      And ConfigMap "default/leaving" is deleted from the virtual cluster
      When the engine starts
      Then ConfigMap "default/leaving" has no host copy

  Rule: Whatever happened while the engine was away is made good

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data.color           | green |
        | metadata.labels.tier | front |

    @SYNC-32
    Scenario: what was created meanwhile is copied
      Given the engine is stopped
      And the virtual cluster has ConfigMap "default/late"
      When the engine starts
      Then the host copy of ConfigMap "default/late" is still there

    @SYNC-32
    Scenario: a restart changes nothing
      When the engine restarts
      Then the host copy of ConfigMap "default/settings" has:
        | data.color           | green |
        | metadata.labels.tier | front |

    @SYNC-14
    Scenario: the copy of what was deleted meanwhile is deleted
      Given the engine is stopped
      And ConfigMap "default/settings" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of ConfigMap "default/settings" is gone

    @SYNC-13
    Scenario: a copy that was deleted meanwhile is made again
      Given the engine is stopped
      And the host copy of ConfigMap "default/settings" is deleted
      When the engine starts
      Then the host copy of ConfigMap "default/settings" has:
        | data.color | green |
      And ConfigMap "default/settings" is still in the virtual cluster

    @SYNC-34
    Scenario: labels that were added meanwhile are on the copy
      Given the engine is stopped
      And ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.labels.zone | a |
      When the engine starts
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels.zone | a |

    @SYNC-35 @documented
    Scenario: data the tenant changed meanwhile is changed on the host
      Given the engine is stopped
      And ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue |
      When the engine starts
      Then the host copy of ConfigMap "default/settings" has:
        | data.color | blue |

    @SYNC-35 @documented
    Scenario: data that was changed on both sides meanwhile is the tenant's
      Given the engine is stopped
      And ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue |
      And the host copy of ConfigMap "default/settings" is changed to:
        | data.color | red |
      When the engine starts
      Then the host copy of ConfigMap "default/settings" has:
        | data.color | blue |
      And ConfigMap "default/settings" in the virtual cluster has:
        | data.color | blue |

    @SYNC-35 @SYNC-33 @MERGE-10
    Scenario: the real one leaves data alone that was changed meanwhile
      Given the engine is stopped
      And ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue |
      When the configuration becomes:
        """yaml
        compat: vcluster
        sync: {toHost: {configMaps: {all: true}}}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | data.color | green |
      And ConfigMap "default/settings" in the virtual cluster has:
        | data.color | blue |

  Rule: A change that changes nothing is not written

    @SYNC-20
    Scenario: a copy is untouched when its original only changes what is not synced
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data.color | green |
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.finalizers | [example.com/keep] |
      Then the host copy of ConfigMap "default/settings" has:
        | data                | {color: green} |
        | metadata.finalizers | (absent)       |
