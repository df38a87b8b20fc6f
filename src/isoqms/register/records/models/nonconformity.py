"""Tables of nonconformities: the entry, and its requirements, evidence, causes, actions, criterion and review."""

from __future__ import annotations

from django.db import models

from isoqms.register.records.models.columns import (
    Part,
    Record,
    choice,
    count,
    day,
    flag,
    group,
    keyed,
    part_of,
    several,
    single_of,
    words,
)


class Nonconformity(Record):
    """An entry of the register of nonconformities, as it stands after its last event."""

    reporter = words(db_index=True)
    state = words()
    office = words()
    source = choice()
    statement = words()
    detected_on = day()
    audit = words(db_index=True)
    auditor = words()
    recurrence_of = words()
    check_result = words(db_index=True)
    complaint = words()

    process = words()
    owner = words(db_index=True)
    former_owners = several()
    grade = choice()
    original_grade = choice()
    consequence = words()
    containment = group()

    rejection = choice()
    duplicate_of = words()

    action_need = group()
    similar_search = group()
    risk_change = group()
    qms_change = group()
    review_postponed_to = day()

    addenda = keyed()
    baselines = keyed()
    reported_on = day()
    triaged_on = day()
    planned_on = day()
    approved_by = words()
    implemented_on = day()
    reviewed_by = words()
    ended_on = day()
    iteration = count(1)
    extensions = count()

    class Meta:
        indexes = (
            models.Index(fields=["year", "number"], name="nc_number"),
            models.Index(fields=["state", "office"], name="nc_state"),
            models.Index(fields=["process", "detected_on"], name="nc_process"),
            models.Index(fields=["detected_on"], name="nc_detected"),
        )


class Requirement(Part):
    """A requirement not met."""

    of = part_of("Nonconformity", "requirements")
    kind = words()
    ref = words(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "key"], name="requirement_key"),)


class EvidenceItem(Part):
    """What shows a nonconformity."""

    of = part_of("Nonconformity", "evidence")
    text = words()
    file = words(db_index=True)
    effective_on = day()
    collected_on = day()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "key"], name="evidence_key"),)


class CauseAnalysis(models.Model):
    """How causes of a nonconformity were looked for."""

    of = single_of("Nonconformity", "analysis")
    method = choice()
    note = words()
    unknown_reason = words()


class Cause(Part):
    """A node of a cause analysis: whys, bones and events are told apart by its members."""

    of = part_of("Nonconformity", "causes")
    text = words()
    parent = words()
    root = flag()
    category = choice()
    happened_on = day()
    evidence = words()
    confirmed = flag()
    verified_by = choice()
    stamp = words()
    accepted_reason = words()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "key"], name="cause_key"),)


class Action(Part):
    """Something to be done by a day."""

    of = part_of("Nonconformity", "actions")
    kind = words()
    text = words()
    owner = words(db_index=True)
    due = day()
    original_due = day()
    expected_evidence = words()
    covers = several()
    state = words()
    evidence = several()
    done_on = day()
    entered_later = words()
    verified_by = words()
    verified_on = day()
    cancelled_reason = words()
    cancelled_by = words()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "key"], name="action_key"),)
        indexes = (models.Index(fields=["state", "due"], name="action_due"),)


class Criterion(models.Model):
    """By what effectiveness will be judged."""

    of = single_of("Nonconformity", "criterion")
    metric = words()
    baseline = choice()
    target = choice()
    direction = words()
    source = words()
    period_days = count()
    window_days = count()
    reviewer = words(db_index=True)


class Review(models.Model):
    """What was measured and concluded."""

    of = single_of("Nonconformity", "review")
    value = choice()
    source = choice()
    period_from = day()
    period_to = day()
    residual_risk = words()
    override_reason = words()
