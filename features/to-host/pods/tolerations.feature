@to-host
Feature: Tolerations are added to all pods
  The host's nodes may be tainted for the virtual cluster. Its tenants need not know:
  every pod tolerates what the configuration says.

  Rule: EnforceTolerations will add the specified tolerations to all pods synced by the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enforceTolerations:
                - example-key=example-value:NoSchedule
                - another-key:PreferNoSchedule
        """

    @POD-96 @POD-97 @POD-98
    Scenario: the documented tolerations come after the pod's own
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          tolerations: [{operator: Exists, effect: NoExecute}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.tolerations[0] | {operator: Exists, effect: NoExecute}                                            |
        | spec.tolerations[1] | {key: example-key, operator: Equal, value: example-value, effect: NoSchedule}    |
        | spec.tolerations[2] | {key: another-key, operator: Exists, effect: PreferNoSchedule}                   |
        | spec.tolerations[3] | (absent)                                                                         |

    @POD-96
    Scenario: the tenant's pod does not show them
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], tolerations: [{operator: Exists, effect: NoExecute}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}] |

    @POD-107
    Scenario: what a pod tolerates already is not added again
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          tolerations:
            - {operator: Exists, effect: NoExecute}
            - {key: another-key, operator: Exists, effect: PreferNoSchedule}
        """
      Then the host copy of Pod "default/web" has:
        | spec.tolerations[*].key | [another-key, example-key] |

    @POD-108
    Scenario: pods that run already get the tolerations of a new configuration
      Given the tenant runs Pod "default/web" with:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}] |
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["example-key=example-value:NoSchedule", "third:NoSchedule"]}}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.tolerations[*].key | [example-key, another-key, third] |

  Rule: Tolerations follow from the virtual cluster, and none is ever taken away on the host

    Background:
      Given a virtual cluster
      And the tenant runs Pod "default/web" with:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}] |

    @POD-109
    Scenario: a toleration the tenant adds reaches the host, beside those of the host
      Given the host copy of Pod "default/web" is changed to:
        | spec.tolerations[1] | {key: of-the-host, operator: Exists} |
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.tolerations[1] | {key: of-the-tenant, operator: Exists} |
      Then the host copy of Pod "default/web" has:
        | spec.tolerations[*].key | [of-the-host, of-the-tenant] |

    @POD-110
    Scenario: a toleration of the host is not shown to the tenant
      When the host copy of Pod "default/web" is changed to:
        | spec.tolerations[1] | {key: of-the-host, operator: Exists} |
      Then Pod "default/web" in the virtual cluster has:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}] |

  Rule: A toleration is written as a key, a value and an effect

    @POD-97 @POD-98 @POD-99 @POD-100 @POD-101
    Scenario Outline: <written> <meaning>
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["<written>"]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], tolerations: [{operator: Exists, effect: NoExecute}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.tolerations[1] | <toleration> |

      Examples:
        | written                              | meaning                                 | toleration                                                                    |
        | example-key=example-value:NoSchedule | tolerates one taint                     | {key: example-key, operator: Equal, value: example-value, effect: NoSchedule} |
        | example.com/key:NoExecute            | tolerates every value                   | {key: example.com/key, operator: Exists, effect: NoExecute}                   |
        | example-key=example-value            | tolerates every effect                  | {key: example-key, value: example-value}                                      |
        | example-key                          | tolerates the taint with an empty value | {key: example-key}                                                            |
        | *                                    | tolerates everything                    | {operator: Exists}                                                            |

    @POD-102 @POD-103 @POD-104
    Scenario Outline: <written> is refused, because <why>
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            pods:
              enforceTolerations:
                - another-key:PreferNoSchedule
                - "<written>"
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:6:11: sync.toHost.pods.enforceTolerations[1]: invalid toleration spec: <written><answer>
        """

      Examples:
        | written            | why                                  | answer |
        | a=b:NoSchedule:c   | it has two colons                    | ; it must be *, key, key=value, key:Effect or key=value:Effect |
        | a=b=c:NoSchedule   | it has two equals signs              | ; it must be *, key, key=value, key:Effect or key=value:Effect |
        | a=b,c:NoSchedule   | the value is none of a label         | , a valid label must be an empty string or consist of alphanumeric characters |
        | :NoSchedule        | the key is empty                     | , the key is empty |
        | a b:NoSchedule     | the key is none of a label           | , name part must consist of alphanumeric characters |
        | a:Foo              | there is no such effect              | , the effect must be NoSchedule, PreferNoSchedule or NoExecute, not "Foo" |
        | a:                 | the effect is empty                  | , the effect must be NoSchedule, PreferNoSchedule or NoExecute, not "" |

  Rule: vCluster does not support setting the tolerationSeconds field of a toleration

    @POD-105
    Scenario Outline: <form> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            pods:
              enforceTolerations:
                - <written>
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:5:11: sync.toHost.pods.enforceTolerations[0]
        """

      Examples:
        | form                | written                                            |
        | a third part        | "a=b:NoExecute:300"                                |
        | a Kubernetes object | {key: a, effect: NoExecute, tolerationSeconds: 300} |

  Rule: Nothing is added by default

    @POD-106
    Scenario: a pod has its own tolerations only
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], tolerations: [{operator: Exists, effect: NoExecute}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}] |
