@to-host
Feature: Pods find the virtual cluster's API server and DNS
  On the host a pod would find the host's API server and resolve the host's names.
  Its copy is told where the virtual cluster's are.

  Rule: The names of the API server lead to the virtual one

    Background:
      Given the host cluster has Service "vcluster/vcluster" with:
        | spec.clusterIP | 10.96.0.100 |

    @POD-31
    Scenario: they are the last of the pod's host aliases
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], hostAliases: [{ip: 10.0.0.1, hostnames: [db]}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.hostAliases[0] | {ip: 10.0.0.1, hostnames: [db]} |
        | spec.hostAliases[1] | {ip: 10.96.0.100, hostnames: [kubernetes.default.svc.cluster.local, kubernetes, kubernetes.default, kubernetes.default.svc]} |
        | spec.hostAliases[2] | (absent) |

    @POD-31
    Scenario: the first of them ends with the virtual cluster's domain
      Given a virtual cluster with this configuration:
        """yaml
        networking: {advanced: {clusterDomain: corp.local}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.hostAliases | [{ip: 10.96.0.100, hostnames: [kubernetes.default.svc.corp.local, kubernetes, kubernetes.default, kubernetes.default.svc]}] |

  Rule: A pod that would be given the host's DNS is given the virtual cluster's

    Background:
      Given a virtual cluster

    @POD-32
    Scenario Outline: a pod with <policy> asks the virtual DNS
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: app, image: nginx}], <spec>}
        """
      Then the host copy of Pod "shop/web" has:
        | spec.dnsPolicy             | None                                                    |
        | spec.dnsConfig.nameservers | [(spec.clusterIP of Service kube-system/kube-dns)]      |
        | spec.dnsConfig.searches    | [shop.svc.cluster.local, svc.cluster.local, cluster.local] |
        | spec.dnsConfig.options     | [{name: ndots, value: "5"}]                             |

      Examples:
        | policy                           | spec                                               |
        | no policy of its own             | restartPolicy: Always                              |
        | ClusterFirst                     | dnsPolicy: ClusterFirst                            |
        | ClusterFirstWithHostNet          | dnsPolicy: ClusterFirstWithHostNet                 |
        | ClusterFirstWithHostNet, on host | dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true |

    @POD-33
    Scenario: the pod's own nameservers and searches come after, without repetition
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          containers: [{name: app, image: nginx}]
          dnsConfig: {nameservers: [10.0.0.53], searches: [svc.cluster.local, corp.example.com]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.dnsConfig.nameservers | [(spec.clusterIP of Service kube-system/kube-dns), 10.0.0.53]                       |
        | spec.dnsConfig.searches    | [default.svc.cluster.local, svc.cluster.local, cluster.local, corp.example.com] |

    @POD-33 @documented
    Scenario Outline: the pod's own options <options> are kept
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], dnsConfig: {options: <options>}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.dnsConfig.options | <kept> |

      Examples:
        | options                                   | kept                                             |
        | [{name: single-request}]                  | [{name: ndots, value: "5"}, {name: single-request}] |
        | [{name: ndots, value: "2"}, {name: edns0}] | [{name: ndots, value: "2"}, {name: edns0}]       |

    @POD-33
    Scenario: the real one loses the pod's own options
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], dnsConfig: {options: [{name: ndots, value: "2"}, {name: edns0}]}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.dnsConfig.options | [{name: ndots, value: "5"}] |

    @POD-34
    Scenario Outline: a pod with <policy> keeps its own
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], dnsConfig: {nameservers: [10.0.0.53]}, <spec>}
        """
      Then the host copy of Pod "default/web" has:
        | spec.dnsPolicy | <kept>                     |
        | spec.dnsConfig | {nameservers: [10.0.0.53]} |

      Examples:
        | policy                | spec                                       | kept         |
        | None                  | dnsPolicy: None                            | None         |
        | Default               | dnsPolicy: Default                         | Default      |
        | ClusterFirst, on host | dnsPolicy: ClusterFirst, hostNetwork: true | ClusterFirst |

  Rule: A pod waits for the DNS it is to be given

    Background:
      Given a virtual cluster
      And Service "kube-system/kube-dns" is deleted from the virtual cluster

    @POD-35
    Scenario: without the DNS service there is no copy
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then Pod "default/web" has no host copy

    @POD-35 @documented
    Scenario: the tenant is told what is missing
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the tenant sees a Warning event "SyncWarning" on Pod "default/web":
        """
        did not sync pod "web" to host: waiting for DNS service IP
        """

    @POD-35
    Scenario: the real one says nothing
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the tenant sees no Warning event on Pod "default/web"

    @POD-35
    Scenario: the pod is copied as soon as the DNS is there
      Given the tenant runs Pod "default/web"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: kube-dns, namespace: kube-system}
        spec: {ports: [{name: dns, port: 53, protocol: UDP}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.dnsConfig.nameservers | [(spec.clusterIP of Service kube-system/kube-dns)] |

  Rule: A pod is called what the tenant called it

    Background:
      Given a virtual cluster

    @POD-36
    Scenario Outline: <name> is the host <hostname>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: <name>, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/<name>" has:
        | spec.hostname | <hostname> |

      Examples:
        | name                                                                 | hostname                                                        |
        | web                                                                  | web                                                             |
        | web.v1                                                               | web-v1                                                          |
        | a123456789b123456789c123456789d123456789e123456789f123456789g12345678 | a123456789b123456789c123456789d123456789e123456789f123456789g12 |
        | a123456789b123456789c123456789d123456789e123456789f123456789g1-2345  | a123456789b123456789c123456789d123456789e123456789f123456789g1  |

    @POD-37
    Scenario: a host name of the pod's own stays
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], hostname: front}
        """
      Then the host copy of Pod "default/web" has:
        | spec.hostname | front |

    @POD-47
    Scenario Outline: a subdomain stays in the virtual cluster, <hosts>
      Given the configuration becomes:
        """yaml
        sync: {toHost: {pods: {rewriteHosts: {enabled: <rewritten>}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], subdomain: nodes}
        """
      Then the host copy of Pod "default/web" has:
        | spec.hostname  | web      |
        | spec.subdomain | (absent) |

      Examples:
        | hosts                                | rewritten |
        | where the host names are rewritten   | true      |
        | where they are not                   | false     |
