@to-host
Feature: Pods meet the pod security standard
  What a tenant's pods may do on the nodes is decided by whoever runs the virtual cluster.

  Rule: Every virtual namespace enforces the standard

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        policies: {podSecurityStandard: baseline}
        """

    @POD-162
    Scenario: namespaces are labelled, new ones too
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {team: sales}}
        """
      Then Namespace "shop" in the virtual cluster has:
        | metadata.labels["pod-security.kubernetes.io/enforce"]         | baseline |
        | metadata.labels["pod-security.kubernetes.io/enforce-version"] | latest   |
        | metadata.labels["pod-security.kubernetes.io/warn"]            | baseline |
        | metadata.labels["pod-security.kubernetes.io/warn-version"]    | latest   |
        | metadata.labels.team                                          | sales    |
      And Namespace "default" in the virtual cluster has:
        | metadata.labels["pod-security.kubernetes.io/enforce"] | baseline |

    @POD-162
    Scenario: a tenant who takes the label away gets it back
      When Namespace "default" in the virtual cluster is changed to:
        | metadata.labels["pod-security.kubernetes.io/enforce"] | privileged |
        | metadata.labels["pod-security.kubernetes.io/warn"]    | (absent)   |
      Then Namespace "default" in the virtual cluster has:
        | metadata.labels["pod-security.kubernetes.io/enforce"] | baseline |
        | metadata.labels["pod-security.kubernetes.io/warn"]    | baseline |

    @POD-162
    Scenario: a pod that violates it is refused by the virtual API server
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx, securityContext: {privileged: true}}]}
        """
      Then it is refused with:
        """
        pods "web" is forbidden: violates PodSecurity "baseline:latest": privileged (container "app" must not set securityContext.privileged=true)
        """

    @POD-161
    Scenario: a pod that meets it is copied
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" is still there
      And the tenant sees no Warning event on Pod "default/web"

  Rule: A pod that violates the standard is not synced, even if it was there before

    Background:
      Given a virtual cluster

    @POD-161 @EVT-11
    Scenario: it gets no copy, and the tenant is told
      Given the engine is stopped
      And the tenant runs Pod "default/web" with:
        | spec.hostNetwork | true |
      When the configuration becomes:
        """yaml
        policies: {podSecurityStandard: restricted}
        """
      Then Pod "default/web" has no host copy
      And the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Pod web is forbidden: pods "web" is forbidden: violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true), allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "app" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "app" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "app" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")
        """

    @POD-158
    Scenario: of a pod whose class is not available either, the class is told first
      Given the virtual cluster has RuntimeClass "local"
      And the engine is stopped
      And the tenant runs Pod "default/web" with:
        | spec.hostPID          | true  |
        | spec.runtimeClassName | local |
      When the configuration becomes:
        """yaml
        policies: {podSecurityStandard: baseline}
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {a: b}}}}}
        """
      Then Pod "default/web" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host because the runtime class "local" couldn't be reached in the host: RuntimeClass.node.k8s.io "local" not found
        """

    @POD-161 @POD-159
    Scenario: its copy stays and gets no updates
      Given the tenant runs Pod "default/web" with:
        | spec.hostPID | true |
      And the configuration becomes:
        """yaml
        policies: {podSecurityStandard: baseline}
        """
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Pod "default/web" has:
        | metadata.labels.tier | (absent) |
      And the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Pod web is forbidden: pods "web" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostPID=true)
        """

    @POD-159
    Scenario: its copy goes with it all the same
      Given the tenant runs Pod "default/web" with:
        | spec.hostPID | true |
      And the configuration becomes:
        """yaml
        policies: {podSecurityStandard: baseline}
        """
      When Pod "default/web" is force-deleted from the virtual cluster
      Then the host copy of Pod "default/web" is gone

    @POD-161
    Scenario: the widest standard forbids nothing
      Given the tenant runs Pod "default/web" with:
        | spec.hostPID | true |
      And the configuration becomes:
        """yaml
        policies: {podSecurityStandard: privileged}
        """
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Pod "default/web" has:
        | metadata.labels.tier | front |

  Rule: A standard that does not exist is refused

    @POD-163 @CFG-37
    Scenario: the configuration says where, and what would be right
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        policies: {podSecurityStandard: strict}
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:1:33: policies.podSecurityStandard must be privileged, baseline or restricted, not "strict"
        """
