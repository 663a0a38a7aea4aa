@from-host
Feature: Events from the host
  What the host tells of a copy, the tenant reads of the original.

  Rule: Host events about synced objects appear in the virtual cluster

    @EV-01 @EV-04 @EV-05 @EV-08
    Scenario: an event about a host pod is one about the virtual pod
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: vcluster, labels: {a: b}, annotations: {a.io/note: hello}}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster, fieldPath: "spec.containers{app}"}
        type: Normal
        reason: Pulled
        message: Container image is already present
        source: {component: kubelet, host: n1}
        firstTimestamp: "2026-01-01T00:00:00Z"
        lastTimestamp: "2026-01-01T00:00:10Z"
        count: 3
        """
      Then Event "shop/pulled" in the virtual cluster has:
        | involvedObject.kind               | Pod                                |
        | involvedObject.name               | app                                |
        | involvedObject.namespace          | shop                               |
        | involvedObject.uid                | (uid of Pod shop/app)              |
        | involvedObject.fieldPath          | spec.containers{app}               |
        | type                              | Normal                             |
        | reason                            | Pulled                             |
        | message                           | Container image is already present |
        | source                            | {component: kubelet, host: n1}     |
        | count                             | 3                                  |
        | lastTimestamp                     | 2026-01-01T00:00:10Z               |
        | metadata.labels.a                 | b                                  |
        | metadata.annotations["a.io/note"] | hello                              |

    @EV-04 @documented
    Scenario Outline: <kind> is a kind whose events are told
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {configMaps: {all: true}, secrets: {all: true}, ingresses: {enabled: true}, networkPolicies: {enabled: true}}}
        """
      And the virtual cluster has Service "shop/web"
      And the virtual cluster has <kind> "shop/<name>"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: told, namespace: vcluster}
        involvedObject: {apiVersion: <version>, kind: <kind>, name: (host name of <kind> shop/<name>), namespace: vcluster}
        reason: Told
        message: something is the matter
        type: Warning
        """
      Then the tenant sees a Warning event "Told" on <kind> "shop/<name>":
        """
        something is the matter
        """

      Examples:
        | kind          | name  | version              |
        | Service       | other | v1                   |
        | Endpoints     | web   | v1                   |
        | ConfigMap     | app   | v1                   |
        | Secret        | app   | v1                   |
        | Ingress       | app   | networking.k8s.io/v1 |
        | NetworkPolicy | app   | networking.k8s.io/v1 |

    @EV-06
    Scenario Outline: an event named <host> is called <virtual>
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: <host>, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Pulled
        type: Normal
        """
      Then Event "shop/<virtual>" in the virtual cluster has:
        | involvedObject.name | app |

      Examples:
        | host                                    | virtual     |
        | (host name of Pod shop/app).17a3c4      | app.17a3c4  |
        | other                                   | other       |

    @EV-07
    Scenario: a message names the object as the tenant does
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Pulled
        message: "image of (host name of Pod shop/app) of vcluster/(host name of Pod shop/app) in vcluster"
        type: Normal
        """
      Then Event "shop/pulled" in the virtual cluster has:
        | message | image of app of shop/app in vcluster |

    @EV-07 @documented
    Scenario: a message names other objects of the namespace as the tenant does, too
      Given a virtual cluster
      And the virtual cluster has Secret "shop/cert"
      And the tenant runs Pod "shop/app" with:
        | spec.volumes | [{name: cert, secret: {secretName: cert}}] |
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: failed, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: FailedMount
        message: "secret (host name of Secret shop/cert) not found"
        type: Warning
        """
      Then Event "shop/failed" in the virtual cluster has:
        | message | secret cert not found |

    @EV-09
    Scenario: an event that happens again is counted
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: backoff, namespace: vcluster, labels: {a: b}}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: BackOff
        message: restarting
        type: Warning
        count: 1
        """
      When Event "vcluster/backoff" in the host cluster is changed to:
        | count           | 2                    |
        | lastTimestamp   | 2026-01-01T00:00:10Z |
        | message         | restarting again     |
        | metadata.labels | {a: c}               |
      Then Event "shop/backoff" in the virtual cluster has:
        | count              | 2                     |
        | lastTimestamp      | 2026-01-01T00:00:10Z  |
        | message            | restarting again      |
        | involvedObject.uid | (uid of Pod shop/app) |
        | metadata.labels.a  | b                     |

    @EV-10
    Scenario: an event that is gone from the host stays until its own end
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Pulled
        type: Normal
        """
      When Event "vcluster/pulled" is deleted from the host cluster
      Then Event "shop/pulled" is still in the virtual cluster

    @EV-11
    Scenario Outline: an event about <what> is not told
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: told, namespace: <namespace>}
        involvedObject: {apiVersion: v1, kind: <kind>, name: <name>, namespace: <namespace>}
        reason: Told
        type: Normal
        """
      Then Event "shop/told" is kept out of the virtual cluster
      And Event "default/told" is kept out of the virtual cluster

      Examples:
        | what                               | kind    | name                        | namespace |
        | an object that is no copy          | Service | vcluster                    | vcluster  |
        | an object that is not there        | Pod     | nobody                      | vcluster  |
        | a kind that has no copies          | Job     | (host name of Pod shop/app) | vcluster  |
        | an object of another namespace     | Pod     | (host name of Pod shop/app) | default   |

    @EV-11 @documented
    Scenario: an event about a pod that had the name before is not told of the one that has it now
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: killing, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster, uid: an-earlier-one}
        reason: Killing
        type: Normal
        """
      Then Event "shop/killing" is kept out of the virtual cluster

    @EV-12
    Scenario: nothing is told in a namespace that is being deleted
      Given a virtual cluster
      And the tenant runs Pod "shop/app" with:
        | metadata.finalizers | [a.io/kept] |
      And Namespace "shop" is deleted from the virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Pulled
        type: Normal
        """
      Then Event "shop/pulled" is kept out of the virtual cluster

    @EV-13
    Scenario: an event about nothing of the tenant's is told when it says so
      Given a virtual cluster
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: notice, namespace: vcluster, annotations: {vcluster.loft.sh/force-sync: "true", a.io/note: hello}}
        involvedObject: {apiVersion: v1, kind: Service, name: vcluster, namespace: vcluster}
        reason: Maintenance
        message: tonight at ten
        type: Normal
        """
      Then Event "default/notice" in the virtual cluster has:
        | involvedObject                                      | {namespace: default} |
        | message                                             | tonight at ten       |
        | metadata.annotations["a.io/note"]                   | hello                |
        | metadata.annotations["vcluster.loft.sh/force-sync"] | (absent)             |

    @EV-01 @EV-05
    Scenario: an event that came while the engine was away is told
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      And the engine is stopped
      And the host cluster has:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Pulled
        type: Normal
        """
      When the engine starts
      Then Event "shop/pulled" in the virtual cluster has:
        | involvedObject.name | app |

    @EV-14
    Scenario: an event of the tenant's own with that name is not touched
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      And the virtual cluster has:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: shop}
        involvedObject: {apiVersion: v1, kind: ConfigMap, name: other, namespace: shop}
        reason: Mine
        type: Normal
        """
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Pulled
        type: Normal
        """
      Then Event "shop/pulled" in the virtual cluster has:
        | reason | Mine |

  Rule: The real vCluster tells of a few kinds, and by name

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {ingresses: {enabled: true}}}
        """
      And the tenant runs Pod "shop/app"

    @EV-04
    Scenario Outline: an event about <what> is one of a kind that is not told
      Given the virtual cluster has Service "shop/web"
      And the virtual cluster has <kind> "shop/web"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: told, namespace: vcluster}
        involvedObject: {apiVersion: <version>, kind: <kind>, name: (host name of <kind> shop/web), namespace: vcluster}
        reason: Told
        type: Normal
        """
      Then Event "shop/told" is kept out of the virtual cluster

      Examples:
        | what       | kind      | version              |
        | endpoints  | Endpoints | v1                   |
        | an ingress | Ingress   | networking.k8s.io/v1 |

    @EV-07
    Scenario: names of other objects in a message stay those of the host
      Given the virtual cluster has Service "shop/web"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: told, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Told
        message: "(host name of Service shop/web)"
        type: Normal
        """
      Then Event "shop/told" in the virtual cluster has:
        | message | (host name of Service shop/web) |

    @EV-11
    Scenario: an event about a pod that had the name before is told of the one that has it now
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: killing, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster, uid: an-earlier-one}
        reason: Killing
        type: Normal
        """
      Then Event "shop/killing" in the virtual cluster has:
        | involvedObject.uid | (uid of Pod shop/app) |

  Rule: With enabled set to false, no host event appears

    @EV-02
    Scenario: what the host tells of a pod stays there
      Given a virtual cluster with this configuration:
        """yaml
        sync: {fromHost: {events: {enabled: false}}}
        """
      And the tenant runs Pod "shop/app"
      When this is applied in the host cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: vcluster}
        involvedObject: {apiVersion: v1, kind: Pod, name: (host name of Pod shop/app), namespace: vcluster}
        reason: Pulled
        type: Normal
        """
      Then Event "shop/pulled" is kept out of the virtual cluster

  Rule: Events of the virtual cluster are never copied to the host

    @EV-03
    Scenario: what is told in the virtual cluster stays there
      Given a virtual cluster
      And the tenant runs Pod "shop/app"
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Event
        metadata: {name: pulled, namespace: shop}
        involvedObject: {apiVersion: v1, kind: Pod, name: app, namespace: shop}
        reason: Pulled
        type: Normal
        """
      Then Event "shop/pulled" has no host copy
      And Event "vcluster/pulled" is kept out of the host cluster
