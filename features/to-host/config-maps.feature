@to-host
Feature: Config maps to the host
  A config map is copied when something that is synced needs it; its data then
  flows in both directions.

  Rule: Only config maps that something synced refers to are copied

    Background:
      Given a virtual cluster
      And the virtual cluster has ConfigMap "default/settings" with:
        | data | {color: green} |

    @CM-01 @CM-07
    Scenario: a config map a pod uses is copied, and the pod refers to the copy
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, configMap: {name: settings}}]}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | data | {color: green} |
      And the host copy of Pod "default/web" has:
        | spec.volumes[0].configMap.name | (host name of ConfigMap default/settings) |

    @CM-02
    Scenario: a config map nobody uses stays, and nobody is told
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue |
      Then ConfigMap "default/settings" has no host copy
      And the tenant sees no Warning event on ConfigMap "default/settings"

    @CM-21
    Scenario: a config map of the same name elsewhere is not the one that is used
      Given the virtual cluster has ConfigMap "other/settings"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]}
        """
      Then the host copy of ConfigMap "default/settings" is still there
      And ConfigMap "other/settings" has no host copy

    @CM-06 @MAP-09
    Scenario Outline: a config map is needed when a pod names it in <field>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: <spec>
        """
      Then the host copy of ConfigMap "default/settings" is still there

      Examples:
        | field                      | spec |
        | a variable                 | {containers: [{name: app, image: nginx, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: color}}}]}]} |
        | envFrom                    | {containers: [{name: app, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]} |
        | an init container          | {containers: [{name: app, image: nginx}], initContainers: [{name: init, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]} |
        | its variable               | {containers: [{name: app, image: nginx}], initContainers: [{name: init, image: nginx, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: color}}}]}]} |
        | a volume                   | {containers: [{name: app, image: nginx}], volumes: [{name: v, configMap: {name: settings}}]} |
        | a projected volume         | {containers: [{name: app, image: nginx}], volumes: [{name: v, projected: {sources: [{configMap: {name: settings}}]}}]} |

    @CM-08 @MAP-12 @MAP-13
    Scenario: a config map whose last user is gone loses its copy and stays in the virtual cluster
      Given the tenant runs Pod "default/web" with:
        | spec.volumes | [{name: v, configMap: {name: settings}}] |
      When Pod "default/web" is deleted from the virtual cluster
      Then the host copy of ConfigMap "default/settings" is gone
      And ConfigMap "default/settings" is still in the virtual cluster

  Rule: With all, every config map is copied

    @CM-03 @MAP-04
    Scenario: a config map nobody uses is copied
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default}
        data: {color: green}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | data | {color: green} |

    @CM-18
    Scenario: the host's own certificates are nobody's copy, whatever they are marked with
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: kube-root-ca.crt
          namespace: vcluster
          labels: {vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: default}
        data: {ca.crt: host}
        """
      Then ConfigMap "vcluster/kube-root-ca.crt" is still in the host cluster
      And ConfigMap "default/kube-root-ca.crt" is kept out of the virtual cluster

  Rule: With enabled set to false, no config map is copied

    @CM-04
    Scenario: not even one that a pod uses
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {enabled: false}}}
        """
      And the virtual cluster has ConfigMap "default/settings"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], volumes: [{name: v, configMap: {name: settings}}]}
        """
      Then the host copy of Pod "default/web" is still there
      And ConfigMap "default/settings" has no host copy

  Rule: The annotation vcluster.loft.sh/force-sync copies a config map that nothing refers to

    @CM-05 @MAP-05
    Scenario Outline: the value <value> <does> force a copy
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default, annotations: {vcluster.loft.sh/force-sync: "<value>"}}
        """
      Then the host copy of ConfigMap "default/settings" is <there>

      Examples:
        | value | does     | there       |
        | true  | does     | still there |
        | True  | does not | gone        |
        | yes   | does not | gone        |

    @CM-05
    Scenario: the annotation may come later
      Given a virtual cluster
      And the virtual cluster has ConfigMap "default/settings"
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |
      Then the host copy of ConfigMap "default/settings" is still there

  Rule: data and binaryData are synced in both directions

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      And the virtual cluster has ConfigMap "default/settings" with:
        | data       | {color: green, size: small} |
        | binaryData | {blob: AAEC}                |

    @CM-09
    Scenario: a value the tenant changes is changed on the host
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | data.color | blue     |
        | data.size  | (absent) |
        | data.shape | round    |
      Then the host copy of ConfigMap "default/settings" has:
        | data | {color: blue, shape: round} |

    @CM-10 @MERGE-04
    Scenario: a value changed on the host is changed in the virtual cluster
      When the host copy of ConfigMap "default/settings" is changed to:
        | data.color | blue     |
        | data.size  | (absent) |
        | data.shape | round    |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | data | {color: blue, shape: round} |

    @CM-11
    Scenario: binary data flows to the host
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | binaryData.blob | //79 |
      Then the host copy of ConfigMap "default/settings" has:
        | binaryData.blob | //79 |

    @CM-11
    Scenario: binary data flows from the host
      When the host copy of ConfigMap "default/settings" is changed to:
        | binaryData.blob | //79 |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | binaryData.blob | //79 |

    @CM-12
    Scenario: immutable set later is the virtual cluster's own
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | immutable | true |
      Then the host copy of ConfigMap "default/settings" has:
        | immutable | (absent) |

    @CM-15 @GEN-16
    Scenario: labels and annotations flow to the host
      When ConfigMap "default/settings" in the virtual cluster is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then the host copy of ConfigMap "default/settings" has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @CM-15 @GEN-16
    Scenario: labels and annotations flow from the host
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | metadata.labels.tier              | front |
        | metadata.annotations["a.io/note"] | hello |

    @CM-13 @SYNC-12 @GEN-25
    Scenario: a config map whose copy is deleted on the host is deleted in the virtual cluster
      When the host copy of ConfigMap "default/settings" is deleted
      Then ConfigMap "default/settings" is gone from the virtual cluster

    @CM-14
    Scenario: a config map deleted in the virtual cluster is deleted on the host
      When ConfigMap "default/settings" is deleted from the virtual cluster
      Then the host copy of ConfigMap "default/settings" is gone

  Rule: immutable is copied when the copy is made

    @CM-12
    Scenario: an immutable config map has an immutable copy
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default}
        immutable: true
        data: {color: green}
        """
      Then the host copy of ConfigMap "default/settings" has:
        | immutable | true |
