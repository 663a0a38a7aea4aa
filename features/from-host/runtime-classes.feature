@from-host
Feature: Runtime classes come from the host
  RuntimeClass syncing lets a virtual cluster use the runtime classes of its host:
  one selector says which classes arrive, and which pods may leave.

  Rule: By default, this is disabled

    @RTC-01
    Scenario: a host class does not appear in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        """
      Then RuntimeClass "gvisor" is kept out of the virtual cluster

    @RTC-01
    Scenario: with default settings the tenant's own classes are the tenant's business
      Given a virtual cluster
      And the virtual cluster has RuntimeClass "mine"
      When the engine restarts
      Then RuntimeClass "mine" is still in the virtual cluster

    @RTC-20
    Scenario: a selector without enabled has no effect on classes
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {selector: {matchLabels: {environment: development}}}}}
        """
      And the virtual cluster has RuntimeClass "mine"
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {environment: development}}
        handler: runsc
        """
      Then RuntimeClass "gvisor" is kept out of the virtual cluster
      And RuntimeClass "mine" is still in the virtual cluster

    @RTC-20
    Scenario: a selector without enabled has no effect on pods
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {selector: {matchLabels: {environment: development}}}}}
        """
      And the virtual cluster has RuntimeClass "gvisor"
      And the host cluster has RuntimeClass "gvisor"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | gvisor |

  Rule: Virtual clusters are isolated from each other; a RuntimeClass created in one virtual cluster does not exist in another

    @RTC-06
    Scenario: a class made in a virtual cluster does not reach the host, which all of them share
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: mine}
        handler: runsc
        """
      Then RuntimeClass "mine" is in the virtual cluster
      And RuntimeClass "mine" is kept out of the host cluster

  Rule: When you create a Pod that references a synced RuntimeClass, the host cluster uses that runtime configuration

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |

    @RTC-21 @POD-27
    Scenario: a pod names a class of the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | gvisor |

  Rule: When enabled, vCluster takes control of all RuntimeClass resources in the virtual cluster

    @RTC-03
    Scenario: every class of the host arrives
      Given the host cluster has RuntimeClass "gvisor"
      And the host cluster has RuntimeClass "kata"
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | gvisor        |
        | kata          |

    @RTC-04 @RTC-07
    Scenario: a class that was there before is removed
      Given a virtual cluster
      And the virtual cluster has RuntimeClass "mine"
      And the host cluster has RuntimeClass "gvisor"
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | gvisor        |

    @RTC-39
    Scenario: classes stay as ordinary objects when syncing is turned off
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      And the host cluster has RuntimeClass "gvisor"
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: false}}}
        """
      Then RuntimeClass "gvisor" is still in the virtual cluster

  Rule: If you try to create the RuntimeClass resource directly in the virtual cluster, vCluster detects it and deletes it immediately

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """

    @RTC-05 @RTC-04
    Scenario: a local class is deleted
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: mine, labels: {environment: development}}
        handler: runsc
        """
      Then RuntimeClass "mine" is kept out of the virtual cluster

    @RTC-34
    Scenario: a local class with the name of a host class outside the selector is deleted
      Given the host cluster has RuntimeClass "kata" with:
        | handler                     | kata       |
        | metadata.labels.environment | production |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata, labels: {environment: development}}
        handler: kata
        """
      Then RuntimeClass "kata" is kept out of the virtual cluster
      And RuntimeClass "kata" in the host cluster has:
        | metadata.labels.environment | production |

    @RTC-33
    Scenario: a local class with the name of a selected host class becomes that class
      Given the engine is stopped
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                     | runsc       |
        | metadata.labels.environment | development |
      And the virtual cluster has RuntimeClass "gvisor" with:
        | handler                 | runsc |
        | metadata.labels.private | mine  |
      When the engine starts
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler                     | runsc       |
        | metadata.labels.environment | development |
        | metadata.labels.private     | (absent)    |

    @RTC-33
    Scenario: a local class with another handler gives way to the host's
      Given the engine is stopped
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                     | runsc       |
        | metadata.labels.environment | development |
      And the virtual cluster has RuntimeClass "gvisor" with:
        | handler | crun |
      When the engine starts
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler | runsc |

    @RTC-35 @documented
    Scenario: a label does not keep a local class
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: mine, labels: {vcluster.loft.sh/controlled-by: me}}
        handler: runsc
        """
      Then RuntimeClass "mine" is kept out of the virtual cluster

    @RTC-35
    Scenario: a label keeps a local class in the real one
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: mine, labels: {vcluster.loft.sh/controlled-by: me}}
        handler: runsc
        """
      Then RuntimeClass "mine" is in the virtual cluster

  Rule: vCluster syncs RuntimeClass resources from the host cluster to the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                           | runsc               |
        | metadata.labels.environment       | development         |
        | metadata.annotations["who.io/ran"] | platform            |
        | overhead.podFixed                 | {memory: 120Mi}     |
        | scheduling.nodeSelector           | {sandbox: "true"}   |

    @RTC-22 @NAME-12
    Scenario: the copy has the name, handler, overhead, scheduling, labels and annotations of the host's
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler                            | runsc                                             |
        | metadata.labels                    | {environment: development}                        |
        | metadata.annotations["who.io/ran"] | platform                                          |
        | overhead.podFixed.memory           | 120Mi                                             |
        | scheduling.nodeSelector.sandbox    | true                                              |

    @RTC-08
    Scenario: a class that is created later arrives too
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata}
        handler: kata-qemu
        """
      Then RuntimeClass "kata" in the virtual cluster has:
        | handler | kata-qemu |

    @RTC-09 @RTC-41 @SYNC-05 @GEN-08
    Scenario: a tenant's change does not reach the host
      When RuntimeClass "gvisor" in the virtual cluster is changed to:
        | metadata.labels.environment | production |
      Then RuntimeClass "gvisor" in the host cluster has:
        | metadata.labels | {environment: development} |

    @RTC-30
    Scenario: a label that means a release elsewhere comes along and is followed
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.release | stable |
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.labels | {environment: development, release: stable} |

    @RTC-29 @RTC-31 @MERGE-12 @OWN-07
    Scenario: a tenant's change is overwritten
      When RuntimeClass "gvisor" in the virtual cluster is changed to:
        | metadata.labels.environment        | production |
        | metadata.labels.added              | by-tenant  |
        | metadata.annotations["who.io/ran"] | (absent)   |
        | metadata.annotations["who.io/add"] | tenant     |
        | overhead.podFixed.memory           | 1Mi        |
        | scheduling.nodeSelector.sandbox    | (absent)   |
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.labels                    | {environment: development} |
        | metadata.annotations               | {who.io/ran: platform}     |
        | overhead.podFixed.memory           | 120Mi                      |
        | scheduling.nodeSelector.sandbox    | true                       |

    @RTC-29
    Scenario Outline: <key>, which says whose an object is, keeps the value it has in the virtual cluster
      When RuntimeClass "gvisor" in the virtual cluster is changed to:
        | metadata.<field>["vcluster.loft.sh/<key>"] | mine |
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.<field>["vcluster.loft.sh/<key>"] | mine |
      And RuntimeClass "gvisor" in the host cluster has:
        | metadata.<field>["vcluster.loft.sh/<key>"] | (absent) |

      Examples:
        | key                         | field       |
        | managed-by                  | labels      |
        | namespace                   | labels      |
        | controlled-by               | labels      |
        | ns-label-inner-x-ca8b22d0db | labels      |
        | object-name                 | annotations |

    @RTC-32
    Scenario: a copy the tenant deletes comes back
      When RuntimeClass "gvisor" is deleted from the virtual cluster
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler | runsc |

    @RTC-41
    Scenario: a tenant's deletion does not reach the host
      When RuntimeClass "gvisor" is deleted from the virtual cluster
      Then RuntimeClass "gvisor" is still in the host cluster

    @RTC-38
    Scenario: a class that is being deleted stays until it is gone
      Given RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.finalizers | [example.com/keep] |
      When RuntimeClass "gvisor" is deleted from the host cluster
      Then RuntimeClass "gvisor" is still in the virtual cluster

  Rule: vCluster syncs Pod resources only if no selector is defined for RuntimeClass syncing

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | metadata.labels.environment | production |

    @RTC-42
    Scenario: without a selector a pod syncs whatever class it names
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | gvisor |

    @RTC-54
    Scenario: without a selector a pod keeps syncing when its class is gone
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" is deleted from the host cluster
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Pod "default/web" has:
        | metadata.labels.tier | front |
      And the tenant sees no Warning event on Pod "default/web"

  Rule: vCluster syncs Pod resources if the Pod's runtimeClassName references a RuntimeClass resource that matches the selector, or is empty

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | metadata.labels.environment | development |

    @RTC-43
    Scenario: a pod of a selected class syncs
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | gvisor |
      And the tenant sees no Warning event on Pod "default/web"

    @RTC-44
    Scenario: a pod that names no class syncs
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | (absent) |
      And the tenant sees no Warning event on Pod "default/web"

  Rule: The same selector controls both sync flows

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                     | runsc       |
        | metadata.labels.environment | development |

    @RTC-45
    Scenario: a class that leaves the selection takes the way of new pods with it
      Given the engine is stopped
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the engine starts
      Then RuntimeClass "gvisor" is gone from the virtual cluster
      And Pod "default/web" has no host copy

    @RTC-45 @RTC-49 @RTC-50 @documented
    Scenario: a waiting pod syncs when its class is selected again
      Given the engine is stopped
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      And the engine starts
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | development |
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | gvisor |

    @RTC-50
    Scenario: the real one leaves a waiting pod waiting when its class is selected again
      Given the engine is stopped
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      And the configuration becomes:
        """yaml
        compat: vcluster
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | development |
      Then Pod "default/web" has no host copy

    @RTC-55 @RTC-48
    Scenario: a class forced on all pods is not what the selector looks at
      Given the configuration becomes:
        """yaml
        sync:
          toHost: {pods: {runtimeClassName: kata}}
          fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has RuntimeClass "kata" with:
        | metadata.labels.environment | production |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | kata |

    @RTC-55
    Scenario: the copy of a pod with a forced class goes with its original
      Given the configuration becomes:
        """yaml
        sync:
          toHost: {pods: {runtimeClassName: kata}}
          fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has RuntimeClass "kata" with:
        | metadata.labels.environment | production |
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      When Pod "default/web" is deleted from the virtual cluster
      Then the host copy of Pod "default/web" is gone

  Rule: Only RuntimeClass resources with exactly the labels of matchLabels are synced

    Background:
      Given the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {environment: development}}
        handler: runsc
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata, labels: {environment: production}}
        handler: kata
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: plain}
        handler: runc
        """

    @RTC-10
    Scenario: the documented selector takes the development class only
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchLabels:
                  environment: development
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | gvisor        |

    @RTC-17
    Scenario Outline: an empty selector, <selector>, is no selector
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: <selector>}}}
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | gvisor        |
        | kata          |
        | plain         |

      Examples:
        | selector                                |
        | {}                                      |
        | {matchLabels: {}, matchExpressions: []} |

  Rule: The matchExpressions selector allows set-based filtering with multiple operators

    Background:
      Given the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: sandbox, labels: {kubernetes.io/runtime.class: gvisor}}
        handler: runsc
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: rusty, labels: {kubernetes.io/runtime.class: youki}}
        handler: youki
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: micro, labels: {kubernetes.io/runtime.class: kata}}
        handler: kata
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: plain}
        handler: runc
        """

    @RTC-11 @RTC-15
    Scenario: In takes the classes that have the key with one of the values
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions:
                  - key: kubernetes.io/runtime.class
                    operator: In
                    values:
                      - gvisor
                      - youki
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | sandbox       |
        | rusty         |

    @RTC-12 @documented
    Scenario: NotIn takes the classes that have the key with none of the values
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions: [{key: kubernetes.io/runtime.class, operator: NotIn, values: [gvisor, youki]}]
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | micro         |

    @RTC-12
    Scenario: NotIn also takes classes without the key in the real one
      When the configuration becomes:
        """yaml
        compat: vcluster
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions: [{key: kubernetes.io/runtime.class, operator: NotIn, values: [gvisor, youki]}]
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | micro         |
        | plain         |

    @RTC-13
    Scenario: Exists takes the classes that have the key
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions: [{key: kubernetes.io/runtime.class, operator: Exists}]
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | sandbox       |
        | rusty         |
        | micro         |

    @RTC-14
    Scenario: DoesNotExist takes the classes without the key
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions: [{key: kubernetes.io/runtime.class, operator: DoesNotExist}]
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | plain         |

    @RTC-18
    Scenario Outline: a selector with <mistake> is refused
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchExpressions: [<expression>]}}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.runtimeClasses.selector
        """

      Examples:
        | mistake                | expression                            |
        | an unknown operator    | {key: a, operator: Foo, values: [b]}  |
        | In without values      | {key: a, operator: In}                |
        | Exists with values     | {key: a, operator: Exists, values: [b]} |
        | a key that cannot be   | {key: "a b", operator: Exists}        |

    @RTC-18
    Scenario: the refusal of an operator names it
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchExpressions: [{key: a, operator: Foo}]}}}}
        """
      Then the configuration is refused with:
        """
        "Foo" is not a valid label selector operator
        """

  Rule: Label conditions are additive meaning all specified label conditions must match

    Background:
      Given the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: both, labels: {environment: development, kubernetes.io/runtime.class: youki}}
        handler: youki
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: wrong-class, labels: {environment: development, kubernetes.io/runtime.class: kata}}
        handler: kata
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: wrong-environment, labels: {environment: production, kubernetes.io/runtime.class: gvisor}}
        handler: runsc
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: one-label, labels: {environment: development, team: a}}
        handler: runc
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: other-label, labels: {team: a}}
        handler: runc
        """

    @RTC-16
    Scenario: the documented combination takes the class that satisfies both
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchLabels:
                  environment: development
                matchExpressions:
                  - key: kubernetes.io/runtime.class
                    operator: In
                    values:
                      - gvisor
                      - youki
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | both          |

    @RTC-16
    Scenario: several labels must all match
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development, team: a}}}}}
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | one-label     |

    @RTC-16 @documented
    Scenario: several expressions must all match
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions:
                  - {key: environment, operator: Exists}
                  - {key: kubernetes.io/runtime.class, operator: NotIn, values: [kata, youki]}
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name     |
        | wrong-environment |

  Rule: When you modify the RuntimeClass resource in the host cluster, vCluster re-evaluates whether it still matches the selector criteria

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                     | runsc       |
        | metadata.labels.environment | development |

    @RTC-24
    Scenario: a class that still matches is updated
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.tier     | gold            |
        | overhead.podFixed        | {memory: 64Mi}  |
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.labels          | {environment: development, tier: gold} |
        | overhead.podFixed.memory | 64Mi                                   |

    @RTC-24
    Scenario: what the host removes from a class goes from its copy
      Given RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.tier | gold           |
        | overhead.podFixed    | {memory: 64Mi} |
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.tier | (absent) |
        | overhead             | (absent) |
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.labels | {environment: development} |
        | overhead        | (absent)                   |

    @RTC-25
    Scenario: a class that no longer matches is removed
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      Then RuntimeClass "gvisor" is gone from the virtual cluster
      And RuntimeClass "gvisor" is still in the host cluster

    @RTC-26
    Scenario: a class that begins to match arrives
      Given the host cluster has RuntimeClass "kata" with:
        | metadata.labels.environment | production |
      When RuntimeClass "kata" in the host cluster is changed to:
        | metadata.labels.environment | development |
      Then RuntimeClass "kata" is in the virtual cluster

    @RTC-37
    Scenario: a class made anew with another handler is made anew in the virtual cluster
      Given RuntimeClass "gvisor" is deleted from the host cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {environment: development}}
        handler: runsc-next
        """
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler | runsc-next |

    @RTC-37
    Scenario: a handler that changed while nobody looked is followed too
      Given the engine is stopped
      And RuntimeClass "gvisor" is deleted from the host cluster
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                     | runsc-next  |
        | metadata.labels.environment | development |
      When the engine starts
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler | runsc-next |

    @RTC-40
    Scenario: a changed selector re-evaluates every class
      Given the host cluster has RuntimeClass "kata" with:
        | metadata.labels.environment | production |
      When the configuration becomes:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: production}}}}}
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | kata          |

  Rule: When you create Pod resources in the virtual cluster, the resources can only reference RuntimeClass resources that exist in the virtual cluster

    @RTC-47
    Scenario: a pod that names a class outside the selector is refused
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "youki" with:
        | metadata.labels.environment | production |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: my-pod, namespace: default}
        spec: {runtimeClassName: youki, containers: [{name: app, image: nginx}]}
        """
      Then it is refused with:
        """
        pods "my-pod" is forbidden: pod rejected: RuntimeClass "youki" not found
        """

    @RTC-56 @POD-28
    Scenario: the overhead of a class is on the pod once, and the same on both sides
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | overhead.podFixed       | {memory: 120Mi}   |
        | scheduling.nodeSelector | {sandbox: "true"} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.overhead.memory      | 120Mi |
        | spec.nodeSelector.sandbox | true  |

  Rule: When vCluster removes a synced RuntimeClass, any Pod resources that reference it remain in the virtual and host clusters

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                     | runsc       |
        | metadata.labels.environment | development |

    @RTC-27 @RTC-51
    Scenario: a class that is deleted on the host goes, its pods stay on both sides
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      When RuntimeClass "gvisor" is deleted from the host cluster
      Then RuntimeClass "gvisor" is gone from the virtual cluster
      And Pod "default/web" is still in the virtual cluster
      And the host copy of Pod "default/web" is still there

    @RTC-51
    Scenario: a class that leaves the selection goes, its pods stay on both sides
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      Then RuntimeClass "gvisor" is gone from the virtual cluster
      And Pod "default/web" is still in the virtual cluster
      And the host copy of Pod "default/web" is still there

    @RTC-51
    Scenario: orphaned pods stay through a restart
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the engine restarts
      Then Pod "default/web" is still in the virtual cluster
      And the host copy of Pod "default/web" is still there

  Rule: These orphaned Pod resources stop receiving updates

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | metadata.labels.environment | development |

    @RTC-52
    Scenario: a change of the virtual pod does not reach the host
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Pod "default/web" has:
        | metadata.labels.tier | (absent) |

    @RTC-52
    Scenario: a status of the host pod does not reach the virtual pod
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the host copy of Pod "default/web" reports this status:
        | phase | Running |
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Pending |

    @RTC-52 @EVT-01 @documented
    Scenario: the tenant of an orphan is told
      Given the tenant runs Pod "default/my-pod" with:
        | spec.runtimeClassName | gvisor |
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      Then the tenant sees a Warning event "SyncWarning" on Pod "default/my-pod":
        """
        did not sync pod "my-pod" to host because it does not match the selector under 'sync.fromHost.runtimeClasses.selector'
        """

    @RTC-52 @documented
    Scenario: an orphan whose class is selected again catches up
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      And Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | development |
      Then the host copy of Pod "default/web" has:
        | metadata.labels.tier | front |

  Rule: To remove these orphaned resources, you must delete them manually in the virtual and host clusters

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | metadata.labels.environment | development |

    @RTC-53 @documented
    Scenario: deleting the virtual pod removes it there and nowhere else
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" is gone from the virtual cluster
      And the host copy of Pod "default/web" is still there

    @RTC-53
    Scenario: deleting the host pod removes it there and nowhere else
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the host copy of Pod "default/web" is deleted
      Then the host copy of Pod "default/web" is gone
      And Pod "default/web" is still in the virtual cluster

    @RTC-53 @documented
    Scenario: deleting the pod by hand on both sides removes it
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      And Pod "default/web" is deleted from the virtual cluster
      When the host copy of Pod "default/web" is deleted
      Then Pod "default/web" is gone from the virtual cluster
      And the host copy of Pod "default/web" is gone

    @RTC-53 @documented
    Scenario: a pod that ran on a node can be deleted by hand too
      Given the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
        | spec.nodeName         | node-1 |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" is gone from the virtual cluster
      And the host copy of Pod "default/web" has:
        | metadata.deletionTimestamp | (absent) |

    @RTC-53
    Scenario: in the real one an orphan that is deleted in the virtual cluster hangs there
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
        | spec.nodeName         | node-1 |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" in the virtual cluster has:
        | metadata.deletionTimestamp | (any) |
      And the host copy of Pod "default/web" has:
        | metadata.deletionTimestamp | (absent) |

    @RTC-53
    Scenario: in the real one a force-deleted orphan takes its host copy along
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Pod "default/web" is force-deleted from the virtual cluster
      Then Pod "default/web" is gone from the virtual cluster
      And the host copy of Pod "default/web" is gone

  Rule: When the RuntimeClass resource doesn't match the selector criteria during evaluation, vCluster logs a warning

    @RTC-28
    Scenario: the log names the class and the selector
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata, labels: {environment: production}}
        handler: kata
        """
      Then the engine warns:
        """
        did not sync runtime class "kata" because it does not match the selector under 'sync.fromHost.runtimeClasses.selector'
        """

  Rule: The Pod fails to sync to the host cluster, and vCluster records an event on the Pod resource in the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      And the host cluster has RuntimeClass "youki" with:
        | handler                     | youki       |
        | metadata.labels.environment | development |

    @RTC-46 @EVT-01 @GEN-37 @documented
    Scenario: the event says that the selector does not let the pod through
      Given the engine is stopped
      And the tenant runs Pod "default/my-pod" with:
        | spec.runtimeClassName | youki |
      And RuntimeClass "youki" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the engine starts
      Then Pod "default/my-pod" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/my-pod":
        """
        did not sync pod "my-pod" to host because it does not match the selector under 'sync.fromHost.runtimeClasses.selector'
        """

    @EVT-01 @EVT-02
    Scenario: the event comes from the pod's syncer
      Given the engine is stopped
      And the tenant runs Pod "default/my-pod" with:
        | spec.runtimeClassName | youki |
      And RuntimeClass "youki" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the engine starts
      Then the virtual cluster has these Events:
        | type    | reason      | action  | reportingComponent | involvedObject.kind | involvedObject.namespace | involvedObject.name |
        | Warning | SyncWarning | SyncPod | pod-syncer         | Pod                 | default                  | my-pod              |

    @EVT-02
    Scenario: the event of the real one names the class as well
      Given the engine is stopped
      And the tenant runs Pod "default/my-pod" with:
        | spec.runtimeClassName | youki |
      And RuntimeClass "youki" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the configuration becomes:
        """yaml
        compat: vcluster
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}}
        """
      Then Pod "default/my-pod" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/my-pod":
        """
        did not sync pod "my-pod" to host because the runtime class "youki" in the host does not match the selector under 'sync.fromHost.runtimeClasses.selector'
        """

    @EVT-03 @RTC-48
    Scenario: the event says when the class is not on the host at all
      Given the engine is stopped
      And the tenant runs Pod "default/my-pod" with:
        | spec.runtimeClassName | youki |
      And RuntimeClass "youki" is deleted from the host cluster
      When the engine starts
      Then Pod "default/my-pod" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/my-pod":
        """
        did not sync pod "my-pod" to host because the runtime class "youki" couldn't be reached in the host: RuntimeClass.node.k8s.io "youki" not found
        """

    @EVT-04 @RTC-48
    Scenario: the event says when the class is being deleted
      Given RuntimeClass "youki" in the host cluster is changed to:
        | metadata.finalizers | [example.com/keep] |
      And RuntimeClass "youki" is deleted from the host cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: my-pod, namespace: default}
        spec: {runtimeClassName: youki, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/my-pod" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/my-pod":
        """
        did not sync pod "my-pod" to host because the runtime class "youki" couldn't be reached in the host: it is being deleted
        """

    @RTC-46
    Scenario: the waiting pod is pending in the virtual cluster
      Given the engine is stopped
      And the tenant runs Pod "default/my-pod" with:
        | spec.runtimeClassName | youki |
      And RuntimeClass "youki" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the engine starts
      Then Pod "default/my-pod" in the virtual cluster has:
        | status.phase | Pending |

    @RTC-46 @MAP-07
    Scenario: what only a waiting pod names is not copied
      Given the engine is stopped
      And the virtual cluster has ConfigMap "default/settings"
      And the tenant runs Pod "default/my-pod" with:
        | spec.runtimeClassName | youki                                        |
        | spec.volumes          | [{name: v, configMap: {name: settings}}]     |
      And RuntimeClass "youki" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When the engine starts
      Then ConfigMap "default/settings" has no host copy
