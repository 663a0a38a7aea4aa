@patches
Feature: Reference patches point to other objects
  A field that names another object gets that object's name on the other side, and the
  object itself is brought along.

  Rule: The patch references a Secret and ensures pods in the host cluster link to the correct Secret

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: metadata.annotations["my-secret-ref"]
                reference:
                  apiVersion: v1
                  kind: Secret
        """

    @PATCH-73 @PATCH-74 @PATCH-76 @PATCH-81 @SEC-02
    Scenario: the annotation names the host copy of the secret, which is there because it is referred to
      Given the virtual cluster has Secret "default/my-secret"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, annotations: {my-secret-ref: my-secret}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["my-secret-ref"] | (host name of Secret default/my-secret) |
      And Pod "default/web" in the virtual cluster has:
        | metadata.annotations["my-secret-ref"] | my-secret |
      And the host copy of Secret "default/my-secret" is still there

    @PATCH-74
    Scenario: a secret that comes later is brought along as well
      Given the tenant runs Pod "default/web" with:
        | metadata.annotations["my-secret-ref"] | my-secret |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: my-secret, namespace: default}
        stringData: {color: red}
        """
      Then the host copy of Secret "default/my-secret" is still there

    @PATCH-74
    Scenario: a secret that is no longer referred to leaves the host
      Given the virtual cluster has Secret "default/my-secret"
      And the tenant runs Pod "default/web" with:
        | metadata.annotations["my-secret-ref"] | my-secret |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.annotations["my-secret-ref"] | other |
      Then the host copy of Secret "default/my-secret" is gone

    @PATCH-27 @PATCH-73
    Scenario: a pod without the annotation gets none
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["my-secret-ref"] | (absent) |

  Rule: If the referenced resource exists in the host cluster, vCluster automatically imports it into the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: metadata.annotations["my-secret-ref"]
                reference: {apiVersion: v1, kind: Secret}
        """
      And the host cluster has Secret "vcluster/my-example-secret" with:
        | data.color | cmVk |

    @PATCH-75
    Scenario: the host's secret appears in the pod's namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, annotations: {my-secret-ref: my-example-secret}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Secret "default/my-example-secret" in the virtual cluster has:
        | data.color | cmVk |
      And the host copy of Pod "default/web" has:
        | metadata.annotations["my-secret-ref"] | (host name of Secret default/my-example-secret) |
      And the host copy of Secret "default/my-example-secret" has:
        | data.color | cmVk |

    @PATCH-75
    Scenario: it follows the host's secret
      Given the tenant runs Pod "default/web" with:
        | metadata.annotations["my-secret-ref"] | my-example-secret |
      When Secret "vcluster/my-example-secret" in the host cluster is changed to:
        | data.color | Ymx1ZQ== |
      Then Secret "default/my-example-secret" in the virtual cluster has:
        | data.color | Ymx1ZQ== |
      And the host copy of Secret "default/my-example-secret" has:
        | data.color | Ymx1ZQ== |

    @PATCH-75 @PATCH-84
    Scenario: a name that the host writes brings its secret, too
      Given the tenant runs Pod "default/web" with:
        | metadata.annotations["my-secret-ref"] | other |
      When the host copy of Pod "default/web" is changed to:
        | metadata.annotations["my-secret-ref"] | my-example-secret |
      Then Pod "default/web" in the virtual cluster has:
        | metadata.annotations["my-secret-ref"] | my-example-secret |
      And Secret "default/my-example-secret" is in the virtual cluster

    @PATCH-75
    Scenario: the tenant's own secret of that name is left as it is
      Given the virtual cluster has Secret "default/my-example-secret" with:
        | data.color | Z3JlZW4= |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, annotations: {my-secret-ref: my-example-secret}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Secret "default/my-example-secret" in the virtual cluster has:
        | data.color | Z3JlZW4= |

    @PATCH-75
    Scenario Outline: <what> is not imported
      Given the host cluster has Secret "vcluster/<name>" with:
        | <field> | <value> |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, annotations: {my-secret-ref: <name>}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Secret "default/<name>" is kept out of the virtual cluster

      Examples:
        | what                                     | name            | field                                           | value    |
        | the control plane's own kubeconfig       | vc-vcluster     | data.config                                     | eA==     |
        | a secret of the control plane            | certificates    | metadata.labels.app                             | vcluster |
        | a release of Helm                        | sh.helm.release | type                                            | helm.sh/release.v1 |
        | a copy that is another virtual cluster's | theirs          | metadata.labels["vcluster.loft.sh/managed-by"]  | other    |

  Rule: namePath and namespacePath say where in the value the name and the namespace are

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - path: spec.volumes[*].csi.volumeAttributes
                reference: {apiVersion: v1, kind: Secret, apiVersionPath: version, kindPath: kind, namePath: name, namespacePath: namespace}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: keys, namespace: default}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: keys, namespace: other}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: keys, namespace: default}
        """

    @PATCH-78 @PATCH-79 @PATCH-80 @PATCH-74
    Scenario Outline: <what> is found in the value
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: data, csi: {driver: csi.example.com, volumeAttributes: <value>}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].csi.volumeAttributes.name      | (host name of <object>) |
        | spec.volumes[0].csi.volumeAttributes.namespace | <namespace>             |
        | spec.volumes[0].csi.volumeAttributes.note      | x                       |

      Examples:
        | what                           | value                                                      | object                 | namespace |
        | a name                         | {name: keys, note: x}                                      | Secret default/keys    | (absent)  |
        | a name with its namespace      | {name: keys, namespace: other, note: x}                    | Secret other/keys      | vcluster  |
        | a name with its kind           | {name: keys, kind: ConfigMap, note: x}                     | ConfigMap default/keys | (absent)  |
        | a name with kind and version   | {name: keys, kind: ConfigMap, version: v1, note: x}        | ConfigMap default/keys | (absent)  |

    @PATCH-78
    Scenario: a value without a name refers to nothing
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: data, csi: {driver: csi.example.com, volumeAttributes: {note: x}}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].csi.volumeAttributes.note | x        |
        | spec.volumes[0].csi.volumeAttributes.name | (absent) |

  Rule: A reference that leads nowhere is an error

    @PATCH-83
    Scenario: a kind that is not synced has no names on the host
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            secrets: {enabled: false}
            services:
              patches: [{path: 'metadata.annotations["ref"]', reference: {apiVersion: v1, kind: Secret}}]
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default, annotations: {ref: my-secret}}
        spec: {ports: [{port: 80}]}
        """
      Then Service "default/web" has no host copy
      And the tenant sees a Warning event "SyncError" on Service "default/web":
        """
        Error applying patches: sync.toHost.services.patches[0] at metadata.annotations.ref: missing mapper for v1, Kind=Secret: the kind is not synced
        """

    @PATCH-82
    Scenario: an object without namePath names nothing
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {services: {patches: [{path: 'spec.sessionAffinityConfig', reference: {apiVersion: v1, kind: Secret}}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}}
        """
      Then the tenant sees a Warning event "SyncError" on Service "default/web":
        """
        Error applying patches: sync.toHost.services.patches[0] at spec.sessionAffinityConfig: the value is an object: the reference needs namePath to find the name in it
        """
