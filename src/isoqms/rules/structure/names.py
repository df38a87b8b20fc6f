"""Steps have titles that tell them apart, in every language of the procedure.

Asks: Does every step have a title in each language the procedure's own title has, and do two steps of the same people
    never have the same one?
Why: An officer, an applicant and a printed map know a step by its title alone.
Ground: convention
Clause: 7.5.2
Decided how: The languages are those of the procedure's title; a title written as plain text counts for all. Two steps
    may share a title when different people do them, or when no dossier passes both because they are for different
    variants. Stages and variants need their titles in the same languages.
Left to the auditor: Does each title say with a verb and its object what is done, in words its readers understand?
Bad:
    id: KH-01
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, next: check}
      check: {role: officer, next: sign}  # here
      sign: {title: {vi: Ký giấy chứng nhận, en: Sign the certificate}, role: head, end: completed}
    ---
    id: KH-02
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, next: sign}
      sign: {title: {vi: Ký giấy chứng nhận}, role: head, end: completed}  # here
    ---
    id: KH-03
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps:
      receive: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, role: officer, next: sign}
      sign: {title: {vi: Ký giấy chứng nhận, en: Sign the certificate}, role: head, next: return}
      return: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, role: officer, end: completed}  # here
Good:
    id: KH-04
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, role: officer, next: sign}
      sign: {title: {vi: Ký giấy chứng nhận, en: Sign the certificate}, role: head, next: return}
      return: {title: {vi: Trả giấy chứng nhận, en: Hand out the certificate}, role: officer, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message, Text

ID = "wf/names"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to titles that are missing, wholly or in a language, and to titles given twice."""
    languages = [lang for lang in procedure.title.by_language if lang and procedure.title.has(lang)]
    for id_, title, at in _titled(procedure):
        missing = [lang for lang in languages if not (title and title.has(lang))]
        if not title:
            message = Message("“{id}” has no title", id=id_)
            fix = Message("write “title:” with a verb and its object, for example “Check the dossier”")
            yield Objection(at, id_, message, fix)
        elif missing:
            message = Message("the title of “{id}” is missing in {languages}", id=id_, languages=missing)
            fix = Message("write it in every language the title of the procedure has")
            yield Objection(at, id_, message, fix)
    yield from _given_twice(procedure, languages or [""])


def _titled(procedure: Procedure) -> Iterator[tuple[str, Text | None, Position]]:
    for step in procedure.steps.values():
        yield step.id, step.title, step.at
    for id_, stage in procedure.stages.items():
        yield id_, stage.title, stage.at
    for id_, variant in procedure.variants.items():
        yield id_, variant.title, variant.at


def _given_twice(procedure: Procedure, languages: list[str]) -> Iterator[Objection]:
    seen: dict[tuple[str, str, object], list[Step]] = {}
    for step in procedure.steps.values():
        keys = [(lang, _plain(step.title.render(lang)), _doer(step)) for lang in languages if step.title]
        earlier = [other for key in keys for other in seen.get(key, ()) if _both_passed(step, other)]
        for key in keys:
            seen.setdefault(key, []).append(step)
        if earlier:
            message = Message(
                "“{step}” has the same title as “{other}” and is done by the same people",
                step=step.id,
                other=earlier[0].id,
            )
            fix = Message("say in the title what is different here")
            yield Objection(step.at, step.id, message, fix)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _doer(step: Step) -> object:
    return frozenset(step.role), step.actor, step.agency, step.unit, step.counter


def _both_passed(step: Step, other: Step) -> bool:
    return not (step.variants and other.variants) or bool(set(step.variants) & set(other.variants))
