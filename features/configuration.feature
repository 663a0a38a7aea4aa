Feature: The configuration says what is synced
  vcluster.yaml is read once, when the engine starts. A configuration that cannot
  be right is refused before anything is touched.

  Rule: Enabled defines if this option should be enabled

    @GEN-10
    Scenario: a kind that is switched off keeps the copies it has
      Given a virtual cluster
      And the virtual cluster has Service "default/web"
      When the configuration becomes:
        """yaml
        sync: {toHost: {services: {enabled: false}}}
        """
      Then the host copy of Service "default/web" is still there

    @GEN-10
    Scenario: a kind that is switched off takes no changes to the host
      Given a virtual cluster
      And the virtual cluster has Service "default/web"
      And the configuration becomes:
        """yaml
        sync: {toHost: {services: {enabled: false}}}
        """
      When Service "default/web" in the virtual cluster is changed to:
        | metadata.labels.tier | front |
      Then the host copy of Service "default/web" has:
        | metadata.labels.tier | (absent) |

  Rule: A configuration that cannot be right is refused

    @CFG-30 @CFG-31
    Scenario Outline: <mistake> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        <configuration>
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake             | configuration                                   | named          |
        | an unknown key      | sync: {toHost: {ingreses: {enabled: true}}}     | ingreses       |
        | a wrong type        | sync: {fromHost: {runtimeClasses: {enabled: sometimes}}} | sync.fromHost.runtimeClasses.enabled |
        | a kind nobody knows | sync: {fromHost: {runtimeclass: {enabled: true}}} | runtimeClasses |

  Rule: This feature is only available when using host nodes

    @RTC-02
    Scenario: a virtual cluster with nodes of its own is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        privateNodes: {enabled: true}
        sync: {fromHost: {runtimeClasses: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        privateNodes.enabled
        """
