@to-host
Feature: Pod disruption budgets to the host
  A pod disruption budget is copied when the kind is enabled, so that the host's
  nodes are drained as the tenant wishes.

  Rule: By default, this is disabled

    @PDB-01
    Scenario: a budget stays in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
        """
      Then PodDisruptionBudget "shop/web" has no host copy

  Rule: Pod disruption budgets created within the virtual cluster are synced to the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {podDisruptionBudgets: {enabled: true}}}
        """

    @PDB-02
    Scenario: the copy selects by the labels that pods have on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec:
          minAvailable: 1
          selector: {matchLabels: {app: web, release: blue}, matchExpressions: [{key: release, operator: Exists}]}
        """
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.minAvailable                                                               | 1                                                                          |
        | spec.selector.matchLabels.app                                                   | web                                                                        |
        | spec.selector.matchLabels["vcluster.loft.sh/label-vcluster-x-a4d451ec23"] | blue                                                                       |
        | spec.selector.matchLabels.release                                               | (absent)                                                                   |
        | spec.selector.matchExpressions                                                  | [{key: vcluster.loft.sh/label-vcluster-x-a4d451ec23, operator: Exists}] |

    @PDB-03 @documented
    Scenario Outline: a budget with the selector <selector> counts pods of its virtual namespace only
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec: {maxUnavailable: 0, selector: <selector>}
        """
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.selector.matchLabels["vcluster.loft.sh/managed-by"] | vcluster |
        | spec.selector.matchLabels["vcluster.loft.sh/namespace"]  | shop     |

      Examples:
        | selector                  |
        | {matchLabels: {app: web}} |
        | {}                        |

    @PDB-03
    Scenario: a budget without a selector has a copy without one
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec: {maxUnavailable: 0}
        """
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.selector | (absent) |

    @PDB-05
    Scenario: the policy for unhealthy pods is copied with the budget
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec: {minAvailable: 1, selector: {}, unhealthyPodEvictionPolicy: AlwaysAllow}
        """
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.unhealthyPodEvictionPolicy | AlwaysAllow |

  Rule: The real vCluster does not limit the selector

    @PDB-03
    Scenario: a copy selects pods of the whole host namespace by the tenant's labels
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {podDisruptionBudgets: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
        """
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.selector | {matchLabels: {app: web}} |

  Rule: Labels and annotations are synced in both directions

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {podDisruptionBudgets: {enabled: true}}}
        """
      And the virtual cluster has PodDisruptionBudget "shop/web" with:
        | spec | {minAvailable: 1, selector: {matchLabels: {app: web}}} |

    @PDB-07 @GEN-16
    Scenario: labels and annotations flow to the host
      When PodDisruptionBudget "shop/web" in the virtual cluster is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @PDB-07 @GEN-16
    Scenario: labels and annotations flow from the host
      When the host copy of PodDisruptionBudget "shop/web" is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then PodDisruptionBudget "shop/web" in the virtual cluster has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @PDB-04
    Scenario: one limit can take the place of the other
      When PodDisruptionBudget "shop/web" in the virtual cluster is changed to:
        | spec.minAvailable         | (absent) |
        | spec.maxUnavailable       | 50%      |
        | spec.selector.matchLabels.app | shop |
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.minAvailable             | (absent) |
        | spec.maxUnavailable           | 50%      |
        | spec.selector.matchLabels.app | shop     |

    @PDB-04 @GEN-45
    Scenario: a limit changed on the host is changed back
      When the host copy of PodDisruptionBudget "shop/web" is changed to:
        | spec.minAvailable | 7 |
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.minAvailable | 1 |
      And PodDisruptionBudget "shop/web" in the virtual cluster has:
        | spec.minAvailable | 1 |

    @PDB-05
    Scenario: the policy for unhealthy pods is each side's own once the copy is made
      When PodDisruptionBudget "shop/web" in the virtual cluster is changed to:
        | spec.unhealthyPodEvictionPolicy | AlwaysAllow |
        | spec.minAvailable               | 2           |
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.minAvailable               | 2        |
        | spec.unhealthyPodEvictionPolicy | (absent) |

    @PDB-06
    Scenario: the status of the copy is the host's own
      Given PodDisruptionBudget "shop/web" in the virtual cluster reports this status:
        | currentHealthy     | 2 |
        | desiredHealthy     | 1 |
        | disruptionsAllowed | 1 |
        | expectedPods       | 2 |
      When the host copy of PodDisruptionBudget "shop/web" reports this status:
        | currentHealthy     | 3 |
        | desiredHealthy     | 1 |
        | disruptionsAllowed | 2 |
        | expectedPods       | 3 |
      Then PodDisruptionBudget "shop/web" in the virtual cluster has:
        | status.currentHealthy | 2 |
      And the host copy of PodDisruptionBudget "shop/web" has:
        | status.currentHealthy | 3 |

    @PDB-08
    Scenario: a budget deleted on the host is deleted in the virtual cluster
      When the host copy of PodDisruptionBudget "shop/web" is deleted
      Then PodDisruptionBudget "shop/web" is gone from the virtual cluster

    @PDB-08
    Scenario: a budget deleted in the virtual cluster is deleted on the host
      When PodDisruptionBudget "shop/web" is deleted from the virtual cluster
      Then the host copy of PodDisruptionBudget "shop/web" is gone

    @PDB-08
    Scenario: a budget whose copy went while the engine was away gets a new one
      Given the engine is stopped
      And the host copy of PodDisruptionBudget "shop/web" is deleted
      When the engine starts
      Then the host copy of PodDisruptionBudget "shop/web" has:
        | spec.minAvailable | 1 |

    @PDB-08
    Scenario: a copy whose budget went while the engine was away goes too
      Given the engine is stopped
      And PodDisruptionBudget "shop/web" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of PodDisruptionBudget "shop/web" is gone
