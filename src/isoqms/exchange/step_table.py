"""A procedure as the step table an office keeps: what is stated above it, its columns and its rows, as plain texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from isoqms.exchange.clock_words import clock_line
from isoqms.procedure import Branch, Ending, FormReference, Limit, Organisation, Procedure, Step
from isoqms.words import Message, Text

_REMARKS = {
    Ending.REFUSED: Message("refused"),
    Ending.RETURNED: Message("returned to the applicant, supplement"),
    Ending.WITHDRAWN: Message("dossier withdrawn"),
    Ending.STOPPED: Message("stopped"),
    Ending.HANDED_OVER: Message("handed over"),
}


@dataclass(frozen=True, slots=True)
class StepTable:
    """A step table in one language: pairs of label and value, the headings, the rows; all of them texts."""

    title: str
    stated: tuple[tuple[str, str], ...]
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def step_table(procedure: Procedure, organisation: Organisation | None, lang: str) -> StepTable:
    """Return the step table of a procedure; stages become rows of their own, as does the total."""
    rows: list[tuple[str, ...]] = []
    stage = None
    for step in procedure.steps.values():
        held = procedure.stages.get(step.stage) if step.stage and step.stage != stage else None
        if held is not None:
            total = held.total.render(lang) if held.total else ""
            rows.append(("", held.title.render(lang), "", total, "", ""))
        stage = step.stage
        rows.append(_row(step, procedure, organisation, lang))
    if procedure.limits.total and (total := _limit(procedure.limits.total, lang)):
        rows.append(("", Message("Total").render(lang), "", total, "", ""))
    heading = (
        Message("Step"),
        Message("Work"),
        Message("Responsible"),
        Message("Time"),
        Message("Form/Result"),
        Message("Remarks"),
    )
    words = tuple(each.render(lang) for each in heading)
    return StepTable(procedure.title.render(lang), tuple(_stated(procedure, lang)), words, tuple(rows))


def _stated(procedure: Procedure, lang: str) -> Iterator[tuple[str, str]]:
    limits = procedure.limits
    pairs = (
        (Message("Procedure name"), procedure.title.render(lang)),
        (Message("Document code"), procedure.id),
        (Message("National code"), procedure.national_code or ""),
        (Message("Agency"), procedure.agency.render(lang) if procedure.agency else ""),
        (Message("Legal time limit"), _limit(limits.legal, lang) if limits.legal else ""),
        (Message("Committed time limit"), _limit(limits.committed, lang) if limits.committed else ""),
        (Message("Flow"), _flow(procedure, lang)),
    )
    yield from ((label.render(lang), value) for label, value in pairs if value)


def _limit(limit: Limit, lang: str) -> str:
    if limit.within is not None:
        return limit.within.render(lang)
    parts = [
        each.within.render(lang) + (f" ({each.title.render(lang)})" if each.title else "")
        for each in limit.appointments
        if each.within
    ]
    return "; ".join(parts) or (limit.note.render(lang) if limit.note else "")


def number_of(step: Step, procedure: Procedure) -> str:
    """Return the number of a step as published; where no step has one its id, for the flow needs a name."""
    if step.number is not None:
        return str(step.number)
    return "" if any(each.number is not None for each in procedure.steps.values()) else step.id


def _in_flow(step: Step, procedure: Procedure, lang: str) -> str:
    """Return how the flow names a step: by its number, else by the beginning of its title."""
    return number_of(step, procedure) or short_title(step.name(lang))


def short_title(title: str) -> str:
    """Return the beginning of a title, without signs that mean something in the flow.

    >>> short_title("Trường hợp phải xác minh: gửi văn bản, chờ trả lời")
    'Trường hợp phải xác minh'
    """
    return re.split(r"[;:,|+\[\]()\n]| ?-+> ?", title, maxsplit=1)[0].strip()


def _row(step: Step, procedure: Procedure, organisation: Organisation | None, lang: str) -> tuple[str, ...]:
    forms = [procedure.forms[id_] for id_ in step.forms if id_ in procedure.forms]
    named = {form.title.render(lang) for form in forms if form.title}
    results = [output for each in step.outputs if (output := each.render(lang)) not in named]
    results += [_form(form, lang) for form in forms]
    return (
        number_of(step, procedure),
        step.name(lang),
        _who(step, organisation, lang),
        step.allowance.render(lang) if step.allowance else "",
        "; ".join(results),
        "\n".join([*(each.render(lang) for each in step.notes), *filter(None, [clock_line(step.clock, lang)])]),
    )


def _form(form: FormReference, lang: str) -> str:
    title = form.title.render(lang) if form.title else ""
    if title and not (form.number and form.number[:1].isdigit() and form.circular):
        return title
    number = f"{Message('Form').render(lang)} {form.number}"
    if title and not title.startswith(number):
        since = f", {Message('from {day}', day=form.from_.isoformat()).render(lang)}" if form.from_ else ""
        return f"{number} ({form.circular}{since}): {title}"
    return title or f"{number} {form.circular or ''}".strip()


def _who(step: Step, organisation: Organisation | None, lang: str) -> str:
    if step.role:
        return "; ".join(organisation.role_title(id_, lang) if organisation else id_ for id_ in step.role)
    if step.agency:
        return step.agency.render(lang)
    return Message("Applicant").render(lang) if step.actor else ""


def _flow(procedure: Procedure, lang: str) -> str:
    """Return the line of arrows, or nothing where one step simply follows the other."""
    steps = list(procedure.steps.values())
    plain = all(_simple(step, after) for step, after in zip(steps, [*steps[1:], None], strict=True))
    if plain:
        return ""
    joins = {step.id for step in steps if step.join}
    edges = [edge for step in steps for edge in _edges(step, procedure, joins, lang)]
    return " ; ".join([*edges, *_joined(procedure, joins, lang)])


def _simple(step: Step, after: Step | None) -> bool:
    if after is None:
        return step.end is Ending.COMPLETED
    only = step.next[0] if len(step.next) == 1 else None
    return only is not None and only.to == after.id and not only.when and not after.join


def _edges(step: Step, procedure: Procedure, joins: set[str], lang: str) -> Iterator[str]:
    name = _in_flow(step, procedure, lang)
    together = Message("at the same time").render(lang)
    for target in step.parallel:
        yield f"{name} -> {_target(target, procedure, lang)} [{together}]"
    if step.end:
        yield f"{name} -> end" + _remark(None, step.end, lang)
    for branch in step.next:
        if branch.to is None or not _meets(step, joins):
            target = "end" if branch.to is None else _target(branch.to, procedure, lang)
            yield f"{name} -> {target}" + _remark(branch, branch.end, lang)


def _meets(step: Step, joins: set[str]) -> bool:
    return len(step.next) == 1 and step.next[0].to in joins and not step.next[0].when


def _joined(procedure: Procedure, joins: set[str], lang: str) -> Iterator[str]:
    for id_ in procedure.steps:
        meeting = [step for step in procedure.steps.values() if _meets(step, {id_} & joins)]
        sources = [_in_flow(step, procedure, lang) for step in meeting]
        if sources:
            yield f"{' + '.join(sources)} -> {_target(id_, procedure, lang)} [join]"


def _target(id_: str, procedure: Procedure, lang: str) -> str:
    return _in_flow(procedure.steps[id_], procedure, lang) if id_ in procedure.steps else id_


def _remark(branch: Branch | None, ending: Ending | None, lang: str) -> str:
    when: Text | None = branch.when if branch else None
    words = [when.render(lang)] if when else [_REMARKS[ending].render(lang)] if ending in _REMARKS else []
    return f" [{'; '.join(words)}]" if words else ""
