@to-host
Feature: Network policies to the host
  A network policy is copied when the kind is enabled. On the host all pods of a
  virtual cluster are in one namespace: the copy selects by labels what the
  original selects by namespace, and nothing beyond.

  Rule: By default, this is disabled

    @NP-01
    Scenario: a network policy stays in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec: {podSelector: {}}
        """
      Then NetworkPolicy "shop/closed" has no host copy

  Rule: Network policies created within the virtual cluster are synced to the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {networkPolicies: {enabled: true}}}
        """

    @NP-02
    Scenario: the copy is about this virtual cluster's pods of that namespace only
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: Exists}]}
        """
      Then the host copy of NetworkPolicy "shop/closed" has:
        | spec.podSelector.matchLabels      | {app: web, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop} |
        | spec.podSelector.matchExpressions | [{key: tier, operator: Exists}]                                                     |

    @NP-02
    Scenario: a policy for all pods is about all pods of its virtual namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec: {podSelector: {}}
        """
      Then the host copy of NetworkPolicy "shop/closed" has:
        | spec.podSelector | {matchLabels: {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop}} |
        | spec.policyTypes | [Ingress]                                                                                |

    @NP-02
    Scenario: a tenant who names the marks selects nobody else's pods
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: greedy, namespace: shop}
        spec:
          podSelector: {matchLabels: {vcluster.loft.sh/managed-by: other, vcluster.loft.sh/namespace: kube-system}}
        """
      Then the host copy of NetworkPolicy "shop/greedy" has:
        | spec.podSelector.matchLabels["vcluster.loft.sh/managed-by"] | vcluster |
        | spec.podSelector.matchLabels["vcluster.loft.sh/namespace"]  | shop     |

    @NP-03
    Scenario Outline: pods selected in <direction> are those of the policy's virtual namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec:
          podSelector: {}
          <direction>: [{<peers>: [{podSelector: {matchLabels: {role: front}}}]}]
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.<direction>[0].<peers>[0].podSelector | {matchLabels: {role: front, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop}} |

      Examples:
        | direction | peers |
        | ingress   | from  |
        | egress    | to    |

    @NP-04 @META-17
    Scenario: namespaces are selected by the labels that pods carry of theirs
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec:
          podSelector: {}
          ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: front}}}]}]
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.ingress[0].from[0].namespaceSelector       | (absent)                                                                                         |
        | spec.ingress[0].from[0].podSelector.matchLabels | {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/ns-label-vcluster-x-cf1227b7b2: front} |

    @NP-05 @META-17
    Scenario: pods and namespaces selected at once are one selector on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec:
          podSelector: {}
          egress:
            - to:
                - podSelector: {matchExpressions: [{key: role, operator: In, values: [front]}]}
                  namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [front]}]}
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.egress[0].to[0].namespaceSelector                | (absent)                                                                                                                                                      |
        | spec.egress[0].to[0].podSelector.matchLabels          | {vcluster.loft.sh/managed-by: vcluster}                                                                                                                       |
        | spec.egress[0].to[0].podSelector.matchExpressions     | [{key: role, operator: In, values: [front]}, {key: vcluster.loft.sh/ns-label-vcluster-x-cf1227b7b2, operator: In, values: [front]}] |

    @NP-06
    Scenario: all namespaces are all of this virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec:
          podSelector: {}
          ingress: [{from: [{namespaceSelector: {}}]}]
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.ingress[0].from[0] | {podSelector: {matchLabels: {vcluster.loft.sh/managed-by: vcluster}}} |

    @NP-09
    Scenario: ports and policy types stay as the tenant wrote them
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress: [{ports: [{port: 8000, endPort: 8010, protocol: TCP}, {port: dns, protocol: UDP}]}]
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.policyTypes     | [Egress]                                                                      |
        | spec.egress[0].ports | [{port: 8000, endPort: 8010, protocol: TCP}, {port: dns, protocol: UDP}] |

  Rule: A rule without peers, and a range of addresses, mean on the host what they say

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {networkPolicies: {enabled: true}}}
        """

    @NP-07
    Scenario: a range of addresses is copied unchanged
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec:
          podSelector: {}
          ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.ingress[0].from[0] | {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}} |

    @NP-08
    Scenario: a rule without peers stays open to everybody
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.ingress | [{ports: [{port: 80, protocol: TCP}]}] |

    @NP-15
    Scenario: a policy of the platform stays beside those of tenants, which can only allow more
      Given the host cluster has NetworkPolicy "vcluster/platform" with:
        | spec | {podSelector: {}, policyTypes: [Ingress]} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: shop}
        spec: {podSelector: {}, ingress: [{}]}
        """
      Then the host copy of NetworkPolicy "shop/open" has:
        | spec.ingress | [{}] |
      And NetworkPolicy "vcluster/platform" in the host cluster has:
        | spec | {podSelector: {}, policyTypes: [Ingress]} |

    @NP-14
    Scenario: nothing but the copy is made, whatever the host's network does with it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec: {podSelector: {}}
        """
      Then the host cluster has these NetworkPolicies:
        | metadata.annotations["vcluster.loft.sh/object-name"] |
        | closed                                               |
      And the tenant sees no Warning event on NetworkPolicy "shop/closed"

  Rule: Labels and annotations are synced in both directions, the rest is the tenant's

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {networkPolicies: {enabled: true}}}
        """
      And the virtual cluster has NetworkPolicy "shop/closed" with:
        | spec | {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 80}]}]} |

    @NP-10
    Scenario: a rule the tenant changes is changed on the host
      When NetworkPolicy "shop/closed" in the virtual cluster is changed to:
        | spec.podSelector.matchLabels.app | (absent)                                        |
        | spec.ingress                     | [{from: [{podSelector: {}}], ports: [{port: 443}]}] |
      Then the host copy of NetworkPolicy "shop/closed" has:
        | spec.podSelector.matchLabels | {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop} |
        | spec.ingress[0].ports        | [{port: 443, protocol: TCP}]                                              |
        | spec.ingress[0].from         | [{podSelector: {matchLabels: {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop}}}] |

    @NP-10 @GEN-45
    Scenario: a rule changed on the host is changed back
      When the host copy of NetworkPolicy "shop/closed" is changed to:
        | spec.podSelector | {matchLabels: {app: other}} |
        | spec.ingress     | [{}]                        |
      Then the host copy of NetworkPolicy "shop/closed" has:
        | spec.podSelector.matchLabels | {app: web, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop} |
        | spec.ingress                 | [{ports: [{port: 80, protocol: TCP}]}]                                              |

    @NP-10
    Scenario: a rule changed while the engine was away is changed on the host
      Given the engine is stopped
      And NetworkPolicy "shop/closed" in the virtual cluster is changed to:
        | spec.ingress | [{ports: [{port: 443}]}] |
      When the engine starts
      Then the host copy of NetworkPolicy "shop/closed" has:
        | spec.ingress | [{ports: [{port: 443, protocol: TCP}]}] |

    @NP-11 @GEN-16
    Scenario: labels and annotations flow to the host
      When NetworkPolicy "shop/closed" in the virtual cluster is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then the host copy of NetworkPolicy "shop/closed" has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @NP-11 @GEN-16
    Scenario: labels and annotations flow from the host
      When the host copy of NetworkPolicy "shop/closed" is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then NetworkPolicy "shop/closed" in the virtual cluster has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @NP-12
    Scenario: a network policy deleted on the host is deleted in the virtual cluster
      When the host copy of NetworkPolicy "shop/closed" is deleted
      Then NetworkPolicy "shop/closed" is gone from the virtual cluster

    @NP-12
    Scenario: a network policy deleted in the virtual cluster is deleted on the host
      When NetworkPolicy "shop/closed" is deleted from the virtual cluster
      Then the host copy of NetworkPolicy "shop/closed" is gone

    @NP-12
    Scenario: a network policy whose copy went while the engine was away gets a new one
      Given the engine is stopped
      And the host copy of NetworkPolicy "shop/closed" is deleted
      When the engine starts
      Then the host copy of NetworkPolicy "shop/closed" has:
        | spec.podSelector.matchLabels.app | web |

    @NP-12
    Scenario: a copy whose network policy went while the engine was away goes too
      Given the engine is stopped
      And NetworkPolicy "shop/closed" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of NetworkPolicy "shop/closed" is gone
