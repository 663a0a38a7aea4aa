@page
Feature: Outlines and rules
  What a page says of itself.

  Background:
    Given a virtual cluster

  Scenario: outside of any rule
    Then Pod "default/a" is gone from the virtual cluster

  @rule-tag
  Rule: A documented sentence

    @RTC-14 @NAME-02a
    Scenario: first of the rule
      When this is applied in the virtual cluster:
        """yaml
        kind: Pod
        metadata: {name: a}
        """
      Then Pod "default/a" in the virtual cluster has:
        | spec.nodeName | (absent) |
        | a             | b        |

    Scenario Outline: rows differ
      Then Pod "default/<name>" is gone from the virtual cluster

      @wide
      Examples:
        | name |
        | one  |
        | two  |

    Scenario Outline: row <name>
      Then Pod "default/<name>" is gone from the virtual cluster

      Examples:
        | name  |
        | three |
