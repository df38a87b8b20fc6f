"""Tables of audits: programme, audit with team and checklist, finding; and of public-service inspections."""

from __future__ import annotations

from django.db import models

from isoqms.register.records.models.columns import Part, Record, choice, day, keyed, part_of, several, words


class Programme(Record):
    """A set of audits."""

    office = words()
    state = words()
    period_from = day()
    period_to = day()
    objectives = words()
    risks = several()
    resources = words()
    coverage_rule = words()
    responsible = words()
    ended_on = day()


class Audit(Record):
    """One audit."""

    state = words(db_index=True)
    office = words()
    programme = words(db_index=True)
    title = words()
    scope = words()
    processes = several()
    locations = several()
    criteria = several()
    method = words()
    starts_on = day(db_index=True)
    ends_on = day()
    client = words()
    auditee = words()
    sampling_plan = words()
    team = keyed()
    previous_audit = words()
    summary = words()
    limitations = words()
    disagreements = words()
    distribution = several()
    reported_on = day()
    report_stamp = words()
    cancelled_reason = words()
    ended_on = day()


class ChecklistItem(Part):
    """A question of an audit."""

    of = part_of("Audit", "checklist")
    requirement = words(db_index=True)
    question = words()
    process = words(db_index=True)
    check_results = several()
    checked = words()
    note = words()
    evidence = several()
    grade = choice()
    not_sampled_reason = words()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "key"], name="checklist_key"),)


class Finding(Record):
    """What evidence shows beside a requirement."""

    auditor = words(db_index=True)
    state = words(db_index=True)
    office = words()
    audit = words(db_index=True)
    process = words(db_index=True)
    grade = choice()
    statement = words()
    requirements = keyed()
    evidence = keyed()
    sampling_note = words()
    check_results = several()
    contested_reason = words()
    nonconformity = words(db_index=True)
    improvement = words()
    found_on = day()
    ended_on = day()


class Inspection(Record):
    """An inspection of a unit, without a text about persons."""

    state = words(db_index=True)
    office = words()
    unit = words()
    inspected_on = day(db_index=True)
    surprise = models.BooleanField(default=True)
    decision = words()
    findings = several()
    dossiers = several()
    explanation_due = day()
    explanation_received = day()
    outcome = choice()
    nonconformity = words()
    ended_on = day()
