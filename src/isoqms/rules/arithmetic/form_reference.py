"""A form is cited by circular, number and period.

Asks: Does every form say which circular issued it, under which number, from when, and is it in force on the day of the
    document?
Why: The forms of the one-stop mechanism were numbered anew in 2025: “form 05” was a control slip before and is a notice
    that stops the dossier now. A number alone sends the officer to the wrong paper.
Ground: convention
Clause: 7.5.2, 7.5.3
Decided how: Forms under “forms” and of the papers of the dossier; the outputs, inputs and papers of a step that name a
    numbered form (mẫu số, form no.) without a document beside it. The office's own forms carry its own codes and are
    not asked.
Left to the auditor: Is it the right form?
Bad:
    id: MC-03
    title: {vi: Tiếp nhận hồ sơ một cửa, en: One-stop reception}
    issue: {number: 1, issued: 2025-12-01}
    forms:
      m05: {title: {vi: Phiếu kiểm soát, en: Control slip}, number: "05"}  # here
      m01: {title: Giấy tiếp nhận, circular: 01/2018/TT-VPCP, number: "01", from: 2019-01-06, to: 2025-09-14}  # here
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
from datetime import date
from typing import Final

from isoqms.graph.sum_words import short_names
from isoqms.graph.validity import in_force, issue_day
from isoqms.problem import Ground, Severity
from isoqms.procedure import FormReference, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/form-reference"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2", "7.5.3")

_FORM: Final = re.compile(r"\b(?:mẫu(?: đơn| phiếu)?(?: số)?|form (?:no\.? ?)?) ?[0-9]{1,2}\b", re.IGNORECASE)
_DOCUMENT: Final = re.compile(r"[0-9]+/(?:[0-9]{4}|TT|QĐ|NĐ|NQ)|thông tư|nghị định|circular|decree", re.IGNORECASE)
"""How a text names a numbered form, and how it names the document that issued it."""


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to forms that cannot be found by what is written of them."""
    day = issue_day(procedure)
    for id_, form in procedure.forms.items():
        yield from _of_form(form, id_, day)
    for paper in procedure.dossier:
        if paper.form is not None:
            yield from _of_form(paper.form, "dossier", day)
    for step in procedure.steps.values():
        if bare := _bare_forms(step):
            message = Message("step {step} cites {forms} without the circular that issued it",
                              step=short_names(procedure, [step.id]), forms=bare)  # fmt: skip
            fix = Message("write the circular beside the number, or name the form under “forms:” and refer to it")
            yield Objection(step.at, step.id, message, fix)


def _of_form(form: FormReference, subject: str, day: date | None) -> Iterator[Objection]:
    held = {"circular": form.circular, "number": form.number, "from": form.from_ or form.to}
    missing = [key for key, value in held.items() if not value]
    name = form.title or form.number or subject
    if missing:
        message = Message("the form “{form}” is cited without {missing}", form=name, missing=missing)
        fix = Message("write circular, number and from (the first day it is in force)")
        yield Objection(form.at, subject, message, fix)
    if day is not None and not in_force(form.from_, form.to, day):
        message = Message("the form “{form}” is not in force on {day}, the day of this document", form=name, day=day)
        fix = Message("cite the form in force on that day, or correct its period")
        yield Objection(form.at, subject, message, fix)


def _bare_forms(step: Step) -> list[str]:
    """Return the numbered forms a step names in words, without a document beside them."""
    texts = [words for text in (*step.outputs, *step.inputs, *step.papers) for words in text]
    bare = [found[0] for words in texts if not _DOCUMENT.search(words) for found in _FORM.finditer(words)]
    return list(dict.fromkeys(bare))
