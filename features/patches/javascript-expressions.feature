@patches
Feature: JavaScript expressions change fields while they are synced
  A patch names a field and how its value changes on the way to the other side. What
  the tenant sees stays as the tenant wrote it.

  Rule: Patches override the default resource syncing rules

    @PATCH-01 @PATCH-02
    Scenario: without patches a change goes to the host as it is
      Given a virtual cluster
      And the virtual cluster has ConfigMap "default/app" with:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |
        | data.color                                          | red  |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | data.color | blue |
      Then the host copy of ConfigMap "default/app" has:
        | data.color | blue |

    @PATCH-01 @PATCH-03 @PATCH-59 @PATCH-66
    Scenario: with a patch the host gets what the expression makes of it
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - path: data.color
                expression: '"dark " + value'
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red, size: small}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color | dark red |
        | data.size  | small    |
      And ConfigMap "default/app" in the virtual cluster has:
        | data.color | red |

    @PATCH-59 @PATCH-67
    Scenario: a later change passes through the patch, too
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - path: data.color
                expression: '"dark " + value'
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.color | red |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | data.color | blue |
      Then the host copy of ConfigMap "default/app" has:
        | data.color | dark blue |
      And ConfigMap "default/app" in the virtual cluster has:
        | data.color | blue |

  Rule: '"my-prefix-"+value' prepends "my-prefix-" to the spec.containers[*].name field in the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: spec.containers[*].name
                expression: '"my-prefix-"+value'
        """

    @PATCH-32
    Scenario: the containers of the host pod have the prefix, those of the tenant do not
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}, {name: log, image: busybox}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].name | my-prefix-app |
        | spec.containers[1].name | my-prefix-log |
      And Pod "default/web" in the virtual cluster has:
        | spec.containers[0].name | app |
        | spec.containers[1].name | log |

    @PATCH-67 @PATCH-70
    Scenario: a later change of the pod does not add the prefix again
      Given the tenant runs Pod "default/web" with:
        | spec.containers[0].name  | app   |
        | spec.containers[0].image | nginx |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Pod "default/web" has:
        | metadata.labels.tier    | front         |
        | spec.containers[0].name | my-prefix-app |

    @PATCH-69
    Scenario: the status of a container that has another name on the host does not come back
      Given the tenant runs Pod "default/web" with:
        | spec.containers[0].name  | app   |
        | spec.containers[0].image | nginx |
      When the host copy of Pod "default/web" reports this status:
        | phase             | Running                                                                                          |
        | containerStatuses | [{name: my-prefix-app, ready: true, restartCount: 0, image: nginx, imageID: x, state: {}}] |
      Then Pod "default/web" in the virtual cluster has:
        | status.phase             | Running  |
        | status.containerStatuses | (absent) |

  Rule: To replace value with a hardcoded one, put the desired value in the quotation marks

    @PATCH-34
    Scenario: the container of the host has the hardcoded name
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: spec.containers[*].name
                expression: '"my-value"'
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].name | my-value |

  Rule: Adding new keys in maps like annotations or labels to the resource is also possible with expressions

    @PATCH-35 @PATCH-28 @PATCH-36 @PATCH-37
    Scenario: a label that is missing is added, one that is there is changed
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: metadata.labels["my-new-label"]
                expression: 'valueExists ? value + "-changed" : "new-label-value"'
              - path: metadata.labels["my-old-label"]
                expression: 'valueExists ? value + "-changed" : "new-label-value"'
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {my-old-label: mine}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.labels["my-new-label"] | new-label-value |
        | metadata.labels["my-old-label"] | mine-changed    |
      And Pod "default/web" in the virtual cluster has:
        | metadata.labels["my-new-label"] | (absent) |
        | metadata.labels["my-old-label"] | mine     |

    @PATCH-35 @PATCH-21
    Scenario: the example as printed, with label for labels, adds nothing and says so in the log
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: metadata.label["my-new-label"]
                expression: 'valueExists ? value + "-changed" : "new-label-value"'
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.labels["my-new-label"] | (absent) |
        | metadata.label                  | (absent) |
      And the engine warns:
        """
        could not find path "metadata.label["my-new-label"]" in patch: metadata.label is missing
        """

    @PATCH-28 @PATCH-67
    Scenario: an added key stays as it is when others change
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - path: metadata.labels["my-old-label"]
                expression: 'valueExists ? value + "-changed" : "new-label-value"'
        """
      And the tenant runs Pod "default/web" with:
        | metadata.labels["my-old-label"] | mine |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Pod "default/web" has:
        | metadata.labels.tier            | front        |
        | metadata.labels["my-old-label"] | mine-changed |

  Rule: If the expression evaluates to null, the key is not added to the map

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: metadata.labels["conditional-label"]
                expression: "context.virtualObject.metadata?.labels?.['my-label'] ? 'my-value' : null"
        """

    @PATCH-38 @PATCH-39
    Scenario: without my-label there is no conditional label
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.labels["conditional-label"] | (absent) |

    @PATCH-39
    Scenario: with my-label there is
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {my-label: x}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.labels["conditional-label"] | my-value |

    @PATCH-39 @PATCH-40
    Scenario: once my-label is gone, so is the conditional label
      Given the tenant runs Pod "default/web" with:
        | metadata.labels["my-label"] | x |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.labels["my-label"] | (absent) |
      Then the host copy of Pod "default/web" has:
        | metadata.labels["conditional-label"] | (absent) |
        | metadata.labels["my-label"]          | (absent) |

  Rule: An expression for an existing field that evaluates to null or undefined deletes the field

    @PATCH-39
    Scenario: the example as printed, with label for labels, never adds anything
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - path: metadata.labels["conditional-label"]
                expression: "context.virtualObject.metadata?.label?.['my-label'] ? 'my-value' : null"
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, labels: {my-label: x}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.labels["conditional-label"] | (absent) |

    @PATCH-40
    Scenario Outline: an existing field is deleted by <result>, at creation and later
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'metadata.annotations["example.com/note"]', expression: 'value === "keep" ? value : <result>'}]}}}
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | metadata.annotations["example.com/note"] | <first> |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | metadata.annotations["example.com/note"] | <then> |
      Then the host copy of ConfigMap "default/app" has:
        | metadata.annotations["example.com/note"] | <note> |

      Examples:
        | result    | first | then | note     |
        | null      | keep  | drop | (absent) |
        | undefined | keep  | drop | (absent) |
        | null      | drop  | more | (absent) |
        | null      | drop  | keep | keep     |

  Rule: You can use standard JavaScript expressions, functions, and operators

    @PATCH-41 @PATCH-43 @PATCH-56
    Scenario Outline: <feature> is understood
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - path: data.color
                expression: |
                  <expression>
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color | <color> |

      Examples:
        | feature                | expression                                                    | color       |
        | a ternary              | value === "red" ? "rouge" : value                             | rouge       |
        | optional chaining      | value.myfield?.anotherfield \|\| "default-value"              | default-value |
        | a template             | `dark ${value}`                                               | dark red    |
        | an arrow function      | ((c) => c + "!")(value)                                       | red!        |
        | spreading              | [...value].reverse().join("")                                 | der         |
        | a default for null     | null ?? "none"                                                | none        |
        | a class                | new (class { name() { return "c-" + value } })().name()       | c-red       |
        | an object as it stands | {a: value}.a                                                  | red         |
        | no Node.js             | typeof require + typeof process + typeof fetch                | undefinedundefinedundefined |

    @PATCH-44 @PATCH-45 @PATCH-46
    Scenario: atob decodes and btoa encodes
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              enabled: true
              patches:
              - path: metadata.annotations["encoded-value"]
                expression: 'btoa(value)'
              - path: metadata.annotations["decoded-value"]
                expression: 'atob(value)'
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, annotations: {encoded-value: my-value, decoded-value: bXktdmFsdWU=}}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["encoded-value"] | bXktdmFsdWU= |
        | metadata.annotations["decoded-value"] | my-value     |

    @PATCH-47
    Scenario: letters beyond Latin are encoded as UTF-8, and decoded so
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - {path: data.encoded, expression: 'btoa(value)'}
              - {path: data.decoded, expression: 'atob(value)'}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {encoded: größe, decoded: Z3LDtsOfZQ==}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.encoded | Z3LDtsOfZQ== |
        | data.decoded | größe        |

    @PATCH-48
    Scenario Outline: virtualToHostDNS gives <name> its name on the host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'data.address', expression: 'virtualToHostDNS(value)'}]}}}
        """
      And the virtual cluster has Service "default/nginx"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {address: <name>}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.address | (host name of Service default/nginx).vcluster.svc<domain> |

      Examples:
        | name                            | domain         |
        | nginx.default.svc.cluster.local | .cluster.local |
        | nginx.default.svc               |                |

  Rule: The context variable provides access to virtual cluster data during syncing

    @PATCH-49 @PATCH-50 @PATCH-51 @PATCH-52
    Scenario Outline: <property> is given
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'data["note"]', expression: 'String(<property>)'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.note | <value> |

      Examples:
        | property                                       | value     |
        | context.vcluster.name                          | vcluster  |
        | context.vcluster.namespace                     | vcluster  |
        | context.vcluster.config.sync.toHost.configMaps.all | true  |
        | context.vcluster.config.sync.toHost.pods.enabled   | true  |
        | context.virtualObject.metadata.name            | app       |
        | context.hostObject                             | null      |
        | context.path                                   | data.note |

    @PATCH-51
    Scenario: at a later change the host object is the one that is there
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'data.color', expression: '(context.hostObject ? "still " : "first ") + value'}]}}}
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.color | red |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | data.color | blue |
      Then the host copy of ConfigMap "default/app" has:
        | data.color | still blue |

    @PATCH-50
    Scenario: secrets of the configuration are not given
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'data["note"]', expression: 'JSON.stringify(context.vcluster.config).includes("hunter" + 2) ? "told" : "kept"'}]}}}
        controlPlane: {backingStore: {database: {external: {enabled: true, dataSource: "mysql://root:hunter2@db"}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.note | kept |

  Rule: The path can be empty; the value is then the entire patch

    @PATCH-57 @PATCH-09 @PATCH-66
    Scenario: the whole object when the copy is made
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: "", expression: '({metadata: value.metadata, data: {...value.data, keys: Object.keys(value.data).join()}})'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red, size: small}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.keys  | color,size |
        | data.color | red        |

    @PATCH-57 @PATCH-67
    Scenario: only what changed at a later change
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: "", expression: '({...value, data: {...value.data, keys: Object.keys(value.data).join()}})'}]}}}
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.color | red   |
        | data.size  | small |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | data.size | large |
      Then the host copy of ConfigMap "default/app" has:
        | data.keys  | size  |
        | data.size  | large |
        | data.color | red   |

  Rule: Patches of one list are applied in their order

    @PATCH-58 @PATCH-65
    Scenario: each sees what those before it and the engine's own rules made
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            ingresses:
              enabled: true
              patches:
              - {path: 'metadata.annotations["secret"]', expression: 'context.virtualObject.spec.tls[0].secretName'}
              - {path: 'spec.tls[*].secretName', expression: 'value + "-" + context.virtualObject.spec.tls[0].secretName'}
              - {path: 'spec.tls[0].secretName', expression: 'value + "-last"'}
        """
      And the virtual cluster has Secret "default/cert"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec: {tls: [{secretName: cert}], defaultBackend: {service: {name: web, port: {number: 80}}}}
        """
      Then the host copy of Ingress "default/web" has:
        | metadata.annotations["secret"] | cert                                           |
        | spec.tls[0].secretName         | (host name of Secret default/cert)-cert-last |
