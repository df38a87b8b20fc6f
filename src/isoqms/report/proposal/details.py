"""Part II of a proposal: content and reason, implementation, benefit and roadmap of what changes in each procedure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.proposal.content import Amending, Case, Cut
from isoqms.procedure.differences import Difference
from isoqms.report.document.content import Block, Cell, Row, Section
from isoqms.report.proposal.benefit import benefit
from isoqms.report.proposal.steps import steps_table
from isoqms.report.proposal.telling import Telling
from isoqms.words import Message

_CONTENT: Final = (
    ("no", Message("No."), 7.0),
    ("content", Message("Content"), 30.0),
    ("differences", Message("What becomes different"), 33.0),
    ("reason", Message("Reason"), 30.0),
)
_AMENDS: Final = (
    ("no", Message("No."), 7.0),
    ("document", Message("Text to amend"), 25.0),
    ("article", Message("Article, clause, point"), 16.0),
    ("text", Message("As amended"), 34.0),
    ("by", Message("Who amends it"), 18.0),
)
_ROADMAP: Final = (
    ("no", Message("No."), 7.0),
    ("roadmap", Message("Roadmap"), 48.0),
    ("state", Message("State, document"), 45.0),
)


def detailed(telling: Telling) -> Iterator[Section]:
    """Yield the sections of every procedure."""
    for number, case in enumerate(telling.proposal.cases, start=1):
        code = case.before.national_code or case.id
        title = telling.say(Message("{name} (code {code})", name=case.before.title, code=code))
        yield Section(f"case-{number}", f"{number}.", title, 2)
        parts = (
            (Message("Content and reason"), (_content(telling, number, case),)),
            (Message("Steps before and after"), tuple(steps_table(telling, case))),
            (Message("Implementation"), (_implementation(telling, number, case),)),
            (Message("Benefit"), tuple(benefit(telling, case))),
            (Message("Roadmap and state"), (_roadmap(telling, number, case),)),
        )
        for at, (head, blocks) in enumerate(parts, start=1):
            yield Section(f"case-{number}-{at}", f"{number}.{at}.", telling.say(head), 2, blocks)


def _number(number: int, at: int) -> Cell:
    return Cell(f"{number}.{at}", centred=True)


def _content(telling: Telling, number: int, case: Case) -> Block:
    rows = []
    for at, cut in enumerate(case.cuts, start=1):
        told = "\n".join(telling.sentences(case, _shown(cut))) or telling.say(Message("only together with others"))
        if cut.change.post or cut.change.role:
            told = telling.say(Message("how many people, not what they do"))
        reason = telling.cell(cut.reason, Message("reason: to be filled in"))
        rows.append(Row((_number(number, at), Cell(telling.title(case, cut)), Cell(told), reason)))
    return telling.table(f"content-{number}", _CONTENT, rows)


def _shown(cut: Cut) -> list[Difference]:
    """Return what becomes different; items of cost stand in the table of benefits and are told alone only."""
    others = [each for each in cut.differences if each.path[2:3] != ("costs",)]
    return others or list(cut.differences)


def _implementation(telling: Telling, number: int, case: Case) -> Block:
    rows = []
    for at, cut in enumerate(case.cuts, start=1):
        for each in cut.amending:
            rows.append(Row((_number(number, at), *_amending(telling, case, each))))
        if not cut.amending:
            rows.append(Row((_number(number, at), *_unknown(telling, cut))))
    return telling.table(f"amends-{number}", _AMENDS, rows)


def _amending(telling: Telling, case: Case, each: Amending) -> tuple[Cell, ...]:
    own = "\n".join(telling.sentences(case, each.differences)) if each.differences else None
    text = telling.cell(each.text or own, Message("text as amended: to be filled in"))
    article = (
        telling.cell(each.article, Message("to be filled in")) if each.differences == () else Cell("–", centred=True)
    )
    return Cell(telling.say(each.document)), article, text, telling.authority(each.by)


def _unknown(telling: Telling, cut: Cut) -> tuple[Cell, ...]:
    what = cut.decision.question or Message("how it is carried out: to be filled in")
    return (Cell(telling.missing(what), missing=True, span=3), telling.authority(cut.decision.by))


def _roadmap(telling: Telling, number: int, case: Case) -> Block:
    rows = [
        Row(
            (
                _number(number, at),
                telling.cell(cut.change.roadmap, Message("roadmap: to be filled in")),
                Cell(telling.state(cut)),
            )
        )
        for at, cut in enumerate(case.cuts, start=1)
    ]
    return telling.table(f"roadmap-{number}", _ROADMAP, rows)
