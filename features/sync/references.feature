Feature: References keep config maps and secrets on the host
  What is needed on the host is known from who refers to it: it comes with its
  first user and goes with its last.

  Rule: A reference is enough, the order of events does not matter

    Background:
      Given a virtual cluster
      And the tenant runs Pod "default/web" with:
        | spec.volumes | [{name: v, secret: {secretName: password, optional: true}}] |

    @MAP-11
    Scenario: a secret that is created after its user is copied
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        """
      Then the host copy of Secret "default/password" is still there

    @MAP-10
    Scenario: a secret that was there before its user is copied when the user comes
      Given the virtual cluster has Secret "default/other"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: late, namespace: default}
        spec: {containers: [{name: app, image: nginx}], imagePullSecrets: [{name: other}]}
        """
      Then the host copy of Secret "default/other" is still there

  Rule: What is not needed any more goes from the host and stays in the virtual cluster

    Background:
      Given a virtual cluster
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: one, namespace: default}
        spec: {containers: [{name: app, image: nginx}], imagePullSecrets: [{name: password}]}
        """

    @MAP-12 @MAP-13
    Scenario: the last user takes the copy along
      When Pod "default/one" is deleted from the virtual cluster
      Then the host copy of Secret "default/password" is gone
      And Secret "default/password" is still in the virtual cluster

    @MAP-16
    Scenario: a copy stays while another user is left
      Given the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: two, namespace: default}
        spec: {containers: [{name: app, image: nginx}], imagePullSecrets: [{name: password}]}
        """
      When Pod "default/one" is deleted from the virtual cluster
      Then the host copy of Secret "default/password" is still there

    @MAP-12 @GEN-43 @MAP-21
    Scenario: what is needed is known after a restart too
      When the engine restarts
      Then the host copy of Secret "default/password" is still there

    @MAP-12 @SYNC-32
    Scenario: what lost its last user while the engine was away loses its copy
      Given the engine is stopped
      And Pod "default/one" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of Secret "default/password" is gone
      And Secret "default/password" is still in the virtual cluster

  Rule: An ingress needs what it names now

    @MAP-12 @MAP-15
    Scenario: a certificate an ingress no longer names loses its copy
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      And the virtual cluster has Secret "default/old"
      And the virtual cluster has Secret "default/new"
      And the virtual cluster has Ingress "default/web" with:
        | spec.tls | [{secretName: old}] |
      When Ingress "default/web" in the virtual cluster is changed to:
        | spec.tls[0].secretName | new |
      Then the host copy of Secret "default/new" is still there
      And the host copy of Secret "default/old" is gone

    @MAP-10 @SEC-08
    Scenario: a secret an annotation begins to name is copied, and goes when it no longer does
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      And the virtual cluster has Secret "default/old"
      And the virtual cluster has Secret "default/new"
      And the virtual cluster has Ingress "default/web" with:
        | metadata.annotations["nginx.ingress.kubernetes.io/auth-secret"] | old |
      When Ingress "default/web" in the virtual cluster is changed to:
        | metadata.annotations["nginx.ingress.kubernetes.io/auth-secret"] | new |
      Then the host copy of Secret "default/new" is still there
      And the host copy of Secret "default/old" is gone

  Rule: A tenant can ask for a copy nobody refers to

    @MAP-05
    Scenario: a secret that is forced is copied without a user
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default, annotations: {vcluster.loft.sh/force-sync: "true"}}
        """
      Then the host copy of Secret "default/password" is still there

    @MAP-17 @MAP-05
    Scenario: a secret that is no longer forced is not needed for having a copy
      Given a virtual cluster
      And the virtual cluster has Secret "default/forced" with:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |
      When Secret "default/forced" in the virtual cluster is changed to:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | (absent) |
      Then the host copy of Secret "default/forced" is gone
