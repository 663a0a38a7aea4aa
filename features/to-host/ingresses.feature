@to-host
Feature: Ingresses to the host
  An Ingress is copied when the kind is enabled. Its host names are shared by all
  tenants of a host; its services and secrets are not.

  Rule: By default, this is disabled

    @ING-01
    Scenario: an ingress stays in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then Ingress "default/web" has no host copy

  Rule: vCluster rewrites the spec.rules[*].http.paths[*].backend.service.name and spec.tls[*].secretName

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: front, namespace: shop}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: back, namespace: shop}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: cert, namespace: shop}
        """

    @ING-03
    Scenario: each path's service is the host's
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          rules:
            - host: shop.example.com
              http:
                paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: front, port: {number: 80}}}}
                  - {path: /api, pathType: Exact, backend: {service: {name: back, port: {name: http}}}}
        """
      Then the host copy of Ingress "shop/web" has:
        | spec.rules[0].http.paths[0].backend.service.name | (host name of Service shop/front) |
        | spec.rules[0].http.paths[1].backend.service.name | (host name of Service shop/back)  |

    @ING-04 @SEC-02 @SEC-08
    Scenario: a certificate is the host's, and is copied because the ingress needs it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          tls: [{hosts: [shop.example.com], secretName: cert}, {hosts: [other.example.com]}]
          defaultBackend: {service: {name: front, port: {number: 80}}}
        """
      Then the host copy of Ingress "shop/web" has:
        | spec.tls[0].secretName | (host name of Secret shop/cert) |
        | spec.tls[1].secretName | (absent)                        |

    @ING-05
    Scenario: the service of the default backend is the host's
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec: {defaultBackend: {service: {name: front, port: {number: 80}}}}
        """
      Then the host copy of Ingress "shop/web" has:
        | spec.defaultBackend.service.name | (host name of Service shop/front) |

    @ING-06
    Scenario: a backend resource is renamed by the same rule, its group and kind stay
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          defaultBackend: {resource: {apiGroup: v1.example.com, kind: Bucket, name: front}}
          rules:
            - http:
                paths:
                  - {path: /, pathType: Prefix, backend: {resource: {apiGroup: v1.example.com, kind: Bucket, name: back}}}
        """
      Then the host copy of Ingress "shop/web" has:
        | spec.defaultBackend.resource.name                 | (host name of Service shop/front) |
        | spec.defaultBackend.resource.kind                 | Bucket                            |
        | spec.defaultBackend.resource.apiGroup             | v1.example.com                    |
        | spec.rules[0].http.paths[0].backend.resource.name | (host name of Service shop/back)  |

    @ING-07
    Scenario: hosts, ports, paths and path types stay as the tenant wrote them
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          tls: [{hosts: [shop.example.com], secretName: cert}]
          rules:
            - host: shop.example.com
              http:
                paths:
                  - {path: /api, pathType: Exact, backend: {service: {name: back, port: {name: http}}}}
        """
      Then the host copy of Ingress "shop/web" has:
        | spec.tls[0].hosts                                     | [shop.example.com] |
        | spec.rules[0].host                                    | shop.example.com   |
        | spec.rules[0].http.paths[0].path                      | /api               |
        | spec.rules[0].http.paths[0].pathType                  | Exact              |
        | spec.rules[0].http.paths[0].backend.service.port.name | http               |

    @ING-11 @SEC-08
    Scenario Outline: the secret in annotation <annotation> is the host's, and is copied
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop, annotations: {nginx.ingress.kubernetes.io/<annotation>: cert}}
        spec: {defaultBackend: {service: {name: front, port: {number: 80}}}}
        """
      Then the host copy of Ingress "shop/web" has:
        | metadata.annotations["nginx.ingress.kubernetes.io/<annotation>"] | (host name of Secret shop/cert) |
      And Ingress "shop/web" in the virtual cluster has:
        | metadata.annotations["nginx.ingress.kubernetes.io/<annotation>"] | cert |

      Examples:
        | annotation       |
        | auth-secret      |
        | auth-tls-secret  |
        | proxy-ssl-secret |

    @ING-12
    Scenario Outline: a secret with its namespace in <annotation> is found in the virtual cluster's host namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default, annotations: {nginx.ingress.kubernetes.io/<annotation>: shop/cert}}
        spec: {defaultBackend: {service: {name: front, port: {number: 80}}}}
        """
      Then the host copy of Secret "shop/cert" is still there
      And the host copy of Ingress "default/web" has:
        | metadata.annotations["nginx.ingress.kubernetes.io/<annotation>"] | vcluster/(host name of Secret shop/cert) |

      Examples:
        | annotation       |
        | auth-secret      |
        | auth-tls-secret  |
        | proxy-ssl-secret |

  Rule: spec.ingressClassName is synced in both directions

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      And the virtual cluster has Ingress "default/web" with:
        | spec.ingressClassName | fast |

    @ING-08
    Scenario: the class keeps its name on the host
      When Ingress "default/web" in the virtual cluster is changed to:
        | spec.ingressClassName | slow |
      Then the host copy of Ingress "default/web" has:
        | spec.ingressClassName | slow |

    @ING-08
    Scenario: a class set on the host is set in the virtual cluster
      When the host copy of Ingress "default/web" is changed to:
        | spec.ingressClassName | slow |
      Then Ingress "default/web" in the virtual cluster has:
        | spec.ingressClassName | slow |

    @ING-09 @SYNC-04 @GEN-45
    Scenario: the rest of the spec is the tenant's alone
      When the host copy of Ingress "default/web" is changed to:
        | spec.defaultBackend.service.port.number | 8080 |
      Then the host copy of Ingress "default/web" has:
        | spec.defaultBackend.service.port.number | 80 |

    @ING-10
    Scenario: the address a host controller assigns is seen by the tenant
      When the host copy of Ingress "default/web" reports this status:
        | loadBalancer.ingress | [{ip: 192.0.2.7}] |
      Then Ingress "default/web" in the virtual cluster has:
        | status.loadBalancer.ingress[0].ip | 192.0.2.7 |

    @ING-10
    Scenario: a status the tenant writes is overwritten with the host's
      Given the host copy of Ingress "default/web" reports this status:
        | loadBalancer.ingress | [{ip: 192.0.2.7}] |
      When Ingress "default/web" in the virtual cluster reports this status:
        | loadBalancer.ingress | [{ip: 198.51.100.1}] |
      Then Ingress "default/web" in the virtual cluster has:
        | status.loadBalancer.ingress[0].ip | 192.0.2.7 |

    @GEN-46
    Scenario: a status that was there before the copy does not reach the host
      Given the engine is stopped
      And the virtual cluster has Ingress "default/early"
      And Ingress "default/early" in the virtual cluster reports this status:
        | loadBalancer.ingress | [{ip: 198.51.100.1}] |
      When the engine starts
      Then the host copy of Ingress "default/early" has:
        | status.loadBalancer.ingress | (absent) |
      And Ingress "default/early" in the virtual cluster has:
        | status.loadBalancer.ingress | (absent) |

    @ING-17 @GEN-16
    Scenario: labels and annotations flow to the host
      When Ingress "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier               | front |
        | metadata.annotations["a.io/note"]  | hello |
      Then the host copy of Ingress "default/web" has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @ING-17 @GEN-16
    Scenario: labels and annotations flow from the host
      When the host copy of Ingress "default/web" is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then Ingress "default/web" in the virtual cluster has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @ING-16
    Scenario: what Rancher notes of public endpoints stays where it is written
      Given Ingress "default/web" in the virtual cluster is changed to:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | ours |
      When the host copy of Ingress "default/web" is changed to:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | theirs |
        | metadata.annotations["a.io/note"]                       | hello  |
      Then Ingress "default/web" in the virtual cluster has:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | ours  |
        | metadata.annotations["a.io/note"]                       | hello |

    @ING-16
    Scenario: what Rancher notes of public endpoints is not on the copy
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: noted, namespace: default, annotations: {field.cattle.io/publicEndpoints: ours, a.io/note: hello}}
        spec: {defaultBackend: {service: {name: front, port: {number: 80}}}}
        """
      Then the host copy of Ingress "default/noted" has:
        | metadata.annotations["field.cattle.io/publicEndpoints"] | (absent) |
        | metadata.annotations["a.io/note"]                       | hello    |

    @ING-24
    Scenario: an ingress deleted on the host is deleted in the virtual cluster
      When the host copy of Ingress "default/web" is deleted
      Then Ingress "default/web" is gone from the virtual cluster

    @ING-25
    Scenario: an ingress deleted in the virtual cluster is deleted on the host
      When Ingress "default/web" is deleted from the virtual cluster
      Then the host copy of Ingress "default/web" is gone
