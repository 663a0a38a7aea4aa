@node @kubelet
Feature: The use cases of runtime classes run on nodes
  The worlds of scenarios/worlds on real nodes, whose handlers runsc, runsc-hardened and
  runsc-debug are gVisor. The images stand for a program that tells, as its termination
  message, which sandbox it finds itself in.

  Rule: Security isolation: the code of strangers runs in a sandbox, the team's own beside it

    @RTC-43 @RTC-44
    Scenario: the code of strangers sees gVisor, the team's own code the node
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchLabels:
                  security.example.com/payments: allowed
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: gvisor
          labels: {security.example.com/payments: allowed}
        handler: runsc
        scheduling:
          nodeSelector: {sandbox.example.com/gvisor: "true"}
          tolerations: [{key: sandbox.example.com/gvisor, operator: Exists, effect: NoSchedule}]
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: kata-devices
          labels: {security.example.com/platform: allowed}
        handler: kata-devices
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: plugin, namespace: default}
        spec:
          runtimeClassName: gvisor
          restartPolicy: Never
          containers: [{name: plugin, image: "plugins.example.com/stranger:1", args: [sandbox]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: checkout, namespace: default}
        spec:
          restartPolicy: Never
          containers: [{name: checkout, image: "shop.example.com/checkout:1", args: [sandbox]}]
        """
      Then Pod "default/plugin" in the virtual cluster has:
        | status.phase                                         | Succeeded |
        | status.containerStatuses[0].state.terminated.message | gVisor    |
      And Pod "default/checkout" in the virtual cluster has:
        | status.phase                                         | Succeeded |
        | status.containerStatuses[0].state.terminated.message | none      |

  Rule: Multi-tenancy: a team runs its pods with what is for everybody

    @RTC-43
    Scenario: the builder of team blue runs in the sandbox that is for everybody
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions:
                  - key: tenancy.example.com/team
                    operator: In
                    values: [everybody, blue]
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: gvisor
          labels: {tenancy.example.com/team: everybody}
        handler: runsc
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: wasm
          labels: {tenancy.example.com/team: blue}
        handler: spin
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: nvidia
          labels: {tenancy.example.com/team: green}
        handler: nvidia
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata}
        handler: kata
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: builder, namespace: default}
        spec:
          runtimeClassName: gvisor
          restartPolicy: Never
          containers: [{name: builder, image: "blue.example.com/builder:1", args: [sandbox]}]
        """
      Then Pod "default/builder" in the virtual cluster has:
        | status.phase                                         | Succeeded |
        | status.containerStatuses[0].state.terminated.message | gVisor    |

  Rule: Compliance: every pod runs with an approved class, those too that name none

    @RTC-55
    Scenario: a pod that says nothing of a class runs in the approved sandbox
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              runtimeClassName: gvisor-hardened
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions:
                  - key: compliance.example.com/approved-until
                    operator: Exists
                  - key: compliance.example.com/revoked
                    operator: DoesNotExist
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: gvisor-hardened
          labels: {compliance.example.com/approved-until: "2030"}
        handler: runsc-hardened
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: kata
          labels: {compliance.example.com/approved-until: "2030", compliance.example.com/revoked: cve}
        handler: kata
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: crun}
        handler: crun
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: ledger, namespace: default}
        spec:
          runtimeClassName: gvisor-hardened
          restartPolicy: Never
          containers: [{name: ledger, image: "bank.example.com/ledger:1", args: [sandbox]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: report, namespace: default}
        spec:
          restartPolicy: Never
          containers: [{name: report, image: "bank.example.com/report:1", args: [sandbox]}]
        """
      Then Pod "default/ledger" in the virtual cluster has:
        | status.phase                                         | Succeeded |
        | status.containerStatuses[0].state.terminated.message | gVisor    |
      And Pod "default/report" in the virtual cluster has:
        | status.phase                                         | Succeeded |
        | status.containerStatuses[0].state.terminated.message | gVisor    |

  Rule: Resource optimization: a class that costs little runs, and its overhead is counted

    @RTC-56
    Scenario: the resizer runs in a sandbox, with its overhead
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchExpressions:
                  - key: cost.example.com/overhead
                    operator: In
                    values: [low, granted]
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: gvisor
          labels: {cost.example.com/overhead: low}
        handler: runsc
        overhead:
          podFixed: {cpu: 50m, memory: 32Mi}
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: kata-qemu
          labels: {cost.example.com/overhead: high}
        handler: kata-qemu
        overhead:
          podFixed: {cpu: 250m, memory: 512Mi}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: resizer, namespace: default}
        spec:
          runtimeClassName: gvisor
          restartPolicy: Never
          containers: [{name: resizer, image: "media.example.com/resizer:1", args: [sandbox]}]
        """
      Then Pod "default/resizer" in the virtual cluster has:
        | spec.overhead                                        | {cpu: 50m, memory: 32Mi} |
        | status.phase                                         | Succeeded                |
        | status.containerStatuses[0].state.terminated.message | gVisor                   |

  Rule: Development environments: developers run what is for development

    @RTC-21
    Scenario: the developer's pod runs in the sandbox for debugging
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector:
                matchLabels:
                  environment: development
                matchExpressions:
                  - key: kubernetes.io/runtime.class
                    operator: In
                    values: [gvisor, youki]
        """
      And the host cluster has:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: gvisor-debug
          labels: {environment: development, kubernetes.io/runtime.class: gvisor}
        handler: runsc-debug
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: youki
          labels: {environment: development, kubernetes.io/runtime.class: youki}
        handler: youki
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: kata-debug
          labels: {environment: development, kubernetes.io/runtime.class: kata}
        handler: kata-debug
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: gvisor
          labels: {environment: production, kubernetes.io/runtime.class: gvisor}
        handler: runsc
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: api, namespace: default}
        spec:
          runtimeClassName: gvisor-debug
          restartPolicy: Never
          containers: [{name: api, image: "registry.example.com/api:dev", args: [sandbox]}]
        """
      Then Pod "default/api" in the virtual cluster has:
        | status.phase                                         | Succeeded |
        | status.containerStatuses[0].state.terminated.message | gVisor    |
