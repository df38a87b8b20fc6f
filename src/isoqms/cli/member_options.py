"""Options with a name for what a step may set, so that nobody has to know how a record is built.

Most come from the record itself: a member that holds one value, or several of one kind, is an option of its name. What
has parts of its own (requirements, evidence, containment, the criterion) is asked for by the rows of `_PARTS`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import click

from isoqms.cli.language import Choice, Option, When
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.document import hints
from isoqms.register.lifecycle.values import Grade
from isoqms.register.member_words import member
from isoqms.words import phrase

_DAYS: Final = ["%Y-%m-%d", "%d/%m/%Y"]
_YES_NO: Final = ("yes", "no")
_METAVARS: Final[Mapping[Any, str]] = MappingProxyType({date: "DAY", int: "NUMBER", Grade: "[major|minor]"})
PREFIX: Final = "member_"
"""What the names of these options begin with among the parameters of a command."""


@dataclass(frozen=True, slots=True)
class Row:
    """An option: its name, what it asks for, and the lines `member=value` its values stand for.

    `{0}`, `{1}`, … are the values, `{key}` is the next free key among the parts of the record, such as R2.
    """

    flag: str
    help: str
    lines: tuple[str, ...]
    values: tuple[str, ...] = ("TEXT",)
    many: bool = False
    kind: Any = str
    """What a single value is, as in the record."""

    @property
    def key_of(self) -> tuple[str, str]:
        """The map in which a key is wanted, and the letter its keys begin with; empty when none is."""
        for line in self.lines:
            path, found, _ = line.partition(".{key}")
            if found:
                return path, {"addenda": "D", "checklist": "Q"}.get(path, path[0].upper())
        return "", ""


def _requirement(flag: str, kind: str, asks: str) -> Row:
    lines = (f"requirements.{{key}}.kind={kind}", "requirements.{key}.ref={0}")
    return Row(flag, asks, lines, ("REF",), many=True)


def _of(*rows: tuple[str, str, str] | tuple[str, str, str, Any]) -> tuple[Row, ...]:
    """Return rows that set one member each, by its path; what they ask for is what the member is called."""
    return tuple(
        Row(flag, member(path).template, (f"{path}={{0}}",), (metavar,), kind=more[0] if more else str)
        for flag, path, metavar, *more in rows
    )


_PARTS: Final[Mapping[str, tuple[Row, ...]]] = MappingProxyType(
    {
        "requirements.*": (
            _requirement("--clause", "clause", phrase("A clause of the standard that is not met. May be repeated.")),
            _requirement("--of-process", "process", phrase("A process that is not kept to. May be repeated.")),
            _requirement("--step", "step", phrase("A step of a procedure that is not kept to. May be repeated.")),
            _requirement("--law", "legal_basis", phrase("A legal basis that is not met. May be repeated.")),
        ),
        "evidence.*": (
            Row("--evidence", phrase("What shows it, in words. May be repeated."), ("evidence.{key}.text={0}",),
                many=True),
            Row("--file", phrase("What shows it: a file put in with `isoqms register attach`, by its SHA-256."),
                ("evidence.{key}.file={0}",), ("SHA-256",), many=True),
        ),
        "addenda.*": (
            Row("--text", phrase("What is added."), ("addenda.{key}.text={0}",), many=True),
        ),
        "containment": (
            Row("--contain", phrase("Harm must be limited: what is done, who does it, by which day."),
                ("containment.needed=yes", "actions.{key}.kind=containment", "actions.{key}.text={0}",
                 "actions.{key}.owner={1}", "actions.{key}.due={2}"), ("TEXT", "WHO", "DAY"), many=True),
            Row("--no-containment", phrase("Harm need not be limited: why."),
                ("containment.needed=no", "containment.reason={0}")),
        ),
        "action_need": (
            Row("--no-action-needed", phrase("The cause need not be removed: why."),
                ("action_need.needed=no", "action_need.justification={0}")),
            Row("--action-needed", phrase("The cause must be removed: why."),
                ("action_need.needed=yes", "action_need.justification={0}")),
        ),
        "similar_search": (
            Row("--similar-search", phrase("Who looked for similar cases, and on which day."),
                ("similar_search.by={0}", "similar_search.on={1}"), ("WHO", "DAY")),
            Row("--similar-found", member("similar_search.found").template, ("similar_search.found={0}",), ("REF",),
                many=True),
            *_of(("--similar-note", "similar_search.note", "TEXT")),
        ),
        "analysis": _of(
            ("--method", "analysis.method", "METHOD"),
            ("--analysis-note", "analysis.note", "TEXT"),
            ("--cause-unknown", "analysis.unknown_reason", "TEXT"),
        ),
        "criterion": _of(
            ("--metric", "criterion.metric", "NAME"),
            ("--baseline", "criterion.baseline", "NUMBER"),
            ("--target", "criterion.target", "NUMBER"),
            ("--direction", "criterion.direction", ""),
            ("--measured-from", "criterion.source", "TEXT"),
            ("--period-days", "criterion.period_days", "NUMBER", int),
            ("--window-days", "criterion.window_days", "NUMBER", int),
            ("--reviewer", "criterion.reviewer", "WHO"),
        ),
        "criterion.reviewer": _of(("--reviewer", "criterion.reviewer", "WHO")),
        "risk_change": (
            Row("--risk-change", phrase("The risk register must change: which risk."),
                ("risk_change.needed=yes", "risk_change.link={0}"), ("CODE",)),
            Row("--no-risk-change", phrase("The risk register stays as it is."), ("risk_change.needed=no",), ()),
        ),
        "qms_change": (
            Row("--document-change", phrase("A procedure or document must change: which."),
                ("qms_change.needed=yes", "qms_change.link={0}"), ("CODE",)),
            Row("--no-document-change", phrase("Procedures and documents stay as they are."),
                ("qms_change.needed=no",), ()),
        ),
        "risk_change.approved_version": _of(("--risk-version", "risk_change.approved_version", "TEXT")),
        "qms_change.approved_version": _of(("--document-version", "qms_change.approved_version", "TEXT")),
        "review": _of(
            ("--value", "review.value", "NUMBER"),
            ("--value-source", "review.source", ""),
            ("--period-from", "review.period_from", "DAY"),
            ("--period-to", "review.period_to", "DAY"),
            ("--residual-risk", "review.residual_risk", "TEXT"),
            ("--override-reason", "review.override_reason", "TEXT"),
        ),
        "actions.*.evidence": (
            Row("--evidence", phrase("What shows that it was done, or the SHA-256 of a file. May be repeated."),
                ("actions.{action}.evidence={0}",), many=True),
        ),
        "actions.*.done_on": (
            Row("--done-on", member("done_on").template, ("actions.{action}.done_on={0}",), ("DAY",)),
        ),
        "actions.*.due": (
            Row("--due", phrase("An action, and the later day by which it is due."), ("actions.{0}.due={1}",),
                ("ACTION", "DAY"), many=True),
        ),
        "actions.*.owner": (
            Row("--action-owner", phrase("An action, and who takes it over."), ("actions.{0}.owner={1}",),
                ("ACTION", "WHO"), many=True),
        ),
        "team.*": (
            Row("--member", phrase("A member of the team and the role: lead, auditor, expert or observer."),
                ("team.{0}.role={1}",), ("WHO", "ROLE"), many=True),
            Row("--mitigation", phrase("A member near the audited process, and what is done about it."),
                ("team.{0}.mitigation={1}",), ("WHO", "TEXT"), many=True),
        ),
        "checklist.*": (
            Row("--ask", phrase("A question, with the clause or step it is about."),
                ("checklist.{key}.requirement={0}", "checklist.{key}.question={1}"), ("CLAUSE", "TEXT"), many=True),
            Row("--judge", phrase("A question of the checklist by its key, and the grade."),
                ("checklist.{0}.grade={1}",), ("KEY", "GRADE"), many=True),
            Row("--note", phrase("A question by its key, and what was seen."),
                ("checklist.{0}.note={1}",), ("KEY", "TEXT"), many=True),
            Row("--not-sampled", phrase("A question by its key, and why it was not looked at."),
                ("checklist.{0}.not_sampled_reason={1}",), ("KEY", "TEXT"), many=True),
        ),
        "inputs.*": (
            Row("--input", phrase("An input of the review by its letter in clause 9.3.2, and what was said."),
                ("inputs.{0}={1}",), ("LETTER", "TEXT"), many=True),
        ),
        "decisions.*": (
            Row("--decide", phrase("A decision: what, who, by which day."),
                ("decisions.{key}.text={0}", "decisions.{key}.owner={1}", "decisions.{key}.due={2}"),
                ("TEXT", "WHO", "DAY"), many=True),
        ),
        "posts.*": (
            Row("--post", phrase("A post held, by its title or id in organisation.yaml, beside those held already; "
                                 "--set posts.P1= removes the post P1. May be repeated."),
                ("posts.{key}.title={0}",), many=True),
        ),
    }
)  # fmt: skip
"""Options for members that have parts, by the pattern of the table of steps."""


def rows_for(kind: Kind, brings: Sequence[str]) -> tuple[Row, ...]:
    """Return the options of a step that brings these members, each flag once."""
    found: dict[str, Row] = {}
    for pattern in brings:
        for row in _PARTS.get(pattern) or _plain(kind, pattern):
            found.setdefault(row.flag, row)
    return tuple(found.values())


def _plain(kind: Kind, path: str) -> Iterator[Row]:
    """Yield the option for a member that holds one value, or several of one kind."""
    if "." in path:
        return
    record: Any = FORMS[kind].record
    what, many = _single(hints(record)[path]), False
    if get_origin(what) is tuple:
        what, many = get_args(what)[0], True
    if is_dataclass(what) or get_origin(what) not in (None, Annotated):
        return
    metavar = _METAVARS.get(what, "TEXT")
    yield Row(f"--{path.replace('_', '-')}", member(path, what).template, (f"{path}={{0}}",), (metavar,), many, what)


def _single(kind: Any) -> Any:
    """Return what a member is when it is given at all."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def option_of(kind: Kind, row: Row, number: int) -> Callable[..., Any]:
    """Return the click option of a row."""
    types_ = tuple(_type(kind, row, each) for each in row.values)
    shape: dict[str, Any] = {"is_flag": True} if not types_ else {"type": types_[0]}
    if len(types_) > 1:
        shape = {"type": types_, "nargs": len(types_)}
    if types_ and not isinstance(types_[0], click.Choice):
        shape["metavar"] = " ".join(row.values)
    multiple = row.many and bool(types_)
    return click.option(row.flag, f"{PREFIX}{number}", cls=Option, multiple=multiple, help=row.help, **shape)


def _type(kind: Kind, row: Row, metavar: str) -> Any:
    if metavar == "DAY":
        return When(_DAYS)
    if len(row.values) > 1:
        return str
    set_by_it = next((line for line in row.lines if line.endswith("={0}")), "")
    what = row.kind if row.kind is not str else _member_kind(kind, set_by_it)
    if what is bool:
        return Choice(list(_YES_NO))
    if isinstance(what, type) and issubclass(what, StrEnum) and what is not Grade:  # an office has words of its own
        return Choice([each.value for each in what])
    return str


def _member_kind(kind: Kind, line: str) -> Any:
    """Return what the member is that a line sets, as far as it lies in parts that have a fixed name."""
    found: Any = FORMS[kind].record
    for key in line.partition("=")[0].split("."):
        if not (is_dataclass(found) and isinstance(found, type) and key in hints(found)):
            return str
        found = _single(hints(found)[key])
    return found


def written(rows: Sequence[Row], given: Mapping[str, Any], record: Any, action: str) -> list[str]:
    """Return the lines `member=value` for what was given on the command line.

    Args:
        rows: the options of the step, in the order in which they were numbered.
        given: the parameters of the command.
        record: the record as it stands, whose parts keep their keys; None for a new one.
        action: key of the action concerned.
    """
    used: dict[str, set[str]] = {}
    lines: list[str] = []
    for number, row in enumerate(rows):
        value = given.get(f"{PREFIX}{number}")
        each_value = (value or ()) if row.many and row.values else [value]
        for values in each_value:
            if values is None or values is False:
                continue
            texts = [_text(each) for each in (values if len(row.values) > 1 else [values])]
            key = _next_key(row, record, used)
            lines += [line.format(*texts, key=key, action=action) for line in row.lines]
    return lines


def _text(value: Any) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _next_key(row: Row, record: Any, used: dict[str, set[str]]) -> str:
    path, letter = row.key_of
    if not path:
        return ""
    taken = used.setdefault(path, set(getattr(record, path, None) or ()))
    key = next(name for number in range(1, len(taken) + 2) if (name := f"{letter}{number}") not in taken)
    taken.add(key)
    return key


def numbers_parts(rows: Sequence[Row], given: Mapping[str, Any]) -> bool:
    """Say whether a key is given to a part, so that the record must not have changed meanwhile."""
    return any(row.key_of[0] and given.get(f"{PREFIX}{number}") for number, row in enumerate(rows))
