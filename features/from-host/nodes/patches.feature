@from-host @patches
Feature: Patches change what is shown of the host's nodes
  A node tells more of the host than a tenant may be meant to know. A patch of nodes
  says what is shown instead.

  Rule: An expression transforms what comes from the host

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            nodes:
              enabled: true
              selector: {all: true}
              patches:
              - path: metadata.labels["topology.kubernetes.io/zone"]
                expression: '"zone-" + value.length'
              - path: status.nodeInfo.osImage
                expression: '"Linux"'
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1, labels: {topology.kubernetes.io/zone: secret-place}}
        status: {nodeInfo: {osImage: Ubuntu 26.04, kernelVersion: 6.14.0}}
        """

    @NODE-44
    Scenario: the patched fields are shown as the expressions make them
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels["topology.kubernetes.io/zone"] | zone-12 |
        | status.nodeInfo.osImage                        | Linux   |
        | status.nodeInfo.kernelVersion                  | 6.14.0  |

    @NODE-44
    Scenario: a change on the host arrives through them
      When Node "worker-1" in the host cluster is changed to:
        | metadata.labels["topology.kubernetes.io/zone"] | other |
      Then Node "worker-1" in the virtual cluster has:
        | metadata.labels["topology.kubernetes.io/zone"] | zone-5 |

    @NODE-44 @NODE-37
    Scenario: the host's node stays as it is
      Then Node "worker-1" in the host cluster has:
        | metadata.labels["topology.kubernetes.io/zone"] | secret-place |
        | status.nodeInfo.osImage                        | Ubuntu 26.04 |
