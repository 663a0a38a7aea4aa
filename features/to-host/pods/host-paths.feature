@to-host
Feature: Host paths of pods
  Log collectors read the folders of a node. The host path mapper prepares folders in
  which the names are those of the virtual cluster; pods are led there.

  Rule: The host path mapper maps the virtual pod's logs to the correct paths on the host

    @POD-78 @POD-79 @POD-80 @POD-84
    Scenario Outline: <path> of a pod
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {hostPathMapper: {enabled: true, central: true}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, hostPath: {path: <path>, type: Directory}}]}
        """
      Then the host copy of Pod "shop/logs" has:
        | spec.volumes | [{hostPath: {path: <mapped>, type: Directory}, name: v}] |

      Examples:
        | path                   | mapped                                          |
        | /var/log/pods          | /tmp/vcluster/vcluster/vcluster/log/pods        |
        | /var/log/pods/         | /tmp/vcluster/vcluster/vcluster/log/pods        |
        | /var/log               | /tmp/vcluster/vcluster/vcluster/log             |
        | /var/log/              | /tmp/vcluster/vcluster/vcluster/log             |
        | /var/lib/kubelet/pods  | /tmp/vcluster/vcluster/vcluster/kubelet/pods    |
        | /var/log/app           | /var/log/app                                    |
        | /etc                   | /etc                                            |

    @POD-82
    Scenario: what is mounted there later is seen by the pod's containers
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {hostPathMapper: {enabled: true, central: true}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec:
          initContainers: [{name: setup, image: nginx, volumeMounts: [{name: v, mountPath: /var/log}]}]
          containers: [{name: app, image: nginx, volumeMounts: [{name: v, mountPath: /var/log/}, {name: v, mountPath: /other}]}]
          volumes: [{name: v, emptyDir: {}}]
        """
      Then the host copy of Pod "shop/logs" has:
        | spec.containers[0].volumeMounts[0].mountPropagation     | HostToContainer |
        | spec.containers[0].volumeMounts[1].mountPropagation     | (absent)        |
        | spec.initContainers[0].volumeMounts[0].mountPropagation | (absent)        |

    @POD-83
    Scenario: a mapper of the virtual cluster's own needs the real folder beside the mapped one
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {hostPathMapper: {enabled: true}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec:
          containers:
            - {name: app, image: nginx, volumeMounts: [{name: v, mountPath: /logs}, {name: v, mountPath: /again}]}
            - {name: other, image: nginx}
          volumes: [{name: v, hostPath: {path: /var/log}}]
        """
      Then the host copy of Pod "shop/logs" has:
        | spec.volumes[0].hostPath.path               | /tmp/vcluster/vcluster/vcluster/log |
        | spec.volumes[1].name                        | v-vcluster-physical                 |
        | spec.volumes[1].hostPath.path               | /var/log                            |
        | spec.containers[0].volumeMounts[*].mountPath | [/logs, /again, /var/vcluster/physical/log] |
        | spec.containers[1].volumeMounts             | (absent)                            |

  Rule: Without a mapper a pod sees the folders of the node

    @POD-79 @POD-82 @documented
    Scenario: host paths are copied as they are
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec:
          containers: [{name: app, image: nginx, volumeMounts: [{name: v, mountPath: /var/log}]}]
          volumes: [{name: v, hostPath: {path: /var/log, type: Directory}}]
        """
      Then the host copy of Pod "shop/logs" has:
        | spec.volumes                                        | [{hostPath: {path: /var/log, type: Directory}, name: v}] |
        | spec.containers[0].volumeMounts[0].mountPropagation | (absent)                                                 |

  Rule: The folder of one pod is that of its copy

    Background:
      Given a virtual cluster

    @POD-81
    Scenario: a folder that names a pod by its uid names the copy on the host
      Given the tenant runs Pod "default/web"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: v, hostPath: {path: /var/lib/kubelet/pods/(uid of Pod default/web)/volumes}}]
        """
      Then the host copy of Pod "shop/logs" has:
        | spec.volumes[0].hostPath.path | /var/lib/kubelet/pods/(host uid of Pod default/web)/volumes |

    @POD-81
    Scenario: a folder of a pod that nobody knows is left alone
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, hostPath: {path: /var/lib/kubelet/pods/0a1b2c/volumes}}]}
        """
      Then the host copy of Pod "shop/logs" has:
        | spec.volumes[0].hostPath.path | /var/lib/kubelet/pods/0a1b2c/volumes |

    @POD-81 @documented
    Scenario: a folder without a name is not copied, and the tenant is told
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, hostPath: {path: /var/lib/kubelet/pods//volumes}}]}
        """
      Then Pod "shop/logs" has no host copy
      And the tenant sees a Warning event "SyncWarning" on Pod "shop/logs":
        """
        did not sync pod "logs" to host: the host path "/var/lib/kubelet/pods//volumes" names no pod
        """

  Rule: As real vCluster does it

    @POD-81 @EVT-14
    Scenario: the real one says nothing of a folder without a name
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, hostPath: {path: /var/lib/kubelet/pods//volumes}}]}
        """
      Then Pod "shop/logs" has no host copy
      And the tenant sees no Warning event on Pod "shop/logs"

    @POD-79
    Scenario: host paths are led away whether or not there is a mapper
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: logs, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, hostPath: {path: /var/log, type: Directory}}]}
        """
      Then the host copy of Pod "shop/logs" has:
        | spec.volumes | [{hostPath: {path: /tmp/vcluster/vcluster/vcluster/log, type: Directory}, name: v}] |
