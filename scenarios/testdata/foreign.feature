Feature: What a wrong engine does wrong
  Each scenario is one that some wrong engine passes and another does not.

  Scenario: a copy is made
    Given a virtual cluster with this configuration:
      """yaml
      sync: {toHost: {configMaps: {all: true}}}
      """
    When this is applied in the virtual cluster:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: tide, namespace: default}
      data: {key: high}
      """
    Then the host copy of ConfigMap "default/tide" has:
      | data.key | high |

  Scenario: a copy is deleted
    Given a virtual cluster with this configuration:
      """yaml
      sync: {toHost: {configMaps: {all: true}}}
      """
    And the virtual cluster has ConfigMap "default/tide" with:
      | data.key | high |
    When ConfigMap "default/tide" is deleted from the virtual cluster
    Then the host copy of ConfigMap "default/tide" is gone

  Scenario: nothing is asked of the engine
    Given a virtual cluster
    When this is applied in the virtual cluster:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: {name: password, namespace: default}
      stringData: {key: correct horse battery staple}
      """
    Then Secret "default/password" is in the virtual cluster
