@to-host
Feature: Pods that read their own fields see what they are in the virtual cluster
  The host fills the fields of the downward API from the copy, which has other names.

  Rule: The downward API shows the virtual identity

    Background:
      Given a virtual cluster

    @POD-52 @POD-53
    Scenario Outline: <field> read by a variable
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx, env: [{name: A, valueFrom: {fieldRef: {fieldPath: "<field>"}}}]}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[*].valueFrom.fieldRef.fieldPath | <read> |

      Examples:
        | field                       | read                                                                    |
        | metadata.name               | metadata.annotations['vcluster.loft.sh/name']                           |
        | metadata.namespace          | metadata.annotations['vcluster.loft.sh/namespace']                      |
        | metadata.uid                | metadata.annotations['vcluster.loft.sh/uid']                            |
        | spec.serviceAccountName     | metadata.annotations['vcluster.loft.sh/service-account-name']           |
        | metadata.labels['app']      | metadata.labels['app']                                                  |
        | metadata.labels['release']  | metadata.labels['vcluster.loft.sh/label-vcluster-x-a4d451ec23']         |

    @POD-54
    Scenario Outline: <field> is the host's to say
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx, env: [{name: A, valueFrom: {fieldRef: {fieldPath: "<field>"}}}]}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].env[*].valueFrom.fieldRef.fieldPath | <field> |

      Examples:
        | field                        |
        | status.podIP                 |
        | status.hostIP                |
        | spec.nodeName                |
        | metadata.annotations['note'] |

    @POD-52 @POD-70 @POD-71
    Scenario: volumes, projected ones too
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          volumes:
            - {name: a, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}, {path: cpu, resourceFieldRef: {containerName: app, resource: limits.cpu}}]}}
            - {name: b, projected: {sources: [{downwardAPI: {items: [{path: uid, fieldRef: {fieldPath: metadata.uid}}]}}]}}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath                      | metadata.annotations['vcluster.loft.sh/labels'] |
        | spec.volumes[0].downwardAPI.items[1].resourceFieldRef.resource               | limits.cpu                                      |
        | spec.volumes[1].projected.sources[0].downwardAPI.items[0].fieldRef.fieldPath | metadata.annotations['vcluster.loft.sh/uid']    |

    @POD-54 @documented
    Scenario: a pod that reads all its annotations reads the tenant's, not the host's
      Given the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, annotations: {a.io/note: hello}}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: a, downwardAPI: {items: [{path: annotations, fieldRef: {fieldPath: metadata.annotations}}]}}]
        """
      When Pod "shop/web" in the virtual cluster is changed to:
        | metadata.annotations["b.io/more"] | text |
      Then the host copy of Pod "shop/web" has:
        | spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath | metadata.annotations['vcluster.loft.sh/annotations'] |
        | metadata.annotations["vcluster.loft.sh/annotations"]    | a.io/note="hello"\nb.io/more="text"                  |

  Rule: As real vCluster does it

    @POD-54
    Scenario: a pod that reads all its annotations reads those of the copy
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: a, downwardAPI: {items: [{path: annotations, fieldRef: {fieldPath: metadata.annotations}}]}}]
        """
      Then the host copy of Pod "shop/web" has:
        | spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath | metadata.annotations |
