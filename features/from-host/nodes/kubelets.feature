@from-host
Feature: The kubelets of nodes are found at the virtual cluster
  A node says where its kubelet is. Whoever asks there is to reach the virtual control
  plane, which knows what a tenant may see; so the host's own address is not shown.

  Rule: The addresses of a node lead to the virtual cluster

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        """
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1.example.com}
        status:
          addresses:
            - {type: InternalIP, address: 10.7.0.1}
            - {type: ExternalIP, address: 192.0.2.1}
            - {type: Hostname, address: worker-1}
            - {type: InternalDNS, address: worker-1.internal}
            - {type: ExternalDNS, address: worker-1.example.com}
          daemonEndpoints: {kubeletEndpoint: {Port: 10255}}
        """

    @NODE-31 @NODE-32 @NODE-33
    Scenario: a name and an address of its own come first, and of the host's only the public ones stay
      Then Node "worker-1.example.com" in the virtual cluster has:
        | status.addresses[*].type    | [Hostname, InternalIP, ExternalIP, ExternalDNS] |
        | status.addresses[0].address | worker-1-example-com.nodes.vcluster.com         |
        | status.addresses[1].address | (any)                                           |
        | status.addresses[2].address | 192.0.2.1                                       |
        | status.addresses[3].address | worker-1.example.com                            |
        | status.daemonEndpoints      | {kubeletEndpoint: {Port: 10250}}                |

    @NODE-33 @NODE-45
    Scenario: the address is that of a service which leads to the control plane
      Then Service "vcluster/vcluster-node-worker-1-example-com" in the host cluster has:
        | spec.clusterIP                     | (status.addresses[1].address of Node worker-1.example.com)                                            |
        | spec.selector                      | {app: vcluster}                                                                                       |
        | spec.ports                         | [{name: kubelet, port: 10250, protocol: TCP, targetPort: 8443}]                                       |
        | metadata.labels                    | {vcluster.loft.sh/belongs-to: vcluster, vcluster.loft.sh/node: worker-1.example.com}                  |
        | metadata.ownerReferences[0].kind   | Service                                                                                               |
        | metadata.ownerReferences[0].name   | vcluster                                                                                              |

    @NODE-45
    Scenario: a service that somebody deletes or bends comes back as it was
      Given Service "vcluster/vcluster-node-worker-1-example-com" in the host cluster is changed to:
        | spec.selector | {app: other} |
      When Service "vcluster/vcluster-node-worker-1-example-com" is deleted from the host cluster
      Then Service "vcluster/vcluster-node-worker-1-example-com" in the host cluster has:
        | spec.clusterIP | (status.addresses[1].address of Node worker-1.example.com) |
        | spec.selector  | {app: vcluster}                                            |

    @NODE-46
    Scenario: the service goes with the node
      When Node "worker-1.example.com" is deleted from the host cluster
      Then Service "vcluster/vcluster-node-worker-1-example-com" is gone from the host cluster

    @NODE-46
    Scenario: the service goes with a node that went while the engine was away
      Given the engine is stopped
      And Node "worker-1.example.com" is deleted from the host cluster
      And Node "worker-1.example.com" is deleted from the virtual cluster
      When the engine starts
      Then Service "vcluster/vcluster-node-worker-1-example-com" is gone from the host cluster

    @NODE-45
    Scenario: the longest name of a node has a service too
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: ip-10-0-0-1.a-region-far-away.compute.internal.example.company.com}
        """
      Then Node "ip-10-0-0-1.a-region-far-away.compute.internal.example.company.com" in the virtual cluster has:
        | status.addresses[1].type | InternalIP |

  Rule: What is shown can be chosen

    @NODE-31 @NODE-32 @NODE-33 @NODE-34
    Scenario Outline: <shown>
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {nodes: {enabled: true, selector: {all: true}}}}
        networking: {advanced: {proxyKubelets: <proxied>}}
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1}
        status:
          addresses: [{type: InternalIP, address: 10.7.0.1}, {type: Hostname, address: worker-1}]
          daemonEndpoints: {kubeletEndpoint: {Port: 10255}}
        """
      Then Node "worker-1" in the virtual cluster has:
        | status.addresses[*].type                    | <types> |
        | status.addresses[0].address                 | <first> |
        | status.daemonEndpoints.kubeletEndpoint.Port | <port>  |

      Examples:
        | shown                                       | proxied                          | types                  | first                       | port  |
        | the name alone                              | {byIP: false}                    | Hostname               | worker-1.nodes.vcluster.com | 10250 |
        | the address alone                           | {byHostname: false}              | InternalIP             | (any)                       | 10250 |
        | the host's own, where neither is wanted     | {byHostname: false, byIP: false} | [InternalIP, Hostname] | 10.7.0.1                    | 10255 |

    @NODE-46
    Scenario: the services go when they are not wanted any more
      Given a virtual cluster
      And the tenant runs Pod "default/web"
      And the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      When the configuration becomes:
        """yaml
        networking: {advanced: {proxyKubelets: {byIP: false}}}
        """
      Then Service "vcluster/vcluster-node-worker-1" is gone from the host cluster

    @NODE-78 @NODE-79
    Scenario Outline: a node that stands for the host's shows <shown>
      Given a virtual cluster with this configuration:
        """yaml
        networking: {advanced: {proxyKubelets: <proxied>}}
        """
      And the tenant runs Pod "default/web"
      When the host copy of Pod "default/web" is changed to:
        | spec.nodeName | worker-1 |
      Then Node "worker-1" in the virtual cluster has:
        | status.addresses[*].type    | <types> |
        | status.addresses[0].address | <first> |

      Examples:
        | shown             | proxied                          | types                  | first                       |
        | both              | {}                               | [Hostname, InternalIP] | worker-1.nodes.vcluster.com |
        | the name alone    | {byIP: false}                    | Hostname               | worker-1.nodes.vcluster.com |
        | the address alone | {byHostname: false}              | InternalIP             | (any)                       |
        | neither           | {byHostname: false, byIP: false} | (absent)               | (absent)                    |
