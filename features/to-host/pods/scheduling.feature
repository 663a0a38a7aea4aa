@to-host
Feature: Pods are scheduled by the host, or inside the virtual cluster
  The host's scheduler chooses the node of every pod, unless the virtual cluster has
  a scheduler of its own. What that one has chosen is not decided again on the host.

  Rule: Virtual scheduler: only pods that are assigned to a node are synced to the host

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      And the host cluster has Node "worker-1"

    @POD-122
    Scenario: a pod without a node waits, and nobody is alarmed
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" has no host copy
      And the tenant sees no Warning event on Pod "default/web"

    @POD-122 @POD-123
    Scenario: a pod goes to the node that was chosen for it, and nothing else has a say
      Given the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {app: web}}
        spec:
          containers: [{name: app, image: nginx}]
          nodeSelector: {disk: fast}
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
          topologySpreadConstraints:
            - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}
        """
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.nodeName | worker-1 |
      Then the host copy of Pod "default/web" has:
        | spec.nodeName                  | worker-1 |
        | spec.affinity                  | (absent) |
        | spec.topologySpreadConstraints | (absent) |
        | spec.nodeSelector              | (absent) |

    @NODE-12 @POD-125
    Scenario: all nodes are shown, for a scheduler has to see them
      Then the virtual cluster has these Nodes:
        | metadata.name |
        | worker-1      |

    @POD-125 @NODE-04
    Scenario: only the selected nodes are shown if some are selected
      Given the host cluster has Node "worker-2" with:
        | metadata.labels.zone | a |
      When the configuration becomes:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {fromHost: {nodes: {enabled: true, selector: {labels: {zone: a}}}}}
        """
      Then the virtual cluster has these Nodes:
        | metadata.name |
        | worker-2      |

    @POD-122
    Scenario: the older key asks for the same
      Given the configuration becomes:
        """yaml
        controlPlane: {advanced: {virtualScheduler: {enabled: true}}}
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" has no host copy

    @POD-123
    Scenario: a pod on its node reports what it does there
      Given the tenant runs Pod "default/web" with:
        | spec.nodeName | worker-1 |
      When the host copy of Pod "default/web" reports this status:
        | phase | Running |
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeName | worker-1 |
        | status.phase  | Running  |

  Rule: If auto, is automatically enabled when the virtual scheduler is enabled

    @POD-125 @POD-126 @NODE-12
    Scenario Outline: <scheduler> asks for all that a scheduler has to see
      Given a virtual cluster with this configuration:
        """yaml
        <configuration>
        """
      Then the configuration has:
        | sync.fromHost.nodes.selector.all           | true |
        | sync.fromHost.csiNodes.enabled             | true |
        | sync.fromHost.csiDrivers.enabled           | true |
        | sync.fromHost.csiStorageCapacities.enabled | true |
        | sync.fromHost.storageClasses.enabled       | true |

      Examples:
        | scheduler             | configuration |
        | the virtual scheduler | {controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}, sync: {fromHost: {nodes: {enabled: true}}}} |
        | hybrid scheduling     | {sync: {toHost: {pods: {hybridScheduling: {enabled: true}}}, fromHost: {nodes: {enabled: true}}}}         |

    @POD-126
    Scenario: storage is not asked for where no claims are synced
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {toHost: {persistentVolumeClaims: {enabled: false}}, fromHost: {nodes: {enabled: true}}}
        """
      Then the configuration has:
        | sync.fromHost.nodes.selector.all           | true |
        | sync.fromHost.csiNodes.enabled             | auto |
        | sync.fromHost.csiDrivers.enabled           | auto |
        | sync.fromHost.csiStorageCapacities.enabled | auto |
        | sync.fromHost.storageClasses.enabled       | auto |

    @POD-126
    Scenario: what is switched off stays off
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {fromHost: {nodes: {enabled: true, selector: {labels: {zone: a}}}, csiNodes: {enabled: false}}}
        """
      Then the configuration has:
        | sync.fromHost.nodes.selector.all | false |
        | sync.fromHost.csiNodes.enabled   | false |
        | sync.fromHost.csiDrivers.enabled | true  |

  Rule: A scheduler in the virtual cluster needs nodes to choose from

    @POD-124 @NODE-13
    Scenario Outline: <scheduler> without nodes is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        <configuration>
        """
      Then the configuration is refused with:
        """
        sync.fromHost.nodes.enabled is false, but required if using hybrid scheduling or virtual scheduler
        """

      Examples:
        | scheduler             | configuration                                                   |
        | the virtual scheduler | controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}     |
        | its older key         | controlPlane: {advanced: {virtualScheduler: {enabled: true}}}   |
        | hybrid scheduling     | sync: {toHost: {pods: {hybridScheduling: {enabled: true}}}}     |

    @POD-124
    Scenario: it is said where the configuration asks for what it does not give
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost: {pods: {hybridScheduling: {enabled: true}}}
          fromHost: {nodes: {enabled: false}}
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:3:22: sync.fromHost.nodes.enabled is false
        """

  Rule: Hybrid scheduling: the pods of the named schedulers are scheduled by the host

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {hybridScheduling: {enabled: true, hostSchedulers: [gpu-scheduler]}}}
          fromHost: {nodes: {enabled: true}}
        """
      And the host cluster has Node "worker-1"

    @POD-127 @POD-131
    Scenario: a pod that names a scheduler of the host goes there at once with all that it asks for
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {app: web}}
        spec:
          schedulerName: gpu-scheduler
          containers: [{name: app, image: nginx}]
          nodeSelector: {disk: fast}
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.schedulerName     | gpu-scheduler |
        | spec.nodeSelector.disk | fast          |
        | spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels | {app: web, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: default} |

    @POD-128
    Scenario Outline: a pod that names <none> is scheduled by the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]<scheduler>}
        """
      Then the host copy of Pod "default/web" has:
        | spec.schedulerName | default-scheduler |

      Examples:
        | none                  | scheduler                          |
        | no scheduler          |                                    |
        | the default scheduler | , schedulerName: default-scheduler |

    @POD-129
    Scenario: a pod that names another scheduler waits for that one
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], schedulerName: mine}
        """
      Then Pod "default/web" has no host copy
      And the tenant sees no Warning event on Pod "default/web"

    @POD-129
    Scenario: the node that another scheduler chose is the copy's
      Given the tenant runs Pod "default/web" with:
        | spec.schedulerName | mine         |
        | spec.nodeSelector  | {disk: fast} |
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.nodeName | worker-1 |
      Then the host copy of Pod "default/web" has:
        | spec.nodeName     | worker-1 |
        | spec.nodeSelector | (absent) |

    @POD-127 @NODE-12
    Scenario: the virtual pod follows the host's choice
      Given the tenant runs Pod "default/web" with:
        | spec.schedulerName | gpu-scheduler |
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeName | worker-1 |

    @POD-128 @POD-130
    Scenario: beside the virtual scheduler only the named ones are the host's
      Given the configuration becomes:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync:
          toHost: {pods: {hybridScheduling: {enabled: true, hostSchedulers: [gpu-scheduler]}}}
          fromHost: {nodes: {enabled: true}}
        """
      And the tenant runs Pod "default/gpu" with:
        | spec.schedulerName | gpu-scheduler |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" has no host copy
      And the host copy of Pod "default/gpu" is still there

    @POD-130
    Scenario: hybrid scheduling without host schedulers has no effect beside the virtual scheduler
      When the configuration becomes:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync:
          toHost: {pods: {hybridScheduling: {enabled: true}}}
          fromHost: {nodes: {enabled: true}}
        """
      Then the engine warns:
        """
        vcluster.yaml:3:38: warning: sync.toHost.pods.hybridScheduling has no effect: the virtual scheduler is on and hostSchedulers is empty
        """
