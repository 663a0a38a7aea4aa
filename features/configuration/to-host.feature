@to-host
Feature: The configuration says what goes to the host
  Every key below sync.toHost has a documented default and takes one type of value.

  Rule: Pods defines if pods created within the virtual cluster should get synced to the host cluster

    @CFG-T01
    Scenario: pods are synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.enabled | true |

    @CFG-T02
    Scenario: no image is translated by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.translateImage | {} |

    @CFG-T02
    Scenario: images are translated word for word
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {"docker.io/library/nginx:1": "registry.example.com/nginx:1"}}}}
        """
      Then the configuration has:
        | sync.toHost.pods.translateImage["docker.io/library/nginx:1"] | registry.example.com/nginx:1 |

    @CFG-T03
    Scenario: no toleration is enforced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.enforceTolerations | [] |

    @CFG-T04
    Scenario: tokens of service accounts are not kept in secrets by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.useSecretsForSATokens | false |

    @CFG-T05
    Scenario: hosts files are rewritten by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.rewriteHosts.enabled | true |

    @CFG-T06
    Scenario: the image that rewrites hosts files is made of three parts
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.rewriteHosts.initContainer.image.registry   | mirror.gcr.io  |
        | sync.toHost.pods.rewriteHosts.initContainer.image.repository | library/alpine |
        | sync.toHost.pods.rewriteHosts.initContainer.image.tag        | "3.20"         |

    @CFG-T06
    Scenario: the image that rewrites hosts files may be one string
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {rewriteHosts: {initContainer: {image: "registry.example.com:5000/tools/alpine:3.21"}}}}}
        """
      Then the configuration has:
        | sync.toHost.pods.rewriteHosts.initContainer.image.registry   | registry.example.com:5000 |
        | sync.toHost.pods.rewriteHosts.initContainer.image.repository | tools/alpine              |
        | sync.toHost.pods.rewriteHosts.initContainer.image.tag        | "3.21"                    |

    @CFG-T07
    Scenario: what rewrites hosts files may not use much
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.rewriteHosts.initContainer.resources.limits | {"cpu":"30m","memory":"64Mi"} |

    @CFG-T08
    Scenario: what rewrites hosts files is promised what it may use
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.rewriteHosts.initContainer.resources.requests | {"cpu":"30m","memory":"64Mi"} |

    @CFG-T07 @CFG-T08
    Scenario: one amount can be changed alone
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {rewriteHosts: {initContainer: {resources: {limits: {memory: 128Mi}, requests: {cpu: 1}}}}}}}
        """
      Then the configuration has:
        | sync.toHost.pods.rewriteHosts.initContainer.resources.limits   | {"cpu":"30m","memory":"128Mi"} |
        | sync.toHost.pods.rewriteHosts.initContainer.resources.requests | {"cpu":"1","memory":"64Mi"}    |

    @CFG-T54
    Scenario: pods keep their classes and are scheduled by the host by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.runtimeClassName                | ""    |
        | sync.toHost.pods.priorityClassName               | ""    |
        | sync.toHost.pods.hybridScheduling.enabled        | false |
        | sync.toHost.pods.hybridScheduling.hostSchedulers | []    |

    @CFG-T01 @CFG-T02 @CFG-T03 @CFG-T04 @CFG-T05 @CFG-T06 @CFG-T07 @CFG-T08 @CFG-T54
    Scenario Outline: <option> of pods is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {<given>}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | option                            | given                                                               | named                                                                            |
        | enabled in words                  | enabled: "yes"                                                      | sync.toHost.pods.enabled must be true or false, not the string "yes"; write true |
        | translateImage as a list          | translateImage: [nginx]                                             | sync.toHost.pods.translateImage must be a mapping, not a list                    |
        | enforceTolerations as a mapping   | enforceTolerations: {key: a}                                        | sync.toHost.pods.enforceTolerations must be a list, not a mapping                |
        | useSecretsForSATokens as a number | useSecretsForSATokens: 1                                            | sync.toHost.pods.useSecretsForSATokens must be true or false, not the number 1   |
        | rewriteHosts as a switch          | rewriteHosts: false                                                 | sync.toHost.pods.rewriteHosts must be a mapping, not false                       |
        | an image as a list                | rewriteHosts: {initContainer: {image: [alpine]}}                    | image must be a string or a mapping, not a list                                  |
        | a limit that is no amount         | rewriteHosts: {initContainer: {resources: {limits: {cpu: much}}}}   | limits['cpu']: "much" is not a quantity such as 30m or 64Mi                      |
        | a request that is no amount       | rewriteHosts: {initContainer: {resources: {requests: {cpu: much}}}} | requests['cpu']: "much" is not a quantity such as 30m or 64Mi                    |
        | a class that cannot be a name     | runtimeClassName: "g visor"                                         | sync.toHost.pods.runtimeClassName must be a valid name, not "g visor"            |

  Rule: Secrets defines if secrets created within the virtual cluster should get synced to the host cluster

    @CFG-T10
    Scenario: secrets are synced when they are needed by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.secrets.enabled | true  |
        | sync.toHost.secrets.all     | false |
        | sync.toHost.secrets.patches | []    |

  Rule: ConfigMaps defines if config maps created within the virtual cluster should get synced to the host cluster

    @CFG-T11
    Scenario: config maps are synced when they are needed by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.configMaps.enabled | true  |
        | sync.toHost.configMaps.all     | false |
        | sync.toHost.configMaps.patches | []    |

  Rule: Ingresses defines if ingresses created within the virtual cluster should get synced to the host cluster

    @CFG-T12
    Scenario: ingresses are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.ingresses.enabled | false |
        | sync.toHost.ingresses.patches | []    |

  Rule: Services defines if services created within the virtual cluster should get synced to the host cluster

    @CFG-T13
    Scenario: services are synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.services.enabled | true |
        | sync.toHost.services.patches | []   |

  Rule: Endpoints defines if endpoints created within the virtual cluster should get synced to the host cluster

    @CFG-T14
    Scenario: endpoints are synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.endpoints.enabled | true |
        | sync.toHost.endpoints.patches | []   |

  Rule: EndpointSlices defines if endpoint slices created within the virtual cluster should get synced to the host cluster

    @CFG-T50
    Scenario: endpoint slices are synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.endpointSlices.enabled | true |
        | sync.toHost.endpointSlices.patches | []   |

  Rule: NetworkPolicies defines if network policies created within the virtual cluster should get synced to the host cluster

    @CFG-T15
    Scenario: network policies are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.networkPolicies.enabled | false |
        | sync.toHost.networkPolicies.patches | []    |

  Rule: PersistentVolumeClaims defines if persistent volume claims created within the virtual cluster should get synced to the host cluster

    @CFG-T16
    Scenario: persistent volume claims are synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.persistentVolumeClaims.enabled | true |
        | sync.toHost.persistentVolumeClaims.patches | []   |

  Rule: PersistentVolumes defines if persistent volumes created within the virtual cluster should get synced to the host cluster

    @CFG-T17
    Scenario: persistent volumes are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.persistentVolumes.enabled | false |
        | sync.toHost.persistentVolumes.patches | []    |

  Rule: VolumeSnapshots defines if volume snapshots created within the virtual cluster should get synced to the host cluster

    @CFG-T18
    Scenario: volume snapshots are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.volumeSnapshots.enabled | false |
        | sync.toHost.volumeSnapshots.patches | []    |

  Rule: StorageClasses defines if storage classes created within the virtual cluster should get synced to the host cluster

    @CFG-T19
    Scenario: storage classes are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.storageClasses.enabled | false |
        | sync.toHost.storageClasses.patches | []    |

  Rule: ServiceAccounts defines if service accounts created within the virtual cluster should get synced to the host cluster

    @CFG-T20
    Scenario: service accounts are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.serviceAccounts.enabled | false |
        | sync.toHost.serviceAccounts.patches | []    |

  Rule: PodDisruptionBudgets defines if pod disruption budgets created within the virtual cluster should get synced to the host cluster

    @CFG-T21
    Scenario: pod disruption budgets are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.podDisruptionBudgets.enabled | false |
        | sync.toHost.podDisruptionBudgets.patches | []    |

  Rule: PriorityClasses defines if priority classes created within the virtual cluster should get synced to the host cluster

    @CFG-T22
    Scenario: priority classes are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.priorityClasses.enabled | false |
        | sync.toHost.priorityClasses.patches | []    |

  Rule: All defines if all resources of that type should get synced or only the necessary ones that are needed

    @CFG-T10 @CFG-T11
    Scenario: all can be asked for
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {secrets: {all: true}, configMaps: {all: true}}}
        """
      Then the configuration has:
        | sync.toHost.secrets.all    | true |
        | sync.toHost.configMaps.all | true |

    @CFG-T10 @CFG-T11 @CFG-T12 @CFG-T13 @CFG-T14 @CFG-T15 @CFG-T16 @CFG-T17 @CFG-T18 @CFG-T19 @CFG-T20 @CFG-T21 @CFG-T22 @CFG-T50
    Scenario Outline: <kind> is switched by true and false only
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {<kind>: {enabled: auto}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.<kind>.enabled must be true or false, not the string "auto"
        """

      Examples:
        | kind                   |
        | secrets                |
        | configMaps             |
        | ingresses              |
        | services               |
        | endpoints              |
        | endpointSlices         |
        | networkPolicies        |
        | persistentVolumeClaims |
        | persistentVolumes      |
        | volumeSnapshots        |
        | storageClasses         |
        | serviceAccounts        |
        | podDisruptionBudgets   |
        | priorityClasses        |

    @CFG-T12 @CFG-T13
    Scenario Outline: <kind> knows no all
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {<kind>: {all: true}}}
        """
      Then the configuration is refused with:
        """
        unknown key "all" in sync.toHost.<kind>
        """

      Examples:
        | kind      |
        | ingresses |
        | services  |

  Rule: CustomResources defines what custom resources should get synced from the virtual cluster to the host cluster

    @CFG-T23
    Scenario: no custom resource is synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.customResources | {} |

    @CFG-T23 @CFG-T24 @CFG-T25
    Scenario: an entry says nothing until it is switched on
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {customResources: {certificates.cert-manager.io: {}}}}
        """
      Then the configuration has:
        | sync.toHost.customResources["certificates.cert-manager.io"].enabled | false |
        | sync.toHost.customResources["certificates.cert-manager.io"].scope   | ""    |
        | sync.toHost.customResources["certificates.cert-manager.io"].patches | []    |

    @CFG-T23
    Scenario: a key that names no resource is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {certificates: {enabled: true}}}}
        """
      Then the configuration is refused with:
        """
        "certificates" in sync.toHost.customResources does not name a custom resource: write <plural>.<group> or <plural>.<group>/<version>
        """

    @CFG-T24
    Scenario: the switch of an entry is a boolean
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {customResources: {a.example.com: {enabled: "on"}}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.customResources['a.example.com'].enabled must be true or false, not the string "on"; write true
        """

  Rule: Namespaces defines if namespaces created within the virtual cluster should get synced to the host cluster

    @CFG-T51
    Scenario: namespaces are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.namespaces.enabled         | false |
        | sync.toHost.namespaces.mappingsOnly    | false |
        | sync.toHost.namespaces.mappings.byName | {}    |
        | sync.toHost.namespaces.extraLabels     | {}    |
        | sync.toHost.namespaces.patches         | []    |

  Rule: GatewayAPI defines if resources of the Gateway API created within the virtual cluster should get synced to the host cluster

    @CFG-T52
    Scenario: the Gateway API is not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.gatewayApi.enabled                    | false |
        | sync.toHost.gatewayApi.gateways.enabled           | false |
        | sync.toHost.gatewayApi.httpRoutes.enabled         | false |
        | sync.toHost.gatewayApi.tlsRoutes.enabled          | false |
        | sync.toHost.gatewayApi.backendTLSPolicies.enabled | false |
        | sync.toHost.gatewayApi.referenceGrants.enabled    | auto  |
        | sync.toHost.gatewayApi.patches                    | []    |

  Rule: ResourceClaims and ResourceClaimTemplates define if claims for devices should get synced to the host cluster

    @CFG-T53
    Scenario: claims for devices are not synced by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.resourceClaims.enabled         | false |
        | sync.toHost.resourceClaims.patches         | []    |
        | sync.toHost.resourceClaimTemplates.enabled | false |
        | sync.toHost.resourceClaimTemplates.patches | []    |
