"""What a record names that lies outside the register: clauses, offices, steps, legal documents, figures.

Where the files of the folder say nothing of the kind, anything may be named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final

from isoqms.framework import editions, framework
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.advice import folded
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.lifecycle.values import RequirementKind
from isoqms.register.named import Named, declared_figures, legal_list, named_by, named_by_all
from isoqms.register.office import Office
from isoqms.register.records import models
from isoqms.register.records.figures import OVERDUE_SHARE, RECURRENCE
from isoqms.words import Message

_LETTER: Final = re.compile(r"[ ]?[a-z]\)?$")
"""A point of a clause, as in 8.5.1 c)."""
_ALIKE: Final = 0.85
"""How alike two names are that were most likely meant to be one."""
_PROCESS: Final = RequirementKind.PROCESS
_FEW: Final = 3
"""Procedures that are named one by one."""
_Place = tuple[RequirementKind, str]


def unknown_in_files(alias: str, kind: Kind, before: Any, after: Any, office: Office) -> Iterator[Refusal]:
    """Yield a refusal for each thing now named that is not there, with what was probably meant."""
    new = _requirements(after) - _requirements(before)
    yield from (_no_clause(ref) for what, ref in sorted(new) if what is RequirementKind.CLAUSE and not _is_clause(ref))
    if (name := _changed(before, after, "office")) and (refusal := _no_office(kind, name, office)):
        yield refusal
    if {RequirementKind.STEP, RequirementKind.LEGAL_BASIS} & {what for what, _ in new}:
        named = [getattr(after, "process", ""), *(ref for what, ref in _requirements(after) if what is _PROCESS)]
        known = [found for each in filter(None, named) if (found := named_by(office, each)) is not None]
        yield from _no_step(new, known or ([] if any(named) else list(named_by_all(office))))
        yield from _no_law(new, known, legal_list(office))
    for title in _posts(after) - _posts(before):
        yield from _no_post(title, getattr(after, "office", ""), office)
    if (figure := _figure(after)) and figure != _figure(before):
        yield from _no_figure(alias, figure, office)


def _changed(before: Any, after: Any, member: str) -> str:
    name = str(getattr(after, member, "") or "")
    return name if name != getattr(before, member, "") else ""


def _requirements(record: Any) -> set[_Place]:
    named = getattr(record, "requirements", None) or {}
    asked = getattr(record, "checklist", None) or {}
    found = {(each.kind, each.ref.strip()) for each in named.values()}
    asked_about = {each.requirement.strip() for each in asked.values()}
    return {
        *found,
        *((RequirementKind.CLAUSE, ref) for ref in asked_about if ref[:1].isdigit()),  # else a step is asked about
    } - {(what, "") for what in RequirementKind}


def _is_clause(ref: str) -> bool:
    number = _LETTER.sub("", ref)
    return any(f"{each}.".startswith(f"{number}.") for name in editions() for each in framework(name).clauses)


def _no_clause(ref: str) -> Refusal:
    clauses = framework().clauses
    parts = ref.split(".")
    above = next((head for n in range(len(parts) - 1, 0, -1) if (head := ".".join(parts[:n])) in clauses), "")
    below = [number for number in clauses if above and number.startswith(f"{above}.")]
    remedy = Message("its clauses go from {first} to {last}", first=next(iter(clauses)), last=[*clauses][-1])
    if below:
        remedy = Message("under {clause} there are: {clauses}", clause=above, clauses=below)
    elif above:
        remedy = Message("clause {clause} has none below it: name {clause} itself", clause=above)
    return _refusal(Message("ISO 9001 has no clause {clause}", clause=ref), remedy)


def _no_office(kind: Kind, name: str, office: Office) -> Refusal | None:
    organisation = office.organisation
    borrowed = kind is Kind.ACCOUNT and office.policy.small_office  # a reviewer may come from elsewhere
    if organisation is None or name in organisation.offices or borrowed:
        return None
    message = Message("organisation.yaml names no office “{office}”", office=name)
    return _refusal(message, _meant(name, organisation.offices) or _there_are(organisation.offices))


def _no_step(new: Iterable[_Place], known: Sequence[Named]) -> Iterator[Refusal]:
    """Yield a refusal for each step that none of some procedures has; a step may be named with its procedure."""
    steps = {name: (each.id, each.steps) for each in known for name in (*each.steps, *_with_procedure(each))}
    for what, ref in sorted(new):
        if what is RequirementKind.STEP and known and ref not in steps:
            message = Message("{procedure} has no step “{step}”", procedure=[each.id for each in known], step=ref)
            if len(known) > _FEW:
                message = Message("no procedure here has a step “{step}”", step=ref)
            there = _there_are(known[0].steps) if len(known) == 1 else Message("name the procedure too, or correct it")
            yield _refusal(message, _meant(ref, steps) or there)


def _with_procedure(named: Named) -> Iterator[str]:
    return (f"{named.id}/{step}" for step in named.steps)


def _no_law(new: Iterable[_Place], known: Sequence[Named], listed: Sequence[str]) -> Iterator[Refusal]:
    """Yield a refusal for what names no legal document: none of the office's list, or without one no number at all."""
    laws = [law for each in known for law in each.laws] + list(listed)
    for what, ref in sorted(new):
        if what is not RequirementKind.LEGAL_BASIS or not (known or listed):
            continue
        if any(folded(each) in folded(ref) for each in laws):
            continue
        if listed:
            message = Message("“{law}” is not in the office's list of legal documents", law=ref)
            yield _refusal(message, _meant(ref, laws) or Message("correct it, or enter it in qms/legal.yaml first"))
        elif not any(each.isdigit() for each in ref):
            message = Message("“{law}” names no legal document", law=ref)
            number = Message("write its number, as in {example}", example=next(iter(laws), "61/2018/NĐ-CP"))
            yield _refusal(message, _meant(ref, laws) or number)


def _posts(record: Any) -> set[str]:
    return {each.title for each in (getattr(record, "posts", None) or {}).values()}


def _no_post(title: str, held_in: str, office: Office) -> Iterator[Refusal]:
    """Yield a refusal for a post organisation.yaml does not name; of another office nothing is known."""
    organisation = office.organisation
    if organisation is None or not organisation.posts or (held_in and held_in not in organisation.offices):
        return
    names = [name for id_, each in organisation.posts.items()
             for name in (id_, each.title.render("vi"), each.title.render("en"))]  # fmt: skip
    if folded(title) not in map(folded, names):
        message = Message("organisation.yaml names no post “{post}”", post=title)
        yield _refusal(message, _meant(title, names) or _there_are(organisation.posts))


def _figure(record: Any) -> str:
    criterion = getattr(record, "criterion", None)
    return str(getattr(record, "metric", "") or getattr(criterion, "metric", "") or "")


def _no_figure(alias: str, name: str, office: Office) -> Iterator[Refusal]:
    if name in (RECURRENCE, OVERDUE_SHARE):
        return
    used = {each for table in (models.Measurement, models.Criterion)
            for each in table.objects.using(alias).values_list("metric", flat=True).distinct()}  # fmt: skip
    declared = dict(declared_figures(office))
    if name in used | declared.keys():
        return
    titled = {folded(title): id_ for id_, titles in declared.items() for title in titles}
    near = titled.get(folded(name)) or _near(name, {*used, *declared}, 0.6 if declared else _ALIKE)
    if declared or near:
        remedy = _did_you_mean(near) if near else Message("declare it under kpis of the procedure, or use one of: "
                                                          "{names}", names=sorted({*declared, *used}))  # fmt: skip
        yield _refusal(Message("no figure is called “{name}” here", name=name), remedy)


def _near(name: str, known: Iterable[str], alike: float) -> str:
    by_fold = {folded(each): each for each in sorted(known)}
    near = get_close_matches(folded(name), by_fold, 1, alike)
    return by_fold[near[0]] if near else ""


def _meant(name: str, known: Iterable[str]) -> Message | None:
    near = _near(name, known, 0.6)
    return _did_you_mean(near) if near else None


def _did_you_mean(near: str) -> Message:
    return Message("did you mean “{near}”?", near=near)


def _there_are(known: Iterable[str]) -> Message:
    return Message("there are: {names}", names=sorted(known))


def _refusal(message: Message, remedy: Message) -> Refusal:
    return Refusal("named", "unknown", message, remedy)
