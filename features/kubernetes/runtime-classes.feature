@kubernetes
Feature: Kubernetes checks runtime classes and what pods make of them
  What the API server itself does with a RuntimeClass, and with a pod that names one,
  happens before any of it is synced. Host and virtual cluster do it alike.

  Rule: The RuntimeClass resource has two significant fields: its name and its handler

    Background:
      Given a virtual cluster
      And the engine is stopped

    @K8S-01
    Scenario: a class is in no namespace and names its handler at the top
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        overhead: {podFixed: {cpu: 100m, memory: 64Mi}}
        scheduling: {nodeSelector: {runtime: gvisor}, tolerations: [{key: gvisor, operator: Exists}]}
        """
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.namespace           | (absent)                 |
        | handler                      | runsc                    |
        | overhead.podFixed            | {cpu: 100m, memory: 64Mi} |
        | scheduling.nodeSelector      | {runtime: gvisor}        |
        | scheduling.tolerations[0].key | gvisor                  |

    @K8S-02 @K8S-03 @K8S-04 @K8S-05 @K8S-06
    Scenario Outline: a handler that <fault> is refused
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: wrong}
        handler: "<handler>"
        """
      Then it is refused with:
        """
        <answer>
        """

      Examples:
        | fault                     | handler                                                          | answer |
        | is empty                  |                                                                  | handler: Required value |
        | has upper case letters    | RunSC                                                            | handler: Invalid value: "RunSC": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?') |
        | has an underscore         | run_sc                                                           | handler: Invalid value: "run_sc": a lowercase RFC 1123 label |
        | begins with a dash        | -runsc                                                           | handler: Invalid value: "-runsc": a lowercase RFC 1123 label |
        | ends with a dash          | runsc-                                                           | handler: Invalid value: "runsc-": a lowercase RFC 1123 label |
        | is longer than 63 letters | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | must be no more than 63 characters |
        | has a dot                 | run.sc                                                           | must not contain dots |

    @K8S-02
    Scenario: a handler may be letters, digits and dashes
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata}
        handler: kata-qemu-3
        """
      Then RuntimeClass "kata" in the virtual cluster has:
        | handler | kata-qemu-3 |

    @K8S-07
    Scenario: the name of a class may have dots
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor.v1.example.com}
        handler: runsc
        """
      Then RuntimeClass "gvisor.v1.example.com" is in the virtual cluster

    @K8S-07
    Scenario: the name of a class is no path
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: GVisor_1}
        handler: runsc
        """
      Then it is refused with:
        """
        metadata.name: Invalid value: "GVisor_1": a lowercase RFC 1123 subdomain must consist of
        """

    @K8S-08
    Scenario: a handler cannot be changed
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      When RuntimeClass "gvisor" in the virtual cluster is changed to:
        | handler | runsc-two |
      Then it is refused with:
        """
        handler: Invalid value: "runsc-two": field is immutable
        """

    @K8S-09
    Scenario: all else of a class may change
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | overhead.podFixed | {cpu: 100m} |
      When RuntimeClass "gvisor" in the virtual cluster is changed to:
        | overhead.podFixed       | {cpu: 250m}       |
        | scheduling.nodeSelector | {runtime: gvisor} |
        | metadata.labels.team    | edge              |
        | metadata.annotations.a  | b                 |
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | overhead.podFixed.cpu   | 250m              |
        | scheduling.nodeSelector | {runtime: gvisor} |
        | metadata.labels.team    | edge              |
        | metadata.annotations.a  | b                 |

    @K8S-11
    Scenario: a toleration is given once
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        scheduling: {tolerations: [{key: a, operator: Exists}, {key: a, operator: Exists}]}
        """
      Then it is refused with:
        """
        scheduling.tolerations[1]: Duplicate value
        """

    @K8S-12
    Scenario Outline: an overhead of <what> is refused
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        overhead: {podFixed: <overhead>}
        """
      Then it is refused with:
        """
        <answer>
        """

      Examples:
        | what                  | overhead      | answer                                 |
        | less than nothing     | {cpu: "-1"}   | must be greater than or equal to 0     |
        | an unknown resource   | {speed: "1"}  | must be a standard resource            |

  Rule: Specify a runtimeClassName in the Pod spec

    Background:
      Given a virtual cluster
      And the engine is stopped

    @K8S-15 @K8S-18
    Scenario: a pod keeps the name of its class
      Given the virtual cluster has RuntimeClass "gvisor"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.runtimeClassName | gvisor   |
        | spec.overhead         | (absent) |

    @K8S-17
    Scenario: a pod that names a class nobody has is refused
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: missing, containers: [{name: app, image: nginx}]}
        """
      Then it is refused with:
        """
        pods "web" is forbidden: pod rejected: RuntimeClass "missing" not found
        """

    @K8S-14 @K8S-18
    Scenario: a class in use can be deleted, and its pods can still be changed
      Given the virtual cluster has RuntimeClass "gvisor"
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" is deleted from the virtual cluster
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then Pod "default/web" in the virtual cluster has:
        | metadata.labels.tier  | front  |
        | spec.runtimeClassName | gvisor |

    @K8S-19
    Scenario: a pod gets the overhead of its class
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | overhead.podFixed | {cpu: 100m, memory: 64Mi} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.overhead | {cpu: 100m, memory: 64Mi} |

    @K8S-20
    Scenario: an overhead that is that of the class in other words is the same
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | overhead.podFixed | {cpu: 100m} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, overhead: {cpu: "0.1"}, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" is in the virtual cluster

    @K8S-20 @K8S-21
    Scenario Outline: a pod that brings <what> is refused
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | overhead.podFixed | {cpu: 100m} |
      And the virtual cluster has RuntimeClass "plain"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {<class>overhead: {cpu: 200m}, containers: [{name: app, image: nginx}]}
        """
      Then it is refused with:
        """
        <answer>
        """

      Examples:
        | what                                       | class                      | answer |
        | another overhead than its class            | runtimeClassName: gvisor,  | pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead |
        | an overhead that its class does not have   | runtimeClassName: plain,   | pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead |
        | an overhead and no class                   |                            | pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead |

    @K8S-22
    Scenario: a pod goes to nodes that its class and the pod itself ask for
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | scheduling.nodeSelector | {runtime: gvisor, disk: fast} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, nodeSelector: {zone: a, disk: fast}, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeSelector | {disk: fast, runtime: gvisor, zone: a} |

    @K8S-22
    Scenario: a pod that asks for another node than its class is refused
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | scheduling.nodeSelector | {disk: fast} |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: gvisor, nodeSelector: {disk: slow}, containers: [{name: app, image: nginx}]}
        """
      Then it is refused with:
        """
        conflict: runtimeClass.scheduling.nodeSelector[disk] = fast; pod.spec.nodeSelector[disk] = slow
        """

    @K8S-23
    Scenario: a pod tolerates what it does itself, then what its class does
      Given the virtual cluster has RuntimeClass "gvisor" with:
        | scheduling.tolerations | [{key: gvisor, operator: Exists}, {key: mine, operator: Equal, value: a, effect: NoSchedule}] |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          runtimeClassName: gvisor
          containers: [{name: app, image: nginx}]
          tolerations: [{key: mine, operator: Exists}, {key: other, operator: Exists}, {operator: Exists, effect: NoExecute}]
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.tolerations | [{key: mine, operator: Exists}, {key: other, operator: Exists}, {effect: NoExecute, operator: Exists}, {key: gvisor, operator: Exists}] |

    @K8S-24
    Scenario: a class that says nothing of scheduling changes nothing
      Given the virtual cluster has RuntimeClass "plain"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          runtimeClassName: plain
          containers: [{name: app, image: nginx}]
          nodeSelector: {zone: a}
          tolerations: [{operator: Exists}, {operator: Exists}, {key: a, operator: Exists}]
        """
      Then Pod "default/web" in the virtual cluster has:
        | spec.nodeSelector | {zone: a}                                                               |
        | spec.tolerations  | [{operator: Exists}, {operator: Exists}, {key: a, operator: Exists}]    |

    @K8S-16
    Scenario: no class is written by leaving it out
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: "", containers: [{name: app, image: nginx}]}
        """
      Then it is refused with:
        """
        resource name may not be empty
        """

  Rule: RuntimeClass write operations are the cluster administrator's

    @K8S-13
    Scenario: what a tenant writes about classes reaches no class of the host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | handler | runsc |
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: mine}, handler: runc}
        ---
        {apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: gvisor, labels: {team: tenant}}, handler: runsc}
        """
      Then the host cluster has these RuntimeClasses:
        | metadata.name | handler | metadata.labels.team |
        | gvisor        | runsc   | (absent)             |

  Rule: The alpha form of RuntimeClass is gone

    @K8S-39
    Scenario: a class that names its handler below spec, as the alpha did, is refused
      Given a virtual cluster
      And the engine is stopped
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: old}
        spec: {runtimeHandler: runsc}
        """
      Then it is refused with:
        """
        handler: Required value
        """
