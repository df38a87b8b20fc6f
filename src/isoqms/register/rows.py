"""Records as the rows of a table: one column for each member by its path, so that what is written can be read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from isoqms.register.lifecycle.document import Document, to_document
from isoqms.register.lifecycle.move import covers
from isoqms.register.members import members_of

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_QUOTED: Final = re.compile(r"'+[=+\-@\t\r]")
_VIETNAMESE_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def table_of(records: Iterable[Any]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return headings and rows of some records; a member that no record has gets no column."""
    documents = [dict(_cells(to_document(each))) for each in records]
    heading = tuple(dict.fromkeys(path for each in documents for path in each))
    return heading, tuple(tuple(each.get(path, "") for path in heading) for each in documents)


def _cells(document: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in document.items():
        if isinstance(value, Mapping):
            yield from _cells(value, f"{above}{key}.")
        elif isinstance(value, list):
            yield f"{above}{key}", "\n".join(map(str, value))
        else:
            yield f"{above}{key}", ("yes" if value else "no") if isinstance(value, bool) else str(value)


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
    """Return what one row brings to a new record: the columns which a step may set, empty cells left out.

    Raises:
        NotAValueError: a cell does not fit its column.
    """
    patterns = tuple(brings)
    written = [
        f"{path}={_value(path, line)}"
        for path, text in zip(heading, row, strict=False)
        if text and covers(patterns, path)
        for line in _lines(kind, path, text)
    ]
    return members_of(kind, written)


def _lines(kind: type[Any], path: str, text: str) -> list[str]:
    """Return the values of a cell: one a line where the member holds several."""
    found: Any = members_of(kind, [f"{path}="])
    for key in path.split("."):
        found = found[key]
    return text.split("\n") if isinstance(found, list) else [text]


def _value(path: str, text: str) -> str:
    """Return a value as a record takes it: days may be written as in Viet Nam."""
    day = _VIETNAMESE_DAY.fullmatch(text) if path.endswith(("_on", "due")) else None
    return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}" if day else text
