@patches
Feature: Each direction has its own expression
  What goes to the host passes through expression, what comes back through
  reverseExpression. Two that cancel out keep both sides as they should be.

  Rule: You can use the reverseExpression field to define how to revert changes when syncing from the host cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            services:
              patches:
              - path: spec.externalName
                expression: '"host." + value'
                reverseExpression: 'value.slice("host.".length)'
        """
      And the virtual cluster has Service "default/away" with:
        | spec.type         | ExternalName |
        | spec.externalName | a.example    |

    @PATCH-59 @PATCH-60
    Scenario: a change on the host comes back through reverseExpression
      When the host copy of Service "default/away" is changed to:
        | spec.externalName | host.b.example |
      Then Service "default/away" in the virtual cluster has:
        | spec.externalName | b.example |
      And the host copy of Service "default/away" has:
        | spec.externalName | host.b.example |

    @PATCH-59 @PATCH-60 @PATCH-68
    Scenario: a change of the tenant goes through expression, and nothing comes back
      When Service "default/away" in the virtual cluster is changed to:
        | spec.externalName | c.example |
      Then the host copy of Service "default/away" has:
        | spec.externalName | host.c.example |
      And Service "default/away" in the virtual cluster has:
        | spec.externalName | c.example |

    @PATCH-68 @PATCH-67
    Scenario: what is patched stays when something else changes
      When Service "default/away" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Service "default/away" has:
        | metadata.labels.tier | front          |
        | spec.externalName    | host.a.example |

    @PATCH-60 @PATCH-68
    Scenario: a restart changes neither side
      When the engine restarts
      Then the host copy of Service "default/away" has:
        | spec.externalName | host.a.example |
      And Service "default/away" in the virtual cluster has:
        | spec.externalName | a.example |

  Rule: The reverse expression of the first example was printed with an error

    @PATCH-33
    Scenario Outline: <reverse> brings back <name>
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - path: data.name
                expression: '"my-prefix-"+value'
                reverseExpression: <reverse>
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.name | first |
      When the host copy of ConfigMap "default/app" is changed to:
        | data.name | my-prefix-app |
      Then ConfigMap "default/app" in the virtual cluster has:
        | data.name | <name> |

      Examples:
        | reverse                             | name |
        | 'value.slice("my-prefix-".length)'  | app  |

    @PATCH-33
    Scenario: as printed it leaves a dash
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync:
          toHost:
            configMaps:
              all: true
              patches:
              - path: data.name
                expression: '"my-prefix-"+value'
                reverseExpression: 'value.slice("my-prefix".length)'
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.name | first |
      When the host copy of ConfigMap "default/app" is changed to:
        | data.name | my-prefix-app |
      Then ConfigMap "default/app" in the virtual cluster has:
        | data.name | -app |

  Rule: Without reverseExpression the field is dropped when syncing from the host

    @PATCH-61 @PATCH-72 @documented
    Scenario: a one-way change does not leak back
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {services: {patches: [{path: 'metadata.annotations["note"]', expression: '"host " + value'}]}}}
        """
      And the virtual cluster has Service "default/web" with:
        | metadata.annotations.note | mine |
      When the host copy of Service "default/web" is changed to:
        | metadata.annotations.note  | theirs |
        | metadata.annotations.other | theirs |
      Then Service "default/web" in the virtual cluster has:
        | metadata.annotations.note  | mine   |
        | metadata.annotations.other | theirs |
      And the host copy of Service "default/web" has:
        | metadata.annotations.note  | host mine |
        | metadata.annotations.other | theirs    |

    @PATCH-61 @PATCH-72
    Scenario: with the real one the host's value reaches the virtual object
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {services: {patches: [{path: 'metadata.annotations["note"]', expression: '"host " + value'}]}}}
        """
      And the virtual cluster has Service "default/web" with:
        | metadata.annotations.note | mine |
      When the host copy of Service "default/web" is changed to:
        | metadata.annotations.note | theirs |
      Then Service "default/web" in the virtual cluster has:
        | metadata.annotations.note | theirs |

    @PATCH-61
    Scenario: a field that the host deletes is there again
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'data.color', expression: '"dark " + value'}]}}}
        """
      And the virtual cluster has ConfigMap "default/app" with:
        | data.color | red   |
        | data.size  | small |
      When the host copy of ConfigMap "default/app" is changed to:
        | data.color | (absent) |
        | data.size  | large    |
      Then ConfigMap "default/app" in the virtual cluster has:
        | data.color | red   |
        | data.size  | large |
      And the host copy of ConfigMap "default/app" has:
        | data.color | dark red |
        | data.size  | large    |

    @PATCH-62 @documented
    Scenario: without expression a later change stays in the virtual cluster
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {services: {patches: [{path: 'metadata.annotations["note"]', reverseExpression: 'value + " of the host"'}]}}}
        """
      And the virtual cluster has Service "default/web" with:
        | metadata.labels.tier | back |
      When Service "default/web" in the virtual cluster is changed to:
        | metadata.annotations.note | mine  |
        | metadata.labels.tier      | front |
      Then the host copy of Service "default/web" has:
        | metadata.annotations.note | (absent) |
        | metadata.labels.tier      | front    |

    @PATCH-62
    Scenario: with the real one a change without expression goes as it is
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {services: {patches: [{path: 'metadata.annotations["note"]', reverseExpression: 'value + " of the host"'}]}}}
        """
      And the virtual cluster has Service "default/web"
      When Service "default/web" in the virtual cluster is changed to:
        | metadata.annotations.note | mine |
      Then the host copy of Service "default/web" has:
        | metadata.annotations.note | mine |

  Rule: For resources that come from the host, expression transforms the values arriving

    @PATCH-63 @RTC-57 @RTC-58 @RTC-59 @PATCH-13
    Scenario: a runtime class arrives with what the expression makes of it
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              selector: {matchLabels: {tier: front}}
              patches:
              - {path: handler, expression: '"host-" + value'}
              - {path: metadata.labels.tier, expression: '"virtual"'}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, labels: {tier: front}}
        handler: runsc
        """
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler              | host-runsc |
        | metadata.labels.tier | virtual    |

    @PATCH-63 @RTC-59
    Scenario: a later change of the class passes through it, too
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, patches: [{path: 'metadata.annotations["note"]', expression: 'valueExists ? "host " + value : null'}]}}}
        """
      And the host cluster has RuntimeClass "gvisor" with:
        | metadata.annotations.note | old |
      When RuntimeClass "gvisor" in the host cluster is changed to:
        | metadata.annotations.note | new |
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.annotations.note | host new |

    @RTC-58 @PATCH-64
    Scenario: reverseExpression alone has no effect on a class, and the engine says so
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, patches: [{path: 'handler', reverseExpression: '"other"'}]}}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        """
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | handler | runsc |
      And the engine warns:
        """
        sync.fromHost.runtimeClasses.patches[0].reverseExpression: it has no effect
        """

    @RTC-57
    Scenario: every kind of patch is accepted for runtime classes
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            runtimeClasses:
              enabled: true
              patches:
              - {path: 'metadata.annotations["note"]', expression: '"noted"', reverseExpression: 'null'}
              - {path: 'metadata.annotations["class"]', reference: {apiVersion: networking.k8s.io/v1, kind: IngressClass}}
              - {path: scheduling.nodeSelector, labels: {}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor, annotations: {other: x}}
        handler: runsc
        scheduling: {nodeSelector: {sandbox: "yes"}}
        """
      Then RuntimeClass "gvisor" in the virtual cluster has:
        | metadata.annotations.note          | noted |
        | scheduling.nodeSelector["sandbox"] | yes   |

    @RTC-60 @PATCH-53
    Scenario: a class whose patch fails does not arrive, the others do
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {runtimeClasses: {enabled: true, patches: [{path: 'handler', expression: 'value === "bad" ? missing : value'}]}}}
        """
      And the host cluster has RuntimeClass "bad" with:
        | handler | bad |
      When this is applied in the host cluster:
        """yaml
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: good}
        handler: good
        """
      Then the virtual cluster has these RuntimeClasses:
        | metadata.name |
        | good          |
      And the engine warns:
        """
        ReferenceError: missing is not defined
        """

  Rule: For config maps and secrets from the host, reverseExpression transforms the values arriving

    @PATCH-64
    Scenario: the host's config map arrives with what reverseExpression makes of it
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            configMaps:
              enabled: true
              mappings: {byName: {"vcluster/shared": default/shared}}
              patches: [{path: data.color, reverseExpression: '"light " + value'}]
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: shared, namespace: vcluster}
        data: {color: red}
        """
      Then ConfigMap "default/shared" in the virtual cluster has:
        | data.color | light red |

    @PATCH-64
    Scenario: expression alone has no effect on it
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          fromHost:
            configMaps:
              enabled: true
              mappings: {byName: {"vcluster/shared": default/shared}}
              patches: [{path: data.color, expression: '"light " + value'}]
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: shared, namespace: vcluster}
        data: {color: red}
        """
      Then ConfigMap "default/shared" in the virtual cluster has:
        | data.color | red |

  Rule: An expression sees what the other side wrote, not its own result

    @PATCH-70 @PATCH-59
    Scenario: an image that changes is patched once
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {patches: [{path: 'spec.containers[*].image', expression: '"mirror.example/" + value'}]}}}
        """
      And the tenant runs Pod "default/web" with:
        | spec.containers | [{name: app, image: "nginx:1"}, {name: log, image: "busybox:1"}] |
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.containers[0].image | nginx:2 |
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].image | mirror.example/nginx:2   |
        | spec.containers[1].image | mirror.example/busybox:1 |
      And Pod "default/web" in the virtual cluster has:
        | spec.containers[0].image | nginx:2   |
        | spec.containers[1].image | busybox:1 |

    @PATCH-59 @PATCH-70
    Scenario: the hosts of an ingress are patched once, whatever else changes
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {ingresses: {enabled: true, patches: [{path: 'spec.rules[*].host', expression: 'value + ".example.com"'}]}}}
        """
      And the virtual cluster has:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: default}
        spec:
          rules:
          - {host: a, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]}}
          - {host: b, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: b, port: {number: 80}}}}]}}
        """
      When Ingress "default/web" in the virtual cluster is changed to:
        | spec.rules[1].host | c |
      Then the host copy of Ingress "default/web" has:
        | spec.rules[0].host | a.example.com |
        | spec.rules[1].host | c.example.com |

    @PATCH-60 @PATCH-68 @PATCH-72
    Scenario: a key that an expression adds on the host stays there, and a restart does not bring it back
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {patches: [{path: 'metadata.labels["team"]', expression: '"web"', reverseExpression: value}]}}}
        """
      And the tenant runs Pod "default/web"
      When the engine restarts
      Then the host copy of Pod "default/web" has:
        | metadata.labels.team | web |
      And Pod "default/web" in the virtual cluster has:
        | metadata.labels.team | (absent) |

    @PATCH-60 @PATCH-68 @PATCH-72
    Scenario: a key that an expression adds comes back once it is changed on the host
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true, patches: [{path: 'metadata.annotations["team"]', expression: 'valueExists ? value : "web"', reverseExpression: value}]}}}
        """
      And the virtual cluster has ConfigMap "default/settings"
      When the host copy of ConfigMap "default/settings" is changed to:
        | metadata.annotations.team | data |
      Then ConfigMap "default/settings" in the virtual cluster has:
        | metadata.annotations.team | data |

  Rule: A pair that does not cancel out must not go round in circles

    @PATCH-71
    Scenario: a pair that grows is written once for each change
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync:
          toHost:
            services:
              patches:
              - path: spec.externalName
                expression: '"x" + value'
                reverseExpression: '"y" + value'
        """
      And the virtual cluster has Service "default/away" with:
        | spec.type         | ExternalName |
        | spec.externalName | a.example    |
      When the host copy of Service "default/away" is changed to:
        | spec.externalName | b.example |
      Then Service "default/away" in the virtual cluster has:
        | spec.externalName | yb.example |
      And the host copy of Service "default/away" has:
        | spec.externalName | b.example |
