@to-host
Feature: Priority classes to the host
  A tenant's priority class ranks its pods among all pods of the host, so it gets a
  name of its own there, and never reaches what the host keeps for itself.

  Rule: By default, this is disabled

    @PC-01
    Scenario: a class stays in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: urgent}
        value: 1000
        """
      Then PriorityClass "urgent" has no host copy

    @PC-16
    Scenario: both directions at once are refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost: {priorityClasses: {enabled: true}}
          fromHost: {priorityClasses: {enabled: true}}
        """
      Then the configuration is refused with:
        """
        cannot sync priorityclasses to and from host at the same time
        """

  Rule: PriorityClasses defines if priority classes created within the virtual cluster should get synced to the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {priorityClasses: {enabled: true}}}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: urgent, labels: {team: web}, annotations: {note: mine}}
        value: 1000
        globalDefault: true
        preemptionPolicy: Never
        description: before the others
        """

    @PC-02 @PC-03 @NAME-09
    Scenario: a class is copied whole, but it is nobody's default on the host
      Then the host copy of PriorityClass "urgent" has:
        | value                     | 1000              |
        | preemptionPolicy          | Never             |
        | description               | before the others |
        | globalDefault             | (absent)          |
        | metadata.labels.team      | web               |
        | metadata.annotations.note | mine              |

    @PC-02 @GEN-21
    Scenario: a copy belongs to no namespace and is owned by nothing in one
      Then the host copy of PriorityClass "urgent" has:
        | metadata.annotations["vcluster.loft.sh/object-name"]      | urgent                                    |
        | metadata.annotations["vcluster.loft.sh/object-kind"]      | scheduling.k8s.io/v1, Kind=PriorityClass  |
        | metadata.annotations["vcluster.loft.sh/object-namespace"] | (absent)                                  |
        | metadata.labels["vcluster.loft.sh/namespace"]             | (absent)                                  |
        | metadata.ownerReferences                                  | (absent)                                  |

    @PC-03
    Scenario: a class of the system ranks below those of the host's system
      Then the host copy of PriorityClass "system-node-critical" has:
        | value | 1000000000 |

    @PC-04
    Scenario: a description changed in the virtual cluster goes to the host
      When PriorityClass "urgent" in the virtual cluster is changed to:
        | description          | first |
        | metadata.labels.team | core  |
      Then the host copy of PriorityClass "urgent" has:
        | description          | first |
        | metadata.labels.team | core  |

    @PC-04
    Scenario: a description changed on the host comes back
      When the host copy of PriorityClass "urgent" is changed to:
        | description               | last   |
        | metadata.annotations.note | theirs |
      Then PriorityClass "urgent" in the virtual cluster has:
        | description               | last   |
        | metadata.annotations.note | theirs |

    @PC-04
    Scenario: a class made anew with another value has that value on the host
      Given PriorityClass "urgent" is deleted from the virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: urgent}
        value: 2000
        """
      Then the host copy of PriorityClass "urgent" has:
        | value | 2000 |

    @PC-05
    Scenario: a class deleted in the virtual cluster goes from the host
      When PriorityClass "urgent" is deleted from the virtual cluster
      Then the host copy of PriorityClass "urgent" is gone

    @PC-06
    Scenario: a class deleted on the host is made again
      When the host copy of PriorityClass "urgent" is deleted
      Then PriorityClass "urgent" is still in the virtual cluster
      And the host copy of PriorityClass "urgent" is still there

    @PC-19
    Scenario: a selector of the other direction keeps nothing from the host
      Given the configuration becomes:
        """yaml
        sync:
          toHost: {priorityClasses: {enabled: true}}
          fromHost: {priorityClasses: {enabled: false, selector: {matchLabels: {team: nobody}}}}
        """
      When PriorityClass "urgent" in the virtual cluster is changed to:
        | description | first |
      Then the host copy of PriorityClass "urgent" has:
        | description | first |

  Rule: Pods name the copies

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {priorityClasses: {enabled: true}}}
        """
      And the virtual cluster has PriorityClass "urgent" with:
        | value | 1000 |

    @POD-23
    Scenario: a pod has the copy of its class
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: urgent}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priorityClassName | (host name of PriorityClass urgent) |
        | spec.priority          | 1000                                |

    @POD-23
    Scenario: a pod of the system has no more than the copy of its class
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: system-node-critical}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priority | 1000000000 |
      And Pod "default/web" in the virtual cluster has:
        | spec.priority | 2000001000 |

    @POD-23
    Scenario: a pod without a class has the default of the host
      Given the host cluster has PriorityClass "usual" with:
        | value         | 5    |
        | globalDefault | true |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priorityClassName | usual |
        | spec.priority          | 5     |
