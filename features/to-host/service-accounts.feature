@to-host
Feature: Service accounts to the host
  A service account is copied when the kind is enabled, and pods run as the copy of
  theirs: clouds and host controllers know workloads by it. Rights and tokens stay
  those of the virtual cluster.

  Rule: By default, this is disabled

    @SA-01
    Scenario: a service account stays in a virtual cluster with default settings, and pods run as the workload account
      Given a virtual cluster
      And the virtual cluster has ServiceAccount "shop/builder"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {serviceAccountName: builder, containers: [{name: app, image: nginx}]}
        """
      Then ServiceAccount "shop/builder" has no host copy
      And the host copy of Pod "shop/web" has:
        | spec.serviceAccountName | vc-workload-vcluster |

  Rule: Service accounts created within the virtual cluster are synced to the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {serviceAccounts: {enabled: true}}}
        """

    @SA-03
    Scenario: the copy has no secrets and mounts no token
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: builder, namespace: shop, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/build"}}
        automountServiceAccountToken: true
        imagePullSecrets: [{name: pull}]
        secrets: [{name: builder-token}]
        """
      Then the host copy of ServiceAccount "shop/builder" has:
        | secrets                                            | (absent)                  |
        | imagePullSecrets                                   | (absent)                  |
        | automountServiceAccountToken                       | false                     |
        | metadata.annotations["eks.amazonaws.com/role-arn"] | arn:aws:iam::1:role/build |

    @SA-06
    Scenario: the default account of a virtual namespace is one like all others
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: default, namespace: shop}
        """
      Then the host copy of ServiceAccount "shop/default" has:
        | automountServiceAccountToken | false |

    @SA-02 @POD-20
    Scenario: a pod runs as the copy of its account
      Given the virtual cluster has ServiceAccount "shop/builder"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {serviceAccountName: builder, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.serviceAccountName           | (host name of ServiceAccount shop/builder) |
        | spec.serviceAccount               | (host name of ServiceAccount shop/builder) |
        | spec.automountServiceAccountToken | false                                      |

    @SA-02 @POD-20
    Scenario: a pod that names no account runs as the workload account
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.serviceAccountName | vc-workload-vcluster |

    @POD-20
    Scenario: a pod goes to the host once its account is there
      Given the tenant runs Pod "shop/web" with:
        | spec.serviceAccountName | builder |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: builder, namespace: shop}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.serviceAccountName | (host name of ServiceAccount shop/builder) |

    @POD-20 @documented
    Scenario: a pod whose account is not there waits for it, and the tenant is told
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {serviceAccountName: builder, containers: [{name: app, image: nginx}]}
        """
      Then Pod "shop/web" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "shop/web":
        """
        did not sync pod "web" to host: waiting for the service account "builder"
        """

  Rule: The real vCluster does not look whether the account is there

    @POD-20
    Scenario: a pod goes to the host before its account
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {serviceAccounts: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {serviceAccountName: builder, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" is still there

  Rule: Labels and annotations are synced in both directions, nothing else is

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {serviceAccounts: {enabled: true}}}
        """
      And the virtual cluster has ServiceAccount "shop/builder"

    @SA-04 @GEN-16
    Scenario: labels and annotations flow to the host
      When ServiceAccount "shop/builder" in the virtual cluster is changed to:
        | metadata.labels.tier                               | front                     |
        | metadata.annotations["eks.amazonaws.com/role-arn"] | arn:aws:iam::1:role/build |
      Then the host copy of ServiceAccount "shop/builder" has:
        | metadata.labels.tier                               | front                     |
        | metadata.annotations["eks.amazonaws.com/role-arn"] | arn:aws:iam::1:role/build |

    @SA-04 @GEN-16
    Scenario: labels and annotations flow from the host
      When the host copy of ServiceAccount "shop/builder" is changed to:
        | metadata.labels.tier                               | front                     |
        | metadata.annotations["eks.amazonaws.com/role-arn"] | arn:aws:iam::1:role/build |
      Then ServiceAccount "shop/builder" in the virtual cluster has:
        | metadata.labels.tier                               | front                     |
        | metadata.annotations["eks.amazonaws.com/role-arn"] | arn:aws:iam::1:role/build |

    @SA-04
    Scenario: secrets of the tenant's and secrets of the host stay where they are
      Given the host copy of ServiceAccount "shop/builder" is changed to:
        | imagePullSecrets | [{name: registry}] |
      When ServiceAccount "shop/builder" in the virtual cluster is changed to:
        | imagePullSecrets                  | [{name: pull}] |
        | metadata.annotations["a.io/note"] | hello          |
      Then the host copy of ServiceAccount "shop/builder" has:
        | imagePullSecrets                  | [{name: registry}] |
        | metadata.annotations["a.io/note"] | hello              |
      And ServiceAccount "shop/builder" in the virtual cluster has:
        | imagePullSecrets | [{name: pull}] |

    @SA-05
    Scenario: an account deleted on the host is deleted in the virtual cluster
      When the host copy of ServiceAccount "shop/builder" is deleted
      Then ServiceAccount "shop/builder" is gone from the virtual cluster

    @SA-05
    Scenario: an account deleted in the virtual cluster is deleted on the host
      When ServiceAccount "shop/builder" is deleted from the virtual cluster
      Then the host copy of ServiceAccount "shop/builder" is gone

    @SA-05
    Scenario: an account whose copy went while the engine was away gets a new one
      Given the engine is stopped
      And the host copy of ServiceAccount "shop/builder" is deleted
      When the engine starts
      Then the host copy of ServiceAccount "shop/builder" has:
        | automountServiceAccountToken | false |

    @SA-05
    Scenario: a copy whose account went while the engine was away goes too
      Given the engine is stopped
      And ServiceAccount "shop/builder" is deleted from the virtual cluster
      When the engine starts
      Then the host copy of ServiceAccount "shop/builder" is gone
