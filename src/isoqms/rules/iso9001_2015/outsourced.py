"""Steps done outside the office are known as such, and somebody follows them.

Asks: Does every step of another agency name it, and does qms/providers.yaml hold that agency for this procedure?
Why: The office answers to the applicant for the whole course, also for the part others do.
Ground: iso
Clause: 8.1, 8.4.1
Decided how: The agency written at the step is looked for among the names (“agencies”) of the providers, in any
    language. Authorities that act in their own competence belong there too (“by_law: true”).
Left to the auditor: Is the part done outside followed closely enough?
Bad:
    # file: procedure.yaml
    id: LT-01
    title: {vi: Liên thông khai sinh, en: Linked birth registration}
    steps:
      register: {title: {vi: Đăng ký khai sinh, en: Register}, role: officer, next: card}
      card: {title: {vi: Cấp thẻ, en: Issue the card}, actor: agency, agency: Bảo hiểm xã hội, end: completed}  # here
    # file: providers.yaml
    providers: {police: {title: {vi: Công an, en: Police}, by_law: true, agencies: [Công an xã], procedures: [all]}}
    ---
    id: LT-02
    title: {vi: Liên thông khai sinh, en: Linked birth registration}
    steps:
      register: {title: {vi: Đăng ký khai sinh, en: Register}, role: officer, next: card}
      card: {title: {vi: Cấp thẻ, en: Issue the card}, actor: agency, end: completed}  # here
Good:
    # file: procedure.yaml
    id: LT-03
    title: {vi: Liên thông khai sinh, en: Linked birth registration}
    steps:
      register: {title: {vi: Đăng ký khai sinh, en: Register}, role: officer, next: card}
      card: {title: {vi: Cấp thẻ, en: Issue the card}, actor: agency, agency: Bảo hiểm xã hội, end: completed}
    # file: providers.yaml
    providers: {bhxh: {title: Bảo hiểm xã hội, by_law: true, agencies: [Bảo hiểm xã hội], procedures: [LT-03]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Actor, Procedure
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System, names
from isoqms.words import Message, Text

ID = "8.1/outsourced"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.1", "8.4.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the name of an agency, and its entry among the providers."""
    outside = [step for step in procedure.steps.values() if step.actor is Actor.AGENCY]
    if not outside:
        yield NotApplicable(procedure.at, procedure.id, Message("no step is done outside the office"))
    for step in outside:
        yield Seen(step.at, step.id)
        if not step.agency:
            message = Message("nothing says which agency does “{step}”", step=step.id)
            yield Absent(step.at, step.id, message, Message("write “agency:” with its name"))
        elif system.documents.providers is None:
            yield unwritten(system, "providers", step.id)
        elif not _is_known(step.agency, procedure, system):
            message = Message(
                "{agency} does “{step}”, but is not among the providers for this procedure",
                agency=step.agency,
                step=step.id,
            )
            fix = Message("add it to qms/providers.yaml under this name in “agencies”, and name the procedure there")
            yield Absent(step.at, step.id, message, fix)


def _is_known(agency: Text, procedure: Procedure, system: System) -> bool:
    wanted = {_plain(text) for text in agency}
    providers = system.documents.providers.providers.values() if system.documents.providers else ()
    return any(
        wanted & {_plain(text) for name in (provider.title, *provider.agencies) for text in name}
        for provider in providers
        if names(provider.procedures, procedure)
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
