@from-host
Feature: Nodes show the room that is left on them
  A scheduler in the virtual cluster sees the virtual cluster's pods only. So that it
  does not send pods where none fit, nodes say what the pods of others leave.

  Rule: Allocatable is what the pods of others leave

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {distro: {k8s: {scheduler: {enabled: true}}}}
        sync: {fromHost: {nodes: {enabled: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1}
        status:
          capacity: {cpu: "4", memory: 8Gi, pods: "110", ephemeral-storage: 100Gi}
          allocatable: {cpu: 3800m, memory: 7Gi, pods: "110", ephemeral-storage: 90Gi}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: other, namespace: others}
        spec:
          nodeName: worker-1
          containers:
            - {name: one, image: nginx, resources: {requests: {cpu: 500m, memory: 1Gi}}}
            - {name: two, image: nginx, resources: {requests: {cpu: 300m, ephemeral-storage: 10Gi}}}
          initContainers:
            - {name: first, image: nginx, resources: {requests: {memory: 2Gi}}}
        """

    @NODE-35
    Scenario: what another tenant's pod asks for is taken off
      Then Node "worker-1" in the virtual cluster has:
        | status.allocatable | {cpu: "3", ephemeral-storage: 80Gi, memory: 5Gi, pods: "109"}  |
        | status.capacity    | {cpu: "4", ephemeral-storage: 100Gi, memory: 8Gi, pods: "110"} |

    @NODE-35
    Scenario: the virtual cluster's own pods are not: its scheduler sees them
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          nodeName: worker-1
          containers: [{name: app, image: nginx, resources: {requests: {cpu: "1"}}}]
        """
      Then Node "worker-1" in the virtual cluster has:
        | status.allocatable.cpu  | 3   |
        | status.allocatable.pods | 109 |

    @NODE-35
    Scenario: a pod that has finished gives its room back
      When Pod "others/other" in the host cluster reports this status:
        | phase | Succeeded |
      Then Node "worker-1" in the virtual cluster has:
        | status.allocatable | {cpu: 3800m, ephemeral-storage: 90Gi, memory: 7Gi, pods: "110"} |

    @NODE-35
    Scenario: a resource of which nothing would be left is shown as the host has it
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: large, namespace: others}
        spec:
          nodeName: worker-1
          containers: [{name: app, image: nginx, resources: {requests: {cpu: "3"}}}]
        """
      Then Node "worker-1" in the virtual cluster has:
        | status.allocatable.cpu  | 3800m |
        | status.allocatable.pods | 108   |

    @NODE-35
    Scenario: resources that were declared in the virtual cluster stay
      When Node "worker-1" in the virtual cluster reports this status:
        | capacity    | {cpu: "64", example.com/fpga: "2"} |
        | allocatable | {cpu: "64", example.com/gone: "1"} |
      Then Node "worker-1" in the virtual cluster has:
        | status.capacity.cpu                        | 4        |
        | status.capacity["example.com/fpga"]        | 2        |
        | status.allocatable["example.com/fpga"]     | 2        |
        | status.allocatable["example.com/gone"]     | (absent) |
        | status.allocatable.cpu                     | 3        |

    @NODE-35 @NODE-29
    Scenario: where the host schedules, allocatable is the host's
      When the configuration becomes:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      Then Node "worker-1" in the virtual cluster has:
        | status.allocatable.cpu | 3800m |
