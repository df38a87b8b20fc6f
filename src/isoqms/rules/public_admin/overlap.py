"""No two roles or agencies do the same thing.

Asks: Do never two roles or agencies do the same, or give the same, in one procedure, and never two roles of one office
    in the procedures of one field?
Why: What two do, each leaves to the other when it goes wrong, and the applicant pays for both.
Ground: convention
Clause: 4.4.1, 5.3
Decided how: By the titles of steps, taken apart at semicolons, and by their outputs; capitals, spaces and what stands
    in brackets aside. A step done by several roles together counts as one doer. “isoqms posts” lists the same.
Left to the auditor: Is the second one a check that somebody asked for, or a habit?
Bad:
    id: CL-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, role: officer, next: check}
      check: {title: {vi: Kiểm tra  hồ sơ, en: Check the dossier}, role: head, next: sign}  # here
      sign: {title: {vi: Ký, en: Sign}, role: head, outputs: [Giấy phép], next: issue}
      issue:  # here
        {title: {vi: Cấp, en: Issue}, actor: agency, agency: Sở, outputs: [giấy phép], end: completed}
    ---
    # file: procedure.yaml
    id: CL-02
    title: {vi: Khai sinh, en: Birth}
    field: {vi: Hộ tịch, en: Civil status}
    steps: {enter: {title: {vi: Ghi sổ, en: Enter the register}, role: officer, end: completed}}
    # file: procedure-2.yaml
    id: CL-03
    title: {vi: Khai tử, en: Death}
    field: {vi: Hộ tịch, en: Civil status}
    steps:
      enter: {title: {vi: Ghi sổ, en: Enter the register}, role: head, end: completed}  # here
Good:
    id: CL-04
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, role: officer, next: sign}
      sign: {title: {vi: Ký giấy phép, en: Sign the permit}, role: head, outputs: [Giấy phép], end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.duties import Overlap, overlaps
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure, once
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System
from isoqms.words import Message

ID = "public/overlap"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("4.4.1", "5.3")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object, at the second of two, to what two roles or agencies both do or both give."""
    for overlap in _overlaps(system):
        first, step_of_first = overlap.one_at[0]
        for place, step in overlap.other_at:
            if place == procedure.id:
                message = Message(
                    "“{what}” is done both in “{step}” and in “{other}” of {procedure}, by different people",
                    what=overlap.what,
                    step=step,
                    other=step_of_first,
                    procedure=first,
                )
                fix = Message("leave it to one of them, or say in title and output what the other one adds")
                yield Objection(procedure.steps[step].at, step, message, fix)


@once
def _overlaps(system: System) -> tuple[Overlap, ...]:
    return overlaps(system.covered(), system.organisation)
