Feature: Changes from both sides
  Labels, annotations and data belong to both sides: each change goes to the other
  side, and when both change at once the tenant wins.

  Rule: metadata.labels and metadata.annotations are synced in both directions

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | metadata.labels      | {tier: front, zone: a} |
        | metadata.annotations | {a.io/note: hello}     |

    @MERGE-01 @MERGE-05
    Scenario: what the tenant adds, changes and removes is added, changed and removed on the host
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.labels.tier              | back     |
        | metadata.labels.zone              | (absent) |
        | metadata.labels.app               | web      |
        | metadata.annotations["a.io/note"] | (absent) |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels.tier              | back     |
        | metadata.labels.zone              | (absent) |
        | metadata.labels.app               | web      |
        | metadata.annotations["a.io/note"] | (absent) |

    @MERGE-01 @MERGE-05 @GEN-16
    Scenario: what the host has of its own stays when the tenant changes something else
      Given the host copy of ConfigMap "default/settings" is changed to:
        | metadata.annotations["b.io/host"] | here |
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.annotations["a.io/note"] | bye |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["a.io/note"] | bye  |
        | metadata.annotations["b.io/host"] | here |

    @MERGE-08
    Scenario: a label that is added on the host appears on the virtual object
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.labels.app | web |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels | {app: web, tier: front, zone: a} |

    @MERGE-09
    Scenario: what is removed on the host is removed from the virtual object
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.labels.zone              | (absent) |
        | metadata.annotations["a.io/note"] | (absent) |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels      | {tier: front} |
        | metadata.annotations | (absent)      |

    @MERGE-11
    Scenario: the control annotations of a tenant are carried
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |

  Rule: Data is merged key by key

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data | {color: green, size: small} |

    @MERGE-04 @GEN-30
    Scenario: a key the tenant removes is removed, the others stay
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.size | (absent) |
      Then the host copy of ConfigMap "default/settings" has:
        | data | {color: green} |

    @MERGE-03 @GEN-29
    Scenario: a whole value follows whichever side changed it
      Given the virtual cluster has Service "default/web"
      And the host copy of Service "default/web" is changed to:
        | spec.sessionAffinity | ClientIP |
      When Service "default/web" in the virtual cluster is changed to:
        | spec.sessionAffinity | None |
      Then the host copy of Service "default/web" has:
        | spec.sessionAffinity | None |

    @MERGE-04 @documented
    Scenario: different keys that both sides changed are on both sides
      Given the engine is stopped
      And the host copy of ConfigMap "default/settings" is changed to:
        | data.weight | light |
      And ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue |
      When the engine starts
      Then the host copy of ConfigMap "default/settings" has:
        | data | {color: blue, size: small, weight: light} |
      And ConfigMap "default/settings" in the virtual cluster has:
        | data | {color: blue, size: small, weight: light} |

    @MERGE-06 @GEN-17 @documented
    Scenario: a key both sides changed is the tenant's
      Given the engine is stopped
      And the host copy of ConfigMap "default/settings" is changed to:
        | data.color | red |
      And ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue |
      When the engine starts
      Then the host copy of ConfigMap "default/settings" has:
        | data.color | blue |
      And ConfigMap "default/settings" in the virtual cluster has:
        | data.color | blue |
