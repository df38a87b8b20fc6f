"""The page `isoqms portfolio` prints: the answer in plain words first, then tables, last how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from isoqms.cli.tables import table
from isoqms.improve.portfolio import Portfolio
from isoqms.report import portfolio_tables as tables
from isoqms.report import portfolio_text as text
from isoqms.words import Message


def page(found: Portfolio, lang: str) -> Iterator[str]:
    """Yield the lines of the page."""
    yield from text.opening(found, lang)
    yield from text.warnings(found, lang)
    if found.rows:
        yield from _tables(found, lang)
    yield ""
    yield Message("How it was counted:").render(lang)
    yield from (f"  {line}" for line in text.method(found, lang))


def _tables(found: Portfolio, lang: str) -> Iterator[str]:
    """Yield the tables: offices, changes, dates, adoption, the same procedure, last the procedures office by office."""
    yield from _table(Message("Offices"), tables.OFFICE_HEADS, tables.office_rows(found, lang), lang)
    changes, cuts = list(tables.change_rows(found, lang)), list(tables.cut_rows(found, lang))
    if changes:
        yield from _table(Message("How far the changes are"), tables.CHANGE_HEADS, changes, lang)
    if cuts:
        yield from _table(Message("What was cut, and by which document"), tables.CUT_HEADS, cuts, lang)
        yield from _table(Message("Over time"), tables.TIME_HEADS, tables.time_rows(found, lang), lang)
    else:
        yield from ("", Message("No file tells of a cut.").render(lang))
    yield from _table(
        Message("How far the offices are"), tables.ADOPTION_HEADS, tables.adoption_rows(found, lang), lang
    )
    yield from _same(found, lang)
    for id_, office in found.offices.items():
        title = Message("{title} [{id}]", title=office.title, id=id_)
        yield from _table(title, tables.row_heads(found), tables.rows_of(found, id_, lang), lang)


def _same(found: Portfolio, lang: str) -> Iterator[str]:
    yield ""
    yield Message("The same procedure in several offices").render(lang)
    yield from (f"  {line}" for line in text.compared(found, lang))
    best = list(tables.same_rows(found, lang))
    if best:
        yield table([head.render(lang) for head in tables.SAME_HEADS], best)


def _table(title: Message, heads: Sequence[Message], rows: Iterable[Sequence[str]], lang: str) -> Iterator[str]:
    yield ""
    yield title.render(lang)
    yield table([head.render(lang) for head in heads], rows)
