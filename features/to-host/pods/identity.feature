@to-host
Feature: What a pod is in the virtual cluster is written on its copy
  On the host a pod has another name, another owner and another account. Annotations
  and labels keep what it was, for its own programs and for the host's controllers.

  Rule: A pod of a virtual cluster inside a virtual cluster keeps its innermost identity

    @POD-07
    Scenario: the identity a pod brings along is not replaced
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: default
          labels: {app: outer}
          annotations:
            vcluster.loft.sh/name: inner
            vcluster.loft.sh/namespace: shop
            vcluster.loft.sh/uid: 3f2b7e5c-0000-4000-8000-000000000001
            vcluster.loft.sh/service-account-name: builder
            vcluster.loft.sh/labels: app="inner"
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/name"]                 | inner                                |
        | metadata.annotations["vcluster.loft.sh/namespace"]            | shop                                 |
        | metadata.annotations["vcluster.loft.sh/uid"]                  | 3f2b7e5c-0000-4000-8000-000000000001 |
        | metadata.annotations["vcluster.loft.sh/service-account-name"] | builder                              |
        | metadata.annotations["vcluster.loft.sh/labels"]               | app="inner"                          |
        | metadata.annotations["vcluster.loft.sh/object-name"]          | web                                  |

  Rule: The owners of a pod are kept as annotations of the copy

    Background:
      Given a virtual cluster

    @POD-08
    Scenario: the owner references are written as JSON
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: default
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: 3f2b7e5c-0000-4000-8000-000000000001, controller: true}]
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-references"] | [{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"3f2b7e5c-0000-4000-8000-000000000001","controller":true}] |

    @POD-08
    Scenario: they change with the pod
      Given the tenant runs Pod "default/web" with:
        | metadata.ownerReferences | [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: 3f2b7e5c-0000-4000-8000-000000000001}] |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.ownerReferences | [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: 3f2b7e5c-0000-4000-8000-000000000002}] |
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-references"] | [{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db","uid":"3f2b7e5c-0000-4000-8000-000000000002"}] |
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"]   | StatefulSet |

    @POD-08
    Scenario: they go when the pod has no owner any more
      Given the tenant runs Pod "default/web" with:
        | metadata.ownerReferences | [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: 3f2b7e5c-0000-4000-8000-000000000001}] |
      When Pod "default/web" in the virtual cluster is changed to:
        | metadata.ownerReferences | (absent) |
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-references"] | (absent) |
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"]   | (absent) |

    @POD-09
    Scenario Outline: a pod of a <kind> of <group> has the set kind <set>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: default
          ownerReferences:
            - {apiVersion: example.com/v1, kind: Game, name: chess, uid: 3f2b7e5c-0000-4000-8000-000000000001}
            - {apiVersion: <group>, kind: <kind>, name: web, uid: 3f2b7e5c-0000-4000-8000-000000000002}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"] | <set> |

      Examples:
        | kind        | group          | set         |
        | ReplicaSet  | apps/v1        | ReplicaSet  |
        | DaemonSet   | apps/v1        | DaemonSet   |
        | StatefulSet | apps/v1        | StatefulSet |
        | StatefulSet | example.com/v1 | (absent)    |

    @POD-09 @documented
    Scenario: a pod of a job says so
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: web, uid: 3f2b7e5c-0000-4000-8000-000000000001}]}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"] | Job |

    @POD-09
    Scenario: the real one looks for jobs in the wrong group
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: web, uid: 3f2b7e5c-0000-4000-8000-000000000001}]}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["vcluster.loft.sh/owner-set-kind"] | (absent) |

  Rule: The host's autoscaler is told what it would know of a pod with owners

    Background:
      Given a virtual cluster

    @POD-10 @POD-11
    Scenario Outline: a pod <owned> is safe to evict: <safe>
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default, ownerReferences: <owners>}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] | <safe>   |
        | metadata.annotations["cluster-autoscaler.kubernetes.io/daemonset-pod"] | <daemon> |

      Examples:
        | owned                          | safe  | daemon   | owners |
        | nobody owns                    | false | (absent) | [] |
        | that somebody owns             | false | (absent) | [{apiVersion: apps/v1, kind: ReplicaSet, name: a, uid: 3f2b7e5c-0000-4000-8000-000000000001}] |
        | that a replica set controls    | true  | (absent) | [{apiVersion: apps/v1, kind: ReplicaSet, name: a, uid: 3f2b7e5c-0000-4000-8000-000000000001, controller: true}] |
        | that a daemon set controls     | true  | true     | [{apiVersion: apps/v1, kind: DaemonSet, name: a, uid: 3f2b7e5c-0000-4000-8000-000000000001, controller: true}] |

    @POD-10 @POD-11
    Scenario: a pod that says itself whether it may be evicted is believed
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: default
          annotations: {cluster-autoscaler.kubernetes.io/safe-to-evict: "false"}
          ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: a, uid: 3f2b7e5c-0000-4000-8000-000000000001, controller: true}]
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the host copy of Pod "default/web" has:
        | metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] | false    |
        | metadata.annotations["cluster-autoscaler.kubernetes.io/daemonset-pod"] | (absent) |

  Rule: The labels of the virtual namespace follow on the pods of that namespace

    @POD-13
    Scenario: a changed label of the namespace changes all its pods
      Given a virtual cluster
      And the virtual cluster has Namespace "shop" with:
        | metadata.labels.team | sales |
      And the tenant runs Pod "shop/web"
      When Namespace "shop" in the virtual cluster is changed to:
        | metadata.labels.team | (absent) |
        | metadata.labels.tier | front    |
      Then the host copy of Pod "shop/web" has:
        | metadata.labels["vcluster.loft.sh/ns-label-vcluster-x-ca8b22d0db"] | (absent) |
        | metadata.labels["vcluster.loft.sh/ns-label-vcluster-x-e29ccc00b2"] | front    |

  Rule: Host pods run as the workload service account, without its token

    @POD-19
    Scenario Outline: the account is <account> <when>
      Given a virtual cluster with this configuration:
        """yaml
        controlPlane: {advanced: {workloadServiceAccount: {name: "<configured>"}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], serviceAccountName: builder}
        """
      Then the host copy of Pod "default/web" has:
        | spec.serviceAccountName | <account> |
      And Pod "default/web" in the virtual cluster has:
        | spec.serviceAccountName | builder |

      Examples:
        | account              | when              | configured |
        | vc-workload-vcluster | by default        |            |
        | workers              | if configured so  | workers    |

    @POD-21
    Scenario: neither the account's token nor the host's services are given to the pod
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], serviceAccount: builder, automountServiceAccountToken: true, enableServiceLinks: true}
        """
      Then the host copy of Pod "default/web" has:
        | spec.serviceAccount               | vc-workload-vcluster |
        | spec.automountServiceAccountToken | false                |
        | spec.enableServiceLinks           | false                |
      And Pod "default/web" in the virtual cluster has:
        | spec.serviceAccount               | builder |
        | spec.automountServiceAccountToken | true    |
        | spec.enableServiceLinks           | true    |

  Rule: Priorities of the virtual cluster mean nothing on the host

    Background:
      Given a virtual cluster
      And the virtual cluster has:
        """yaml
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: urgent}
        value: 1000
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: patient}
        value: 1000
        preemptionPolicy: Never
        """

    @POD-22
    Scenario: a copy has no priority class and the host's own priority
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: urgent}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priorityClassName | (absent) |
        | spec.priority          | 0        |
      And Pod "default/web" in the virtual cluster has:
        | spec.priorityClassName | urgent |
        | spec.priority          | 1000   |

    @POD-22 @documented
    Scenario: a class that never preempts does not keep its pods from the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: patient}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priorityClassName | (absent)             |
        | spec.priority          | 0                    |
        | spec.preemptionPolicy  | PreemptLowerPriority |

    @POD-22
    Scenario: the real one keeps the policy, and the host refuses the pod
      Given the configuration becomes:
        """yaml
        compat: vcluster
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: patient}
        """
      Then Pod "default/web" has no host copy

  Rule: PriorityClassName is the priority class to set for synced pods

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {priorityClassName: tenants}}}
        """

    @POD-25
    Scenario Outline: a pod <own> has that class on the host
      Given the host cluster has PriorityClass "tenants" with:
        | value | 500 |
      And the virtual cluster has PriorityClass "urgent" with:
        | value | 1000 |
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}], priorityClassName: "<class>"}
        """
      Then the host copy of Pod "default/web" has:
        | spec.priorityClassName | tenants |
        | spec.priority          | 500     |
      And Pod "default/web" in the virtual cluster has:
        | spec.priorityClassName | <shown> |

      Examples:
        | own                          | class  | shown    |
        | without a class              |        | (absent) |
        | with a class of the tenant's | urgent | urgent   |

    @POD-25
    Scenario: the tenant is told of a class the host does not have
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: nginx}]}
        """
      Then the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Error syncing to host cluster: create object: pods "web" is forbidden: no PriorityClass with name tenants was found
        """
