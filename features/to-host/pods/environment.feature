@to-host
Feature: Containers see the virtual cluster
  A program asks for its own name, its namespace and its services. It is told those of
  the virtual cluster, though it runs on the host.

  Rule: The downward API shows what the pod is in the virtual cluster

    Background:
      Given a virtual cluster

    @POD-52 @POD-53 @POD-54
    Scenario Outline: a variable of <field> <shows>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx, env: [{name: A, valueFrom: {fieldRef: {fieldPath: "<field>"}}}]}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].env[*].valueFrom.fieldRef.fieldPath | <on host> |

      Examples:
        | field                                           | shows                        | on host                                                             |
        | metadata.name                                   | shows the virtual name       | metadata.annotations['vcluster.loft.sh/name']                       |
        | metadata.namespace                              | shows the virtual namespace  | metadata.annotations['vcluster.loft.sh/namespace']                  |
        | metadata.uid                                    | shows the virtual uid        | metadata.annotations['vcluster.loft.sh/uid']                        |
        | spec.serviceAccountName                         | shows the virtual account    | metadata.annotations['vcluster.loft.sh/service-account-name']       |
        | metadata.labels['app']                          | shows the label              | metadata.labels['app']                                              |
        | metadata.labels['release']                      | shows a label that is called otherwise on the host | metadata.labels['vcluster.loft.sh/label-vcluster-x-a4d451ec23'] |
        | metadata.annotations['a.io/note']               | shows the annotation         | metadata.annotations['a.io/note']                                   |
        | status.podIP                                    | shows the host's address     | status.podIP                                                        |
        | status.hostIP                                   | shows the node's address     | status.hostIP                                                       |
        | spec.nodeName                                   | shows the node               | spec.nodeName                                                       |

    @POD-52
    Scenario: init containers and volumes are told the same
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          initContainers: [{name: first, image: busybox, env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]
          containers: [{name: app, image: nginx}]
          volumes:
            - {name: a, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}
            - {name: b, projected: {sources: [{downwardAPI: {items: [{path: uid, fieldRef: {fieldPath: metadata.uid}}]}}]}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.initContainers[0].env[*].valueFrom.fieldRef.fieldPath                 | metadata.annotations['vcluster.loft.sh/name']   |
        | spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath                    | metadata.annotations['vcluster.loft.sh/labels'] |
        | spec.volumes[1].projected.sources[0].downwardAPI.items[0].fieldRef.fieldPath | metadata.annotations['vcluster.loft.sh/uid']  |

    @POD-54
    Scenario: what a container may use is said as it is
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers:
            - {name: app, image: nginx, env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}]}
          volumes:
            - {name: a, downwardAPI: {items: [{path: cpu, resourceFieldRef: {containerName: app, resource: limits.cpu}}]}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].env[*].valueFrom.resourceFieldRef.resource    | limits.cpu |
        | spec.volumes[0].downwardAPI.items[0].resourceFieldRef.resource   | limits.cpu |

  Rule: Variables lead to the virtual API server

    Background:
      Given the host cluster has Service "vcluster/vcluster" with:
        | spec.clusterIP | 10.96.0.100 |
      And a virtual cluster

    @POD-55
    Scenario: every container has them, with service links and without
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          enableServiceLinks: false
          initContainers: [{name: first, image: busybox}]
          containers: [{name: app, image: nginx}, {name: log, image: fluentd}]
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[*].name      | [KUBERNETES_PORT, KUBERNETES_PORT_443_TCP, KUBERNETES_PORT_443_TCP_ADDR, KUBERNETES_PORT_443_TCP_PORT, KUBERNETES_PORT_443_TCP_PROTO, KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT, KUBERNETES_SERVICE_PORT_HTTPS] |
        | spec.containers[0].env[*].value     | ["tcp://10.96.0.100:443", "tcp://10.96.0.100:443", 10.96.0.100, "443", tcp, 10.96.0.100, "443", "443"] |
        | spec.containers[1].env[*].value     | ["tcp://10.96.0.100:443", "tcp://10.96.0.100:443", 10.96.0.100, "443", tcp, 10.96.0.100, "443", "443"] |
        | spec.initContainers[0].env[*].value | ["tcp://10.96.0.100:443", "tcp://10.96.0.100:443", 10.96.0.100, "443", tcp, 10.96.0.100, "443", "443"] |

    @POD-57
    Scenario: they come before the container's own, and its own win
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          enableServiceLinks: false
          containers: [{name: app, image: nginx, env: [{name: B, value: b}, {name: KUBERNETES_PORT, value: mine}, {name: A, value: a}]}]
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[*].name  | [KUBERNETES_PORT_443_TCP, KUBERNETES_PORT_443_TCP_ADDR, KUBERNETES_PORT_443_TCP_PORT, KUBERNETES_PORT_443_TCP_PROTO, KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT, KUBERNETES_SERVICE_PORT_HTTPS, B, KUBERNETES_PORT, A] |
        | spec.containers[0].env[8].value | mine |

  Rule: With service links, variables lead to the services of the pod's namespace

    Background:
      Given a virtual cluster
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: my-db, namespace: shop}
        spec: {ports: [{name: sql, port: 3306}, {name: gossip-in, port: 7946, protocol: UDP}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: peers, namespace: shop}
        spec: {clusterIP: None, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: elsewhere, namespace: default}
        spec: {ports: [{port: 80}]}
        """

    @POD-56
    Scenario: a service with an address has a variable for each port, others have none
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[8]  | {name: MY_DB_PORT, value: "tcp://(spec.clusterIP of Service shop/my-db):3306"}          |
        | spec.containers[0].env[9]  | {name: MY_DB_PORT_3306_TCP, value: "tcp://(spec.clusterIP of Service shop/my-db):3306"} |
        | spec.containers[0].env[10] | {name: MY_DB_PORT_3306_TCP_ADDR, value: (spec.clusterIP of Service shop/my-db)}         |
        | spec.containers[0].env[11] | {name: MY_DB_PORT_3306_TCP_PORT, value: "3306"}                                         |
        | spec.containers[0].env[12] | {name: MY_DB_PORT_3306_TCP_PROTO, value: tcp}                                           |
        | spec.containers[0].env[13] | {name: MY_DB_PORT_7946_UDP, value: "udp://(spec.clusterIP of Service shop/my-db):7946"} |
        | spec.containers[0].env[14] | {name: MY_DB_PORT_7946_UDP_ADDR, value: (spec.clusterIP of Service shop/my-db)}         |
        | spec.containers[0].env[15] | {name: MY_DB_PORT_7946_UDP_PORT, value: "7946"}                                         |
        | spec.containers[0].env[16] | {name: MY_DB_PORT_7946_UDP_PROTO, value: udp}                                           |
        | spec.containers[0].env[17] | {name: MY_DB_SERVICE_HOST, value: (spec.clusterIP of Service shop/my-db)}               |
        | spec.containers[0].env[18] | {name: MY_DB_SERVICE_PORT, value: "3306"}                                               |
        | spec.containers[0].env[19] | {name: MY_DB_SERVICE_PORT_GOSSIP_IN, value: "7946"}                                     |
        | spec.containers[0].env[20] | {name: MY_DB_SERVICE_PORT_SQL, value: "3306"}                                           |
        | spec.containers[0].env[21] | (absent)                                                                                |

    @POD-56
    Scenario: without service links there are none
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {enableServiceLinks: false, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[7].name | KUBERNETES_SERVICE_PORT_HTTPS |
        | spec.containers[0].env[8]      | (absent)                      |

  Rule: Volumes that the virtual cluster makes are found under their host names

    Background:
      Given a virtual cluster

    @POD-69
    Scenario: an ephemeral volume is the claim the virtual cluster makes for it
      Given the virtual cluster has ConfigMap "default/web-scratch"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx, envFrom: [{configMapRef: {name: web-scratch}}]}]
          volumes:
            - name: scratch
              ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].ephemeral                       | (absent)                                      |
        | spec.volumes[0].persistentVolumeClaim.claimName | (host name of ConfigMap default/web-scratch)  |

    @POD-75
    Scenario: the endpoints of a Gluster volume are those of the virtual cluster
      Given the virtual cluster has Service "default/gluster"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: data, glusterfs: {endpoints: gluster, path: vol}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].glusterfs.endpoints | (host name of Service default/gluster) |
        | spec.volumes[0].glusterfs.path      | vol                                    |
