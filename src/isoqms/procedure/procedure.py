"""A procedure of an office: one file, one frozen object, everything else is derived from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field as held
from typing import Any

from isoqms.problem import Position, Problem
from isoqms.procedure.build import Reading, build
from isoqms.procedure.demand import Demand
from isoqms.procedure.located import Located, model
from isoqms.procedure.once import Answers
from isoqms.procedure.parts import (
    Adoption,
    ChannelDetails,
    Fee,
    FormReference,
    Indicator,
    Issue,
    LegalRule,
    Limits,
    Paper,
    PublishedTime,
    RecordKept,
    Revision,
    Risk,
    Signature,
    SourceNote,
    Stage,
    Suppression,
    Variant,
)
from isoqms.procedure.steps import Step
from isoqms.source import Keys
from isoqms.words import Message, Text


def _steps(value: Mapping[str, Any], path: Keys, reading: Reading) -> Mapping[str, Step]:
    steps = {}
    for id_, data in value.items():
        steps[id_] = build(Step, data or {}, (*path, id_), reading, id=id_)
        for index, branch in enumerate(steps[id_].next):
            if (branch.to is None) == (branch.end is None):
                message = Message("this way on must name either a step or an end")
                fix = Message("write “to: <step>” or “end: completed”, one of the two")
                reading.object_to((*path, id_, "next", index), "format/branch", message, fix)
    return steps


@model
class Procedure(Located):
    """One procedure: what it is, its limits, its dossier, its steps.

    The mappings keep the order of the file. A dossier begins at `first`.
    """

    id: str
    title: Text
    steps: Mapping[str, Step] = held(metadata={"read": _steps})
    start: str | None = None
    adopts: Adoption | None = None
    national_code: str | None = None
    office: str | None = None
    agency: Text | None = None
    decided_by: Text | None = None
    coordinating: tuple[Text, ...] = ()
    field: Text | None = None
    level: str | None = None
    purpose: Text | None = None
    subjects: Text | None = None
    result: tuple[Text, ...] = ()
    conditions: tuple[Text, ...] = ()
    channels: tuple[str, ...] = ()
    channel_details: Mapping[str, ChannelDetails] = held(default_factory=dict)
    source: SourceNote | None = None
    issue: Issue | None = None
    owner: str | None = None
    authors: tuple[Signature, ...] = ()
    reviewers: tuple[Signature, ...] = ()
    approvers: tuple[Signature, ...] = ()
    revisions: tuple[Revision, ...] = ()
    legal_basis: Mapping[str, LegalRule] = held(default_factory=dict)
    limits: Limits = held(default_factory=Limits)
    variants: Mapping[str, Variant] = held(default_factory=dict)
    stages: Mapping[str, Stage] = held(default_factory=dict)
    dossier: tuple[Paper, ...] = ()
    dossier_sets: int | None = None
    fees: Mapping[str, Fee] = held(default_factory=dict)
    demand: Demand | None = None
    priority: int = 5
    forms: Mapping[str, FormReference] = held(default_factory=dict)
    records: Mapping[str, RecordKept] = held(default_factory=dict)
    kpis: Mapping[str, Indicator] = held(default_factory=dict)
    risks: Mapping[str, Risk] = held(default_factory=dict)
    published_times: tuple[PublishedTime, ...] = ()
    suppress: tuple[Suppression, ...] = ()
    notes: tuple[Text, ...] = ()
    answers: Answers = held(default_factory=dict, init=False, compare=False, repr=False, metadata={"given": True})

    def variant_title(self, id: str) -> Text:
        """Return the title of a variant, or its id where the procedure does not declare it."""
        known = self.variants.get(id)
        return known.title if known else Text.of(id)

    def priority_of(self, variant: str | None) -> int:
        """Return how early dossiers of `variant` are taken from a queue: 1 first, 9 last."""
        known = self.variants.get(variant) if variant else None
        return self.priority if known is None or known.priority is None else known.priority

    @property
    def first(self) -> str:
        """The step where a dossier begins: the one named by `start`, else the first written."""
        return self.start if self.start in self.steps else next(iter(self.steps))  # type: ignore[return-value]


def read_procedure(data: Mapping[str, Any], at: Callable[[Keys], Position]) -> tuple[Procedure, list[Problem]]:
    """Build a procedure from data that fits the schema, with the problems of values that make no sense.

    Args:
        data: plain data of the file, or of the file laid over the procedure it adopts.
        at: the position of the value at a path.
    """
    reading = Reading(at)
    return build(Procedure, data, (), reading), reading.problems
