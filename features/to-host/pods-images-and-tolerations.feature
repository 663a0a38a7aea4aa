@to-host
Feature: Images and tolerations of pods are configured
  What every pod of a virtual cluster runs and tolerates on the host, whatever the tenant wrote.

  Rule: Container images are replaced when pods are synced

    @POD-59 @POD-61
    Scenario: a pod's image is another on the host, in every kind of container
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {virtualcluster/image:tag: hostcluster/alternative-image:tag}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {initContainers: [{name: setup, image: "virtualcluster/image:tag"}], containers: [{name: app, image: "virtualcluster/image:tag"}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].image     | hostcluster/alternative-image:tag |
        | spec.initContainers[0].image | hostcluster/alternative-image:tag |
      And Pod "shop/web" in the virtual cluster has:
        | spec.containers[0].image     | virtualcluster/image:tag |

    @POD-60
    Scenario Outline: an image is replaced by its whole text, once: <image>
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {nginx: second, second: third, "nginx:latest": latest}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: "<image>"}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].image | <used> |

      Examples:
        | image                          | used                           |
        | nginx                          | second                         |
        | second                         | third                          |
        | nginx:latest                   | latest                         |
        | nginx:1                        | nginx:1                        |
        | docker.io/library/nginx:latest | docker.io/library/nginx:latest |

    @POD-63
    Scenario: pods that run follow another map
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {nginx: first}}}}
        """
      And the tenant runs Pod "shop/web"
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {translateImage: {nginx: second}}}}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].image | second |

    @POD-64
    Scenario: the status shows what really runs
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {nginx: second}}}}
        """
      And the tenant runs Pod "shop/web"
      When the host copy of Pod "shop/web" reports this status:
        | containerStatuses | [{name: app, image: second, imageID: a, ready: true, restartCount: 0, state: {running: {startedAt: "2030-01-01T00:00:00Z"}}}] |
      Then Pod "shop/web" in the virtual cluster has:
        | status.containerStatuses[0].image | second |

    @POD-65
    Scenario: without a map images are copied as they are
      Given a virtual cluster
      And the tenant runs Pod "shop/web"
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].image | nginx |

  Rule: Tolerations are applied to all pods

    @POD-96 @POD-105
    Scenario: every pod tolerates what is configured, in addition to its own
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["example-key=example-value:NoSchedule", "another-key:PreferNoSchedule"]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], tolerations: [{operator: Exists, effect: NoExecute}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.tolerations | [{effect: NoExecute, operator: Exists}, {effect: NoSchedule, key: example-key, operator: Equal, value: example-value}, {effect: PreferNoSchedule, key: another-key, operator: Exists}] |
      And Pod "shop/web" in the virtual cluster has:
        | spec.tolerations | [{effect: NoExecute, operator: Exists}] |

    @POD-97 @POD-98 @POD-99 @POD-100 @POD-101
    Scenario Outline: a toleration spelled <text>
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["<text>"]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], tolerations: [{operator: Exists, effect: NoExecute}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.tolerations[1] | <toleration> |

      Examples:
        | text                 | toleration                                                   |
        | key=value:NoSchedule | {effect: NoSchedule, key: key, operator: Equal, value: value} |
        | key:NoExecute        | {effect: NoExecute, key: key, operator: Exists}               |
        | key=value            | {key: key, value: value}                                      |
        | key                  | {key: key}                                                    |
        | *                    | {operator: Exists}                                            |

    @POD-102 @POD-103 @POD-104
    Scenario Outline: a toleration that cannot be, spelled <text>, is refused
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["<text>"]}}}
        """
      Then the configuration is refused with:
        """
        invalid toleration spec: <text>
        """

      Examples:
        | text           |
        | a:b:NoSchedule |
        | a=b=c          |
        | a=b,c:NoSchedule |
        | key:Foo        |

    @POD-106
    Scenario: without configuration a pod tolerates what it says
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], tolerations: [{operator: Exists, effect: NoExecute}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.tolerations | [{effect: NoExecute, operator: Exists}] |

    @POD-107
    Scenario: a toleration that the pod has already is not added
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["key:NoExecute", "*"]}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], tolerations: [{operator: Exists}]}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.tolerations | [{operator: Exists}, {effect: NoExecute, key: key, operator: Exists}] |

    @POD-108
    Scenario: pods that are there already get it when it is configured
      Given a virtual cluster
      And the tenant runs Pod "shop/web" with:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}] |
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {enforceTolerations: ["key:NoSchedule"]}}}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.tolerations | [{effect: NoExecute, operator: Exists}, {effect: NoSchedule, key: key, operator: Exists}] |

    @POD-109 @POD-110
    Scenario: tolerations follow, and those of the host stay and stay there
      Given a virtual cluster
      And the tenant runs Pod "shop/web" with:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}] |
      And the host copy of Pod "shop/web" is changed to:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}, {key: host, operator: Exists}] |
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.tolerations | [{operator: Exists, effect: NoExecute}, {key: tenant, operator: Exists}] |
      Then the host copy of Pod "shop/web" has:
        | spec.tolerations[*].key | [host, tenant] |
      And Pod "shop/web" in the virtual cluster has:
        | spec.tolerations[*].key | tenant |
