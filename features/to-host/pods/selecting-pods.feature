@to-host
Feature: Selectors of pods select the copies of the same virtual cluster
  On the host the pods of all virtual namespaces lie in one namespace, beside those of
  others. What a pod says of pods near it must mean the same pods there.

  Rule: Affinity and topology spread see the pods of the virtual namespaces that were meant

    Background:
      Given a virtual cluster

    @POD-111
    Scenario: topology spread counts the pods of the pod's own virtual namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: zone
              whenUnsatisfiable: DoNotSchedule
              labelSelector: {matchLabels: {app: web, release: one}, matchExpressions: [{key: tier, operator: Exists}]}
            - {maxSkew: 2, topologyKey: rack, whenUnsatisfiable: ScheduleAnyway}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.topologySpreadConstraints[0].labelSelector.matchExpressions[*].key | tier |
        | spec.topologySpreadConstraints[0].labelSelector.matchLabels | {app: web, vcluster.loft.sh/label-vcluster-x-a4d451ec23: one, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop} |
        | spec.topologySpreadConstraints[0].topologyKey | zone |
        | spec.topologySpreadConstraints[1].labelSelector | (absent) |

    @POD-111 @documented
    Scenario: keys that the virtual API server put into the selector are not asked for twice
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web, pod-template-hash: abc}}
        spec:
          containers: [{name: app, image: nginx}]
          topologySpreadConstraints:
            - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}, matchLabelKeys: [pod-template-hash, not-there]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.topologySpreadConstraints[0].labelSelector.matchExpressions | [{key: pod-template-hash, operator: In, values: [abc]}] |
        | spec.topologySpreadConstraints[0].matchLabelKeys                 | [not-there]                                             |

    @POD-112
    Scenario Outline: a term of the <list> of <kind> is about the pod's own virtual namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], affinity: {<kind>: {<list>: <terms>}}}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.affinity.<kind>.<list> | <copied> |

      Examples:
        | kind            | list                                            | terms                                                                                                 | copied |
        | podAffinity     | requiredDuringSchedulingIgnoredDuringExecution  | [{topologyKey: zone, labelSelector: {matchLabels: {app: db}}}]                                        | [{labelSelector: {matchLabels: {app: db, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop}}, topologyKey: zone}] |
        | podAntiAffinity | requiredDuringSchedulingIgnoredDuringExecution  | [{topologyKey: zone, labelSelector: {}}]                                                              | [{labelSelector: {matchLabels: {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop}}, topologyKey: zone}] |
        | podAffinity     | preferredDuringSchedulingIgnoredDuringExecution | [{weight: 5, podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {release: db}}}}]      | [{podAffinityTerm: {labelSelector: {matchLabels: {vcluster.loft.sh/label-vcluster-x-a4d451ec23: db, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop}}, topologyKey: zone}, weight: 5}] |
        | podAntiAffinity | preferredDuringSchedulingIgnoredDuringExecution | [{weight: 7, podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {app: db}}}}]          | [{podAffinityTerm: {labelSelector: {matchLabels: {app: db, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: shop}}, topologyKey: zone}, weight: 7}] |

    @POD-113
    Scenario: a term that lists namespaces is about those virtual namespaces
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - {topologyKey: zone, labelSelector: {matchLabels: {app: db}}, namespaces: [data, shop]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions | [{key: vcluster.loft.sh/namespace, operator: In, values: [data, shop]}] |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels      | {app: db, vcluster.loft.sh/managed-by: vcluster}                        |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaces                     | (absent)                                                                |

    @POD-114
    Scenario: a term that selects all namespaces is about all of this virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - {topologyKey: zone, labelSelector: {matchLabels: {app: db}}, namespaceSelector: {}}
                - {topologyKey: zone, labelSelector: {matchLabels: {app: db}}, namespaceSelector: {}, namespaces: [data]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0] | {labelSelector: {matchLabels: {app: db, vcluster.loft.sh/managed-by: vcluster}}, topologyKey: zone} |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[1] | {labelSelector: {matchLabels: {app: db, vcluster.loft.sh/managed-by: vcluster}}, topologyKey: zone} |
      And the tenant sees no Warning event on Pod "shop/web"

    @POD-115 @META-17
    Scenario: a term that selects namespaces by their labels finds those labels on the copies
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: zone
                  labelSelector: {matchLabels: {app: db}}
                  namespaceSelector: {matchLabels: {team: sales}, matchExpressions: [{key: release, operator: Exists}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels           | {app: db, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/ns-label-vcluster-x-ca8b22d0db: sales} |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions      | [{key: vcluster.loft.sh/ns-label-vcluster-x-a4d451ec23, operator: Exists}]                               |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaceSelector                   | (absent)                                                                                                 |

    @POD-116 @EVT-13
    Scenario: of a list and a selector of namespaces only the list counts, and the tenant is told
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  podAffinityTerm:
                    topologyKey: zone
                    labelSelector: {matchLabels: {app: db}}
                    namespaces: [data]
                    namespaceSelector: {matchLabels: {team: sales}}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector.matchLabels      | {app: db, vcluster.loft.sh/managed-by: vcluster}                  |
        | spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector.matchExpressions | [{key: vcluster.loft.sh/namespace, operator: In, values: [data]}] |
      And the tenant sees a Warning event "SyncWarning" on Pod "shop/web":
        """
        Inter-pod affinity rule(s) that use both .namespaces and .namespaceSelector fields in the same term are not supported by vcluster yet. The .namespaceSelector fields of the unsupported affinity entries will be ignored.
        """

    @POD-117 @POD-118
    Scenario: a term without a selector matches nothing, and keys to match are in the selector already
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {release: one, tier: front}}
        spec:
          containers: [{name: app, image: nginx}]
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - {topologyKey: zone}
                - {topologyKey: zone, labelSelector: {matchLabels: {app: db}}, matchLabelKeys: [release], mismatchLabelKeys: [tier], namespaceSelector: {}}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]                                | {topologyKey: zone} |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[1].labelSelector.matchExpressions | [{key: vcluster.loft.sh/label-vcluster-x-a4d451ec23, operator: In, values: [one]}, {key: tier, operator: NotIn, values: [front]}] |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[1].matchLabelKeys                 | (absent) |
        | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[1].mismatchLabelKeys              | (absent) |

    @POD-119
    Scenario: what a pod asks of nodes is copied as it is
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          nodeSelector: {release: one}
          affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: In, values: [ssd]}]}]}}}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.nodeSelector | {release: one} |
        | spec.affinity     | {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: In, values: [ssd]}]}]}}} |
