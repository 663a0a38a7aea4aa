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
