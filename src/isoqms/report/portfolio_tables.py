"""The portfolio as tables on a terminal: offices, procedures, changes by state, over time, the same procedure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.portfolio import Portfolio
from isoqms.improve.portfolio.adoption import Mark, Step
from isoqms.improve.portfolio.cut import Cut, CutKind
from isoqms.improve.portfolio.offices import AT_ONCE
from isoqms.improve.portfolio.peers import By, Comparison
from isoqms.improve.portfolio.row import Row, Standing
from isoqms.improve.portfolio.simulated import Simulated
from isoqms.improve.portfolio.tally import Tally
from isoqms.report.portfolio_words import FIGURES, KINDS, MARKS, STATES, STEPS, how_far
from isoqms.report.quantity import NOTHING, WORKING_DAYS, day_words, in_days, names_of, number, shortened, told
from isoqms.words import Message, Renderable

OFFICE_HEADS: Final = (
    Message("Office"),
    Message("Proce-\ndures"),
    Message("Shortened,\nin force"),
    Message("At\nonce"),
    Message("Taken off,\non average"),
    Message("Online"),
    Message("Trips"),
    Message("Counters"),
)

_OFFICE_SIGNS, _TITLE_SIGNS, _VALUE_SIGNS = 34, 30, 28


def office_rows(found: Portfolio, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each office, and one for all of them where there are several."""
    summaries = [*found.offices.values(), *([found.whole] if len(found.offices) > 1 else [])]
    for each in summaries:
        yield (
            shortened(each.title.render(lang), _OFFICE_SIGNS),
            number(each.procedures, lang),
            _of(each.shortened, lang),
            number(_at_once(each.shortened), lang),
            told(each.taken_off.value, lang),
            told(each.online.value, lang),
            _mean(each.visits, lang),
            _mean(each.counters, lang),
        )


def _of(tally: Tally, lang: str) -> str:
    if not tally.denominator:
        return NOTHING
    return Message(
        "{number} of {all}", number=number(tally.numerator, lang), all=number(tally.denominator, lang)
    ).render(lang)


def _at_once(tally: Tally) -> int:
    return sum(len(each.procedures) for each in tally.left_out if each.reason == AT_ONCE)


def _mean(tally: Tally, lang: str) -> str:
    return NOTHING if tally.value.value is None else number(tally.value.value, lang, 1)


def row_heads(found: Portfolio) -> tuple[Message, ...]:
    """Return the heads of the table of procedures; simulated times have a column when they were asked for."""
    simulated = (Message("9 of 10 in,\nsimulated\n(working days)"),) if found.is_simulated else ()
    heads = (Message("Procedure"), Message("Legal\nlimit"), Message("Committed\nlimit"), *simulated)
    return (*heads, Message("Taken\noff"), Message("How far"), Message("Online"), Message("Trips"))


def rows_of(found: Portfolio, office: str, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each procedure of an office, the shortened ones first."""
    held = [row for row in found.rows if row.office == office]
    names = names_of({row.procedure: row.title for row in held}, _TITLE_SIGNS, lang)
    for row in sorted(held, key=lambda row: (-(row.taken_off or 0), row.procedure)):
        simulated = (_simulated(row.simulated, lang),) if found.is_simulated else ()
        yield (names[row.procedure], *_limits(row, lang), *simulated, *_cut(row, lang), *_applicant(row, lang))


def _limits(row: Row, lang: str) -> tuple[str, str]:
    main = row.main
    held = (main.legal, main.committed) if main else (None, None)
    legal, committed = (shortened(each.render(lang), _VALUE_SIGNS) if each else NOTHING for each in held)
    kind = f" [{main.variant}]" if main and main.variant else ""
    return legal + kind, committed


def _simulated(figures: Simulated | None, lang: str) -> str:
    if figures is None or figures.p90.value is None:
        return NOTHING
    return in_days(figures.p90, lang, figures.day_minutes) + (" *" if figures.assumed else "")


def _cut(row: Row, lang: str) -> tuple[str, str]:
    cut = row.limit_cut
    if row.standing is Standing.AT_ONCE:
        return NOTHING, Message("at once already").render(lang)
    off = row.taken_off if row.taken_off is not None else cut.taken_off if cut else None
    share = Message("{number} %", number=number(100 * off, lang)).render(lang) if off is not None else NOTHING
    return share, how_far(cut).render(lang) if cut else NOTHING


def _applicant(row: Row, lang: str) -> tuple[str, str]:
    online = (
        NOTHING if row.online is None else Message("{number} %", number=number(100 * row.online, lang)).render(lang)
    )
    return online, NOTHING if row.contact.visits is None else number(row.contact.visits, lang)


CHANGE_HEADS: Final = (Message("Changes, by procedures"), *STATES.values())


def change_rows(found: Portfolio, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield how many procedures have a change of each kind there is, by the state it has come to."""
    for kind, counts in found.whole.changes.items():
        if any(counts.values()):
            yield (KINDS[kind].render(lang), *(number(counts[state], lang) for state in STATES))


CUT_HEADS: Final = (
    Message("Procedure"),
    Message("What is cut"),
    Message("How far"),
    Message("Document"),
    Message("Of the day"),
)


def cut_rows(found: Portfolio, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield the cuts of which the files tell what is taken away, the document and its date."""
    titles = {row.procedure: row.title for row in found.rows}
    names = names_of(titles, _TITLE_SIGNS, lang)
    for row in found.rows:
        for cut in row.cuts:
            if cut.kind is not CutKind.OTHER:
                what = f"{KINDS[cut.kind].render(lang)}: {shortened(cut.what.render(lang), 2 * _VALUE_SIGNS)}"
                yield names[row.procedure], what, how_far(cut).render(lang), *_document(cut, lang)


def _document(cut: Cut, lang: str) -> tuple[str, str]:
    inherited = Message("(taken over)").render(lang) if cut.inherited else ""
    number_ = cut.document or NOTHING
    return f"{number_} {inherited}".strip(), day_words(cut.day, lang)


TIME_HEADS: Final = (
    Message("On the day"),
    Message("Can be\nshortened"),
    *STATES.values(),
    Message("Shortened,\nin force"),
)


def time_rows(found: Portfolio, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield the days of the series."""
    for point in found.over_time.points:
        share = point.share_in_force
        yield (
            day_words(point.day, lang),
            number(point.procedures, lang),
            *(number(point.by_state[state], lang) for state in STATES),
            NOTHING if share is None else Message("{number} %", number=number(100 * share, lang, 1)).render(lang),
        )


ADOPTION_HEADS: Final = (Message("Adoption, by procedures"), *MARKS.values())


def adoption_rows(found: Portfolio, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield how many procedures have come to each step of adoption, how many not, and of how many nobody knows."""
    for step in Step:
        marks = [row.adoption[step].mark for row in found.rows]
        yield (STEPS[step].render(lang), *(number(marks.count(mark), lang) for mark in Mark))


SAME_HEADS: Final = (
    Message("Procedure"),
    Message("Compared on"),
    Message("The best office"),
    Message("Value"),
    Message("The others"),
)


def same_rows(found: Portfolio, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield the comparisons that have a best office."""
    rows = {row.procedure: row for row in found.rows}
    for same in found.same:
        for each in same.comparisons:
            if each.best:
                others = [id_ for id_ in each.values if id_ not in each.best]
                yield (
                    shortened(same.title.render(lang), _TITLE_SIGNS),
                    FIGURES[each.by].render(lang),
                    ", ".join(rows[id_].office_title.render(lang) for id_ in each.best),
                    _value(each, each.best[0], rows, lang),
                    "; ".join(
                        f"{rows[id_].office_title.render(lang)}: {_value(each, id_, rows, lang)}" for id_ in others
                    ),
                )


def _value(each: Comparison, id_: str, rows: dict[str, Row], lang: str) -> str:
    value = each.values[id_]
    if isinstance(value, Renderable):
        return value.render(lang)
    if each.by is By.ONLINE:
        return Message("{number} %", number=number(100 * value, lang)).render(lang)
    figures = rows[id_].simulated
    if each.by is By.SIMULATED and figures is not None:
        return WORKING_DAYS.tell(in_days(figures.p90, lang, figures.day_minutes), lang)
    return number(value, lang)
