"""Steps which their own remarks put beside others: “song song với bước 3” written in the row, not in a flow line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from isoqms.words import Text

_NUMBER: Final = r"(?:(?:bước|buoc|steps?|mục|b) ?)?[0-9]+(?:\.[0-9]+)*[a-zđ]?\b"
_BESIDE: Final = re.compile(
    r"(?:(?:được )?(?:thực hiện|tiến hành|làm|done) )?"
    r"(?:song song|đồng thời|cùng lúc|cùng thời (?:gian|điểm)|in parallel|at the same time|simultaneously|concurrently)"
    rf" (?:với|cùng|with|as|to) (?:các )?(?P<names>{_NUMBER}(?: ?(?:,|;|và|and|&|[-–]|đến) ?{_NUMBER})*)",
    re.IGNORECASE,
)
_WITHOUT: Final = re.compile(rf"\s*[(,;–-]?\s*{_BESIDE.pattern}\s*\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Together:
    """Steps done at the same time: branches, each a row of steps, between the steps `before` and `after`."""

    before: str
    branches: tuple[tuple[str, ...], ...]
    after: str


def taken_apart(text: str) -> tuple[str, str]:
    """Return a time and the remark behind it that the step is done beside another.

    >>> taken_apart("2 ngày (song song với bước 3)")
    ('2 ngày', 'song song với bước 3')
    """
    found = _WITHOUT.search(text)
    rest = (text[: found.start()] + text[found.end() :]).strip() if found else ""
    return (rest, found[0].strip(" ()\n,;–-")) if found and rest else (text, "")


def groups(steps: Mapping[str, Any], find: Callable[[str], str | None]) -> tuple[list[Together], list[str]]:
    """Return the steps that remarks put side by side, and the steps whose remark cannot be followed.

    A step with such a remark, and one that a remark above names, begins a branch of its own; a row without goes on
    with the branch of the row above it. A remark is followed only where every row between the two steps belongs to it.
    """
    ids = list(steps)
    named = {id_: beside for id_, step in steps.items() if (beside := list(_beside(step, find)))}
    found: list[Together] = []
    unclear = [id_ for id_, beside in named.items() if None in beside or id_ in beside]
    pairs = [sorted((ids.index(id_), ids.index(other))) for id_, beside in named.items() for other in beside if other]
    for first, last in _spans([(one, other) for one, other in pairs if one != other]):
        row = ids[first : last + 1]
        heads = {first, *_heads(first, last, ids, named)}
        members = {number for pair in pairs if first <= pair[0] <= last for number in pair}
        if first == 0 or last + 1 == len(ids) or members != set(range(first, last + 1)):
            unclear += [id_ for id_ in row if id_ in named]
            continue
        cuts = [*sorted(heads), last + 1]
        branches = tuple(tuple(ids[one:other]) for one, other in pairwise(cuts))
        found.append(Together(ids[first - 1], branches, ids[last + 1]))
    return found, list(dict.fromkeys(unclear))


def _beside(step: Mapping[str, Any], find: Callable[[str], str | None]) -> Iterator[str | None]:
    """Yield the steps that the words of a step name as done at the same time, None for one that is not known."""
    for value in (step.get("title"), *step.get("notes", ())):
        for text in Text.of(value) if value else ():
            for found in _BESIDE.finditer(text):
                yield from _numbers(found["names"], find)


def _numbers(names: str, find: Callable[[str], str | None]) -> Iterator[str | None]:
    for part in re.split(r" ?(?:,|;|\bvà\b|\band\b|&) ?", names, flags=re.IGNORECASE):
        ends = re.split(r" ?(?:[-–]|\bđến\b) ?", part, flags=re.IGNORECASE)
        bare = [re.sub(r"[^0-9]", "", each) for each in ends]
        if len(ends) == 2 and all(bare) and int(bare[0]) < int(bare[1]) <= int(bare[0]) + 20:
            yield from (find(str(number)) for number in range(int(bare[0]), int(bare[1]) + 1))
        else:
            yield from (find(each) for each in ends)


def _spans(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the rows from the first to the last step of each group: pairs that touch are one group."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _heads(first: int, last: int, ids: Sequence[str], named: Mapping[str, Sequence[str | None]]) -> Iterator[int]:
    for number in range(first, last + 1):
        others = [ids.index(other) for other in named.get(ids[number], ()) if other]
        if any(other < number for other in others):
            yield number
        yield from (min(later) for later in [[other for other in others if other > number]] if later)
