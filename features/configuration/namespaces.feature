@to-host
Feature: Mappings of namespaces are checked before they are used
  A mapping that could send two namespaces to one place, or nowhere, is refused.

  Rule: Mappings say which namespace of the virtual cluster becomes which namespace of the host

    @CFG-64
    Scenario: namespaces are not synced without mappings
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.namespaces.mappings.byName is empty; name at least one namespace of the virtual cluster and its namespace on the host
        """

    @CFG-65
    Scenario: no two namespaces share a namespace of the host
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {a: shared, b: shared}}}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.namespaces.mappings.byName: duplicate host namespace 'shared' found in mappings: a has it already
        """

    @CFG-69
    Scenario Outline: <mistake> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {<mapping>}}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake                          | mapping            | named                                                                                             |
        | a name no namespace can have     | default: Upper     | invalid host namespace name 'Upper': a lowercase RFC 1123 label must consist of lower case        |
        | an empty name on the host        | default: ""        | host namespace cannot be empty                                                                    |
        | an empty name                    | "": default        | virtual namespace cannot be empty                                                                 |
        | a pattern no namespace can match | "Team-*": "host-*" | invalid virtual namespace pattern 'Team-*': a lowercase RFC 1123 label must consist of lower case |

  Rule: A pattern has its star at the end, on both sides

    @CFG-66
    Scenario Outline: <mapping> does not fit together
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {<mapping>}}}}}
        """
      Then the configuration is refused with:
        """
        has mismatched wildcard '*' usage - pattern must always map to another pattern
        """

      Examples:
        | mapping           |
        | default: "host-*" |
        | "team-*": host    |

    @CFG-67
    Scenario Outline: <mistake> makes no pattern
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {<mapping>}}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | mistake              | mapping              | named                                                                   |
        | a second star        | "team-*-*": "host-*" | virtual namespace pattern 'team-*-*' must contain exactly one '*'       |
        | a star in the middle | "team-*": "host-*-x" | host namespace pattern 'host-*-x' must have the wildcard '*' at the end |

    @CFG-68
    Scenario: a prefix leaves room for what the star stands for
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {"team-*": "this-prefix-is-longer-than-allowed-*"}}}}}
        """
      Then the configuration is refused with:
        """
        literal parts of host namespace pattern prefix 'this-prefix-is-longer-than-allowed-' (from 'this-prefix-is-longer-than-allowed-*') cannot be longer than 32 characters (literal length: 35)
        """

    @CFG-71
    Scenario: the host side of a pattern is not a star alone
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {"*": "*"}}}}}
        """
      Then the configuration is refused with:
        """
        sync.toHost.namespaces.mappings.byName: host pattern mappings must use a prefix before wildcard: *
        """

  Rule: The name of the virtual cluster may stand in a mapping, once

    @CFG-70
    Scenario Outline: <placeholder> is refused
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {default: "<placeholder>"}}}}}
        """
      Then the configuration is refused with:
        """
        <named>
        """

      Examples:
        | placeholder          | named                                                                                                |
        | ${namespace}-default | host namespace '${namespace}-default' contains an unsupported placeholder; only '${name}' is allowed |
        | ${name}-${name}      | host namespace '${name}-${name}' contains placeholder '${name}' multiple times                       |

  Rule: Namespaces are only synced with host nodes

    @CFG-73
    Scenario: namespaces and private nodes exclude each other
      Given a virtual cluster
      When the configuration becomes:
        """yaml
        privateNodes: {enabled: true}
        sync: {toHost: {namespaces: {enabled: true, mappings: {byName: {default: host}}}}}
        """
      Then the configuration is refused with:
        """
        multi-namespace mode is not supported in private nodes mode; switch off sync.toHost.namespaces.enabled or privateNodes.enabled
        """
