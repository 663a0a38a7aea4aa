@to-host
Feature: Pods are on the node that the host chose
  The host cluster schedules the pods. Its choice is told to the virtual cluster as a
  scheduler tells it: by binding.

  Rule: The virtual pod is bound to the node of its copy

    Background:
      Given a virtual cluster
      And the tenant runs Pod "shop/web"

    @POD-132
    Scenario: a copy that got a node takes its pod along
      When the host copy of Pod "shop/web" is changed to:
        | spec.nodeName | worker-1 |
      Then Pod "shop/web" in the virtual cluster has:
        | spec.nodeName               | worker-1     |
        | status.conditions[0].type   | PodScheduled |
        | status.conditions[0].status | True         |
      And the tenant sees no Warning event on Pod "shop/web"

    @POD-132 @documented
    Scenario: a copy that got a node and ran while the engine was away
      Given the engine is stopped
      And the host copy of Pod "shop/web" is changed to:
        | spec.nodeName | worker-1 |
      And the host copy of Pod "shop/web" reports this status:
        | phase      | Running                                                                       |
        | conditions | [{type: PodScheduled, status: "True"}, {type: Ready, status: "True"}] |
      When the engine starts
      Then Pod "shop/web" in the virtual cluster has:
        | spec.nodeName               | worker-1              |
        | status.phase                | Running               |
        | status.conditions[*].type   | [PodScheduled, Ready] |
      And the host copy of Pod "shop/web" has:
        | status.conditions[*].type   | [PodScheduled, Ready] |

    @POD-134
    Scenario: a pod that is bound to another node than its copy is deleted
      Given the engine is stopped
      And Pod "shop/web" in the virtual cluster is changed to:
        | spec.nodeName | worker-1 |
      And the host copy of Pod "shop/web" is changed to:
        | spec.nodeName | worker-2 |
      When the engine starts
      Then Pod "shop/web" in the virtual cluster has:
        | metadata.deletionTimestamp | (any) |
      And the host copy of Pod "shop/web" has:
        | metadata.deletionTimestamp | (any) |

    @POD-135
    Scenario: a pod that is bound in the virtual cluster while its copy waits for a node is deleted
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.nodeName | worker-1 |
      Then Pod "shop/web" is gone from the virtual cluster
      And the host copy of Pod "shop/web" is gone

  Rule: A tenant is told what cannot be bound

    @POD-132 @documented
    Scenario: a pod whose gates are closed in the virtual cluster only
      Given a virtual cluster
      And the tenant runs Pod "shop/web" with:
        | spec.schedulingGates | [{name: example.com/a}] |
      And the host copy of Pod "shop/web" is changed to:
        | spec.schedulingGates | [] |
      When the host copy of Pod "shop/web" is changed to:
        | spec.nodeName | worker-1 |
      Then the tenant sees a Warning event "SyncWarning" on Pod "shop/web":
        """
        did not bind pod "web" to node "worker-1" because its scheduling gates are closed in the virtual cluster
        """
