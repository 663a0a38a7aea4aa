@from-host
Feature: Priority classes come from the host
  The text of the runtime classes serves every class that comes from the host; here
  the objects that name a class are pods.

  Rule: By default, this is disabled

    @PC-01
    Scenario: a host class does not appear in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: gold}
        value: 1000
        """
      Then PriorityClass "gold" is kept out of the virtual cluster

  Rule: PriorityClasses defines if priority classes should get synced from the host cluster to the virtual cluster, but not back

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {priorityClasses: {enabled: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: gold
          labels: {tier: top, vcluster.loft.sh/managed-by: other}
          annotations: {note: host, vcluster.loft.sh/object-name: other}
        value: 1000
        globalDefault: true
        description: for those who pay
        """

    @PC-07 @PC-08
    Scenario: a class arrives whole, without the marks of any virtual cluster
      Then PriorityClass "gold" in the virtual cluster has:
        | value                                                | 1000              |
        | globalDefault                                        | true              |
        | description                                          | for those who pay |
        | metadata.labels                                      | {tier: top}       |
        | metadata.annotations.note                            | host              |
        | metadata.annotations["vcluster.loft.sh/object-name"] | (absent)          |

    @PC-09
    Scenario: a class changed on the host is changed in the virtual cluster
      When PriorityClass "gold" in the host cluster is changed to:
        | description          | for everybody |
        | metadata.labels.tier | low           |
      Then PriorityClass "gold" in the virtual cluster has:
        | description          | for everybody |
        | metadata.labels.tier | low           |

    @PC-09
    Scenario: an edit in the virtual cluster is undone and does not reach the host
      When PriorityClass "gold" in the virtual cluster is changed to:
        | description | mine |
      Then PriorityClass "gold" in the virtual cluster has:
        | description | for those who pay |
      And PriorityClass "gold" in the host cluster has:
        | description | for those who pay |

    @PC-13
    Scenario: a class of the tenant's own is deleted
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: mine}
        value: 1
        """
      Then PriorityClass "mine" is gone from the virtual cluster

    @PC-14
    Scenario: a class deleted on the host goes from the virtual cluster
      When PriorityClass "gold" is deleted from the host cluster
      Then PriorityClass "gold" is gone from the virtual cluster

    @PC-15
    Scenario: a class deleted in the virtual cluster comes back
      When PriorityClass "gold" is deleted from the virtual cluster
      Then PriorityClass "gold" is in the virtual cluster

    @PC-14
    Scenario: a class made anew on the host with another value has it in the virtual cluster
      Given the engine is stopped
      And PriorityClass "gold" is deleted from the host cluster
      And the host cluster has PriorityClass "gold" with:
        | value | 2000 |
      When the engine starts
      Then PriorityClass "gold" in the virtual cluster has:
        | value | 2000 |

    @PC-18
    Scenario: a class that another virtual cluster brought to the host stays there
      Given the host cluster has:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: theirs
          annotations:
            vcluster.loft.sh/object-name: urgent
            vcluster.loft.sh/object-uid: 4b4a1f5c-7cf1-4d7b-8d0c-3a2f1a4c1f60
            vcluster.loft.sh/object-kind: scheduling.k8s.io/v1, Kind=PriorityClass
            vcluster.loft.sh/object-host-name: theirs
          labels: {vcluster.loft.sh/managed-by: other-x-other}
        value: 7
        """
      When the engine restarts
      Then PriorityClass "theirs" is still in the host cluster

    @POD-24
    Scenario: a pod keeps its class and its priority on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: gold}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priorityClassName | gold |
        | spec.priority          | 1000 |

  Rule: If a selector is defined, only resources matching the selector will sync

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {priorityClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has PriorityClass "gold" with:
        | value                       | 1000        |
        | metadata.labels.environment | development |

    @PC-11
    Scenario: the engine warns of a class that does not match
      When this is applied in the host cluster:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: other}
        value: 5
        """
      Then the engine warns:
        """
        did not sync priority class "other" because it does not match the selector under 'sync.fromHost.priorityClasses.selector'
        """
      And PriorityClass "other" is kept out of the virtual cluster

    @PC-12
    Scenario: a class that matches no longer is removed
      When PriorityClass "gold" in the host cluster is changed to:
        | metadata.labels.environment | production |
      Then PriorityClass "gold" is gone from the virtual cluster

    @PC-10
    Scenario Outline: <class> passes every selector, and so do its pods
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: kube-system}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: <class>}
        """
      Then PriorityClass "<class>" is still in the virtual cluster
      And the host copy of Pod "kube-system/web" has:
        | spec.priorityClassName | <class> |

      Examples:
        | class                   |
        | system-node-critical    |
        | system-cluster-critical |

  Rule: The same selector controls both sync flows

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {priorityClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has PriorityClass "gold" with:
        | value                       | 1000        |
        | metadata.labels.environment | development |

    @PC-17
    Scenario: a pod of a class that does not come to the virtual cluster is refused there
      Given the host cluster has PriorityClass "other" with:
        | value | 5 |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: other}
        """
      Then it is refused with:
        """
        no PriorityClass with name other was found
        """

    @POD-160 @EVT-06 @documented
    Scenario: a pod whose class stopped matching unseen is not synced, and its tenant is told
      Given the engine is stopped
      And PriorityClass "gold" in the host cluster is changed to:
        | metadata.labels.environment | production |
      And the tenant runs Pod "default/web" with:
        | spec.priorityClassName | gold |
      When the engine starts
      Then Pod "default/web" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host because it does not match the selector under 'sync.fromHost.priorityClasses.selector'
        """

    @POD-160 @EVT-06
    Scenario: a pod whose class the host lost unseen is not synced, and its tenant is told
      Given the engine is stopped
      And PriorityClass "gold" is deleted from the host cluster
      And the tenant runs Pod "default/web" with:
        | spec.priorityClassName | gold |
      When the engine starts
      Then the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host because the priority class "gold" couldn't be reached in the host: PriorityClass.scheduling.k8s.io "gold" not found
        """

    @POD-160
    Scenario: a pod without a class is synced without a check
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priority | 0 |

    @POD-160 @EVT-06
    Scenario: the real one names the class in the event
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {fromHost: {priorityClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the engine is stopped
      And PriorityClass "gold" in the host cluster is changed to:
        | metadata.labels.environment | production |
      And the tenant runs Pod "default/web" with:
        | spec.priorityClassName | gold |
      When the engine starts
      Then the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host because the priority class "gold" in the host does not match the selector under 'sync.fromHost.priorityClasses.selector'
        """
