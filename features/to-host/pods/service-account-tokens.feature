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

  Rule: If you don't want to create these secrets in the host cluster, disable this option

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {useSecretsForSATokens: true}}}
        """
      And the virtual cluster has ServiceAccount "default/builder"

    @POD-90 @POD-91 @POD-92 @documented
    Scenario: enabled, the token is in a secret that belongs to the host pod
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
      Then the host cluster has these Secrets:
        | type   | metadata.annotations["vcluster.loft.sh/skip-backsync"] | metadata.labels | metadata.ownerReferences[*].kind | metadata.ownerReferences[*].name | data.api |
        | Opaque | true                                                   | (absent)        | Pod                              | (host name of Pod default/web)   | (token of default:builder in pod web for https://kubernetes.default.svc.cluster.local https://kubernetes.default.svc https://kubernetes.default, 3600 s) |
      And the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/token-niglsrry"] | (absent)                               |
        | spec.volumes[0].projected.sources[0].secret.items       | [{key: api, path: token, mode: 420}] |

    @POD-91 @documented
    Scenario: two tokens of one volume have a key each
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: both, projected: {sources: [{serviceAccountToken: {path: a, audience: vault}}, {serviceAccountToken: {path: b, audience: store}}]}}]
        """
      Then the host cluster has these Secrets:
        | data.both                                                | data["both.2"]                                           |
        | (token of default:builder in pod web for vault, 3600 s) | (token of default:builder in pod web for store, 3600 s) |
      And the host copy of Pod "default/web" has:
        | spec.volumes[0].projected.sources[0].secret.items | [{key: both, path: a, mode: 420}]     |
        | spec.volumes[0].projected.sources[1].secret.items | [{key: "both.2", path: b, mode: 420}] |

    @POD-91
    Scenario: two tokens of one volume share a key with the real one
      Given the configuration becomes:
        """yaml
        compat: vcluster
        sync: {toHost: {pods: {useSecretsForSATokens: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: both, projected: {sources: [{serviceAccountToken: {path: a, audience: vault}}, {serviceAccountToken: {path: b, audience: store}}]}}]
        """
      Then the host cluster has these Secrets:
        | data.both                                                     | data["both.2"] |
        | (token of default:builder in pod web for store, 315360000 s) | (absent)       |
      And the host copy of Pod "default/web" has:
        | spec.volumes[0].projected.sources[*].secret.items | [[{key: both, path: a, mode: 420}], [{key: both, path: b, mode: 420}]] |

    @POD-92
    Scenario: as long as there is no host pod the secret belongs to the virtual cluster
      Given the virtual cluster has RuntimeClass "local"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          runtimeClassName: local
          serviceAccountName: builder
          containers: [{name: app, image: nginx}]
          volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
        """
      Then Pod "default/web" has no host copy
      And the host cluster has these Secrets:
        | type   | metadata.ownerReferences[*].kind |
        | Opaque | Service                          |

    @POD-92
    Scenario: the secret goes with the pod
      Given the tenant runs Pod "default/web" with:
        | spec.serviceAccountName | builder                                                                 |
        | spec.volumes            | [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}] |
      When Pod "default/web" is force-deleted from the virtual cluster
      Then the host copy of Pod "default/web" is gone
      And the host cluster has these Secrets:
        | type |

    @POD-93 @documented
    Scenario: a pod that is made anew under its name has a secret of its own
      Given the tenant runs Pod "default/web" with:
        | spec.serviceAccountName | builder                                                                 |
        | spec.volumes            | [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}] |
      And the engine is stopped
      And Pod "default/web" is force-deleted from the virtual cluster
      And the tenant runs Pod "default/web" with:
        | spec.serviceAccountName | builder                                                                                         |
        | spec.volumes            | [{name: api, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 1800}}]}}] |
      When the engine starts
      Then the host cluster has these Secrets:
        | metadata.ownerReferences[*].name | data.api |
        | (host name of Pod default/web)   | (token of default:builder in pod web for https://kubernetes.default.svc.cluster.local https://kubernetes.default.svc https://kubernetes.default, 1800 s) |

    @POD-93
    Scenario: the real one makes the secret anew too, with a token for ten years
      Given the tenant runs Pod "default/web" with:
        | spec.serviceAccountName | builder                                                                 |
        | spec.volumes            | [{name: api, projected: {sources: [{serviceAccountToken: {path: token}}]}}] |
      And the configuration becomes:
        """yaml
        compat: vcluster
        sync: {toHost: {pods: {useSecretsForSATokens: true}}}
        """
      And the engine is stopped
      And Pod "default/web" is force-deleted from the virtual cluster
      And the tenant runs Pod "default/web" with:
        | spec.serviceAccountName | builder                                                                                         |
        | spec.volumes            | [{name: api, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 1800}}]}}] |
      When the engine starts
      Then the host cluster has these Secrets:
        | metadata.ownerReferences[*].name | data.api |
        | (host name of Pod default/web)   | (token of default:builder in pod web for https://kubernetes.default.svc.cluster.local https://kubernetes.default.svc https://kubernetes.default, 315360000 s) |

    @OWN-08 @POD-91 @documented
    Scenario: a secret of the tenant's that has the name already is not touched, and the tenant is told
      Given the virtual cluster has Secret "default/web-sa-token" with:
        | data.mine | c2VjcmV0 |
      And the tenant runs Pod "default/other" with:
        | spec.volumes | [{name: mine, secret: {secretName: web-sa-token}}] |
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
      And the host copy of Secret "default/web-sa-token" has:
        | data | {mine: c2VjcmV0} |
      And the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host: the host already has a secret "web-sa-token" that does not belong to this pod
        """
