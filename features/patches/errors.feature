@patches
Feature: A patch that fails is told, and harms nobody else
  The object whose patch fails is not written, its tenant is told once, and it is
  tried again. All other objects are synced as if nothing had happened.

  Rule: An expression that throws keeps its object from syncing, and nothing else

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - {path: data.color, expression: 'value === "bad" ? value.foo.bar : value.toUpperCase()'}
              - {path: 'metadata.annotations["note"]', expression: '"noted"'}
        """

    @PATCH-53 @PATCH-54 @documented
    Scenario: the tenant is told what failed, and where
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: bad}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: other, namespace: default}
        data: {color: good}
        """
      Then ConfigMap "default/app" has no host copy
      And the tenant sees a Warning event "SyncError" on ConfigMap "default/app":
        """
        Error applying patches: sync.toHost.configMaps.patches[0] at data.color: TypeError: Cannot read property 'bar' of undefined
        """
      And the host copy of ConfigMap "default/other" has:
        | data.color | GOOD |

    @PATCH-53
    Scenario: a copy that is there stays as it was
      Given the virtual cluster has ConfigMap "default/app" with:
        | data.color | red   |
        | data.size  | small |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | data.color | bad   |
        | data.size  | large |
      Then the host copy of ConfigMap "default/app" has:
        | data.color | RED   |
        | data.size  | small |
      And the tenant sees a Warning event "SyncError" on ConfigMap "default/app":
        """
        Error syncing: apply patches: sync.toHost.configMaps.patches[0] at data.color: TypeError: Cannot read property 'bar' of undefined
        """

    @PATCH-53
    Scenario: an object that is put right is synced
      Given the virtual cluster has ConfigMap "default/app" with:
        | data.color | bad |
      When ConfigMap "default/app" in the virtual cluster is changed to:
        | data.color | red |
      Then the host copy of ConfigMap "default/app" has:
        | data.color                   | RED   |
        | metadata.annotations["note"] | noted |

    @PATCH-53
    Scenario: an object whose patch fails can be deleted
      Given the virtual cluster has ConfigMap "default/app" with:
        | data.color | red |
      And ConfigMap "default/app" in the virtual cluster is changed to:
        | data.color | bad |
      When ConfigMap "default/app" is deleted from the virtual cluster
      Then the host copy of ConfigMap "default/app" is gone

  Rule: With the real one, a copy that a patch keeps from being made is in nobody's ears but the log's

    @PATCH-53 @PATCH-56 @PATCH-10
    Scenario Outline: nothing is said of <what>
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {configMaps: {all: true, patches: [{path: <path>, expression: <expression>}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: app, namespace: default}, data: {color: red}}
        """
      Then ConfigMap "default/app" has no host copy
      And the tenant sees no Warning event on ConfigMap "default/app"

      Examples:
        | what                              | path       | expression                     |
        | an expression that throws         | data.color | value.foo.bar                  |
        | a number that is none             | data.color | 0/0                            |
        | a patch that changes the identity | metadata   | '({...value, name: "another"})' |

  Rule: The expression is evaluated in a sandboxed environment

    @PATCH-41 @PATCH-53 @PATCH-55 @documented
    Scenario Outline: an expression that <does> is ended, and the next object is synced
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - path: data.color
                expression: |
                  value === "good" ? "GOOD" : <expression>
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: bad}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: other, namespace: default}
        data: {color: good}
        """
      Then ConfigMap "default/app" has no host copy
      And the tenant sees a Warning event "SyncError" on ConfigMap "default/app":
        """
        Error applying patches: sync.toHost.configMaps.patches[0] at data.color: <error>
        """
      And the host copy of ConfigMap "default/other" has:
        | data.color | GOOD |

      Examples:
        | does                       | expression                                                                      | error                                |
        | loops for ever             | (() => { while (true) {} })()                                                   | the expression did not end in time   |
        | loops through its errors   | (() => { for (;;) { try { for (;;) {} } catch (e) {} finally { continue } } })() | the expression did not end in time   |
        | does not let go            | "x".padStart(4e9)                                                               | the expression needed too much memory |
        | eats memory                | new Uint8Array(6e9).length                                                      | the expression needed too much memory |

    @PATCH-41
    Scenario: what one evaluation changes of the language is gone in the next
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - {path: data.first, expression: '(String.prototype.toUpperCase = () => "spoiled", globalThis.left = "here", value)'}
              - {path: data.second, expression: 'value.toUpperCase() + typeof left'}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {first: a, second: b}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.first  | a          |
        | data.second | Bundefined |

    @PATCH-41
    Scenario: an expression that writes into what it is given changes neither object
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: data.color, expression: '(context.virtualObject.data.size = "spoiled", context.virtualObject.metadata.name = "spoiled", value + "!")'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red, size: small}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color | red!  |
        | data.size  | small |

    @PATCH-41 @PATCH-71
    Scenario: the clock and chance stand still, so that a result does not change by itself
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: data.color, expression: 'value + Date.now() + (Math.random() === Math.random())'}]}}}
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.color | red |
      When the engine restarts
      Then the host copy of ConfigMap "default/app" has:
        | data.color | red0false |

  Rule: What an expression says about a secret is not shown

    @PATCH-53 @documented
    Scenario: the event names the patch and keeps the secret
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true, patches: [{path: 'data.key', expression: '(() => { throw atob(value) })()'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: {name: app, namespace: default}
        data: {key: aHVudGVyMg==}
        """
      Then the tenant sees a Warning event "SyncError" on Secret "default/app":
        """
        Error applying patches: sync.toHost.secrets.patches[0] at data.key: the expression failed; what it said is not shown, because it was given a secret
        """

  Rule: Only JSON values are results

    @PATCH-56 @PATCH-47 @documented
    Scenario Outline: <what> is an error, never a deletion
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
      Then ConfigMap "default/app" has no host copy
      And the tenant sees a Warning event "SyncError" on ConfigMap "default/app":
        """
        Error applying patches: sync.toHost.configMaps.patches[0] at data.color: <error>
        """

      Examples:
        | what                          | expression                                | error |
        | a number that is none         | 0 / 0                                     | the result is NaN |
        | an endless number             | 1 / 0                                     | the result is infinite |
        | a function                    | () => value                               | the result is a function |
        | a symbol                      | Symbol(value)                             | the result is a symbol |
        | a promise                     | Promise.resolve(value)                    | the result is no plain object |
        | a large integer               | 10n                                       | the result is a BigInt |
        | a circle                      | (() => { let a = {}; a.a = a; return a })() | the result is nested too deeply, or holds itself |
        | undefined inside of an object | ({a: undefined})                          | the result's ["a"] is undefined |
        | atob of what is no base64     | atob("%")                                 | TypeError: atob: this is no base64 |

  Rule: Who an object is is not up to a patch

    @PATCH-10 @PATCH-57 @documented
    Scenario Outline: a patch that changes <what> is an error
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - path: <path>
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
      Then ConfigMap "default/app" has no host copy
      And the tenant sees a Warning event "SyncError" on ConfigMap "default/app":
        """
        Error applying patches: sync.toHost.configMaps.patches[0]: a patch must not change <what>: which object it is is decided by syncing itself
        """

      Examples:
        | what                                               | path        | expression                                                                          |
        | metadata.name                                      | metadata    | ({...value, name: "evil"})                                                          |
        | metadata.namespace                                 | ""          | ({...value, metadata: {...value.metadata, namespace: "kube-system"}})               |
        | metadata.ownerReferences                           | metadata    | ({...value, ownerReferences: []})                                                   |
        | kind                                               | ""          | ({...value, kind: "Secret"})                                                        |
        | metadata.labels.vcluster.loft.sh/managed-by        | metadata.labels | ({...value, "vcluster.loft.sh/managed-by": "other"})                            |
        | metadata.annotations.vcluster.loft.sh/object-name  | metadata["annotations"] | ({...value, "vcluster.loft.sh/object-name": "other"})                   |

    @PATCH-10
    Scenario: a patch of all metadata keeps what says whose copy it is
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: metadata, expression: '({labels: {only: "this"}})'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default, labels: {app: web}}
        data: {color: red}
        """
      Then the host copy of ConfigMap "default/app" has:
        | metadata.labels.only                           | this     |
        | metadata.labels.app                            | (absent) |
        | metadata.labels["vcluster.loft.sh/managed-by"] | vcluster |
