"""Records as the rows of a table: one column for each member by its path, so that what is written can be read again.

Parts of records, such as actions or the questions of an audit, make a table of their own with a row for each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from isoqms.register.lifecycle.document import Document, to_document
from isoqms.register.lifecycle.move import covers
from isoqms.register.members import holds_several, put

Rows = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Headings, and rows with a text below each."""
REFERENCE: Final = "reference"
KEY: Final = "key"
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_QUOTED: Final = re.compile(r"'+[=+\-@\t\r]")


def table_of(records: Iterable[Any]) -> Rows:
    """Return headings and rows of some records; a member that no record has gets no column."""
    return _aligned((REFERENCE,), [dict(_cells(to_document(each))) for each in records])


def parts_table(records: Iterable[Any], part: str) -> Rows:
    """Return headings and rows of the parts of some records, each with the reference of its record and its key."""
    rows = [
        {REFERENCE: each.reference, KEY: key, **dict(_cells(to_document(held)))}
        for each in records
        for key, held in getattr(each, part).items()
    ]
    return _aligned((REFERENCE, KEY), rows)


def _aligned(first: tuple[str, ...], documents: list[dict[str, str]]) -> Rows:
    heading = tuple(dict.fromkeys([*first, *(path for each in documents for path in each)]))
    return heading, tuple(tuple(each.get(path, "") for path in heading) for each in documents)


def _cells(document: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in document.items():
        if isinstance(value, Mapping):
            yield from _cells(value, f"{above}{key}.")
        elif isinstance(value, list):
            yield f"{above}{key}", _listed([str(each) for each in value])
        else:
            yield f"{above}{key}", ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _listed(values: Sequence[str]) -> str:
    """Return several values in one cell: one a line, or as JSON where a value itself would break that up.

    >>> _listed(["an", "bình"]), _listed(["hai\\ndòng", ""])
    ('an\\nbình', '["hai\\\\ndòng", ""]')
    """
    lines = "\n".join(values)
    return lines if values and _of_cell(lines) == list(values) else json.dumps(values, ensure_ascii=False)


def _of_cell(text: str) -> list[str]:
    """Return the values of a cell that holds several."""
    if text.startswith("["):
        try:
            read = json.loads(text)
        except ValueError:
            read = None
        if isinstance(read, list) and all(isinstance(each, str) for each in read):
            return read
    return [each for each in text.split("\n") if each.strip()]


def guarded(text: str) -> str:
    """Return a text which no spreadsheet takes for a formula.

    >>> guarded("=1+1"), unguarded(guarded("'=x")), guarded("hồ sơ")
    ("'=1+1", "'=x", 'hồ sơ')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return a text as it was before it was guarded."""
    return text[1:] if _QUOTED.match(text) else text


def brought_by(kind: type[Any], heading: Sequence[str], row: Sequence[str], brings: Iterable[str]) -> Document:
    """Return what one row brings to a record, or to a part: the columns a step may set, empty cells left out.

    Raises:
        NotAValueError: a cell does not fit its column.
    """
    patterns = tuple(brings)
    changes: Document = {}
    for path, text in zip(heading, row, strict=False):
        if text.strip() and covers(patterns, path):
            put(changes, kind, path, _of_cell(text) if holds_several(kind, path) else [text])
    return changes
