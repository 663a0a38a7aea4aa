@patches
Feature: Labels patches translate selectors
  A field that holds labels or a label selector gets the keys that the copies have on
  the host, and selects copies of this virtual cluster only.

  Rule: The value is treated as a label selector and its keys are translated

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync:
          toHost:
            pods:
              patches:
              - {path: 'spec.volumes[*].csi.volumeAttributes', labels: {}}
              - {path: 'spec.topologySpreadConstraints[*].labelSelector', labels: {}}
        """

    @PATCH-85
    Scenario: plain labels get the marks of the virtual cluster and its namespace
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          volumes: [{name: data, csi: {driver: csi.example.com, volumeAttributes: {app: web, release: stable}}}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.volumes[0].csi.volumeAttributes.app                                                   | web      |
        | spec.volumes[0].csi.volumeAttributes.release                                               | (absent) |
        | spec.volumes[0].csi.volumeAttributes["vcluster.loft.sh/managed-by"]                        | vcluster |
        | spec.volumes[0].csi.volumeAttributes["vcluster.loft.sh/namespace"]                         | default  |

    @PATCH-85 @PATCH-65
    Scenario: a selector that the engine translates itself is not translated twice
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          topologySpreadConstraints:
          - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: Exists}]}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.topologySpreadConstraints[0].labelSelector.matchLabels             | {app: web, vcluster.loft.sh/managed-by: vcluster, vcluster.loft.sh/namespace: default} |
        | spec.topologySpreadConstraints[0].labelSelector.matchExpressions[0].key | tier                                                                                 |
