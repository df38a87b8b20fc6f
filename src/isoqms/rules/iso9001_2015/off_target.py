"""An indicator that misses its target again and again is worked on.

Asks: When an indicator missed its target in the two latest periods, is there a nonconformity or an action about it?
Why: A red figure nobody acts on teaches everybody that figures do not matter.
Ground: iso
Clause: 9.1.1, 10.2.1
Decided how: Measurements by “indicator” and procedure, in the order of their days; the target of the indicator in
    qms/objectives.yaml or in the procedure, such as “≥ 98 %”, or “on_target” of the record itself. An answer is a
    nonconformity or an action about that indicator (“indicator”, or “criterion” of a nonconformity) that is still open
    or came after the first of the misses. Without a source of measurements, or where neither nonconformities nor
    actions have a source, nothing can be judged. The two periods are ours.
Left to the auditor: Does the action go at the cause, or does it explain the figure?
Bad:
    # file: objectives.yaml
    indicators: {dung-hen: {title: {vi: Đúng hẹn, en: On time}, target: "≥ 98 %", procedures: [all]}}
    # file: records.yaml
    measurement:
      - {id: D-1, on: 2026-07-31, indicator: dung-hen, value: 98.4}
      - {id: D-2, on: 2026-08-31, indicator: dung-hen, value: 96.0}
      - {id: D-3, on: 2026-09-30, indicator: dung-hen, value: 95.1}  # here
    nonconformity: []
Good:
    # file: objectives.yaml
    indicators: {bo-sung: {title: {vi: Bổ sung, en: Supplements}, target: "≤ 8 %", procedures: [all]}}
    # file: records.yaml
    measurement:
      - {id: D-4, on: 2026-08-31, indicator: bo-sung, value: "9,2"}
      - {id: D-5, on: 2026-09-30, indicator: bo-sung, value: 11}
    action:
      - {id: H-1, on: 2026-10-02, indicator: bo-sung, due: 2026-12-31}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from isoqms.problem import Ground, Severity
from isoqms.procedure import Indicator
from isoqms.qms import Record, RecordKind, SystemIndicator
from isoqms.rules.recorded import nothing_kept, number
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.1.1/off-target"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("9.1.1", "10.2.1")
EVIDENCE = (Evidence.RECORDS, Evidence.DOCUMENTS)

PERIODS: Final = 2
_ANSWERS: Final = (RecordKind.NONCONFORMITY, RecordKind.ACTION)
_TARGET: Final = re.compile(
    r"(?P<least>≥|>=|>|ít nhất|tối thiểu|không dưới|at least|from)?"
    r"(?P<most>≤|<=|<|tối đa|không quá|nhiều nhất|at most|up to)?\s*(?P<number>\d+(?:[.,]\d+)?)",
    re.IGNORECASE,
)

AnyIndicator = Indicator | SystemIndicator


def check_system(system: System) -> Iterator[Found]:
    """Miss an answer to misses in a row."""
    records = system.records.of(RecordKind.MEASUREMENT)
    if not records:
        yield nothing_kept(system, RecordKind.MEASUREMENT)
        return
    indicators = _indicators(system)
    for (indicator, _), row in _rows(records).items():
        yield from (Seen(record.at, record.id) for record in row[-PERIODS:])
        missed = [_missed(record, indicators.get(indicator)) for record in row[-PERIODS:]]
        if None in missed:
            missing = Message(
                "the target of the indicator “{id}” cannot be compared with what was measured", id=indicator
            )
            yield Insufficient(row[-1].at, indicator, missing)
        elif len(missed) == PERIODS and all(missed):
            yield from _unanswered(system, indicator, row)


def _indicators(system: System) -> Mapping[str, AnyIndicator]:
    found: dict[str, AnyIndicator] = {}
    for procedure in system.covered():
        found |= procedure.kpis
    return found | dict(system.documents.objectives.indicators if system.documents.objectives else {})


def _rows(records: Iterable[Record]) -> Mapping[tuple[str, str | None], Sequence[Record]]:
    """Return the measurements by indicator and procedure, oldest first."""
    found: dict[tuple[str, str | None], list[Record]] = {}
    for record in sorted(records, key=lambda each: each.on):
        if indicator := record.held.get("indicator"):
            found.setdefault((str(indicator), record.procedure), []).append(record)
    return found


def _missed(record: Record, indicator: AnyIndicator | None) -> bool | None:
    """Say whether a measurement missed its target; None when nobody can tell."""
    said, value = record.held.get("on_target"), number(record, "value")
    if isinstance(said, bool):
        return not said
    target = _TARGET.match(str(indicator.target).strip()) if indicator and indicator.target is not None else None
    if value is None or target is None or not (target["least"] or target["most"]):
        return None
    wanted = float(target["number"].replace(",", "."))
    return value < wanted if target["least"] else value > wanted


def _unanswered(system: System, indicator: str, row: Sequence[Record]) -> Iterator[Found]:
    kept: list[Any] = [system.records.of(kind) for kind in _ANSWERS]
    first, last = row[-PERIODS], row[-1]
    if all(records is None for records in kept):
        yield from (nothing_kept(system, kind) for kind in _ANSWERS)
        return
    about = [each for records in kept for each in records or () if _is_about(each, indicator)]
    if not any(record.on >= first.on or _is_open(record) for record in about):
        message = Message(
            "the indicator “{id}” missed its target in the {count} latest periods, and nothing was done about it",
            id=indicator,
            count=PERIODS,
        )
        fix = Message("register a nonconformity or an action about it, with the indicator")
        yield Absent(last.at, indicator, message, fix)


def _is_about(record: Record, indicator: str) -> bool:
    return indicator in (record.held.get("indicator"), record.held.get("criterion"))


def _is_open(record: Record) -> bool:
    return not record.held.get("closed") and not record.held.get("done")
