@from-host
Feature: Config maps and secrets come from the host
  Shared settings and credentials of the host appear in the virtual cluster, each
  under the name that the mappings give it, and pods use them like their own.

  Rule: By default, this is disabled

    @FCM-01
    Scenario: what the host has stays there
      Given the host cluster has ConfigMap "vcluster/settings"
      And the host cluster has Secret "vcluster/login"
      And a virtual cluster
      Then the virtual cluster has these ConfigMaps:
        | metadata.name |
      And the virtual cluster has these Secrets:
        | metadata.name |

  Rule: The mappings say which objects appear, and under which names

    @FCM-02
    Scenario: every config map of a mapped namespace appears under its own name
      Given the host cluster has Namespace "foo"
      And the host cluster has Namespace "other"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """
      When this is applied in the host cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: foo}, data: {color: red}}
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: two, namespace: foo}, data: {color: blue}}
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: three, namespace: other}, data: {color: green}}
        """
      Then the virtual cluster has these ConfigMaps:
        | metadata.namespace | metadata.name | data.color |
        | bar                | one           | red        |
        | bar                | two           | blue       |

    @FCM-02
    Scenario: every secret of a mapped namespace appears with its type
      Given the host cluster has Namespace "foo"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {secrets: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """
      When this is applied in the host cluster:
        """yaml
        {apiVersion: v1, kind: Secret, metadata: {name: login, namespace: foo}, type: example.com/login, data: {password: aHVudGVyMg==}}
        """
      Then Secret "bar/login" in the virtual cluster has:
        | type          | example.com/login |
        | data.password | aHVudGVyMg==      |

    @FCM-03
    Scenario Outline: one config map appears under <name>
      Given the host cluster has ConfigMap "foo/settings" with:
        | data.color | red |
      And the host cluster has ConfigMap "foo/private"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/settings": "<value>"}}}}}
        """
      Then the virtual cluster has these ConfigMaps:
        | metadata.namespace | metadata.name | data.color |
        | bar                | <appears>     | red        |

      Examples:
        | name       | value   | appears  |
        | a new name | bar/app | app      |
        | its own    | bar/*   | settings |

    @FCM-04 @FCM-20
    Scenario Outline: all of the virtual cluster's own host namespace appear where "<value>" says
      Given the host cluster has ConfigMap "vcluster/settings" with:
        | data.color | red |
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"": "<value>"}}}}}
        """
      When ConfigMap "bar/settings" in the virtual cluster is changed to:
        | data.color | green |
      Then the virtual cluster has these ConfigMaps:
        | metadata.namespace | metadata.name | data.color |
        | bar                | settings      | red        |

      Examples:
        | value |
        | bar   |
        | bar/* |

    @FCM-05
    Scenario: one config map of the own namespace appears
      Given the host cluster has ConfigMap "vcluster/settings" with:
        | data.color | red |
      And the host cluster has ConfigMap "vcluster/private"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"/settings": "bar/app"}}}}}
        """
      Then the virtual cluster has these ConfigMaps:
        | metadata.namespace | metadata.name | data.color |
        | bar                | app           | red        |

    @FCM-06
    Scenario: of several rules the most exact one names the object
      Given the host cluster has ConfigMap "foo/settings"
      And the host cluster has ConfigMap "foo/other"
      And the host cluster has ConfigMap "vcluster/settings"
      And the host cluster has ConfigMap "vcluster/other"
      And a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            configMaps:
              enabled: true
              mappings: {byName: {"": "own", "/settings": "own/app", "foo/*": "bar/*", "foo/settings": "bar/app"}}
        """
      Then the virtual cluster has these ConfigMaps:
        | metadata.namespace | metadata.name |
        | bar                | app           |
        | bar                | other         |
        | own                | app           |
        | own                | other         |

    @FCM-06
    Scenario: of two host objects under one name the one named more exactly appears, and the log tells of the other
      Given the host cluster has ConfigMap "foo/settings" with:
        | data.color | red |
      And the host cluster has ConfigMap "baz/a" with:
        | data.color | blue |
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*", "baz/a": "bar/settings"}}}}}
        """
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data.color | blue |
      And the engine warns:
        """
        did not sync config map "foo/settings" from the host because "bar/settings" in the virtual cluster already comes from "baz/a"
        """

    @FCM-06
    Scenario: the other one takes its place when it goes
      Given the host cluster has ConfigMap "foo/settings" with:
        | data.color | red |
      And the host cluster has ConfigMap "baz/a" with:
        | data.color | blue |
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*", "baz/a": "bar/settings"}}}}}
        """
      When ConfigMap "baz/a" is deleted from the host cluster
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data.color | red |

    @FCM-18 @CFG-55
    Scenario: all namespaces of the host cannot be mapped
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"*": "bar/*"}}}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.configMaps.mappings.byName has key in invalid format: * (expected NAMESPACE_NAME/NAME, NAMESPACE_NAME/*, /NAME or "")
        """

    @FCM-19 @CFG-55
    Scenario: a value that would match nothing is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {secrets: {enabled: true, mappings: {byName: {"": "bar/"}}}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.secrets.mappings.byName has value in invalid format: bar/
        """

    @CFG-54
    Scenario: mappings that are empty are refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.configMaps.mappings.byName is empty
        """

    @CFG-56
    Scenario: a whole namespace cannot appear under one name
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/one"}}}}}
        """
      Then the configuration is refused with:
        """
        key that matches all objects in the namespace: foo/* but value does not: bar/one
        """

    @CFG-57
    Scenario Outline: a name that is none is refused: <pair>
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {<pair>}}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | pair               | named                                           |
        | Foo/a: bar/a       | parsed host namespace is not valid namespace name    |
        | foo/a: Bar/a       | parsed virtual namespace is not valid namespace name |
        | foo/a_b: bar/a     | parsed object name is not valid name            |
        | foo/a/b: bar/a     | key in invalid format: foo/a/b                  |

  Rule: Namespaces of the virtual cluster are made as they are needed, those of the host have to be there

    @FCM-07
    Scenario: a virtual namespace that is missing is made with its first object
      Given the host cluster has Namespace "foo"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """
      When this is applied in the host cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: foo}}
        """
      Then Namespace "bar" is in the virtual cluster
      And ConfigMap "bar/settings" is in the virtual cluster

    @FCM-07
    Scenario: a virtual namespace that is being deleted gets nothing
      Given the host cluster has Namespace "foo"
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """
      And the virtual cluster has Namespace "bar"
      And Namespace "bar" is deleted from the virtual cluster
      When this is applied in the host cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: foo}}
        """
      Then ConfigMap "bar/settings" is kept out of the virtual cluster

    @FCM-15
    Scenario: a host namespace that is missing keeps the engine from starting
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """
      Then the configuration is refused with:
        """
        sync.fromHost.configMaps.mappings.byName: the host has no namespace "foo"
        """

  Rule: The host is right

    Background:
      Given the host cluster has:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: foo, labels: {team: web}, annotations: {note: first}}
        data: {color: red, size: large}
        binaryData: {logo: AAEC}
        """
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """

    @FCM-08
    Scenario: what changes on the host changes in the virtual cluster
      When ConfigMap "foo/settings" in the host cluster is changed to:
        | data.color                | blue     |
        | data.size                 | (absent) |
        | binaryData.logo           | AQID     |
        | metadata.labels.team      | core     |
        | metadata.annotations.note | second   |
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data                      | {color: blue} |
        | binaryData.logo           | AQID          |
        | metadata.labels           | {team: core}  |
        | metadata.annotations.note | second        |

    @FCM-09
    Scenario: an edit in the virtual cluster is undone and does not reach the host
      When ConfigMap "bar/settings" in the virtual cluster is changed to:
        | data.color            | green |
        | data.mine             | x     |
        | metadata.labels.extra | y     |
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data            | {color: red, size: large} |
        | metadata.labels | {team: web}               |
      And ConfigMap "foo/settings" in the host cluster has:
        | data            | {color: red, size: large} |
        | metadata.labels | {team: web}               |

    @FCM-10
    Scenario: an object deleted in the virtual cluster comes back
      When ConfigMap "bar/settings" is deleted from the virtual cluster
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data.color | red |

    @FCM-11
    Scenario: an object deleted on the host goes
      When ConfigMap "foo/settings" is deleted from the host cluster
      Then ConfigMap "bar/settings" is gone from the virtual cluster

    @FCM-11 @documented
    Scenario: an object deleted on the host while the engine is away goes when it is back
      Given the engine is stopped
      And ConfigMap "foo/settings" is deleted from the host cluster
      When the engine starts
      Then ConfigMap "bar/settings" is gone from the virtual cluster

    @FCM-12
    Scenario: the tenant's own object beside the mapped ones is left alone
      Given the virtual cluster has:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: mine, namespace: bar}, data: {a: b}}
        """
      When the engine restarts
      Then ConfigMap "bar/mine" in the virtual cluster has:
        | data.a | b |

    @FCM-08 @documented
    Scenario: a copy that was made immutable is made anew when the host changes
      Given ConfigMap "bar/settings" in the virtual cluster is changed to:
        | immutable | true |
      When ConfigMap "foo/settings" in the host cluster is changed to:
        | data.color | blue |
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data.color | blue     |
        | immutable  | (absent) |

    @FCM-17
    Scenario: what was mapped stays when it is no longer
      When the configuration becomes:
        """yaml
        sync: {fromHost: {configMaps: {enabled: false}}}
        """
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data.color | red |

    @FCM-22
    Scenario: a pod uses what came from the host like a config map of its own
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: bar}
        spec:
          containers:
            - {name: app, image: nginx, envFrom: [{configMapRef: {name: settings}}]}
        """
      Then the host copy of ConfigMap "bar/settings" has:
        | data.color | red |
      And the host copy of Pod "bar/web" has:
        | spec.containers[0].envFrom[0].configMapRef.name | (host name of ConfigMap bar/settings) |

  Rule: Patches work on what comes from the host

    @FCM-16
    Scenario: a reverse expression says how a value appears
      Given the host cluster has ConfigMap "foo/settings" with:
        | data.color | red |
      And a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            configMaps:
              enabled: true
              mappings: {byName: {"foo/*": "bar/*"}}
              patches: [{path: data.color, reverseExpression: '"dark " + value'}]
        """
      When ConfigMap "foo/settings" in the host cluster is changed to:
        | data.color | blue |
      Then ConfigMap "bar/settings" in the virtual cluster has:
        | data.color | dark blue |

  Rule: Real vCluster remembers what it mapped while it runs only

    @FCM-11
    Scenario: an object deleted on the host while the real one is away stays
      Given the host cluster has ConfigMap "foo/settings"
      And a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """
      And the engine is stopped
      And ConfigMap "foo/settings" is deleted from the host cluster
      When the engine starts
      Then ConfigMap "bar/settings" is still in the virtual cluster

    @FCM-08 @FCM-21
    Scenario: the real one tells of a copy that cannot be changed
      Given the host cluster has ConfigMap "foo/settings" with:
        | data.color | red |
      And a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"foo/*": "bar/*"}}}}}
        """
      And ConfigMap "bar/settings" in the virtual cluster is changed to:
        | data.color | green |
        | immutable  | true  |
      When ConfigMap "foo/settings" in the host cluster is changed to:
        | data.color | blue |
      Then the tenant sees a Warning event "SyncError" on ConfigMap "bar/settings":
        """
        Error syncing: patch virtual object: update object: ConfigMap "settings" is invalid: [immutable: Forbidden: field is immutable when `immutable` is set, data: Forbidden: field is immutable when `immutable` is set]
        """

  Rule: What came from a virtual cluster, and what every namespace has, does not appear

    Background:
      Given the host cluster has:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt, namespace: vcluster}, data: {ca.crt: host}}
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: copied, namespace: vcluster, labels: {vcluster.loft.sh/managed-by: another}}}
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: vcluster}}
        """
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {configMaps: {enabled: true, mappings: {byName: {"": "bar"}}}}}
        """

    @FCM-13 @FCM-14 @NAME-16
    Scenario: the certificate of the host's API server and another's copies stay on the host
      Then the virtual cluster has these ConfigMaps:
        | metadata.namespace | metadata.name |
        | bar                | settings      |

    @FCM-13
    Scenario: the copy of the tenant's own config map does not come back under another name
      When this is applied in the virtual cluster:
        """yaml
        {apiVersion: v1, kind: ConfigMap, metadata: {name: mine, namespace: default, annotations: {vcluster.loft.sh/force-sync: "true"}}}
        """
      Then the host copy of ConfigMap "default/mine" is still there
      And the virtual cluster has these ConfigMaps:
        | metadata.namespace | metadata.name |
        | bar                | settings      |
        | default            | mine          |

    @FCM-13
    Scenario: what somebody marks as a copy goes from the virtual cluster
      When ConfigMap "vcluster/settings" in the host cluster is changed to:
        | metadata.labels["vcluster.loft.sh/managed-by"] | another |
      Then ConfigMap "bar/settings" is gone from the virtual cluster

  Rule: A secret of another type takes the place of the one before

    @FCM-08
    Scenario: a secret made anew on the host with another type has it in the virtual cluster
      Given the host cluster has Secret "foo/token" with:
        | type | example.com/first |
      And a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {secrets: {enabled: true, mappings: {byName: {foo/token: bar/token}}}}}
        """
      And the engine is stopped
      And Secret "foo/token" is deleted from the host cluster
      And the host cluster has Secret "foo/token" with:
        | type | example.com/next |
      When the engine starts
      Then Secret "bar/token" in the virtual cluster has:
        | type | example.com/next |
