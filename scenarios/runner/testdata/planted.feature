Feature: Planted failures
  What a run says when the engine does not do what is written.

  Rule: Every failure is told whole
    Scenario: a wrong field
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        type: Opaque
        data: {key: aHVudGVyMg==}
        """
      Then the host copy of Secret "default/password" has:
        | type      | wrong |
        | immutable | true  |

    Scenario: a pod that is told why it stays
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, selector: {matchLabels: {a: b}}}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | metadata.labels.a | b |
      And the tenant runs Pod "default/web" with:
        | spec.runtimeClassName | gvisor |
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.labels.a | c |
      Then Pod "default/web" is gone from the virtual cluster

    Scenario: a step that nobody knows
      Given a virtual cluster
      When the moon is full
      Then ConfigMap "default/tide" is in the virtual cluster

    Scenario: all is well
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: default}}
        """
      Then ConfigMap "default/settings" is in the virtual cluster

    @apiserver
    Scenario: only where there is a real API server
      Given a virtual cluster

    @documented
    Scenario: what the documents say
      Given a virtual cluster
