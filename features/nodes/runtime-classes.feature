@node @kubelet
Feature: A runtime class ends on a node
  Real nodes run what was synced; their handler runsc is gVisor. A pod of the image
  syncspec.invalid/probe:1 looks around from inside and ends; what it saw is its
  termination message, which comes back to the tenant with the status.

  Background:
    Given a virtual cluster with this configuration:
      """yaml
      sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {sandbox: allowed}}}}}
      """
    And the host cluster has:
      """yaml
      apiVersion: node.k8s.io/v1
      kind: RuntimeClass
      metadata: {name: gvisor, labels: {sandbox: allowed}}
      handler: runsc
      overhead: {podFixed: {cpu: 50m, memory: 32Mi}}
      ---
      apiVersion: node.k8s.io/v1
      kind: RuntimeClass
      metadata: {name: gvisor-platform, labels: {sandbox: refused}}
      handler: runsc
      ---
      apiVersion: node.k8s.io/v1
      kind: RuntimeClass
      metadata: {name: nowhere, labels: {sandbox: allowed}}
      handler: nowhere
      """

  Rule: The kubelet is told to use the named class, and its handler runs the pod

    @RTC-43 @K8S-15 @K8S-36
    Scenario: a pod with a synced class finds gVisor's kernel around it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: stranger, namespace: default}
        spec:
          runtimeClassName: gvisor
          restartPolicy: Never
          containers: [{name: look, image: "syncspec.invalid/probe:1", args: [dmesg]}]
        """
      Then Pod "default/stranger" in the virtual cluster has:
        | status.phase                                         | Succeeded          |
        | status.containerStatuses[0].state.terminated.message | Starting gVisor... |
      And the host copy of Pod "default/stranger" has:
        | spec.runtimeClassName | gvisor    |
        | status.phase          | Succeeded |

    @K8S-31 @RTC-44
    Scenario: a pod without a class is run by the default handler
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: plain, namespace: default}
        spec:
          restartPolicy: Never
          containers: [{name: look, image: "syncspec.invalid/probe:1", args: [sandbox]}]
        """
      Then Pod "default/plain" in the virtual cluster has:
        | status.phase                                         | Succeeded |
        | status.containerStatuses[0].state.terminated.message | none      |

    @RTC-56 @K8S-19
    Scenario: all containers of a pod are in the one sandbox, with the overhead of its class
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: both, namespace: default}
        spec:
          runtimeClassName: gvisor
          restartPolicy: Never
          initContainers: [{name: before, image: "syncspec.invalid/probe:1", args: [sandbox]}]
          containers:
          - {name: one, image: "syncspec.invalid/probe:1", args: [sandbox]}
          - {name: two, image: "syncspec.invalid/probe:1", args: [sandbox]}
        """
      Then Pod "default/both" in the virtual cluster has:
        | spec.overhead                                            | {cpu: 50m, memory: 32Mi} |
        | status.initContainerStatuses[0].state.terminated.message | gVisor                   |
        | status.containerStatuses[0].state.terminated.message     | gVisor                   |
        | status.containerStatuses[1].state.terminated.message     | gVisor                   |

    @K8S-34
    Scenario: a pod whose handler no node has stays pending
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: lost, namespace: default}
        spec:
          runtimeClassName: nowhere
          containers: [{name: look, image: "syncspec.invalid/probe:1"}]
        """
      Then Pod "default/lost" in the virtual cluster has:
        | status.phase                                     | Pending           |
        | status.containerStatuses[0].state.waiting.reason | ContainerCreating |
        | spec.nodeName                                    | (any)             |

  Rule: Only classes that the selector matches can be used

    @RTC-45 @RTC-47
    Scenario: a class that is filtered out cannot be named, though the node has its handler
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: refused, namespace: default}
        spec:
          runtimeClassName: gvisor-platform
          containers: [{name: look, image: "syncspec.invalid/probe:1", args: [dmesg]}]
        """
      Then it is refused with:
        """
        pods "refused" is forbidden: pod rejected: RuntimeClass "gvisor-platform" not found
        """
      And RuntimeClass "gvisor-platform" is kept out of the virtual cluster

    @RTC-46 @EVT-01
    Scenario: a pod that was made before its class was filtered out never reaches a node
      Given the engine is stopped
      And the tenant runs Pod "default/late" with:
        | spec.runtimeClassName    | gvisor                   |
        | spec.containers[0].image | syncspec.invalid/probe:1 |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.sandbox | refused |
      When the engine starts
      Then RuntimeClass "gvisor" is gone from the virtual cluster
      And Pod "default/late" has no host copy
      And Pod "default/late" in the virtual cluster has:
        | status.phase | Pending |
