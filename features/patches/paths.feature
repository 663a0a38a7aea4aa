@patches
Feature: The path of a patch selects fields
  A path names one field, or with a wildcard every element of a list or map. What it
  does not find is left alone.

  Rule: You can apply a wildcard, using an asterisk, to modify all elements of an array or object

    @PATCH-15 @PATCH-17 @PATCH-52
    Scenario: a field of every container
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {patches: [{path: 'spec.containers[*].workingDir', expression: '"/" + context.path'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx, workingDir: /a}, {name: log, image: busybox, workingDir: /b}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].workingDir | /spec.containers.0.workingDir |
        | spec.containers[1].workingDir | /spec.containers.1.workingDir |

    @PATCH-16 @PATCH-17
    Scenario: every mount of every container
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - path: spec.containers[*].volumeMounts[*]
                expression: '({...value, readOnly: true})'
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          volumes: [{name: data, emptyDir: {}}]
          containers:
          - {name: app, image: nginx, volumeMounts: [{name: data, mountPath: /a}, {name: data, mountPath: /b}]}
          - {name: log, image: busybox, volumeMounts: [{name: data, mountPath: /c}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].volumeMounts[0].readOnly  | true |
        | spec.containers[0].volumeMounts[1].mountPath | /b   |
        | spec.containers[0].volumeMounts[1].readOnly  | true |
        | spec.containers[1].volumeMounts[0].readOnly  | true |

    @PATCH-17 @PATCH-24
    Scenario Outline: every entry of a map, spelled <path>
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: '<path>', expression: 'value.toUpperCase()'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red, "a.b": c}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color  | RED |
        | data["a.b"] | C   |

      Examples:
        | path    |
        | data[*] |
        | data.*  |

    @PATCH-17
    Scenario: an asterisk is no pattern
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'data.col*', expression: '"blue"'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color | red |

    @PATCH-17
    Scenario: a wildcard over all labels does not meet those that say whose copy it is
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'metadata.labels[*]', expression: '"x-" + value'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default, labels: {app: web, tier: front}}
        """
      Then the host copy of ConfigMap "default/app" has:
        | metadata.labels.app                            | x-web    |
        | metadata.labels.tier                           | x-front  |
        | metadata.labels["vcluster.loft.sh/managed-by"] | vcluster |
        | metadata.labels["vcluster.loft.sh/namespace"]  | default  |

  Rule: Keys that contain dots or brackets are written in brackets with double quotes

    @PATCH-18 @PATCH-19 @PATCH-22 @PATCH-25 @PATCH-26 @PATCH-30
    Scenario Outline: the path <path> finds its entry
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: '<path>', expression: '"found"'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default, annotations: {my-secret-ref: a, example.com/key: b}}
        """
      Then the host copy of ConfigMap "default/app" has:
        | <field> | found |

      Examples:
        | path                                      | field                                  |
        | metadata.annotations["my-secret-ref"]     | metadata.annotations["my-secret-ref"]  |
        | metadata.annotations["example.com/key"]   | metadata.annotations["example.com/key"] |
        | metadata.annotations[my-secret-ref]       | metadata.annotations["my-secret-ref"]  |
        | metadata.annotations."example.com/key"    | metadata.annotations["example.com/key"] |
        | .metadata..annotations.my-secret-ref.     | metadata.annotations["my-secret-ref"]  |

    @PATCH-23
    Scenario Outline: the element <element> is one of a list
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {patches: [{path: 'spec.containers<element>.workingDir', expression: '"/found"'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx, workingDir: /a}, {name: log, image: busybox, workingDir: /b}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].workingDir | /a     |
        | spec.containers[1].workingDir | <then> |

      Examples:
        | element | then   |
        | [1]     | /found |
        | .1      | /found |
        | [7]     | /b     |

    @PATCH-30
    Scenario: letters of any alphabet reach the server as they are written
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {services: {patches: [{path: 'metadata.annotations["größe"]', expression: '"7"'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then the tenant sees a Warning event "SyncError" on Service "default/web":
        """
        Error syncing to host cluster: create object: Service "web" is invalid: metadata.annotations: Invalid value: "größe": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
        """

  Rule: If the path is not found within the patch, the patch is not applied

    @PATCH-20 @PATCH-27 @PATCH-31
    Scenario Outline: <what> is left alone
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: '<path>', expression: '"found"'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color | red      |
        | data.size  | (absent) |
        | spec       | (absent) |

      Examples:
        | what                             | path            |
        | a key without brackets           | data.size       |
        | a field below a text             | data.color.size |
        | an entry below a text            | data.color["a"] |
        | a list where there is a map      | data[0]         |

    @PATCH-67
    Scenario: a field that did not change is not in the patch
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - {path: data.color, expression: 'value + " of " + context.virtualObject.data.size'}
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.color | red   |
        | data.size  | small |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | data.size | large |
      Then the host copy of ConfigMap "default/app" has:
        | data.size  | large        |
        | data.color | red of small |

  Rule: If the parent object is null or does not exist, vCluster logs an error but does not block the synchronization

    @PATCH-21
    Scenario: the object is synced, and the log says what is missing
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {patches: [{path: 'spec.template.metadata.labels["my-label"]', expression: '"a"'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.template | (absent) |
      And the engine warns:
        """
        could not find path "spec.template.metadata.labels["my-label"]" in patch: spec.template is missing
        """
      And the tenant sees no Warning event on Pod "default/web"
