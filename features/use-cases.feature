Feature: What runtime classes from the host are used for
  The use cases of the page on runtime classes, each in a world of its own. The same
  worlds are in scenarios/worlds, as files to render, to run and to start from.

  Rule: Security isolation: only authorized workloads can use enhanced security runtimes such as gVisor or Kata Containers

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector: {matchLabels: {security.example.com/payments: allowed}}
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {security.example.com/payments: allowed}}
        handler: runsc
        scheduling:
          nodeSelector: {sandbox.example.com/gvisor: "true"}
          tolerations: [{key: sandbox.example.com/gvisor, operator: Exists, effect: NoSchedule}]
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata-devices, labels: {security.example.com/platform: allowed}}
        handler: kata-devices
        """

    @RTC-43 @RTC-56
    Scenario: the code of strangers reaches the host with its sandbox and the nodes that have it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: plugin, namespace: default}
        spec:
          runtimeClassName: gvisor
          containers: [{name: plugin, image: "plugins.example.com/stranger:1"}]
        """
      Then the host copy of Pod "default/plugin" has:
        | spec.runtimeClassName                           | gvisor |
        | spec.nodeSelector["sandbox.example.com/gvisor"] | true   |

    @RTC-45 @RTC-47
    Scenario: a sandbox this team is not authorized for cannot be named
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: device-reader, namespace: default}
        spec:
          runtimeClassName: kata-devices
          containers: [{name: reader, image: "tools.example.com/reader:1"}]
        """
      Then it is refused with:
        """
        pods "device-reader" is forbidden: pod rejected: RuntimeClass "kata-devices" not found
        """

    @RTC-44
    Scenario: the team's own code needs no sandbox
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: checkout, namespace: default}
        spec:
          containers: [{name: checkout, image: "shop.example.com/checkout:1"}]
        """
      Then the host copy of Pod "default/checkout" has:
        | spec.runtimeClassName | (absent) |
      And the tenant sees no Warning event on Pod "default/checkout"

    @RTC-46 @EVT-01
    Scenario: a team that lost its authorization is told why its pod does not run
      Given the engine is stopped
      And the tenant runs Pod "default/plugin" with:
        | spec.runtimeClassName | gvisor |
      And RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels["security.example.com/payments"] | (absent) |
      When the engine starts
      Then Pod "default/plugin" has no host copy
      And the virtual cluster has these Events:
        | type    | reason      | reportingComponent | involvedObject.kind | involvedObject.name |
        | Warning | SyncWarning | pod-syncer         | Pod                 | plugin              |

  Rule: Development environments: sync only required RuntimeClasses to reduce noise and avoid unnecessary exposure to production runtime configurations

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchLabels: {environment: development}
                matchExpressions: [{key: kubernetes.io/runtime.class, operator: In, values: [gvisor, youki]}]
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor-debug, labels: {environment: development, kubernetes.io/runtime.class: gvisor}}
        handler: runsc-debug
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: youki, labels: {environment: development, kubernetes.io/runtime.class: youki}}
        handler: youki
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata-debug, labels: {environment: development, kubernetes.io/runtime.class: kata}}
        handler: kata-debug
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {environment: production, kubernetes.io/runtime.class: gvisor}}
        handler: runsc
        """

    @RTC-16
    Scenario: developers see what they require, and nothing of production
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name | handler     |
        | gvisor-debug  | runsc-debug |
        | youki         | youki       |

    @RTC-21
    Scenario: a pod runs with a class for development
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: api, namespace: default}
        spec:
          runtimeClassName: gvisor-debug
          containers: [{name: api, image: "registry.example.com/api:dev"}]
        """
      Then the host copy of Pod "default/api" has:
        | spec.runtimeClassName | gvisor-debug |

    @RTC-47
    Scenario: a pod out of a production chart cannot bring its class along
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: worker, namespace: default}
        spec:
          runtimeClassName: gvisor
          containers: [{name: worker, image: "registry.example.com/worker:dev"}]
        """
      Then it is refused with:
        """
        pods "worker" is forbidden: pod rejected: RuntimeClass "gvisor" not found
        """

    @RTC-05
    Scenario: a class made by hand does not last, labels or not
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: homemade, labels: {environment: development, kubernetes.io/runtime.class: youki}}
        handler: homemade
        """
      Then RuntimeClass "homemade" is kept out of the virtual cluster

  Rule: Multi-tenancy: each team gets only the runtime classes appropriate for their workloads and security requirements

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions: [{key: tenancy.example.com/team, operator: In, values: [everybody, blue]}]
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {tenancy.example.com/team: everybody}}
        handler: runsc
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: wasm, labels: {tenancy.example.com/team: blue}}
        handler: spin
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: nvidia, labels: {tenancy.example.com/team: green}}
        handler: nvidia
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata}
        handler: kata
        """

    @RTC-11
    Scenario: a team has the classes of everybody and its own
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | gvisor        |
        | wasm          |

    @RTC-43
    Scenario: pods run with either of them
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: builder, namespace: default}
        spec:
          runtimeClassName: gvisor
          containers: [{name: builder, image: "blue.example.com/builder:1"}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: edge, namespace: default}
        spec:
          runtimeClassName: wasm
          containers: [{name: edge, image: "blue.example.com/edge:1"}]
        """
      Then the host copy of Pod "default/builder" has:
        | spec.runtimeClassName | gvisor |
      And the host copy of Pod "default/edge" has:
        | spec.runtimeClassName | wasm |

    @RTC-47
    Scenario: what another team pays for cannot be taken
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: training, namespace: default}
        spec:
          runtimeClassName: nvidia
          containers: [{name: training, image: "blue.example.com/training:1"}]
        """
      Then it is refused with:
        """
        pods "training" is forbidden: pod rejected: RuntimeClass "nvidia" not found
        """

    @RTC-40
    Scenario: on the same host another team has other classes
      When the configuration becomes:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions: [{key: tenancy.example.com/team, operator: In, values: [everybody, green]}]
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | gvisor        |
        | nvidia        |

  Rule: Compliance: define runtime classes once in the host cluster and make only approved runtime configurations available; all workloads use compliant runtime settings

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {pods: {runtimeClassName: gvisor-hardened}}
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions:
                  - {key: compliance.example.com/approved-until, operator: Exists}
                  - {key: compliance.example.com/revoked, operator: DoesNotExist}
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor-hardened, labels: {compliance.example.com/approved-until: "2030"}}
        handler: runsc-hardened
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata, labels: {compliance.example.com/approved-until: "2030", compliance.example.com/revoked: cve}}
        handler: kata
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: crun}
        handler: crun
        """

    @RTC-13 @RTC-14 @RTC-16
    Scenario: only what is approved and not revoked is available
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name   |
        | gvisor-hardened |

    @POD-26 @RTC-55
    Scenario: a pod runs compliant whether it names a class or not
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: ledger, namespace: default}
        spec:
          runtimeClassName: gvisor-hardened
          containers: [{name: ledger, image: "bank.example.com/ledger:1"}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: report, namespace: default}
        spec:
          containers: [{name: report, image: "bank.example.com/report:1"}]
        """
      Then the host copy of Pod "default/ledger" has:
        | spec.runtimeClassName | gvisor-hardened |
      And the host copy of Pod "default/report" has:
        | spec.runtimeClassName | gvisor-hardened |

    @RTC-47
    Scenario: a class that lost its approval cannot be named
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: archive, namespace: default}
        spec:
          runtimeClassName: kata
          containers: [{name: archive, image: "bank.example.com/archive:1"}]
        """
      Then it is refused with:
        """
        pods "archive" is forbidden: pod rejected: RuntimeClass "kata" not found
        """

    @RTC-25
    Scenario: a revoked class is withdrawn, and what runs with it is left to people
      Given the tenant runs Pod "default/ledger" with:
        | spec.runtimeClassName | gvisor-hardened |
      When RuntimeClass "gvisor-hardened" in the host cluster is changed to:
        | metadata.labels["compliance.example.com/revoked"] | cve |
      Then RuntimeClass "gvisor-hardened" is gone from the virtual cluster
      And the host copy of Pod "default/ledger" is still there

    @RTC-31 @RTC-41
    Scenario: a tenant cannot extend an approval
      When RuntimeClass "gvisor-hardened" in the virtual cluster is changed to:
        | metadata.labels["compliance.example.com/approved-until"] | 2099 |
      Then RuntimeClass "gvisor-hardened" in the virtual cluster has:
        | metadata.labels["compliance.example.com/approved-until"] | "2030" |
      And RuntimeClass "gvisor-hardened" in the host cluster has:
        | metadata.labels["compliance.example.com/approved-until"] | "2030" |

  Rule: Resource optimization: access to high-overhead runtimes is restricted and used only when necessary

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions: [{key: cost.example.com/overhead, operator: In, values: [low, granted]}]
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {cost.example.com/overhead: low}}
        handler: runsc
        overhead: {podFixed: {cpu: 50m, memory: 32Mi}}
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata-qemu, labels: {cost.example.com/overhead: high}}
        handler: kata-qemu
        overhead: {podFixed: {cpu: 250m, memory: 512Mi}}
        """

    @RTC-43 @RTC-56
    Scenario: a cheap runtime is free to use, and its overhead is counted on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: resizer, namespace: default}
        spec:
          runtimeClassName: gvisor
          containers: [{name: resizer, image: "media.example.com/resizer:1"}]
        """
      Then the host copy of Pod "default/resizer" has:
        | spec.runtimeClassName | gvisor                    |
        | spec.overhead         | {cpu: 50m, memory: 32Mi}  |

    @RTC-47
    Scenario: an expensive runtime cannot be used without anybody's consent
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: transcoder, namespace: default}
        spec:
          runtimeClassName: kata-qemu
          containers: [{name: transcoder, image: "media.example.com/transcoder:1"}]
        """
      Then it is refused with:
        """
        pods "transcoder" is forbidden: pod rejected: RuntimeClass "kata-qemu" not found
        """

    @RTC-26 @RTC-43
    Scenario: an expensive runtime that was granted can be used
      Given RuntimeClass "kata-qemu" in the host cluster is changed to:
        | metadata.labels["cost.example.com/overhead"] | granted |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: transcoder, namespace: default}
        spec:
          runtimeClassName: kata-qemu
          containers: [{name: transcoder, image: "media.example.com/transcoder:1"}]
        """
      Then the host copy of Pod "default/transcoder" has:
        | spec.overhead.memory | 512Mi |
