@kubernetes
Feature: Kubernetes shapes pods before they are synced
  What an API server fills in, and what it does not let anybody change, is the ground
  on which pods are synced.

  Rule: A new pod has what it does not say itself

    Background:
      Given a virtual cluster
      And the engine is stopped

    @K8S-46
    Scenario: the defaults of a pod
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.enableServiceLinks            | true              |
        | spec.dnsPolicy                     | ClusterFirst      |
        | spec.schedulerName                 | default-scheduler |
        | spec.terminationGracePeriodSeconds | 30                |
        | spec.tolerations                   | [{effect: NoExecute, key: node.kubernetes.io/not-ready, operator: Exists, tolerationSeconds: 300}, {effect: NoExecute, key: node.kubernetes.io/unreachable, operator: Exists, tolerationSeconds: 300}] |

    @K8S-43
    Scenario: a pod gets the priority of its class
      Given the virtual cluster has:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        preemptionPolicy: Never
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {priorityClassName: high, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.priority         | 1000  |
        | spec.preemptionPolicy | Never |

    @K8S-43
    Scenario Outline: a pod that brings another <what> than its class is refused
      Given the virtual cluster has:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        preemptionPolicy: Never
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {priorityClassName: high, <field>, containers: [{name: app, image: nginx}]}
        """
      Then it is refused with:
        """
        <answer>
        """

      Examples:
        | what              | field                                  | answer |
        | priority          | priority: 5                            | the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 1000 from the given PriorityClass name |
        | preemption policy | preemptionPolicy: PreemptLowerPriority | the string value of PreemptionPolicy (PreemptLowerPriority) must not be provided in pod spec; priority admission controller computed Never from the given PriorityClass name |

  Rule: Little of a pod can be changed

    Background:
      Given a virtual cluster
      And the engine is stopped

    @K8S-40
    Scenario: what may change does
      Given the tenant runs Pod "default/web" with:
        | spec.activeDeadlineSeconds | 600                     |
        | spec.schedulingGates       | [{name: example.com/a}] |
        | spec.tolerations           | [{operator: Exists}]    |
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.containers[0].image   | nginx:2                                       |
        | spec.activeDeadlineSeconds | 300                                           |
        | spec.schedulingGates       | (absent)                                      |
        | spec.tolerations           | [{operator: Exists}, {key: a, operator: Exists}] |
      Then Pod "default/web" in the virtual cluster has:
        | spec.containers[0].image   | nginx:2  |
        | spec.activeDeadlineSeconds | 300      |
        | spec.schedulingGates       | (absent) |
        | spec.tolerations[1].key    | a        |

    @K8S-40
    Scenario Outline: <field> cannot be changed
      Given the tenant runs Pod "default/web" with:
        | spec.activeDeadlineSeconds | 300                  |
        | spec.tolerations           | [{operator: Exists}] |
      When Pod "default/web" in the virtual cluster is changed to:
        | <path> | <value> |
      Then it is refused with:
        """
        <answer>
        """

      Examples:
        | field                           | path                       | value                         | answer                                  |
        | the service account             | spec.serviceAccountName    | other                         | pod updates may not change fields other than |
        | the node selector               | spec.nodeSelector          | {a: b}                        | pod updates may not change fields other than |
        | a container's command           | spec.containers[0].command | [sleep]                       | pod updates may not change fields other than |
        | a deadline to a later one       | spec.activeDeadlineSeconds | 600                           | must be less than or equal to previous value |
        | what is tolerated, by taking away | spec.tolerations         | [{key: a, operator: Exists}]  | existing toleration can not be modified except its tolerationSeconds |

    @K8S-40
    Scenario: the nodes a gated pod may go to can get fewer
      Given the tenant runs Pod "default/web" with:
        | spec.schedulingGates | [{name: example.com/a}] |
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.nodeSelector | {disk: fast} |
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeSelector | {disk: fast} |

    @K8S-41
    Scenario: a pod keeps its containers
      Given the tenant runs Pod "default/web"
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.containers | [{name: app, image: nginx}, {name: more, image: nginx}] |
      Then it is refused with:
        """
        spec.containers: Forbidden: pod updates may not add or remove containers
        """

    @K8S-42
    Scenario: a pod keeps its quality of service class
      Given the tenant runs Pod "default/web"
      When Pod "default/web" in the virtual cluster reports this status:
        | qosClass | Guaranteed |
      Then it is refused with:
        """
        status.qosClass: Invalid value: "Guaranteed": field is immutable
        """

  Rule: A pod that runs is given time to end

    Background:
      Given a virtual cluster
      And the engine is stopped

    @K8S-44
    Scenario: a pod that is nowhere yet goes at once
      Given the tenant runs Pod "default/web"
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" is gone from the virtual cluster

    @K8S-44
    Scenario: a pod on a node stays until its kubelet is done with it
      Given the tenant runs Pod "default/web" with:
        | spec.nodeName | worker-1 |
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" in the virtual cluster has:
        | metadata.deletionTimestamp          | (any) |
        | metadata.deletionGracePeriodSeconds | 30    |

    @K8S-44
    Scenario: a pod that is done goes at once
      Given the tenant runs Pod "default/web" with:
        | spec.nodeName | worker-1 |
      And Pod "default/web" in the virtual cluster reports this status:
        | phase | Succeeded |
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" is gone from the virtual cluster
