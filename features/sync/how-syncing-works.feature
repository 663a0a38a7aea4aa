Feature: How syncing works
  A virtual cluster has no nodes of its own: the engine copies what the host needs
  to run the tenant's work, and keeps both sides in step from then on.

  Rule: The syncer replicates the pods that are created within the virtual cluster to the host cluster and keeps both in sync

    Background:
      Given a virtual cluster

    @SYNC-06 @SYNC-08 @POD-02
    Scenario: a pod appears on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {app: web}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.namespace       | vcluster |
        | metadata.labels.app      | web      |
        | spec.containers[0].image | nginx    |

    @SYNC-06 @POD-136
    Scenario: what happens to the pod on the host is seen in the virtual cluster
      Given the tenant runs Pod "default/web"
      When the host copy of Pod "default/web" reports this status:
        | phase | Running |
      Then Pod "default/web" in the virtual cluster has:
        | status.phase | Running |

  Rule: vCluster can sync certain resources purely from host to make them available inside the vCluster in read-only mode

    @SYNC-05 @GEN-08
    Scenario: a tenant's deletion of such a resource is undone and does not reach the host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      And the host cluster has RuntimeClass "gvisor"
      When RuntimeClass "gvisor" is deleted from the virtual cluster
      Then RuntimeClass "gvisor" is still in the virtual cluster
      And RuntimeClass "gvisor" is still in the host cluster

  Rule: vCluster only syncs low-level resources by default, such as pods, secrets, configmaps or services

    @GEN-07 @SYNC-01
    Scenario: low-level resources are copied as soon as they are created
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default}
        data: {color: green}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: password, namespace: default}
        data: {value: aHVudGVyMg==}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {app: web}}
        spec:
          containers:
            - name: app
              image: nginx
              envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: password}}]
        """
      Then the host copy of Pod "default/web" is still there
      And the host copy of Service "default/web" is still there
      And the host copy of ConfigMap "default/settings" has:
        | data | {color: green} |
      And the host copy of Secret "default/password" has:
        | data.value | aHVudGVyMg== |

    @GEN-07
    Scenario: a high-level resource stays in the virtual cluster
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then Ingress "default/web" has no host copy

  Rule: When a controller changes something on the host cluster side, the vCluster will sync that change to the virtual cluster

    Background:
      Given a virtual cluster
      And the virtual cluster has Service "default/web"

    @SYNC-02 @GEN-01
    Scenario: the status a host controller writes is seen by the tenant
      Given Service "default/web" in the virtual cluster is changed to:
        | spec.type | LoadBalancer |
      When the host copy of Service "default/web" reports this status:
        | loadBalancer.ingress | [{ip: 192.0.2.7}] |
      Then Service "default/web" in the virtual cluster has:
        | status.loadBalancer.ingress[0].ip | 192.0.2.7 |

  Rule: When a change on the virtual cluster side happens, it will sync it to the host cluster

    Background:
      Given a virtual cluster
      And the virtual cluster has Service "default/web"

    @SYNC-03 @GEN-01
    Scenario: the ports a tenant changes are changed on the host
      When Service "default/web" in the virtual cluster is changed to:
        | spec.ports | [{name: http, port: 8080, targetPort: 8080, protocol: TCP}] |
      Then the host copy of Service "default/web" has:
        | spec.ports[0].port | 8080 |

    @SYNC-40
    Scenario: of several changes the last one counts
      Given Service "default/web" in the virtual cluster is changed to:
        | metadata.labels.step | one |
      And Service "default/web" in the virtual cluster is changed to:
        | metadata.labels.step | two |
      When Service "default/web" in the virtual cluster is changed to:
        | metadata.labels.step | three |
      Then the host copy of Service "default/web" has:
        | metadata.labels.step | three |

    @SYNC-04 @GEN-45
    Scenario: what only the tenant may change is changed back on the host
      When the host copy of Service "default/web" is changed to:
        | metadata.annotations["vcluster.loft.sh/object-host-name"] | (absent) |
      Then the host copy of Service "default/web" has:
        | metadata.annotations["vcluster.loft.sh/object-host-name"] | (host name of Service default/web) |

  Rule: When copying to the host cluster, the vCluster will change the ingress

    @ING-02 @GEN-02 @GEN-03 @GEN-04 @META-01 @META-02 @NAME-01 @NAME-02 @NAME-03
    Scenario: the documented Ingress comes out exactly
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: nginx
        spec:
          tls:
            - hosts:
                - https-example.foo.com
              secretName: testsecret-tls
          rules:
            - http:
                paths:
                  - path: /
                    pathType: ImplementationSpecific
                    backend:
                      service:
                        name: nginx
                        port:
                          number: 80
        """
      Then the host copy of Ingress "default/nginx" is exactly:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          annotations:
            vcluster.loft.sh/object-host-name: nginx-x-default-x-vcluster
            vcluster.loft.sh/object-host-namespace: vcluster
            vcluster.loft.sh/object-kind: networking.k8s.io/v1, Kind=Ingress
            vcluster.loft.sh/object-name: nginx
            vcluster.loft.sh/object-namespace: default
            vcluster.loft.sh/object-uid: (uid of Ingress default/nginx)
          labels:
            vcluster.loft.sh/managed-by: vcluster
            vcluster.loft.sh/namespace: default
          name: nginx-x-default-x-vcluster
          namespace: vcluster
        spec:
          rules:
            - http:
                paths:
                  - backend:
                      service:
                        name: nginx-x-default-x-vcluster
                        port:
                          number: 80
                    path: /
                    pathType: ImplementationSpecific
          tls:
            - hosts:
                - https-example.foo.com
              secretName: testsecret-tls-x-default-x-vcluster
        """

  Rule: vCluster tracks the VIRTUAL NAME and the HOST NAME as well as all references used by the resource

    @MAP-01 @MAP-02 @GEN-05
    Scenario: the service and the secret of the ingress are found under their host names
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      And the virtual cluster has Service "default/nginx"
      And the virtual cluster has Secret "default/testsecret-tls"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: nginx, namespace: default}
        spec:
          tls: [{secretName: testsecret-tls}]
          defaultBackend: {service: {name: nginx, port: {number: 80}}}
        """
      Then the host copy of Ingress "default/nginx" has:
        | spec.defaultBackend.service.name | (host name of Service default/nginx)         |
        | spec.tls[0].secretName           | (host name of Secret default/testsecret-tls) |

  Rule: For secrets and configmaps this is important, because by default only the needed ones are actually synced to the host cluster

    @MAP-03 @GEN-06
    Scenario: what nothing refers to stays in the virtual cluster
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: unused, namespace: default}
        data: {a: b}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: unused, namespace: default}
        """
      Then ConfigMap "default/unused" has no host copy
      And Secret "default/unused" has no host copy

    @MAP-03 @GEN-06
    Scenario: what something refers to is copied, and only that
      Given a virtual cluster
      And the virtual cluster has Secret "default/used"
      And the virtual cluster has Secret "default/unused"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, secret: {secretName: used}}]}
        """
      Then the host copy of Secret "default/used" is still there
      And Secret "default/unused" has no host copy
