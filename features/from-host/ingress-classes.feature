@from-host
Feature: Ingress classes come from the host
  The text of the runtime classes serves every class that comes from the host: one
  selector says which classes arrive, and which ingresses may leave.

  Rule: By default, this is disabled

    @IC-01
    Scenario: a host class does not appear in a virtual cluster with default settings
      Given a virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: nginx}
        spec: {controller: example.com/nginx}
        """
      Then IngressClass "nginx" is kept out of the virtual cluster

  Rule: IngressClasses defines if ingress classes should get synced from the host cluster to the virtual cluster, but not back

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {ingressClasses: {enabled: true}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata:
          name: nginx
          labels: {team: edge}
          annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
        spec: {controller: example.com/nginx}
        """

    @IC-02 @IC-06 @IC-17
    Scenario: without a selector every class arrives as it is on the host
      Then IngressClass "nginx" in the virtual cluster has:
        | spec.controller                                                           | example.com/nginx |
        | metadata.labels                                                           | {team: edge}      |
        | metadata.annotations["ingressclass.kubernetes.io/is-default-class"]       | true              |

    @IC-10
    Scenario: a class changed on the host is changed in the virtual cluster
      When IngressClass "nginx" in the host cluster is changed to:
        | metadata.labels.team | core                                         |
        | spec.parameters      | {apiGroup: example.com, kind: P, name: fast} |
      Then IngressClass "nginx" in the virtual cluster has:
        | metadata.labels.team | core |
        | spec.parameters.name | fast |

    @IC-14
    Scenario: an edit in the virtual cluster is undone and does not reach the host
      When IngressClass "nginx" in the virtual cluster is changed to:
        | metadata.labels | {team: mine, more: x} |
      Then IngressClass "nginx" in the virtual cluster has:
        | metadata.labels.team | edge     |
        | metadata.labels.more | (absent) |
      And IngressClass "nginx" in the host cluster has:
        | metadata.labels.team | edge |

    @IC-12
    Scenario: a local class is deleted
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: mine}
        spec: {controller: example.com/mine}
        """
      Then IngressClass "mine" is gone from the virtual cluster

    @IC-13
    Scenario: a class deleted in the virtual cluster comes back
      When IngressClass "nginx" is deleted from the virtual cluster
      Then IngressClass "nginx" is in the virtual cluster

    @IC-11
    Scenario: a class deleted on the host goes from the virtual cluster
      When IngressClass "nginx" is deleted from the host cluster
      Then IngressClass "nginx" is gone from the virtual cluster

  Rule: If a selector is defined, only resources matching the selector will sync

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            ingressClasses:
              enabled: true
              selector:
                matchLabels: {environment: development}
                matchExpressions: [{key: tier, operator: In, values: [a, b]}]
        """
      And the host cluster has IngressClass "nginx" with:
        | spec.controller             | example.com/nginx |
        | metadata.labels.environment | development       |
        | metadata.labels.tier        | a                 |

    @IC-03 @IC-04 @IC-05
    Scenario Outline: <labels> <outcome>
      When this is applied in the host cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: other, labels: <labels>}
        spec: {controller: example.com/other}
        """
      Then IngressClass "other" is <outcome> the virtual cluster

      Examples:
        | labels                              | outcome     |
        | {environment: development, tier: b} | in          |
        | {environment: development, tier: c} | kept out of |
        | {environment: production, tier: a}  | kept out of |
        | {environment: development}          | kept out of |

    @IC-08
    Scenario: a class that matches no longer is removed
      When IngressClass "nginx" in the host cluster is changed to:
        | metadata.labels.environment | production |
      Then IngressClass "nginx" is gone from the virtual cluster

    @IC-09
    Scenario: a class that begins to match arrives
      Given the host cluster has IngressClass "other" with:
        | spec.controller | example.com/other |
      When IngressClass "other" in the host cluster is changed to:
        | metadata.labels | {environment: development, tier: b} |
      Then IngressClass "other" is in the virtual cluster

    @IC-07
    Scenario: the engine warns of a class that does not match
      When this is applied in the host cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: other}
        spec: {controller: example.com/other}
        """
      Then the engine warns:
        """
        did not sync ingress class "other" because it does not match the selector under 'sync.fromHost.ingressClasses.selector'
        """

  Rule: The same selector controls both sync flows

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {ingresses: {enabled: true}}
          fromHost: {ingressClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has IngressClass "nginx" with:
        | spec.controller             | example.com/nginx |
        | metadata.labels.environment | development       |

    @ING-18
    Scenario: an ingress of a class that matches is synced
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then the host copy of Ingress "default/web" has:
        | spec.ingressClassName | nginx |

    @ING-19
    Scenario: an ingress without a class is synced without a check
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then the host copy of Ingress "default/web" has:
        | spec.ingressClassName | (absent) |

    @IC-16 @documented
    Scenario: an ingress of a class that does not match is not synced, and its tenant is told
      Given the host cluster has IngressClass "other" with:
        | spec.controller | example.com/other |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {ingressClassName: other, defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then Ingress "default/web" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Ingress "default/web":
        """
        did not sync ingress "web" to host because it does not match the selector under 'sync.fromHost.ingressClasses.selector'
        """

    @ING-21
    Scenario: an ingress of a class that the host does not have is not synced, and its tenant is told
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {ingressClassName: none, defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then the tenant sees a Warning event "SyncWarning" on Ingress "default/web":
        """
        did not sync ingress "web" to host because the ingress class "none" couldn't be reached in the host: IngressClass.networking.k8s.io "none" not found
        """

  Rule: Orphaned resources remain in the virtual and host clusters and stop receiving updates

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost: {ingresses: {enabled: true}}
          fromHost: {ingressClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has IngressClass "nginx" with:
        | spec.controller             | example.com/nginx |
        | metadata.labels.environment | development       |

    @ING-23 @IC-15
    Scenario: an ingress whose class matches no longer stays as it was on both sides
      Given the virtual cluster has Ingress "default/web" with:
        | spec.ingressClassName | nginx                                        |
        | spec.defaultBackend   | {service: {name: web, port: {number: 80}}}   |
      And IngressClass "nginx" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Ingress "default/web" in the virtual cluster is changed to:
        | spec.defaultBackend.service.port.number | 81 |
      Then IngressClass "nginx" is gone from the virtual cluster
      And the host copy of Ingress "default/web" has:
        | spec.defaultBackend.service.port.number | 80 |

    @ING-23 @documented
    Scenario: an orphaned ingress is deleted by hand on each side
      Given the virtual cluster has Ingress "default/web" with:
        | spec.ingressClassName | nginx                                        |
        | spec.defaultBackend   | {service: {name: web, port: {number: 80}}}   |
      And IngressClass "nginx" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Ingress "default/web" is deleted from the virtual cluster
      Then Ingress "default/web" is gone from the virtual cluster
      And the host copy of Ingress "default/web" is still there

  Rule: The real one names the class in the event, and takes the copy of an orphan along

    @ING-20 @IC-16
    Scenario: the real one says which class does not match
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync:
          toHost: {ingresses: {enabled: true}}
          fromHost: {ingressClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has IngressClass "other" with:
        | spec.controller | example.com/other |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {ingressClassName: other, defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then the tenant sees a Warning event "SyncWarning" on Ingress "default/web":
        """
        did not sync ingress "web" to host because the ingress class "other" in the host does not match the selector under 'sync.fromHost.ingressClasses.selector'
        """

    @ING-23
    Scenario: an orphaned ingress deleted in the virtual cluster takes its copy along
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync:
          toHost: {ingresses: {enabled: true}}
          fromHost: {ingressClasses: {enabled: true, selector: {matchLabels: {environment: development}}}}
        """
      And the host cluster has IngressClass "nginx" with:
        | spec.controller             | example.com/nginx |
        | metadata.labels.environment | development       |
      And the virtual cluster has Ingress "default/web" with:
        | spec.ingressClassName | nginx                                      |
        | spec.defaultBackend   | {service: {name: web, port: {number: 80}}} |
      And IngressClass "nginx" in the host cluster is changed to:
        | metadata.labels.environment | production |
      When Ingress "default/web" is deleted from the virtual cluster
      Then the host copy of Ingress "default/web" is gone

  Rule: A class of another controller takes the place of the one before

    @IC-10
    Scenario: a class made anew on the host with another controller has it in the virtual cluster
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {ingressClasses: {enabled: true}}}
        """
      And the host cluster has IngressClass "nginx" with:
        | spec.controller | example.com/nginx |
      And the engine is stopped
      And IngressClass "nginx" is deleted from the host cluster
      And the host cluster has IngressClass "nginx" with:
        | spec.controller | example.com/next |
      When the engine starts
      Then IngressClass "nginx" in the virtual cluster has:
        | spec.controller | example.com/next |
