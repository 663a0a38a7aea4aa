Feature: The configuration says how objects are patched
  A patch names a place of an object and one way to change it. A list of patches that
  cannot be meant is refused at the start.

  Rule: Translate the patch according to the given patches

    @CFG-T09
    Scenario: pods are not patched by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.patches | [] |

    @CFG-T09 @CFG-T60
    Scenario: a patch says what it is about
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {patches: [{expression: value}]}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.pods.patches[0] needs path
        """

    @CFG-T09 @CFG-T70
    Scenario: the older spelling of patches is understood
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translate: []}}}
        """
      Then the engine warns:
        """
        "translate" is the older spelling of "patches" in sync.toHost.pods; write patches
        """

    @CFG-T70
    Scenario Outline: <kind> takes patches in one spelling only
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {<kind>: {patches: [], translate: []}}}
        """
      Then the configuration is refused with:
        """
        give either "patches" or "translate" in sync.toHost.<kind>, not both
        """

      Examples:
        | kind                   |
        | pods                   |
        | secrets                |
        | configMaps             |
        | ingresses              |
        | services               |
        | persistentVolumeClaims |

    @CFG-T60 @CFG-T61 @CFG-T62 @CFG-T63 @CFG-T64 @CFG-T65 @CFG-T66 @CFG-T67 @CFG-T68 @CFG-T69
    Scenario Outline: <mistake> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {services: {patches: [<item>]}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                              | item                                                                       | named                                                                         |
        | a path that is no text               | {path: [spec], expression: value}                                          | patches[0].path must be a string, not a list                                  |
        | an expression that is no text        | {path: spec.type, expression: 1}                                           | patches[0].expression must be a string, not the number 1                      |
        | a reverse expression that is no text | {path: spec.type, reverseExpression: {}}                                   | patches[0].reverseExpression must be a string, not a mapping                  |
        | a reference without version          | {path: spec.type, reference: {kind: Secret}}                               | patches[0].reference needs apiVersion                                         |
        | a reference without kind             | {path: spec.type, reference: {apiVersion: v1}}                             | patches[0].reference needs kind                                               |
        | a version path that is no text       | {path: spec, reference: {apiVersion: v1, kind: Secret, apiVersionPath: 1}} | reference.apiVersionPath must be a string, not the number 1                   |
        | a kind path that is no text          | {path: spec, reference: {apiVersion: v1, kind: Secret, kindPath: 1}}       | reference.kindPath must be a string, not the number 1                         |
        | a name path that is no text          | {path: spec, reference: {apiVersion: v1, kind: Secret, namePath: 1}}       | reference.namePath must be a string, not the number 1                         |
        | a namespace path that is no text     | {path: spec, reference: {apiVersion: v1, kind: Secret, namespacePath: 1}}  | reference.namespacePath must be a string, not the number 1                    |
        | a key below labels                   | {path: spec.selector, labels: {app: web}}                                  | unknown key "app" in sync.toHost.services.patches[0].labels; it takes no keys |

  Rule: A patch uses one of: expression, labels or reference

    @CFG-49
    Scenario: a patch that does nothing is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {services: {patches: [{path: spec.type}]}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.services.patches[0] need to use one of: expression, labels or reference
        """

    @CFG-50
    Scenario: a patch that does two things is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {services: {patches: [{path: spec.selector, expression: value, labels: {}}]}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.services.patches[0] can only use one of: expression, labels or reference
        """

    @CFG-59
    Scenario: two patches of one path are refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync:
          toHost:
            services:
              patches:
              - {path: spec.type, expression: value}
              - {path: spec.type, reverseExpression: value}
        """
      Then the configuration is refused with:
        """
        sync.toHost.services.patches[0] and sync.toHost.services.patches[1] have the same path "spec.type"
        """

    @CFG-60
    Scenario Outline: patches of <kind> are checked like all others
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {<kind>: {patches: [{path: metadata.labels}]}}}
        """
      Then the configuration is refused with:
        """
        patches[0] need to use one of: expression, labels or reference
        """

      Examples:
        | kind                    |
        | toHost: {endpointSlices |
        | fromHost: {secrets      |

  Rule: A patch does not change what an object is called

    @CFG-61
    Scenario Outline: <path> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {services: {patches: [{path: <path>, expression: value}]}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.services.patches[0].path must not be <path>
        """

      Examples:
        | path               |
        | metadata.name      |
        | metadata.namespace |

  Rule: A reference that looks for a kind or a namespace looks for a name

    @CFG-62
    Scenario Outline: <path> alone is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {services: {patches: [{path: spec, reference: {apiVersion: v1, kind: Secret, <path>: a.b}}]}}}
        """
      Then the configuration is refused with:
        """
        reference needs namePath when namespacePath, kindPath or apiVersionPath is given
        """

      Examples:
        | path           |
        | namespacePath  |
        | kindPath       |
        | apiVersionPath |

  Rule: Patches are for everybody

    @CFG-75 @CFG-T61
    Scenario: a patch needs no license
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {services: {patches: [{path: metadata.annotations.note, expression: '"patched"'}]}}}
        """
      Then the configuration has:
        | sync.toHost.services.patches[0].path       | metadata.annotations.note |
        | sync.toHost.services.patches[0].expression | "\"patched\""             |
