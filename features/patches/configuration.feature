@patches
Feature: Patches are part of the configuration
  Every kind that is synced takes a list of patches. A list that cannot be right is
  refused before anything is touched, with the line and the character that is wrong.

  Rule: Patches patch the resource according to the provided specification

    @PATCH-03 @PATCH-13
    Scenario Outline: <kind> takes patches
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {<kind>: {enabled: true, patches: [{path: 'metadata.annotations["note"]', expression: '"noted"'}]}}}
        """
      And the virtual cluster has <Kind> "default/one" with:
        | metadata.annotations["vcluster.loft.sh/force-sync"] | true |
      When <Kind> "default/one" in the virtual cluster is changed to:
        | metadata.annotations["note"] | mine |
      Then the host copy of <Kind> "default/one" has:
        | metadata.annotations["note"] | noted |
      And <Kind> "default/one" in the virtual cluster has:
        | metadata.annotations["note"] | mine |

      Examples:
        | kind       | Kind      |
        | pods       | Pod       |
        | services   | Service   |
        | ingresses  | Ingress   |
        | configMaps | ConfigMap |
        | secrets    | Secret    |

    @PATCH-03 @POD-167
    Scenario: the older spelling of the list is taken, and said to be old
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {services: {translate: [{path: 'metadata.annotations["note"]', expression: '"noted"'}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {ports: [{port: 80}]}
        """
      Then the host copy of Service "default/web" has:
        | metadata.annotations["note"] | noted |
      And the engine warns:
        """
        "translate" is the older spelling of "patches" in sync.toHost.services; write patches
        """

    @PATCH-04 @PATCH-05 @PATCH-09
    Scenario: expressions, references and labels stand side by side in one list
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - {path: 'data["color"]', expression: '"blue"', reverseExpression: 'null'}
              - path: metadata.annotations["secret"]
                reference: {apiVersion: v1, kind: Secret}
              - path: metadata.annotations["other"]
                reference: {apiVersion: v1, apiVersionPath: a, kind: Secret, kindPath: k, namePath: name, namespacePath: ns}
              - {path: "metadata.annotations.labels", labels: {}}
              - {path: "", expression: value}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {size: small}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color | blue  |
        | data.size  | small |

  Rule: Each patch uses exactly one mode

    @PATCH-06 @PATCH-07 @PATCH-08 @PATCH-05 @PATCH-11
    Scenario Outline: <mistake> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - {path: spec.hostname, expression: value}
              - <item>
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                        | item                                                                                      | named                                                                                           |
        | a patch of two modes           | {path: a, expression: value, labels: {}}                                                  | sync.toHost.pods.patches[1] can only use one of: expression, labels or reference                |
        | a reverse beside a reference   | {path: a, reverseExpression: value, reference: {apiVersion: v1, kind: Secret}}            | sync.toHost.pods.patches[1] can only use one of: expression, labels or reference                |
        | a patch of no mode             | {path: a}                                                                                 | sync.toHost.pods.patches[1] need to use one of: expression, labels or reference                 |
        | the same path again            | {path: spec.hostname, expression: value}                                                  | sync.toHost.pods.patches[0] and sync.toHost.pods.patches[1] have the same path "spec.hostname" |
        | a patch without path           | {expression: value}                                                                       | sync.toHost.pods.patches[1] needs path                                                          |
        | a reference to no kind         | {path: a, reference: {apiVersion: v1}}                                                    | sync.toHost.pods.patches[1].reference needs kind                                                |
        | a reference to no version      | {path: a, reference: {kind: Secret}}                                                      | sync.toHost.pods.patches[1].reference needs apiVersion                                          |
        | a namespace without a name     | {path: a, reference: {apiVersion: v1, kind: Secret, namespacePath: ns}}                   | vcluster.yaml:6:19: sync.toHost.pods.patches[1].reference needs namePath                        |
        | a key that patches do not have | {path: a, expresion: value}                                                               | did you mean "expression"                                                                       |

    @PATCH-08
    Scenario: two spellings of a place are two patches, in their order
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - {path: data.color, expression: 'value + "-first"'}
              - {path: 'data["color"]', expression: 'value + "-second"'}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        data: {color: red}
        """
      Then the host copy of ConfigMap "default/app" has:
        | data.color | red-first-second |

  Rule: The name and the namespace are no valid paths

    @PATCH-10
    Scenario Outline: a patch of <path> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            services:
              patches:
              - path: <path>
                expression: '"other"'
        """
      Then the configuration is refused with:
        """
        sync.toHost.services.patches[0].path
        """

      Examples:
        | path                                                      |
        | metadata.name                                             |
        | metadata.namespace                                        |
        | metadata["name"]                                          |
        | '["metadata"]["namespace"]'                               |
        | metadata.uid                                              |
        | metadata.ownerReferences[0].name                          |
        | kind                                                      |
        | metadata.labels["vcluster.loft.sh/managed-by"]            |
        | metadata.annotations["vcluster.loft.sh/object-name"]      |

  Rule: A path or an expression that is malformed is shown where it is written

    @PATCH-29
    Scenario Outline: a path with <mistake> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - path: <path>
                expression: value
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:5:<column>: sync.toHost.pods.patches[0].path: <named>
        """

      Examples:
        | mistake                    | path                  | column | named                              |
        | a bracket left open        | spec.containers[*     | 30     | this bracket is never closed       |
        | a bracket closed twice     | spec.containers]      | 30     | this bracket was never opened      |
        | nothing between brackets   | spec.containers[]     | 31     | an index, a key or *               |
        | a negative index           | spec.containers[-1]   | 31     | "-1" is no index                   |
        | a quoted key without an end | 'metadata.labels["a' | 32     | this quoted key is never closed         |

    @PATCH-14 @PATCH-54
    Scenario: an expression that is none is shown with its character
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - path: spec.hostname
                expression: 'value + + * 2'
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:6:32: sync.toHost.pods.patches[0].expression: no JavaScript expression: Unexpected token *
                  expression: 'value + + * 2'
                                         ^
        """

    @PATCH-14
    Scenario: the place inside a block is that of the file
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - path: spec.hostname
                reverseExpression: |
                  value
                    .replace("a", "b"
        """
      Then the configuration is refused with:
        """
        vcluster.yaml:8:30: sync.toHost.pods.patches[0].reverseExpression: no JavaScript expression
        """

    @PATCH-42
    Scenario Outline: <statement> is no expression
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {patches: [{path: spec.hostname, expression: '<source>'}]}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.pods.patches[0].expression: no JavaScript expression
        """

      Examples:
        | statement          | source                     |
        | a return           | return value               |
        | an import          | import "fs"                |
        | a declaration      | let a = value              |
        | a branch           | if (value) { value }       |
        | a row of two       | value; "other"             |

  Rule: Labels patches are for custom resources

    @PATCH-12
    Scenario: labels of a built-in kind are taken, with a word that only custom resources need them
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: "metadata.annotations.labels", labels: {}}]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app, namespace: default}
        """
      Then the engine warns:
        """
        sync.toHost.configMaps.patches[0].labels: labels patches are documented for custom resources only
        """
