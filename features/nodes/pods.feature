@node @kubelet
Feature: Pods of the tenant run on the nodes of the host
  What a kubelet makes of a synced pod comes back to the tenant; what the pod finds
  around itself is the virtual cluster. Pods of the image syncspec.invalid/probe:1 look
  around from inside and leave what they saw as their termination message.

  Background:
    Given a virtual cluster

  Rule: The virtual pod shows the status of the host pod

    @POD-132 @POD-136
    Scenario: a pod that runs has its addresses, its node and its conditions
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: web, image: "syncspec.invalid/probe:1"}]
        """
      Then Pod "default/web" in the virtual cluster has:
        | status.phase                          | Running |
        | status.containerStatuses[0].ready     | true    |
        | status.podIP                          | (any)   |
        | status.hostIP                         | (any)   |
        | spec.nodeName                         | (any)   |

    @POD-136
    Scenario: a container that ends badly is told with its exit code
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: broken, namespace: default}
        spec:
          restartPolicy: Never
          containers: [{name: broken, image: "syncspec.invalid/probe:1", command: [/usr/bin/syncspec, nonsense]}]
        """
      Then Pod "default/broken" in the virtual cluster has:
        | status.phase                                          | Failed |
        | status.containerStatuses[0].state.terminated.exitCode | 3      |

  Rule: A pod that is deleted ends on its node before it is gone

    @POD-150
    Scenario: a pod that is deleted from the virtual cluster goes from both
      Given the tenant runs Pod "default/web" with:
        | spec.containers[0].image | syncspec.invalid/probe:1 |
      When Pod "default/web" is deleted from the virtual cluster
      Then Pod "default/web" is gone from the virtual cluster
      And the host copy of Pod "default/web" is gone

  Rule: Pods find the virtual cluster around them

    @POD-55
    Scenario: what a pod knows as the API server is that of the virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: asking, namespace: default}
        spec:
          restartPolicy: Never
          containers: [{name: ask, image: "syncspec.invalid/probe:1", args: [issuer, "${KUBERNETES_SERVICE_HOST}:${KUBERNETES_SERVICE_PORT}"]}]
        """
      Then Pod "default/asking" in the virtual cluster has:
        | status.phase                                         | Succeeded                |
        | status.containerStatuses[0].state.terminated.message | syncspec virtual cluster |

    @SVC-03 @POD-56
    Scenario: a service of the virtual cluster leads to the pods it selects there
      Given the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {app: web}}
        spec:
          containers: [{name: web, image: "syncspec.invalid/probe:1", args: [serve, hello]}]
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: client, namespace: default}
        spec:
          restartPolicy: Never
          containers: [{name: ask, image: "syncspec.invalid/probe:1", args: [get, "http://${WEB_SERVICE_HOST}"]}]
        """
      Then Pod "default/client" in the virtual cluster has:
        | status.containerStatuses[0].state.terminated.message | hello |
