Feature: A case officer abroad asks when a decision is due
  The same program serves offices of other countries: their days off are theirs, and no foreign law is cited to them.

  Background:
    Given an office that works 09:00–17:00 by the calendar of England

  Scenario: Easter lies within the limit
    Given a procedure with a limit of "3 working days"
    When an application is received at "2026-04-01 10:00"
    Then it is due on "Wed 8 Apr 2026 17:00"
    And a reason is "Fri 3 Apr 2026 – Mon 6 Apr 2026: not counted (Good Friday, Easter Monday, weekend)"

  Scenario: No Vietnamese article is cited
    Given a procedure with a limit of "8 weeks"
    When an application is received at "2026-04-24 10:00"
    Then it is due on "Fri 19 Jun 2026 17:00"
    And a reason is "the first day, Fri 24 Apr 2026, is not counted"
    And nothing in the answer names the "Civil Code"
    And a doubt is "the days off of 2026 are provisional"

  Scenario: The limit runs from registration
    Given a procedure with a limit of "8 weeks" from "registration"
    When an application is received at "2026-04-24 10:00"
    Then there is no due date, as "the limit runs from registration, not from receipt"
