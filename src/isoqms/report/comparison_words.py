"""How the changes between two versions, or of a scenario, are called in reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from isoqms.improve.comparison import Comparison, Part
from isoqms.improve.differences.between import Between
from isoqms.improve.differences.pieces import Kind, Piece
from isoqms.improve.worth.measures import Measure
from isoqms.procedure import Actor, Procedure, StepVariant
from isoqms.report.version_words import Version
from isoqms.scenario import Operation
from isoqms.words import Message

MEASURES: Final[Mapping[Measure, Message]] = {
    Measure.MEAN: Message("time on average"),
    Measure.P90: Message("9 of 10 done in"),
    Measure.LEGAL: Message("on time by law"),
    Measure.COMMITTED: Message("on time as committed"),
    Measure.VISITS: Message("trips"),
    Measure.HOURS: Message("own hours"),
}
"""What the measures are called at the head of a column."""

_FIELDS: Final[Mapping[str, Message]] = {
    "role": Message("done by"),
    "actor": Message("done by"),
    "allowance": Message("time allowed"),
    "work": Message("time of work"),
    "wait": Message("waiting"),
    "variants": Message("done for"),
    "clock": Message("the clock"),
    "batch": Message("done together"),
    "interruptible": Message("may be interrupted"),
    "extends_by": Message("may be extended by"),
    "visits": Message("trips of the applicant"),
    "counter": Message("counter"),
    "papers": Message("papers"),
    "pays": Message("fees"),
    "fields": Message("fields to fill in"),
    "share": Message("share"),
    "at_most": Message("at most how often"),
    "at_bound": Message("then on to"),
    "demand": Message("number of dossiers"),
    "priority": Message("priority"),
    "legal": Message("legal limit"),
    "committed": Message("committed limit"),
    "head_count": Message("people"),
    "hours": Message("hours"),
    "absences": Message("absences"),
    "absent_share": Message("share of days absent"),
}


def version(operation: Operation, procedure: Procedure, lang: str) -> Version:
    """Return the words of a procedure and the organisation that carries it out."""
    return Version(procedure, operation.organisations.get(procedure.id), lang)


@dataclass(frozen=True, slots=True)
class PieceWords:
    """The words for what lies between two versions."""

    before: Version
    after: Version

    @classmethod
    def of(cls, found: Between, lang: str) -> PieceWords:
        """Return the words in a language."""
        [one], [other] = found.before.procedures, found.after.procedures
        return cls(version(found.before, one, lang), version(found.after, other, lang))

    def sentence(self, piece: Piece) -> str:
        """Return what a piece changes."""
        say, what = self.before.say, piece.subject
        match piece.kind:
            case Kind.ADDED:
                told = Message("new step “{step}”{time}", step=what, time=self._time(piece.after, self.after))
            case Kind.REMOVED:
                told = Message("step “{step}” left out{time}", step=what, time=self._time(piece.before, self.before))
            case Kind.COURSE:
                told = Message("other ways, or other kinds of dossiers: {steps}", steps=what)
            case _:
                return self._value(piece)
        return say(told)

    def _value(self, piece: Piece) -> str:
        say, field = self.before.say, _FIELDS.get(piece.field)
        before, after = (
            self._said(each, value, piece.field)
            for each, value in ((self.before, piece.before), (self.after, piece.after))
        )
        if piece.steps:  # ways to other steps
            where = self.before.target(piece.steps[0])
            told = Message(
                "{step}, way to “{where}”: {before} → {after}", step=piece.subject, where=where, **_both(before, after)
            )
        elif field is None:
            told = Message("{step}: {before} → {after}", step=piece.subject, **_both(before, after))
        else:
            told = Message(
                "{step}, {field}: {before} → {after}", step=piece.subject, field=field, **_both(before, after)
            )
        return say(told)

    def _said(self, version: Version, value: Any, field: str) -> str:
        if value is None or value == () or value == {}:
            return version.say(Message("not stated"))
        if isinstance(value, Actor):
            return version.value(value, "actor")
        if field == "in_variant":
            return "; ".join(
                f"{version.entry('variants', id_)}: {self._special(version, each)}" for id_, each in value.items()
            )
        if field == "variants":
            return ", ".join(version.entry("variants", id_) for id_ in value)
        return version.value(value, field)

    def _special(self, version: Version, special: StepVariant) -> str:
        held = {name: getattr(special, name) for name in ("role", "allowance", "work", "wait")}
        return ", ".join(version.value(value, name) for name, value in held.items() if value)

    def _time(self, step: Any, version: Version) -> str:
        value, name = (step.work, "work") if step.work else (step.wait or step.allowance, "allowance")
        return f" ({version.value(value, name)})" if value else ""


def _both(before: str, after: str) -> dict[str, str]:
    return {"before": before, "after": after}


def part_words(comparison: Comparison, lang: str) -> dict[str, str]:
    """Return what every change is called, by id."""
    if comparison.between is not None:
        words = PieceWords.of(comparison.between, lang)
        return {id_: words.sentence(part.piece) for id_, part in comparison.parts.items() if part.piece}
    return {id_: _of_change(part, lang) for id_, part in comparison.parts.items()}


def _of_change(part: Part, lang: str) -> str:
    title = part.change.title if part.change else None
    return title.render(lang) if title else part.id


def group_words(comparison: Comparison, group: str, words: Mapping[str, str]) -> str:
    """Return what a group of changes is called: all its changes, in the order they stand in."""
    members: Iterable[str] = (id_ for id_ in comparison.parts if id_ in comparison.groups[group])
    return " + ".join(words[id_] for id_ in members)


def is_assumed(comparison: Comparison, group: str) -> bool:
    """Say whether the share of a group rests on how much of an allowance is taken as used."""
    return any(comparison.parts[id_].assumed for id_ in comparison.groups[group])
