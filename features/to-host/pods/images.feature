@to-host
Feature: Images of pods are replaced on the host
  What a tenant calls by one name the host may have to fetch by another. The tenant's
  pod keeps its own names.

  Rule: TranslateImage maps an image to another image that should be used instead

    Background:
      Given a virtual cluster with this configuration:
        """yaml
        sync: {toHost: {pods: {translateImage: {"virtualcluster/image:tag": "hostcluster/alternative-image:tag"}}}}
        """

    @POD-59
    Scenario: the documented image is another on the host
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: "virtualcluster/image:tag"}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].image | hostcluster/alternative-image:tag |
      And Pod "default/web" in the virtual cluster has:
        | spec.containers[0].image | virtualcluster/image:tag |

    @POD-61
    Scenario: the images of all containers and init containers are looked up
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          initContainers: [{name: first, image: busybox}, {name: second, image: "virtualcluster/image:tag"}]
          containers: [{name: app, image: "virtualcluster/image:tag"}, {name: log, image: fluentd}]
        """
      Then the host copy of Pod "default/web" has:
        | spec.initContainers[1].image | hostcluster/alternative-image:tag |
        | spec.containers[0].image     | hostcluster/alternative-image:tag |
        | spec.containers[1].image     | fluentd                           |

    @POD-60
    Scenario Outline: <image> is another image and stays
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: "<image>"}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].image | <image> |

      Examples:
        | image                                                                                            |
        | virtualcluster/image                                                                             |
        | virtualcluster/image:tag2                                                                        |
        | docker.io/virtualcluster/image:tag                                                               |
        | virtualcluster/image:tag@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 |

    @POD-60
    Scenario: a replacement is not replaced again
      Given the configuration becomes:
        """yaml
        sync: {toHost: {pods: {translateImage: {one: two, two: three}}}}
        """
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {containers: [{name: app, image: one}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].image | two |

    @POD-62
    Scenario: a new image in the virtual cluster is replaced too
      Given the tenant runs Pod "default/web"
      When Pod "default/web" in the virtual cluster is changed to:
        | spec.containers[0].image | virtualcluster/image:tag |
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].image | hostcluster/alternative-image:tag |

    @POD-63
    Scenario: pods that run already get the replacement of a new configuration
      Given the tenant runs Pod "default/web"
      When the configuration becomes:
        """yaml
        sync: {toHost: {pods: {translateImage: {nginx: "registry.example.com/nginx:1.29"}}}}
        """
      Then the host copy of Pod "default/web" has:
        | spec.containers[0].image | registry.example.com/nginx:1.29 |
      And Pod "default/web" in the virtual cluster has:
        | spec.containers[0].image | nginx |

    @POD-64
    Scenario: the status says what really runs
      Given the tenant runs Pod "default/web" with:
        | spec.containers[0].image | virtualcluster/image:tag |
      When the host copy of Pod "default/web" reports this status:
        | containerStatuses | [{name: app, image: "hostcluster/alternative-image:tag", imageID: a, ready: false, restartCount: 0}] |
      Then Pod "default/web" in the virtual cluster has:
        | status.containerStatuses[0].image | hostcluster/alternative-image:tag |

  Rule: No image is replaced by default

    @POD-65
    Scenario: images are copied as they are
      Given a virtual cluster
      When this is applied in the virtual cluster:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec: {initContainers: [{name: first, image: busybox}], containers: [{name: app, image: "virtualcluster/image:tag"}]}
        """
      Then the host copy of Pod "default/web" has:
        | spec.initContainers[0].image | busybox                  |
        | spec.containers[0].image     | virtualcluster/image:tag |
