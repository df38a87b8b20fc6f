"""The portfolio as flat tables with numbers in them: for spreadsheets and other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from isoqms.improve.portfolio import Portfolio
from isoqms.improve.portfolio.adoption import Step
from isoqms.improve.portfolio.cut import Cut
from isoqms.improve.portfolio.offices import Summary
from isoqms.improve.portfolio.row import Row
from isoqms.improve.portfolio.tally import Tally
from isoqms.report.portfolio_words import FIGURES, KINDS, MARKS, STANDINGS, STATES, STEPS, how_far
from isoqms.report.quantity import day_words
from isoqms.words import Message, Renderable

Cell: TypeAlias = str | float
"""A text, or a number the reader can add up; an empty text is not known."""

ROW_HEADS: Final = (
    Message("Office id"),
    Message("Office name"),
    Message("Procedure id"),
    Message("National code"),
    Message("Procedure title"),
    Message("Adopts"),
    Message("Issued on"),
    Message("Shortened?"),
    Message("Legal limit"),
    Message("Committed limit"),
    Message("Part of the legal limit taken off"),
    Message("State of the cut"),
    Message("Number of the document"),
    Message("Date of the document"),
    Message("9 of 10 done in, simulated (working minutes)"),
    Message("On time by the legal limit, simulated"),
    Message("On time by the committed limit, simulated"),
    Message("Simulated times rest on allowances"),
    Message("Dossiers a year"),
    Message("Part that comes online"),
    Message("Trips to the office"),
    Message("Counters gone to"),
    Message("Dealings with the office"),
    *(Message("Adoption: {step}", step=STEPS[step]) for step in Step),
    Message("File and line"),
)


def row_cells(row: Row, lang: str) -> list[Cell]:
    """Return one procedure of an office under `ROW_HEADS`."""
    main, cut, figures = row.main, row.limit_cut, row.simulated
    yes_no = {True: Message("yes, they do"), False: Message("no, they do not")}
    return [
        row.office,
        row.office_title.render(lang),
        row.procedure,
        row.national_code or "",
        row.title.render(lang),
        row.adopts or "",
        row.since.isoformat() if row.since else "",
        STANDINGS[row.standing].render(lang),
        _words(main.legal if main else None, lang),
        _words(main.committed if main else None, lang),
        _number(row.taken_off, 4),
        how_far(cut).render(lang) if cut else "",
        (cut.document or "") if cut else "",
        cut.day.isoformat() if cut and cut.day else "",
        _number(figures.p90.value if figures else None, 1),
        _number(figures.on_time_legal.value if figures else None, 4),
        _number(figures.on_time_committed.value if figures else None, 4),
        yes_no[figures.assumed].render(lang) if figures and figures.p90.value is not None else "",
        _number(row.per_year),
        _number(row.online, 4),
        _number(row.contact.visits),
        _number(row.contact.counters),
        _number(row.contact.dealings),
        *(MARKS[row.adoption[step].mark].render(lang) for step in Step),
        str(row.at),
    ]


def _words(value: Renderable | None, lang: str) -> str:
    return value.render(lang) if value else ""


def _number(value: float | None, places: int | None = None) -> Cell:
    if value is None:
        return ""
    number = value if places is None else round(value, places)
    return int(number) if number == int(number) else number


FIGURE_HEADS: Final = (
    Message("Office id"),
    Message("Office name"),
    Message("Figure"),
    Message("Numerator"),
    Message("Denominator"),
    Message("Value"),
    Message("Left out, with the reason"),
    Message("Counted from"),
)


def figure_rows(found: Portfolio, lang: str) -> Iterator[list[Cell]]:
    """Yield every figure of all offices and of each, under `FIGURE_HEADS`."""
    for id_, summary in (("", found.whole), *found.offices.items()):
        for what, tally in _tallies(summary):
            yield [id_, summary.title.render(lang), what.render(lang), *_tally_cells(tally, lang)]


def _tallies(summary: Summary) -> Iterator[tuple[Message, Tally]]:
    yield Message("procedures shortened, in force"), summary.shortened
    yield Message("part of the legal limit taken off, on average"), summary.taken_off
    yield Message("dossiers that come online"), summary.online
    yield Message("trips to the office, on average"), summary.visits
    yield Message("counters gone to, on average"), summary.counters
    for step, tally in summary.adoption.items():
        yield Message("procedures {step}", step=STEPS[step]), tally


def _tally_cells(tally: Tally, lang: str) -> list[Cell]:
    left_out = [
        Message("{count}: {reason}", count=len(each.procedures), reason=each.reason).render(lang)
        for each in tally.left_out
    ]
    numbers = (_number(tally.numerator, 4), _number(tally.denominator, 4), _number(tally.value.value, 4))
    return [*numbers, "; ".join(left_out), tally.source.render(lang)]


CUT_HEADS: Final = (
    Message("Office id"),
    Message("Procedure id"),
    Message("What is cut"),
    Message("How it is told"),
    Message("State of the cut"),
    Message("Part taken off"),
    Message("Number of the document"),
    Message("Date of the document"),
    Message("Scenario and change"),
    Message("File and line"),
)


def cut_rows(found: Portfolio, lang: str) -> Iterator[list[Cell]]:
    """Yield every cut under `CUT_HEADS`."""
    for row in found.rows:
        yield from ([row.office, *_cut_cells(cut, lang)] for cut in row.cuts)


def _cut_cells(cut: Cut, lang: str) -> list[Cell]:
    return [
        cut.procedure,
        KINDS[cut.kind].render(lang),
        cut.what.render(lang),
        how_far(cut).render(lang),
        _number(cut.taken_off, 4),
        cut.document or "",
        cut.day.isoformat() if cut.day else "",
        f"{cut.scenario}/{cut.change}" if cut.scenario else "",
        str(cut.at),
    ]


def time_heads() -> Sequence[Message]:
    """Return the heads of `time_rows`: the day, how many procedures there were, how many in each state."""
    return (Message("On the day"), Message("Procedures that can be shortened"), *STATES.values())


def time_rows(found: Portfolio, lang: str) -> Iterator[list[Cell]]:
    """Yield the days of the series, how many procedures were shortened in each state."""
    for point in found.over_time.points:
        yield [day_words(point.day, lang), point.procedures, *(point.by_state[state] for state in STATES)]


SAME_HEADS: Final = (
    Message("National code"),
    Message("Procedure title"),
    Message("Compared on"),
    Message("Office name"),
    Message("Procedure id"),
    Message("Value"),
    Message("The best?"),
)


def same_rows(found: Portfolio, lang: str) -> Iterator[list[Cell]]:
    """Yield the values that compare the same procedure in several offices, under `SAME_HEADS`."""
    offices = {row.procedure: row.office_title for row in found.rows}
    for same in found.same:
        for each in same.comparisons:
            for id_, value in each.values.items():
                best = Message("yes, the best").render(lang) if id_ in each.best else ""
                cell = _number(value, 4) if isinstance(value, (int, float)) else value.render(lang)
                about = (same.code or "", same.title.render(lang), FIGURES[each.by].render(lang))
                yield [*about, offices[id_].render(lang), id_, cell, best]
