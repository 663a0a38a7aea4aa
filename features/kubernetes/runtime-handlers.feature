@kubernetes @node
Feature: Nodes run pods with the runtime handler their class names
  A runtime class ends on a node: its handler is one of the configurations of the node's
  container runtime. What a kubelet writes about a pod it can or cannot run comes back
  to the tenant, word for word. The kubelets here are those of Kubernetes 1.36, unless a
  scenario names an older one.

  Background:
    Given a virtual cluster with this configuration:
      """yaml
      sync: {fromHost: {runtimeClasses: {enabled: true}}}
      """

  Rule: The RuntimeClass feature is enabled by default on API servers and kubelets

    @K8S-38 @K8S-15 @K8S-36
    Scenario: a pod that names a class runs without anything else being set up
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    |
        | worker-1 | runc, runsc |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.runtimeClassName                         | gvisor   |
        | status.phase                                  | Running  |
        | status.podIP                                  | (any)    |
        | status.containerStatuses[0].ready             | true     |
        | status.containerStatuses[0].state.running     | (any)    |
        | status.runtimeHandler                         | (absent) |
      And the tenant sees no Warning event on Pod "default/web"

  Rule: The configurations have a corresponding handler name, referenced by the RuntimeClass

    @K8S-26
    Scenario: each class of a node with two handlers runs pods
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers          |
        | worker-1 | runc, runsc, kata |
      And the host cluster has:
        """yaml
        {apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: gvisor}, handler: runsc}
        ---
        {apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: sandboxed}, handler: kata}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: a, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: b, namespace: default}
        spec: {runtimeClassName: sandboxed, containers: [{name: app, image: nginx}]}
        """
      Then the virtual cluster has these Pods:
        | metadata.name | spec.runtimeClassName | status.phase |
        | a             | gvisor                | Running      |
        | b             | sandboxed             | Running      |

    @K8S-37 @simulated
    Scenario: a node declares its handlers by name, the default without one, and what they can do
      Given the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      When the host cluster has nodes with these runtime handlers:
        | node     | handlers    | not installed |
        | worker-1 | runc, runsc | runsc         |
      Then Node "worker-1" in the virtual cluster has:
        | status.runtimeHandlers[0] | {name: "", features: {recursiveReadOnlyMounts: true, userNamespaces: false}}      |
        | status.runtimeHandlers[1] | {name: runc, features: {recursiveReadOnlyMounts: true, userNamespaces: false}}    |
        | status.runtimeHandlers[2] | {name: runsc, features: {recursiveReadOnlyMounts: false, userNamespaces: false}} |

  Rule: RuntimeClass assumes nodes that are configured alike; any difference is managed through scheduling

    @K8S-27
    Scenario: a class that only some nodes can run leads its pods there
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    | labels            |
        | worker-1 | runc        | {sandbox: none}   |
        | worker-2 | runc, runsc | {sandbox: gvisor} |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                 | runsc             |
        | scheduling.nodeSelector | {sandbox: gvisor} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.nodeSelector | {sandbox: gvisor} |
        | status.phase      | Running           |

    @K8S-27 @simulated
    Scenario: a class that does not lead its pods may see them on a node that cannot run them
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    |
        | worker-1 | runc        |
        | worker-2 | runc, runsc |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeName | worker-1 |
        | status.phase  | Pending  |

    @K8S-22 @simulated
    Scenario: a pod that was put on a node its class does not lead to is rejected there
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    | labels            |
        | worker-1 | runc        | {sandbox: none}   |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler                 | runsc             |
        | scheduling.nodeSelector | {sandbox: gvisor} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, nodeName: worker-1, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase   | Failed       |
        | status.reason  | NodeAffinity |
        | status.message | Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector |
      And the tenant sees a Warning event "NodeAffinity" on Pod "default/web":
        """
        Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector
        """

  Rule: If no runtimeClassName is specified, the default RuntimeHandler will be used

    @K8S-31
    Scenario: a pod without a class runs on a node that knows the default handler alone
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers |
        | worker-1 |          |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.runtimeClassName | (absent) |
        | status.phase          | Running  |

  Rule: If the CRI cannot run the corresponding handler, an event tells why

    @K8S-32 @simulated
    Scenario: up to Kubernetes 1.14, as documented, a pod whose handler its node does not know fails
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers | kubelet |
        | worker-1 | runc     | v1.14.0 |
      And the host cluster has RuntimeClass "sandboxed" with:
        | handler | kata |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: sandboxed, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Failed |
      And the tenant sees a Warning event "FailedCreatePodSandBox" on Pod "default/web":
        """
        Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "kata" is configured
        """

    @K8S-32 @K8S-34
    Scenario: in Kubernetes 1.36 a pod whose handler its node does not know stays Pending
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers |
        | worker-1 | runc     |
      And the host cluster has RuntimeClass "sandboxed" with:
        | handler | kata-not-here |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: sandboxed, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase                                      | Pending             |
        | status.reason                                     | (absent)            |
        | status.podIP                                      | (absent)            |
        | status.conditions[0].type                         | PodReadyToStartContainers |
        | status.conditions[0].status                       | False               |
        | status.conditions[2].message                      | containers with unready status: [app] |
        | status.containerStatuses[0].state.waiting.reason  | ContainerCreating   |
      And the tenant sees a Warning event "FailedCreatePodSandBox" on Pod "default/web":
        """
        Failed to create pod sandbox: rpc error: code = Unknown desc = unable to get OCI runtime for sandbox "(any)": no runtime for "kata-not-here" is configured
        """

    @K8S-34 @simulated
    Scenario: a handler whose program is not on the node is declared and yet runs no pod
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    | not installed |
        | worker-1 | runc, runsc | runsc         |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Pending |
      And the tenant sees a Warning event "FailedCreatePodSandBox" on Pod "default/web":
        """
        Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox "(any)": failed to create containerd task: failed to start shim: failed to resolve runtime path: runtime "io.containerd.runsc.v1" binary not installed "containerd-shim-runsc-v1": file does not exist
        """

    @K8S-33 @simulated
    Scenario: a class that went before its pod got a node leaves the pod Pending
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    |
        | worker-1 | runc, runsc |
      And the host cluster has RuntimeClass "fleeting" with:
        | handler                 | runsc         |
        | scheduling.nodeSelector | {later: "yes"} |
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | fleeting |
      And RuntimeClass "fleeting" is deleted from the host cluster
      When Node "worker-1" in the host cluster is changed to:
        | metadata.labels.later | yes |
      Then the host copy of Pod "default/web" has:
        | spec.nodeName                                    | worker-1          |
        | status.phase                                     | Pending           |
        | status.containerStatuses[0].state.waiting.reason | ContainerCreating |
      And the host cluster has these Events:
        | type    | reason                 | message                                                                         | source.component |
        | Warning | FailedCreatePodSandBox | Failed to create pod sandbox: runtimeclass.node.k8s.io "fleeting" not found | kubelet          |

    @K8S-35 @simulated
    Scenario: a pod runs once its node learns the handler
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers |
        | worker-1 | runc     |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      When Node "worker-1" in the host cluster reports this status:
        | runtimeHandlers | [{name: ""}, {name: runc}, {name: runsc}] |
      Then Pod "default/web" in the virtual cluster has:
        | status.phase                              | Running |
        | status.containerStatuses[0].restartCount  | 0       |

    @K8S-34
    Scenario: a pod that never ran can be deleted
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers |
        | worker-1 | runc     |
      And the host cluster has RuntimeClass "sandboxed" with:
        | handler | kata-not-here |
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | sandboxed |
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" is gone from the virtual cluster
      And the host copy of Pod "default/web" is gone

  Rule: Runtime handlers are configured through the configuration of the CRI

    @K8S-28 @simulated
    Scenario Outline: handlers under the runtimes section of containerd's configuration, <version>, are valid
      Given the host cluster has Node "worker-1" whose containerd is configured with:
        """toml
        [plugins.<plugin>.containerd.runtimes.sandboxed]
        runtime_type = "io.containerd.kata.v2"
        """
      And the host cluster has RuntimeClass "myclass" with:
        | handler | sandboxed |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: myclass, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Running |

      Examples:
        | version   | plugin                          |
        | version 1 | cri                             |
        | version 2 | 'io.containerd.grpc.v1.cri'     |
        | version 3 | 'io.containerd.cri.v1.runtime'  |

    @K8S-28 @simulated
    Scenario: a runtime elsewhere in containerd's configuration is no handler
      Given the host cluster has Node "worker-1" whose containerd is configured with:
        """toml
        version = 2
        [plugins."io.containerd.grpc.v1.cri".runtimes.sandboxed]
        runtime_type = "io.containerd.kata.v2"
        """
      And the host cluster has RuntimeClass "myclass" with:
        | handler | sandboxed |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: myclass, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Pending |

    @K8S-29 @simulated
    Scenario Outline: of CRI-O's configuration <handler> is <a handler>
      Given the host cluster has Node "worker-1" whose CRI-O is configured with:
        """toml
        [crio.runtime]
        default_runtime = "crun"
        [crio.runtime.runtimes.sandboxed]
        runtime_path = "/usr/bin/kata-runtime"
        """
      And the host cluster has RuntimeClass "myclass" with:
        | handler | <handler> |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: myclass, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | <phase> |

      Examples:
        | handler       | a handler | phase   |
        | sandboxed     | one       | Running |
        | kata-runtime  | none      | Pending |

    @K8S-30 @simulated
    Scenario: on a runtime without handlers, as dockershim was, only pods without a class run
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers |
        | worker-1 |          |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: plain, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: sandboxed, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the virtual cluster has these Pods:
        | metadata.name | status.phase |
        | plain         | Running      |
        | sandboxed     | Pending      |

  Rule: What a class adds to its pods counts where they are scheduled

    @K8S-25 @scheduler @simulated
    Scenario Outline: a node with <memory> is <verdict> for a pod of 100Mi and its overhead of 120Mi
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    | allocatable        |
        | worker-1 | runc, runsc | {memory: <memory>} |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler           | runsc           |
        | overhead.podFixed | {memory: 120Mi} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          runtimeClassName: gvisor
          containers: [{name: app, image: nginx, resources: {requests: {memory: 100Mi}}}]
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | <phase> |
      And the host copy of Pod "default/web" has:
        | status.conditions[*].reason | <reasons> |

      Examples:
        | memory | verdict   | phase   | reasons         |
        | 220Mi  | enough    | Running | (absent)        |
        | 200Mi  | too small | Pending | [Unschedulable] |

  Rule: Controllers are told that a class does not exist

    @K8S-17 @controllers @apiserver
    Scenario: a Deployment whose class does not exist has no pods and says why
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {runtimeClassName: missing, containers: [{name: app, image: nginx}]}
        """
      Then the virtual cluster has these Pods:
        | metadata.name |
      And Deployment "default/web" in the virtual cluster has:
        | status.conditions[*].reason | [NewReplicaSetCreated, MinimumReplicasUnavailable, FailedCreate] |

    @K8S-15 @controllers @simulated
    Scenario: the pods of a Deployment run on nodes that know its class
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    |
        | worker-1 | runc, runsc |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then Deployment "default/web" in the virtual cluster has:
        | status.readyReplicas     | 2 |
        | status.availableReplicas | 2 |

  Rule: The kubelet runs a pod with what its class adds to it

    @K8S-19 @K8S-36
    Scenario: a pod with the overhead of its class runs with it
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    |
        | worker-1 | runc, runsc |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler           | runsc                      |
        | overhead.podFixed | {cpu: 250m, memory: 120Mi} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.overhead    | {cpu: 250m, memory: 120Mi} |
        | status.phase     | Running                    |
        | status.qosClass  | BestEffort                 |

    @K8S-14 @K8S-36
    Scenario: a class that goes while its pod runs changes nothing on the node
      Given the host cluster has nodes with these runtime handlers:
        | node     | handlers    |
        | worker-1 | runc, runsc |
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      When RuntimeClass "gvisor" is deleted from the host cluster
      Then the host copy of Pod "default/web" has:
        | status.phase | Running |
