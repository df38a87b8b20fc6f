Feature: An auditor's build server reads the checks
  Procedures are kept in git. Each change is checked by a machine, which shows the problems beside the changed lines
  and lets nothing through in which an error was found.

  Scenario: A change without errors goes through
    Given a folder of procedures in which nothing is wrong
    When the build checks it as "sarif"
    Then it ends with 0
    And the SARIF log holds no result of level "error"

  Scenario: A change with an error is held back, and shown where it is
    Given a folder of procedures in which nothing is wrong
    And line 15 of "chung-thuc.yaml" was changed to "    end: complete"
    When the build checks it as "sarif"
    Then it ends with 1
    And the SARIF log shows a result of "format/schema" at line 15 of "chung-thuc.yaml"
    And every result names a rule that the log lists with its ground

  Scenario: The same problems for GitHub
    Given a folder of procedures in which nothing is wrong
    And line 15 of "chung-thuc.yaml" was changed to "    end: complete"
    When the build checks it as "github"
    Then it ends with 1
    And a line begins with "::error file=" and holds "line=15,"

  Scenario: A mistake in the command is not taken for a problem of the procedures
    Given a folder of procedures in which nothing is wrong
    When the build checks it as "xml"
    Then it ends with 2

  Scenario: Every rule that objects can be explained
    Given a folder of procedures in which nothing is wrong
    And line 4 of "chung-thuc.yaml" was changed to "owner: nobody"
    When the build checks it as "json"
    Then each rule of the answer is explained by "isoqms explain"
