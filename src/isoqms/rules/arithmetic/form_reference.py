"""A form is cited by circular, number and period.

Asks: Does every form say which circular issued it, under which number, from when, and is it in force on the day of the
    document? Has every form a number of its own?
Why: The forms of the one-stop mechanism were numbered anew in 2025: “form 05” was a control slip before and is a notice
    that stops the dossier now. A number alone sends the officer to the wrong paper.
Ground: convention
Clause: 7.5.2, 7.5.3
Decided how: Forms under “forms” and of the papers of the dossier; the outputs, inputs and papers of a step that name a
    numbered form (mẫu số, form no.) without a document beside it. The office's own forms carry its own codes and are
    not asked. Two forms under “forms” with unlike titles, one circular and one number cannot both be right, unless the
    one ends before the other begins.
Left to the auditor: Is it the right form?
Bad:
    id: MC-03
    title: {vi: Tiếp nhận hồ sơ một cửa, en: One-stop reception}
    issue: {number: 1, issued: 2025-12-01}
    forms:
      m05: {title: {vi: Phiếu kiểm soát, en: Control slip}, number: "05"}  # here
      m01: {title: Giấy tiếp nhận, circular: 01/2018/TT-VPCP, number: "01", from: 2019-01-06, to: 2025-09-14}  # here
      m06: {title: Phiếu kiểm soát, circular: 03/2025/TT-VPCP, number: "06", from: 2025-09-15}
      m07: {title: Sổ theo dõi hồ sơ, circular: 03/2025/TT-VPCP, number: "06", from: 2025-09-15}  # here
    steps:
      receive:  # here
        title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}
        allowance: 1 ngày
        outputs: [Mẫu số 06]
        end: completed
Good:
    id: MC-04
    title: {vi: Tiếp nhận hồ sơ một cửa, en: One-stop reception}
    issue: {number: 1, issued: 2025-12-01}
    forms:
      m06: {title: Phiếu kiểm soát, circular: 03/2025/TT-VPCP, number: "06", from: 2025-09-15}
    steps:
      receive:
        title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}
        allowance: 1 ngày
        outputs: ["Mẫu số 01, Thông tư 03/2025/TT-VPCP", BM.MC.04.01]
        forms: [m06]
        end: completed
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from isoqms.graph.sum_words import short_names
from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import FormReference, Procedure, Step
from isoqms.procedure.validity import in_force, issue_day
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message, Text

ID = "arithmetic/form-reference"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2", "7.5.3")

_FORM: Final = re.compile(r"\b(?:(?:biểu )?mẫu(?: đơn| phiếu)?(?: số)?|form (?:no\.? ?)?) ?[0-9]{1,2}\b", re.IGNORECASE)
_DOCUMENT: Final = re.compile(r"[0-9]+/(?:[0-9]{4}|TT|QĐ|NĐ|NQ)|thông tư|nghị định|circular|decree", re.IGNORECASE)
_OWN: Final = re.compile(r"\s*(?:BM|M|B|QT)[.\-–_ ]?(?:[A-ZĐ0-9]+[.\-–_])*[A-ZĐ]*[0-9]+", re.IGNORECASE)
"""How a text names a numbered form, how the document that issued it, and how a form of the office's own."""

_MISSING: Final = {
    "circular": Message("the circular that issued it"),
    "number": Message("its number"),
    "from": Message("the day it came into force"),
}


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to forms that cannot be found by what is written of them."""
    day = issue_day(procedure)
    cited = [(id_, form) for id_, form in procedure.forms.items() if not _is_own(form)]
    cited += [("dossier", paper.form) for paper in procedure.dossier if paper.form is not None]
    together: dict[tuple[Position, tuple[str, ...]], list[tuple[str, FormReference]]] = {}
    for subject, form in cited:
        together.setdefault((form.at, _missing(form)), []).append((subject, form))
        if day is not None and not in_force(form.from_, form.to, day):
            message = Message(
                "the form “{form}” is not in force on {day}, the day of this document", form=_name(form), day=day
            )
            fix = Message("cite the form in force on that day, or correct its period")
            yield Objection(form.at, subject, message, fix)
    yield from _numbered_alike(procedure)
    for (at, missing), forms in together.items():
        if missing:
            yield _incomplete(at, missing, forms)
    for step in procedure.steps.values():
        if bare := _bare_forms(step):
            message = Message(
                "step {step} cites {forms} without the circular that issued it",
                step=short_names(procedure, [step.id]),
                forms=bare,
            )
            fix = Message("write the circular beside the number, or name the form under “forms:” and refer to it")
            yield Objection(step.at, step.id, message, fix)


def _numbered_alike(procedure: Procedure) -> Iterator[Objection]:
    """Object to a form that bears the number of another one."""
    held = [(id_, form) for id_, form in procedure.forms.items() if form.title and form.number and form.circular]
    for place, (id_, form) in enumerate(held):
        same = [other for _, other in held[:place] if _is_other(form, other)]
        if same:
            message = Message(
                "“{form}” bears the number of “{other}”: {number}, {circular}",
                form=_name(form),
                other=_name(same[0]),
                number=form.number,
                circular=form.circular,
            )
            fix = Message("look both up in the circular and correct the number of one of them")
            yield Objection(form.at, id_, message, fix)


def _is_other(one: FormReference, other: FormReference) -> bool:
    """Say whether two forms of unlike titles have one number at the same time."""
    if (one.circular, one.number) != (other.circular, other.number) or set(one.title or ()) & set(other.title or ()):
        return False
    return not any(end and begin and end < begin for end, begin in ((one.to, other.from_), (other.to, one.from_)))


def _is_own(form: FormReference) -> bool:
    """Say whether a form is the office's own, by a code such as BM.MC.04.01 in place of a number."""
    names = (form.number or "", *(form.title or ()))
    return form.circular is None and any(_OWN.match(name) for name in names)


def _name(form: FormReference) -> Text | str:
    return form.title or form.number or ""


def _missing(form: FormReference) -> tuple[str, ...]:
    held = {"circular": form.circular, "number": form.number, "from": form.from_ or form.to}
    return tuple(key for key, value in held.items() if not value)


def _incomplete(at: Position, missing: tuple[str, ...], forms: list[tuple[str, FormReference]]) -> Objection:
    """Object once to all forms cited in one place with the same gap."""
    names = [_name(form) for _, form in forms]
    words = [_MISSING[key] for key in missing]
    message = Message("{forms}: cited without {missing}", forms=names, missing=words)
    fix = Message("write circular, number and from (the first day the form is in force)")
    return Objection(at, forms[0][0], message, fix)


def _bare_forms(step: Step) -> list[str]:
    """Return the numbered forms a step names in words, without a document beside them."""
    texts = [words for text in (*step.outputs, *step.inputs, *step.papers) for words in text]
    bare = [found[0] for words in texts if not _DOCUMENT.search(words) for found in _FORM.finditer(words)]
    return list(dict.fromkeys(bare))
