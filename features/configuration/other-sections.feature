Feature: The rest of the configuration is read as far as syncing depends on it
  Most of a vcluster.yaml installs a control plane. What of it decides how objects are
  synced has documented defaults too.

  Rule: Some keys outside sync have a say in it

    @CFG-10
    Scenario: there is no scheduler in the virtual cluster by default
      Given a virtual cluster
      Then the configuration has:
        | controlPlane.distro.k8s.scheduler.enabled      | false |
        | controlPlane.advanced.virtualScheduler.enabled | false |

    @CFG-11
    Scenario: all pods are scheduled by the host by default
      Given a virtual cluster
      Then the configuration has:
        | sync.toHost.pods.hybridScheduling.enabled | false |

    @CFG-12
    Scenario: kubelets are reached by name and by address by default
      Given a virtual cluster
      Then the configuration has:
        | networking.advanced.proxyKubelets.byHostname | true |
        | networking.advanced.proxyKubelets.byIP       | true |

    @CFG-13
    Scenario: no service is replicated by default
      Given a virtual cluster
      Then the configuration has:
        | networking.replicateServices.toHost   | [] |
        | networking.replicateServices.fromHost | [] |

    @CFG-13
    Scenario: a replicated service has two names
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        networking: {replicateServices: {fromHost: [{from: shop/web}]}}
        """
      Then the configuration is refused with:
        """
        networking.replicateServices.fromHost[0] needs to
        """

    @CFG-14
    Scenario: the domain of the virtual cluster is cluster.local by default
      Given a virtual cluster
      Then the configuration has:
        | networking.advanced.clusterDomain | cluster.local |

    @CFG-14
    Scenario: the domain can be another one
      Given a virtual cluster with this configuration:
        """yaml
        networking: {advanced: {clusterDomain: corp.example.com}}
        """
      Then the configuration has:
        | networking.advanced.clusterDomain | corp.example.com |

    @CFG-15
    Scenario: copies have an owner by default
      Given a virtual cluster
      Then the configuration has:
        | experimental.syncSettings.setOwner                 | true  |
        | experimental.syncSettings.disableSync              | false |
        | experimental.syncSettings.rewriteKubernetesService | false |
        | experimental.syncSettings.targetNamespace          | ""    |

    @CFG-16
    Scenario: there is one namespace on the host by default
      Given a virtual cluster
      Then the configuration has:
        | experimental.multiNamespaceMode.enabled | false |

    @CFG-18
    Scenario: no security standard is enforced by default
      Given a virtual cluster
      Then the configuration has:
        | policies.podSecurityStandard | "" |

    @CFG-19
    Scenario: roles are made as they are needed by default
      Given a virtual cluster
      Then the configuration has:
        | rbac.role.enabled               | true |
        | rbac.role.extraRules            | []   |
        | rbac.role.overwriteRules        | []   |
        | rbac.clusterRole.enabled        | auto |
        | rbac.clusterRole.extraRules     | []   |
        | rbac.clusterRole.overwriteRules | []   |

    @CFG-20
    Scenario: the account of the control plane has its usual name by default
      Given a virtual cluster
      Then the configuration has:
        | controlPlane.advanced.serviceAccount.name | "" |

    @CFG-17
    Scenario: pods on the host have an account of the virtual cluster by default
      Given a virtual cluster
      And the tenant runs Pod "default/web"
      Then the host copy of Pod "default/web" has:
        | spec.serviceAccountName | vc-workload-vcluster |

    @CFG-17
    Scenario: the account of pods on the host can be another one
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {advanced: {workloadServiceAccount: {name: builder}}}
        """
      And the tenant runs Pod "default/web"
      Then the host copy of Pod "default/web" has:
        | spec.serviceAccountName | builder |

  Rule: Integrations are no part of syncing

    @CFG-21
    Scenario: an integration that is on changes no custom resource
      Given a virtual cluster with this configuration:
        """yaml
        integrations: {certManager: {enabled: true}}
        """
      Then the configuration has:
        | sync.toHost.customResources   | {} |
        | sync.fromHost.customResources | {} |

  Rule: An empty file means the defaults

    @CFG-36
    Scenario: what is not said is as documented
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: }, fromHost: {}}
        """
      Then the configuration has:
        | sync.toHost.pods.enabled             | true  |
        | sync.toHost.services.enabled         | true  |
        | sync.toHost.ingresses.enabled        | false |
        | sync.fromHost.events.enabled         | true  |
        | sync.fromHost.storageClasses.enabled | auto  |

    @CFG-36
    Scenario: what is said of one key leaves its neighbours
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {rewriteHosts: {enabled: false}}}}
        """
      Then the configuration has:
        | sync.toHost.pods.rewriteHosts.enabled                        | false          |
        | sync.toHost.pods.enabled                                     | true           |
        | sync.toHost.pods.rewriteHosts.initContainer.image.repository | library/alpine |

  Rule: What has no say in syncing is accepted, and named

    @CFG-30
    Scenario: a section of the installation is ignored
      Given a virtual cluster with this configuration:
        """yaml
        telemetry: {enabled: false}
        """
      Then the engine warns:
        """
        vcluster.yaml:1:1: note: telemetry is accepted and ignored: syncing does not depend on it
        """

    @CFG-30
    Scenario: a slip of the fingers in such a section is told
      Given a virtual cluster with this configuration:
        """yaml
        networking: {advanced: {clusterDomian: corp.example.com}}
        """
      Then the engine warns:
        """
        networking.advanced.clusterDomian is not read; did you mean "clusterDomain"?
        """
