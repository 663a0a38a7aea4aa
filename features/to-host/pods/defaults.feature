@to-host
Feature: What becomes of pods by default
  The reference of the configuration says what holds when nothing is configured.

  Rule: Pods are synced, nothing is replaced or added, tokens are annotations and hosts files are rewritten

    Background:
      Given a virtual cluster
      And the virtual cluster has ServiceAccount "default/builder"

    @POD-164
    Scenario: a pod of every kind of option
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          subdomain: shop
          containers: [{name: app, image: nginx}]
          tolerations: [{key: mine, operator: Exists}]
          volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[*].image                                | [nginx]                |
        | spec.tolerations[*].key                                 | [mine, node.kubernetes.io/not-ready, node.kubernetes.io/unreachable] |
        | metadata.annotations["vcluster.loft.sh/token-niglsrry"] | (any)                  |
        | spec.initContainers[*].name                             | vcluster-rewrite-hosts |
      And the host cluster has these Secrets:
        | metadata.name |

    @POD-165
    Scenario: whoever is to schedule a pod, it is copied at once
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {schedulerName: mine, nodeSelector: {zone: a}, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.schedulerName | mine      |
        | spec.nodeSelector  | {zone: a} |
        | spec.nodeName      | (absent)  |

    @POD-166
    Scenario: no class is set
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName  | (absent) |
        | spec.priorityClassName | (absent) |

  Rule: The older reference spells patches of pods another way

    @POD-167
    Scenario: the older key is understood, and its new name is told
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {translate: []}}}
        """
      Then the engine warns:
        """
        write patches
        """

  Rule: Pods are synced with host nodes only

    @POD-168
    Scenario: a virtual cluster with nodes of its own is told where it asks for both
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {enabled: true}}}
        privateNodes: {enabled: true}
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:1:24: sync.toHost.pods is only available with host nodes; leave it out or switch off privateNodes.enabled
        """
