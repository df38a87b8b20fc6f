"""Tables of improvements, complaints, surveys, management reviews and measured figures."""

from __future__ import annotations

from django.db import models

from isoqms.register.records.models.columns import (
    Part,
    Record,
    choice,
    count,
    day,
    flag,
    keyed,
    part_of,
    several,
    words,
)


class Improvement(Record):
    """An observation or opportunity."""

    state = words(db_index=True)
    office = words()
    process = words(db_index=True)
    finding = words()
    statement = words()
    owner = words(db_index=True)
    due = day()
    declined_reason = words()
    result = words()
    value = choice()
    measured_in = words()
    measured_from = words()
    raised_on = day()
    ended_on = day()


class Complaint(Record):
    """A complaint about a service."""

    state = words(db_index=True)
    office = words()
    received_on = day(db_index=True)
    channel = words()
    complainant = words()
    process = words(db_index=True)
    case_reference = words()
    description = words()
    remedy_sought = words()
    acknowledged_on = day()
    severity = words()
    safety = flag()
    complexity = words()
    impact = words()
    immediate_action = words()
    owner = words(db_index=True)
    investigation = words()
    response_on = day()
    decision = words()
    reaction = choice()
    recourse_informed = flag()
    nonconformity = words()
    ended_on = day()


class Survey(Record):
    """A survey of satisfaction."""

    state = words()
    office = words()
    process = words(db_index=True)
    question = words()
    channel = words()
    period_from = day()
    period_to = day(db_index=True)
    asked = count()
    answered = count()
    satisfied = count()
    ended_on = day()


class ManagementReview(Record):
    """A review by the management."""

    state = words()
    office = words()
    held_on = day(db_index=True)
    chair = words()
    participants = several()
    inputs = keyed()
    ended_on = day()


class Decision(Part):
    """What a management review decided."""

    of = part_of("ManagementReview", "decisions")
    text = words()
    owner = words(db_index=True)
    due = day()
    link = words()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "key"], name="decision_key"),)


class Measurement(Record):
    """A figure measured over a period."""

    metric = words()
    state = words()
    office = words()
    process = words()
    period_from = day()
    period_to = day()
    value = choice()
    measured_in = words()
    cases = count()
    source = choice()
    evidence = words()
    ended_on = day()

    class Meta:
        indexes = (models.Index(fields=["metric", "period_to"], name="measurement_metric"),)
