Feature: Small
  Scenario: only one
    Given a virtual cluster
