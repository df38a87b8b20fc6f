"""Remarks on a cause analysis: a person, or the carelessness of one, is not where causes end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from isoqms.register.lifecycle.nonconformity import Cause, Nonconformity
from isoqms.register.lifecycle.values import Method
from isoqms.words import Message

_HUMAN = (
    "human error",
    "operator error",
    "inattention",
    "carelessness",
    "negligence",
    "forgot",
    "lack of responsibility",
    "loi con nguoi",
    "so suat",
    "so y",
    "bat can",
    "cau tha",
    "thieu trach nhiem",
    "thieu tap trung",
    "chu quan",
    "quen",
)
_LONGEST_PHRASE = 8
"""Words beyond which a cause says more than that somebody erred."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on one node of an analysis, or on the whole when `cause` is empty."""

    cause: str
    message: Message


def folded(text: str) -> str:
    """Return a text in lower case without diacritics, as it is searched by.

    >>> folded("Đã Sơ  suất")
    'da so suat'
    """
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(each for each in bare if not unicodedata.combining(each)).split())


def remarks(record: Nonconformity, people: Iterable[str] = ()) -> tuple[Remark, ...]:
    """Return what to ask again in a cause analysis; `people` are the names known in the office."""
    names = frozenset(folded(each) for each in people)
    return tuple(_remarks(record, names))


def _remarks(record: Nonconformity, names: frozenset[str]) -> Iterator[Remark]:
    causes = record.causes
    for key, cause in causes.items():
        ends_here = cause.root or cause.confirmed
        if ends_here and _is_a_person(cause.text, names):
            yield Remark(key, Message("ask why the system allowed it: a person is named, not a cause"))
        elif ends_here and _is_human_error(cause.text):
            yield Remark(key, Message("ask why the system allowed it: that somebody erred is not where causes end"))
        parent = causes.get(cause.parent)
        if parent and folded(parent.text) == folded(cause.text):
            yield Remark(key, Message("it says the same as the cause above it"))
        if cause.parent and parent is None:
            yield Remark(key, Message("the cause above it, {parent}, is missing", parent=cause.parent))
    if record.analysis and record.analysis.method is Method.FIVE_WHYS and causes:
        yield from _whys(causes)


def _is_a_person(text: str, names: frozenset[str]) -> bool:
    return folded(text) in names


def _is_human_error(text: str) -> bool:
    words = folded(text)
    return len(words.split()) <= _LONGEST_PHRASE and any(f" {each} " in f" {words} " for each in _HUMAN)


def _whys(causes: Mapping[str, Cause]) -> Iterator[Remark]:
    depth = max(_depth(key, causes) for key in causes)
    if depth < 2:
        yield Remark("", Message("ask why at least twice: the chain has one link only"))
    if not any(each.root for each in causes.values()):
        yield Remark("", Message("no cause is marked as the root"))
    parents = {each.parent for each in causes.values()}
    for key, each in causes.items():
        if each.root and key in parents:
            yield Remark(key, Message("it is marked as the root, yet another cause lies below it"))


def _depth(key: str, causes: Mapping[str, Cause]) -> int:
    seen: list[str] = []
    while key in causes and key not in seen:
        seen.append(key)
        key = causes[key].parent
    return len(seen)
