"""The share of each change as sheets of the workbook: in the time saved by simulation, and in the cost saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from isoqms.exchange.workbook import Sheet
from isoqms.improve.comparison import Comparison
from isoqms.improve.proposal.content import Case
from isoqms.improve.worth.attribution import Attribution
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure
from isoqms.report import comparison_text
from isoqms.report.comparison_words import MEASURES, group_words, is_assumed, part_words
from isoqms.report.proposal.benefit import ALL_CHANGES, rounded_share, why_no_shares
from isoqms.report.proposal.telling import Telling
from isoqms.words import Message

_TIME: Final = (
    (Message("Code"), 14),
    (Message("Change"), 60),
    (Message("What is saved"), 26),
    (Message("Unit"), 22),
    (Message("Share"), 14),
    (Message("±, margin of error (95 %)"), 16),
)
_COST: Final = ((Message("Code"), 14), (Message("Change"), 60), (Message("Saved in a dossier"), 18))
_MEASURES: Final = (Measure.MEAN, Measure.P90, Measure.LEGAL, Measure.COMMITTED)
_PLACES: Final = 4


def share_sheets(telling: Telling, about: Sequence[str]) -> Iterator[Sheet]:
    """Yield the sheet of time and, where a cost is known, that of cost; numbers are numbers."""
    cases, found = telling.proposal.cases, telling.simulated
    rests_on = comparison_text.foundations(found, telling.lang) if found else ()
    rows = [row for each in cases for row in _time(telling, each)]
    yield _sheet(telling, [*about, *rests_on], Message("Shares of time"), _TIME, rows)
    if any(each.cost_shares for each in cases):
        rows = [row for each in cases for row in _cost(telling, each)]
        yield _sheet(telling, about, Message("Shares of cost"), _COST, rows)


def _sheet(
    telling: Telling,
    about: Sequence[str],
    name: Message,
    columns: Sequence[tuple[Message, int]],
    rows: Sequence[Sequence[str | float]],
) -> Sheet:
    return Sheet(
        telling.say(name), about, [telling.say(head) for head, _ in columns], rows, [width for _, width in columns]
    )


def _code(case: Case) -> str:
    return case.before.national_code or case.id


def _time(telling: Telling, case: Case) -> Iterator[list[str | float]]:
    if reason := why_no_shares(telling, case):
        yield [_code(case), telling.say(reason), "", "", "", ""]
        return
    assert telling.simulated is not None
    for each in telling.simulated.attributions:
        moved = each.measure is Measure.MEAN or any(share.value for share in each.shares.values())
        if each.procedure == case.id and each.measure in _MEASURES and moved:
            yield from _of_measure(telling, case, telling.simulated, each)


def _of_measure(telling: Telling, case: Case, found: Comparison, of: Attribution) -> Iterator[list[str | float]]:
    scale, words = comparison_text.scale_of_column(of), part_words(found, telling.lang)
    named = [(_called(found, group, words), of.shares[group]) for group in comparison_text.by_size(of)]
    for name, figure in [*named, (telling.say(ALL_CHANGES), of.saving)]:
        unit = scale.tell("", telling.lang).strip()
        yield [_code(case), name, telling.say(MEASURES[of.measure]), unit, *_numbers(figure, scale.size)]


def _called(found: Comparison, group: str, words: Mapping[str, str]) -> str:
    """Return what a group of changes is called, marked where its share rests on an assumption."""
    return group_words(found, group, words) + (comparison_text.ASSUMED if is_assumed(found, group) else "")


def _numbers(figure: Figure, size: float) -> list[str | float]:
    """Return a share and half of its interval on a scale; a dash where it is not known."""
    if figure.value is None:
        return ["–", "–"]
    return [round(figure.value / size, _PLACES), round((figure.half_width or 0.0) / size, _PLACES)]


def _cost(telling: Telling, case: Case) -> Iterator[list[str | float]]:
    if not case.cost_shares or case.cost is None:
        return
    for cut in case.cuts:
        share = rounded_share(case, cut)
        yield [_code(case), telling.title(case, cut), "–" if share is None else share]
    yield [_code(case), telling.say(ALL_CHANGES), case.cost.per_dossier.saved]
