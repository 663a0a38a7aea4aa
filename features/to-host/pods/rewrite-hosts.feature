@to-host
Feature: Pods with a subdomain know their full name
  Programs ask for their own name: hostname -f. On the host the answer would be the
  host's; an init container writes the one of the virtual cluster into the hosts file.

  Rule: By default, pods with a subdomain set have their hosts file rewritten by an init container

    Background:
      Given a virtual cluster

    @POD-38 @POD-39 @POD-43
    Scenario: the container that runs first writes the name the pod has in the virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec:
          subdomain: web
          initContainers: [{name: setup, image: busybox}]
          containers: [{name: app, image: nginx}]
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[*].name                 | [vcluster-rewrite-hosts, setup]                                                                                                        |
        | spec.initContainers[0].image                | mirror.gcr.io/library/alpine:3.20                                                                                                      |
        | spec.initContainers[0].command              | [sh]                                                                                                                                   |
        | spec.initContainers[0].args[0]              | -c                                                                                                                                     |
        | spec.initContainers[0].args[1]              | sed -E -e 's/^(\\d+.\\d+.\\d+.\\d+\\s+)web-0$/\\1 web-0.web.shop.svc.cluster.local web-0/' /etc/hosts > /hosts/hosts                       |
        | spec.initContainers[0].volumeMounts[0].name | vcluster-rewrite-hosts                                                                                                                 |
        | spec.initContainers[0].volumeMounts[0].mountPath | /hosts                                                                                                                            |

    @POD-40
    Scenario: every other container sees the rewritten file
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec:
          subdomain: web
          initContainers: [{name: setup, image: busybox}]
          containers:
            - {name: app, image: nginx, volumeMounts: [{name: scratch, mountPath: /scratch}]}
          volumes: [{name: scratch, emptyDir: {}}]
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[1].volumeMounts                            | [{mountPath: /etc/hosts, name: vcluster-rewrite-hosts, subPath: hosts}]                                     |
        | spec.containers[0].volumeMounts                                | [{mountPath: /scratch, name: scratch}, {mountPath: /etc/hosts, name: vcluster-rewrite-hosts, subPath: hosts}] |
        | spec.volumes[1].name                                           | vcluster-rewrite-hosts                                                                                      |
        | spec.volumes[1].emptyDir                                       | {}                                                                                                          |
        | metadata.annotations["vcluster.loft.sh/hosts-rewritten"]       | true                                                                                                        |

    @POD-40 @documented
    Scenario: a container that brings its own hosts file keeps it
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec:
          subdomain: web
          containers: [{name: app, image: nginx, volumeMounts: [{name: own, mountPath: /etc/hosts}]}]
          volumes: [{name: own, emptyDir: {}}]
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.containers[0].volumeMounts | [{mountPath: /etc/hosts, name: own}] |

    @POD-41 @POD-42
    Scenario: the container has few rights and few resources
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[0].resources.limits                             | {cpu: 30m, memory: 64Mi} |
        | spec.initContainers[0].resources.requests                           | {cpu: 30m, memory: 64Mi} |
        | spec.initContainers[0].securityContext.runAsUser                    | 1001                     |
        | spec.initContainers[0].securityContext.runAsGroup                   | 1001                     |
        | spec.initContainers[0].securityContext.runAsNonRoot                 | true                     |
        | spec.initContainers[0].securityContext.allowPrivilegeEscalation     | false                    |
        | spec.initContainers[0].securityContext.capabilities.drop            | [ALL]                    |
        | spec.initContainers[0].securityContext.seccompProfile.type          | RuntimeDefault           |

    @POD-37 @POD-39
    Scenario: a hostname of the pod's own is the name that is written
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {hostname: first, subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.hostname                  | first |
        | spec.initContainers[0].args[1] | sed -E -e 's/^(\\d+.\\d+.\\d+.\\d+\\s+)first$/\\1 first.web.shop.svc.cluster.local first/' /etc/hosts > /hosts/hosts |

    @POD-38 @POD-47
    Scenario: a pod without a subdomain is left as it is, and no copy has one
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: plain, namespace: shop}
        spec: {containers: [{name: app, image: nginx}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/plain" has:
        | spec.initContainers                                      | (absent) |
        | metadata.annotations["vcluster.loft.sh/hosts-rewritten"] | (absent) |
      And the host copy of Pod "shop/web-0" has:
        | spec.subdomain | (absent) |

    @POD-48 @documented
    Scenario: a pod keeps the host's name by annotation
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, annotations: {vcluster.loft.sh/disable-subdomain-rewrite: "true"}}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers | (absent) |

    @POD-49 @POD-138 @POD-143
    Scenario: the tenant does not see the container, and image changes leave it alone
      Given the tenant runs Pod "shop/web-0" with:
        | spec.subdomain | web |
      And the host copy of Pod "shop/web-0" reports this status:
        | phase                 | Pending |
        | initContainerStatuses | [{name: vcluster-rewrite-hosts, image: alpine, imageID: a, ready: true, restartCount: 0, state: {terminated: {exitCode: 0}}}] |
      When Pod "shop/web-0" in the virtual cluster is changed to:
        | spec.containers[0].image | httpd |
      Then the host copy of Pod "shop/web-0" has:
        | spec.containers[0].image     | httpd                             |
        | spec.initContainers[0].image | mirror.gcr.io/library/alpine:3.20 |
      And Pod "shop/web-0" in the virtual cluster has:
        | spec.initContainers          | (absent) |
        | status.initContainerStatuses | []       |

  Rule: As real vCluster does it

    @POD-48
    Scenario: keeping the host's name needs a pod that says its hosts file was rewritten
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, annotations: {vcluster.loft.sh/disable-subdomain-rewrite: "true"}}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-1
          namespace: shop
          annotations: {vcluster.loft.sh/disable-subdomain-rewrite: "true", vcluster.loft.sh/hosts-rewritten: "true"}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[0].name | vcluster-rewrite-hosts |
      And the host copy of Pod "shop/web-1" has:
        | spec.initContainers | (absent) |

  Rule: The rewriting of hosts, its image and its resources are configured

    @POD-46 @POD-47
    Scenario: switched off, pods with a subdomain get no container
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {rewriteHosts: {enabled: false}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers | (absent) |
        | spec.subdomain      | (absent) |

    @POD-44 @POD-45
    Scenario Outline: an image given as <form>
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {rewriteHosts: {initContainer: {image: <image>}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[0].image | <used> |

      Examples:
        | form                         | image                                                        | used                                 |
        | its three parts              | {registry: ghcr.io, repository: acme/tools, tag: "2"}        | ghcr.io/acme/tools:2                 |
        | a repository and a tag       | {registry: "", repository: acme/tools, tag: "2"}             | docker.io/acme/tools:2               |
        | a tag                        | {tag: "3.21"}                                                | mirror.gcr.io/library/alpine:3.21    |
        | a repository without a slash | {repository: busybox, tag: "1.36"}                           | mirror.gcr.io/library/busybox:1.36   |
        | a string                     | "library/alpine:3.20"                                        | docker.io/library/alpine:3.20        |
        | a string with a registry     | "ghcr.io:443/acme/tools:2"                                   | ghcr.io:443/acme/tools:2             |

    @POD-44
    Scenario: the default registry of the control plane wins over the image's own
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {advanced: {defaultImageRegistry: registry.example.com}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[0].image | registry.example.com/library/alpine:3.20 |

    @POD-42
    Scenario: the resources of the container
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {rewriteHosts: {initContainer: {resources: {limits: {cpu: 50m}, requests: {cpu: 10m}}}}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[0].resources.limits.cpu   | 50m |
        | spec.initContainers[0].resources.requests.cpu | 10m |

    @POD-49
    Scenario: the container's image is replaced and its variables are set like those of all others
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {mirror.gcr.io/library/alpine:3.20: registry.example.com/alpine}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop}
        spec: {subdomain: web, containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "shop/web-0" has:
        | spec.initContainers[0].image       | registry.example.com/alpine |
        | spec.initContainers[0].env[5].name | KUBERNETES_SERVICE_HOST     |
