@to-host
Feature: One runtime class for all pods
  An administrator may want every pod of a virtual cluster to run under one runtime
  class, whatever its tenants ask for.

  Rule: RuntimeClassName is the runtime class to set for synced pods

    Background:
      Given the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata}
        handler: kata
        overhead: {podFixed: {cpu: 250m, memory: 128Mi}}
        scheduling: {nodeSelector: {runtime: kata}, tolerations: [{key: kata, operator: Exists}]}
        """
      And a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {runtimeClassName: kata}}}
        """

    @POD-26
    Scenario: a pod without a class runs under it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName     | kata  |
        | spec.overhead.cpu         | 250m  |
        | spec.nodeSelector.runtime | kata  |
      And Pod "default/web" in the virtual cluster has:
        | spec.runtimeClassName | (absent) |
        | spec.overhead         | (absent) |

    @POD-26 @POD-28 @documented
    Scenario: nothing of a pod's own class goes along
      Given the virtual cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        overhead: {podFixed: {cpu: 100m}}
        scheduling: {nodeSelector: {runtime: gvisor, sandbox: "yes"}, tolerations: [{key: gvisor, operator: Exists}]}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}], nodeSelector: {disk: ssd}, tolerations: [{operator: Exists, effect: NoExecute}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName   | kata                       |
        | spec.overhead           | {cpu: 250m, memory: 128Mi} |
        | spec.nodeSelector       | {disk: ssd, runtime: kata} |
        | spec.tolerations[*].key | [kata]                     |
      And Pod "default/web" in the virtual cluster has:
        | spec.runtimeClassName | gvisor                                      |
        | spec.overhead         | {cpu: 100m}                                 |
        | spec.nodeSelector     | {disk: ssd, runtime: gvisor, sandbox: "yes"} |

    @POD-26 @POD-28
    Scenario: the real one keeps the overhead of the pod's own class, and the host refuses the pod
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {toHost: {pods: {runtimeClassName: kata}}}
        """
      And the virtual cluster has RuntimeClass "gvisor" with:
        | overhead | {podFixed: {cpu: 100m}} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Error syncing to host cluster: create object: pods "web" is forbidden: pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead
        """

    @POD-26 @documented
    Scenario: a pod that waited for its class to be seen is copied when the engine starts
      Given the engine is stopped
      And the virtual cluster has RuntimeClass "gvisor" with:
        | scheduling | {nodeSelector: {runtime: gvisor}} |
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      When the engine starts
      Then the host copy of Pod "default/web" has:
        | spec.nodeSelector | {runtime: kata} |

    @POD-26 @documented
    Scenario: the tenant is told when the pod's own class is gone, so that nobody knows what it gave
      Given the engine is stopped
      And the virtual cluster has RuntimeClass "gvisor"
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" is deleted from the virtual cluster
      When the engine starts
      Then the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host: waiting for the runtime class "gvisor", which the pod names
        """

    @POD-26
    Scenario: the tenant is told of a class the host does not have
      Given the configuration becomes:
        """yaml
        sync: {toHost: {pods: {runtimeClassName: youki}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Error syncing to host cluster: create object: pods "web" is forbidden: pod rejected: RuntimeClass "youki" not found
        """

  Rule: By default a pod runs under the class it names

    Background:
      Given a virtual cluster
      And the host cluster has RuntimeClass "gvisor" with:
        | overhead | {podFixed: {cpu: 100m}} |

    @POD-27 @POD-28
    Scenario: the class and its overhead are the same on both sides
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | overhead | {podFixed: {cpu: 100m}} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.runtimeClassName | gvisor      |
        | spec.overhead         | {cpu: 100m} |
