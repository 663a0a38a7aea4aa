@to-host
Feature: Pods get service account tokens of the virtual cluster
  A program that talks to its API server does so with the token of its service account.
  Its API server is the virtual one, so that is who makes the token.

  Rule: A host Pod requires a ServiceAccount token to communicate with the virtual clusters API

    Background:
      Given a virtual cluster
      And the virtual cluster has ServiceAccount "default/builder"

    @POD-85 @POD-88 @POD-89
    Scenario: the token is an annotation of the host pod, and the volume reads it from there
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/token-niglsrry"] | (any) |
        | spec.volumes[0].projected.sources                       | [{downwardAPI: {items: [{path: token, mode: 420, fieldRef: {apiVersion: v1, fieldPath: "metadata.annotations['vcluster.loft.sh/token-niglsrry']"}}]}}]  |

    @POD-95
    Scenario: what every pod of a real cluster mounts is found under its host names
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-root-ca.crt, namespace: default}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes:
            - name: kube-api-access-x7f9k
              projected:
                sources:
                  - serviceAccountToken: {path: token, expirationSeconds: 3607}
                  - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
                  - downwardAPI: {items: [{path: namespace, fieldRef: {apiVersion: v1, fieldPath: metadata.namespace}}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].projected.sources[0] | {downwardAPI: {items: [{path: token, mode: 420, fieldRef: {apiVersion: v1, fieldPath: "metadata.annotations['vcluster.loft.sh/token-niglsrry']"}}]}} |
        | spec.volumes[0].projected.sources[1] | {configMap: {name: (host name of ConfigMap default/kube-root-ca.crt), items: [{key: ca.crt, path: ca.crt}]}} |
        | spec.volumes[0].projected.sources[2] | {downwardAPI: {items: [{path: namespace, fieldRef: {apiVersion: v1, fieldPath: "metadata.annotations['vcluster.loft.sh/namespace']"}}]}} |

    @POD-86 @POD-87 @documented
    Scenario: a token is for the audience and for the time the pod asks for
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes:
            - name: tokens
              projected:
                sources:
                  - serviceAccountToken: {path: token, expirationSeconds: 1800}
                  - serviceAccountToken: {path: vault, audience: vault, expirationSeconds: 7200}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/token-niglsrry"] | (token of default:builder in pod web for https://kubernetes.default.svc.cluster.local https://kubernetes.default.svc https://kubernetes.default, 1800 s) |
        | metadata.annotations["vcluster.loft.sh/token-qsplrtvg"] | (token of default:builder in pod web for vault, 7200 s) |

    @POD-86 @POD-87
    Scenario: the real one asks for ten years
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: tokens, projected: {sources: [{serviceAccountToken: {path: vault, audience: vault, expirationSeconds: 7200}}]}}]
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/token-niglsrry"] | (token of default:builder in pod web for vault, 315360000 s) |

    @POD-89
    Scenario: the tenant's pod shows no token and keeps its volume
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
        """
      Then Pod "default/web" in the virtual cluster has:
        | metadata.annotations                                             | (absent) |
        | spec.volumes[0].projected.sources[0].serviceAccountToken.path | token    |

    @POD-87 @documented
    Scenario: a token that is lost or edited on the host is given anew
      Given the tenant runs Pod "default/web" with:
        | spec.serviceAccountName | builder                                                                              |
        | spec.volumes            | [{name: a, projected: {sources: [{serviceAccountToken: {path: token}}, {serviceAccountToken: {path: b}}]}}] |
      When the host copy of Pod "default/web" is changed to:
        | metadata.annotations["vcluster.loft.sh/token-niglsrry"] | (absent) |
        | metadata.annotations["vcluster.loft.sh/token-qsplrtvg"] | forged   |
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/token-niglsrry"] | (token of default:builder in pod web for https://kubernetes.default.svc.cluster.local https://kubernetes.default.svc https://kubernetes.default, 3600 s) |
        | metadata.annotations["vcluster.loft.sh/token-qsplrtvg"] | (token of default:builder in pod web for https://kubernetes.default.svc.cluster.local https://kubernetes.default.svc https://kubernetes.default, 3600 s) |

  Rule: A pod waits for its token

    Background:
      Given a virtual cluster

    @POD-94 @documented
    Scenario: the tenant is told why there is none
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
        """
      Then Pod "default/web" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host: create token: serviceaccounts "builder" not found
        """

    @POD-94
    Scenario: the real one says nothing
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
        """
      Then Pod "default/web" has no host copy
      And the tenant sees no Warning event on Pod "default/web"
