"""A process says what it begins with and what comes out of it.

Asks: Does the procedure name the papers or inputs it begins with, and the result it gives?
Why: What goes in and what comes out is what makes a row of steps a process; without them nobody can tell whether it
    works.
Ground: iso
Clause: 4.4.1
Decided how: Inputs are the papers of the dossier, or inputs and papers written at steps; outputs are the result of the
    procedure, or outputs written at steps.
Left to the auditor: Are these the right inputs, and do they come from where the procedure says?
Bad:
    id: KT-01  # here
    title: {vi: Đăng ký khai tử, en: Register a death}
    dossier: [{paper: {vi: Giấy báo tử, en: Notice of death}}]
    steps:
      register: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, end: completed}
    ---
    id: KT-02  # here
    title: {vi: Đăng ký khai tử, en: Register a death}
    result: [{vi: Trích lục khai tử, en: Extract}]
    steps:
      register: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, end: completed}
Good:
    id: KT-03
    title: {vi: Đăng ký khai tử, en: Register a death}
    dossier: [{paper: {vi: Giấy báo tử, en: Notice of death}}]
    result: [{vi: Trích lục khai tử, en: Extract}]
    steps:
      register: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.1/io"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1",)
EVIDENCE = (Evidence.PROCEDURE,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss inputs and outputs of the whole procedure."""
    steps = procedure.steps.values()
    if not procedure.dossier and not any(step.inputs or step.papers for step in steps):
        message = Message("nothing says what the procedure begins with")
        fix = Message("write the papers under “dossier”, or “inputs” at the steps that need them")
        yield Absent(procedure.at, "dossier", message, fix)
    if not procedure.result and not any(step.outputs for step in steps):
        message = Message("nothing says what comes out of the procedure")
        fix = Message("write what the applicant receives under “result”, or “outputs” at the steps")
        yield Absent(procedure.at, "result", message, fix)
