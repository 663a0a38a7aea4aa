@to-host
Feature: Pods change after they were created
  The API lets few fields of a pod change. Those few follow, through the door that the
  API has for each.

  Rule: Changes of a pod in the virtual cluster reach its copy

    @POD-142
    Scenario: a deadline
      Given a virtual cluster
      And the tenant runs Pod "shop/web"
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.activeDeadlineSeconds | 90 |
      Then the host copy of Pod "shop/web" has:
        | spec.activeDeadlineSeconds | 90 |

    @POD-62
    Scenario: images, translated
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {httpd: registry.example.com/httpd}}}}
        """
      And the tenant runs Pod "shop/web" with:
        | spec.initContainers | [{name: setup, image: nginx}] |
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.containers[0].image     | httpd   |
        | spec.initContainers[0].image | busybox |
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].image     | registry.example.com/httpd |
        | spec.initContainers[0].image | busybox                    |

    @POD-142
    Scenario: a scheduling gate that is opened, and what a gated pod asks of nodes
      Given a virtual cluster
      And the tenant runs Pod "shop/web" with:
        | spec.schedulingGates | [{name: example.com/a}, {name: example.com/b}] |
        | spec.nodeSelector    | {disk: ssd}                                    |
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.schedulingGates | [{name: example.com/b}]   |
        | spec.nodeSelector    | {disk: ssd, zone: a}      |
      Then the host copy of Pod "shop/web" has:
        | spec.schedulingGates | [{name: example.com/b}] |
        | spec.nodeSelector    | {disk: ssd, zone: a}    |

    @POD-142
    Scenario: the last scheduling gate, opened while the engine was away
      Given a virtual cluster
      And the tenant runs Pod "shop/web" with:
        | spec.schedulingGates | [{name: example.com/a}] |
      And the engine is stopped
      And Pod "shop/web" in the virtual cluster is changed to:
        | spec.schedulingGates | [] |
      When the engine starts
      Then the host copy of Pod "shop/web" has:
        | spec.schedulingGates | (absent) |

  Rule: A container that the host injects stays there

    @POD-144 @POD-138 @apiserver @documented
    Scenario: a new image reaches the copy beside it
      Given a virtual cluster
      And the host cluster has:
        """yaml
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata: {name: sidecar}
        spec:
          reinvocationPolicy: Never
          matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
          mutations:
            - patchType: JSONPatch
              jsonPatch: {expression: '[JSONPatch{op: "add", path: "/spec/containers/-", value: Object.spec.containers{name: "sidecar", image: "proxy"}}]'}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicyBinding
        metadata: {name: sidecar}
        spec: {policyName: sidecar, matchResources: {objectSelector: {matchLabels: {inject: sidecar}}}}
        """
      And the tenant runs Pod "default/web" with:
        | metadata.labels.inject | sidecar |
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.containers[0].image | nginx:2 |
      Then the host copy of Pod "default/web" has:
        | spec.containers[*].image | [nginx:2, proxy] |
      And Pod "default/web" in the virtual cluster has:
        | spec.containers[*].image | [nginx:2] |

    @POD-144 @apiserver
    Scenario: the real one leaves it out, and the host refuses every new image
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      And the host cluster has:
        """yaml
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata: {name: sidecar}
        spec:
          reinvocationPolicy: Never
          matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
          mutations:
            - patchType: JSONPatch
              jsonPatch: {expression: '[JSONPatch{op: "add", path: "/spec/containers/-", value: Object.spec.containers{name: "sidecar", image: "proxy"}}]'}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicyBinding
        metadata: {name: sidecar}
        spec: {policyName: sidecar, matchResources: {objectSelector: {matchLabels: {inject: sidecar}}}}
        """
      And the tenant runs Pod "default/web" with:
        | metadata.labels.inject | sidecar |
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.containers[0].image | nginx:2 |
      Then the host copy of Pod "default/web" has:
        | spec.containers[*].image | [nginx, proxy] |
      And the tenant sees a Warning event "SyncError" on Pod "default/web":
        """
        Error syncing: patch host object: update object: Pod "web" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers
        """

  Rule: Ephemeral containers are synced too

    @POD-03 @POD-145
    Scenario: a container added to a pod that runs reaches the copy, translated like all others
      Given a virtual cluster
      And the virtual cluster has Secret "shop/password"
      And the tenant runs Pod "shop/web"
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.ephemeralContainers | [{name: debug, image: busybox, targetContainerName: app, env: [{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: PASS, valueFrom: {secretKeyRef: {name: password, key: p}}}]}] |
      Then the host copy of Pod "shop/web" has:
        | spec.ephemeralContainers[*].name                                    | debug                                         |
        | spec.ephemeralContainers[0].image                                   | busybox                                       |
        | spec.ephemeralContainers[0].targetContainerName                     | app                                           |
        | spec.ephemeralContainers[0].env[5].name                             | KUBERNETES_SERVICE_HOST                       |
        | spec.ephemeralContainers[0].env[8].valueFrom.fieldRef.fieldPath     | metadata.annotations['vcluster.loft.sh/name'] |
        | spec.ephemeralContainers[0].env[9].valueFrom.secretKeyRef.name      | (host name of Secret shop/password)           |
      And the host copy of Secret "shop/password" is still there

    @POD-146
    Scenario: a container added on the host stays there, beside one added in the virtual cluster
      Given a virtual cluster
      And the tenant runs Pod "shop/web"
      And the host copy of Pod "shop/web" is changed to:
        | spec.ephemeralContainers | [{name: admin, image: busybox}] |
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.ephemeralContainers | [{name: debug, image: busybox}] |
      Then the host copy of Pod "shop/web" has:
        | spec.ephemeralContainers[*].name | [admin, debug] |
      And Pod "shop/web" in the virtual cluster has:
        | spec.ephemeralContainers[*].name | [debug] |

    @POD-61 @POD-145 @documented
    Scenario: its image is replaced
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {busybox: registry.example.com/busybox}}}}
        """
      And the tenant runs Pod "shop/web"
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.ephemeralContainers | [{name: debug, image: busybox}] |
      Then the host copy of Pod "shop/web" has:
        | spec.ephemeralContainers[0].image | registry.example.com/busybox |

    @POD-145
    Scenario: as real vCluster does it, its image is not replaced
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        sync: {toHost: {pods: {translateImage: {busybox: registry.example.com/busybox}}}}
        """
      And the tenant runs Pod "shop/web"
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.ephemeralContainers | [{name: debug, image: busybox}] |
      Then the host copy of Pod "shop/web" has:
        | spec.ephemeralContainers[0].image | busybox |

  Rule: A pod is resized in place

    Background:
      Given a virtual cluster
      And the tenant runs Pod "shop/web" with:
        | spec.containers[0].resources | {requests: {cpu: 100m, memory: 64Mi}} |

    @POD-148
    Scenario: the copy's containers get the new resources
      When Pod "shop/web" in the virtual cluster is changed to:
        | spec.containers[0].resources | {requests: {cpu: 200m, memory: 64Mi}} |
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].resources.requests | {cpu: 200m, memory: 64Mi} |

    @POD-148 @documented
    Scenario: resources that the host chose are left alone until the tenant changes them
      Given the host copy of Pod "shop/web" is changed to:
        | spec.containers[0].resources | {requests: {cpu: 300m, memory: 64Mi}} |
      When Pod "shop/web" in the virtual cluster is changed to:
        | metadata.labels.app | web |
      Then the host copy of Pod "shop/web" has:
        | metadata.labels.app                       | web  |
        | spec.containers[0].resources.requests.cpu | 300m |

  Rule: The real one takes back what the host chose

    @POD-148
    Scenario: resources that the host chose become the tenant's again at the next sync
      Given a virtual cluster with this configuration:
        """yaml
        compat: vcluster
        """
      And the tenant runs Pod "shop/web" with:
        | spec.containers[0].resources | {requests: {cpu: 100m, memory: 64Mi}} |
      When the host copy of Pod "shop/web" is changed to:
        | spec.containers[0].resources | {requests: {cpu: 300m, memory: 64Mi}} |
      Then the host copy of Pod "shop/web" has:
        | spec.containers[0].resources.requests.cpu | 100m |
