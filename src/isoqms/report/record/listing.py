"""A record as lines of text: every member under its name, in words, then what has happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from isoqms.register.kinds.state_names import state_of
from isoqms.register.lifecycle.document import usual
from isoqms.register.lifecycle.nonconformity import Requirement
from isoqms.register.member_words import member
from isoqms.report.record.history import Happening
from isoqms.report.record.value_words import in_words, told_of_check
from isoqms.words import Message


def record_lines(record: Any, events: Iterable[Happening], lang: str) -> Iterator[str]:
    """Yield a record and its history, a line each."""
    yield f"{record.reference}: {state_of(record).render(lang)}"
    yield from _members(record, "", lang, left_out=("reference", "state", "baselines"))
    yield ""
    yield Message("History:").render(lang)
    for each in events:
        yield "  " + _event(each, lang)


def _members(record: Any, above: str, lang: str, left_out: tuple[str, ...] = ()) -> Iterator[str]:
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in left_out or value == usual(each):
            continue
        path = f"{above}{each.name}"
        if is_dataclass(value):
            yield from _members(value, f"{path}.", lang)
        elif isinstance(value, Mapping):
            yield f"{member(path).render(lang)}:"
            yield from (f"  {key}: {_part(part, lang)}" for key, part in value.items())
        else:
            said = _value(value, lang)
            said = told_of_check(said) if each.name.startswith("check_result") else said
            yield f"{member(path, type(value)).render(lang)}: {said}"


def _part(part: Any, lang: str) -> str:
    """Return a part of a record in one line."""
    if not is_dataclass(part):
        return _value(part, lang)
    if isinstance(part, Requirement):
        return f"{_value(part.kind, lang)} {part.ref}"
    text = getattr(part, "text", "")
    said = [*([text] if text else []), *_members(part, "", lang, left_out=("stamp", "text"))]
    return "; ".join(said)


def _value(value: Any, lang: str) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(in_words(each).render(lang) for each in values)


def _event(each: Happening, lang: str) -> str:
    words = each.what.render(lang)
    more = f" ({each.action})" if each.action else ""
    why = f": {each.reason}" if each.reason else ""
    return f"{each.seq:>6}  {each.at:%d/%m/%Y %H:%M}  {each.by}  {words}{more}{why}  [{each.step} {each.hash[:12]}]"
