Feature: Events on virtual objects
  A tenant cannot look at the host: whatever keeps an object from being synced is
  told on the object itself, in the tenant's own names.

  Rule: What the host refuses is told once, as a warning on the virtual object

    @EVT-07 @EVT-15 @GEN-34 @GEN-38
    Scenario: the reason the host gives is told in the tenant's names
      Given a virtual cluster
      And the virtual cluster has RuntimeClass "local"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {runtimeClassName: local, containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" has no host copy
      And the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Error syncing to host cluster: create object: pods "web" is forbidden: pod rejected: RuntimeClass "local" not found
        """

    @EVT-15
    Scenario: a name that is shortened on the host is told in full
      Given a virtual cluster
      And the virtual cluster has RuntimeClass "local"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: a-pod-with-a-name-that-is-too-long-for-the-host, namespace: default}
        spec: {runtimeClassName: local, containers: [{name: app, image: nginx}]}
        """
      Then the tenant sees a Warning event "SyncError" on Pod "default/a-pod-with-a-name-that-is-too-long-for-the-host":
        """
        Error syncing to host cluster: create object: pods "a-pod-with-a-name-that-is-too-long-for-the-host" is forbidden: pod rejected: RuntimeClass "local" not found
        """

    @EVT-08 @GEN-36
    Scenario: a change that the host refuses is told too
      Given a virtual cluster
      And the tenant runs Pod "default/web" with:
        | spec.activeDeadlineSeconds | 600 |
      When the host copy of Pod "default/web" is changed to:
        | spec.activeDeadlineSeconds | 10 |
      Then the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Error syncing: patch host object: update object: Pod "web" is invalid: spec.activeDeadlineSeconds: Invalid value: 600: must be less than or equal to previous value
        """

    @EVT-17
    Scenario: what stays refused is told once, after a restart too
      Given a virtual cluster
      And the virtual cluster has RuntimeClass "local"
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | local |
      When the engine restarts
      Then the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Error syncing to host cluster: create object: pods "web" is forbidden: pod rejected: RuntimeClass "local" not found
        """

    @EVT-18
    Scenario: what is too long for an event is told as far as there is room
      Given a virtual cluster
      And the tenant runs Pod "default/web" with:
        | spec.containers | [{name: one-of-several-containers-with-a-name-as-long-as-names-may-be-a, image: a}, {name: one-of-several-containers-with-a-name-as-long-as-names-may-be-b, image: b}, {name: c, image: c}] |
      When the configuration becomes:
        """yaml
        policies: {podSecurityStandard: restricted}
        """
      Then the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Pod web is forbidden: pods "web" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (containers "one-of-several-containers-with-a-name-as-long-as-names-may-be-a", "one-of-several-containers-with-a-name-as-long-as-names-may-be-b", "c" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (containers "one-of-several-containers-with-a-name-as-long-as-names-may-be-a", "one-of-several-containers-with-a-name-as-long-as-names-may-be-b", "c" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or containers "one-of-several-containers-with-a-name-as-long-as-names-may-be-a", "one-of-several-containers-with-a-name-as-long-as-names-may-be-b", "c" must set securityContext.runAsNonRoot=true), seccompProfile (pod or containers "one-of-several-containers-with-a-name-as-long-as-names-may-be-a", "one-of-several-containers-with-a-name-as-long-as-names-may-be-b", "c" must set securityContext.seccompProfile.type to "RuntimeDefault" o…
        """

  Rule: What a secret holds is told nobody

    @SYNC-31 @GEN-40
    Scenario: a changed value reaches the host, and neither an event nor the log
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true}}}
        """
      And the virtual cluster has Secret "default/password" with:
        | data.password | dmVyeS1zZWNyZXQtdmFsdWU= |
      When Secret "default/password" in the virtual cluster is changed to:
        | data.password | bmV3LXNlY3JldC12YWx1ZQ== |
      Then the host copy of Secret "default/password" has:
        | data.password | bmV3LXNlY3JldC12YWx1ZQ== |
      And the tenant sees no Warning event on Secret "default/password"

  Rule: What works is not told

    @EVT-19
    Scenario: a pod that is synced has no warning
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" is still there
      And the tenant sees no Warning event on Pod "default/web"
