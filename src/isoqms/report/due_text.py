"""Due dates for people and for other programs: each limit with its reasons line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from isoqms.procedure import Procedure
from isoqms.procedure.due import LimitDue
from isoqms.report.names import LIMITS
from isoqms.words import Message
from isoqms.worktime import Deadline
from isoqms.worktime.moment import Moment


def as_text(procedure: Procedure, found: Iterable[LimitDue], lang: str) -> str:
    """Return the due dates of one dossier: the answer first, then why."""
    lines = [f"{procedure.id}  {procedure.title.render(lang)}"]
    for each in found:
        lines += ["", *_block(_heading(each, procedure, lang), each.deadline, lang)]
    if len(lines) == 1:
        lines.append(Message("The file states no legal and no committed limit, so no due date follows.").render(lang))
    return "\n".join(lines)


def _heading(each: LimitDue, procedure: Procedure, lang: str) -> str:
    heading = LIMITS[each.limit].render(lang)
    if each.variant is not None:
        heading += f" ({procedure.variant_title(each.variant).render(lang)})"
    if each.appointment:
        title = procedure.limits.named()[each.limit].appointments[each.appointment - 1].title
        heading += f" – {(title or Message('appointment {number}', number=each.appointment)).render(lang)}"
    return heading


def _block(heading: str, deadline: Deadline, lang: str) -> Iterator[str]:
    answer = Moment(deadline.due).render(lang) if deadline.due else Message("no due date").render(lang)
    yield f"{heading}: {answer}"
    for reason in deadline.reasons:
        yield f"  - {reason.render(lang)}"
    for warning in deadline.warnings:
        yield f"  ! {warning.render(lang)}"
    for beside in deadline.beside:
        name = Message("Limit of its own, {limit}", limit=beside.name).render(lang)
        yield from (f"  {line}" for line in _block(name, beside.deadline, lang))


def as_data(found: Iterable[LimitDue], lang: str) -> list[dict[str, Any]]:
    """Return a row per limit for other programs: limit, variant, appointment, due, reasons, warnings, beside.

    Times are local, `due` is null where no date follows, `appointment` 0 for the limit itself.
    """
    return [
        {"limit": each.limit, "variant": each.variant, "appointment": each.appointment, **_row(each.deadline, lang)}
        for each in found
    ]


def _row(deadline: Deadline, lang: str) -> dict[str, Any]:
    return {
        "due": deadline.due.isoformat(timespec="minutes") if deadline.due else None,
        "reasons": [reason.render(lang) for reason in deadline.reasons],
        "warnings": [warning.render(lang) for warning in deadline.warnings],
        "beside": [{"name": each.name, **_row(each.deadline, lang)} for each in deadline.beside],
    }
