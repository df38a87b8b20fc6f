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
    yield from _table(Message("Offices"), tables.OFFICE_HEADS, tables.office_rows(found, lang), lang)
    yield from _table(Message("How far the changes are"), tables.CHANGE_HEADS, tables.change_rows(found, lang), lang)
    cuts = list(tables.cut_rows(found, lang))
    if cuts:
        yield from _table(Message("What was cut, and by which document"), tables.CUT_HEADS, cuts, lang)
    yield from _table(Message("Over time"), tables.TIME_HEADS, tables.time_rows(found, lang), lang)
    yield from _table(
        Message("How far the offices are"), tables.ADOPTION_HEADS, tables.adoption_rows(found, lang), lang
    )
    yield from _same(found, lang)
    for id_, office in found.offices.items():
        heads = tables.row_heads(found)
        title = Message("{title} [{id}]", title=office.title, id=id_)
        yield from _table(title, heads, tables.rows_of(found, id_, lang), lang)
    yield ""
    yield Message("How it was counted:").render(lang)
    yield from (f"  {line}" for line in text.method(found, lang))


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
