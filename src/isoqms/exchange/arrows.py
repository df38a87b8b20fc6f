"""The line in which a document writes how steps follow one another: edges with arrows; the rest becomes a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from isoqms.exchange.fold import fold

_ARROW = re.compile(r"\s*(?:-+>|=+>|→|⟶|➔|➜|⇒)\s*")
_REMARK = re.compile(r"\[([^\]]*)\]")
_TOGETHER = re.compile(r"\b(song song|dong thoi|cung luc|parallel|simultaneously|at the same time)\b")
_JOIN = re.compile(r"\b(join|hop lai|gop lai|nhap nhanh)\b")
_WHEN = re.compile(
    r"(?P<place>[^()\[\]]+?) ?(?:[(\[](?P<when>[^()]+)[)\]]|(?= (?:nếu|khi|if|when) ) (?P<case>.+))|"
    r"(?:nếu |if )?(?P<if>[^:→>]+?) ?(?::|→|->) ?(?P<to>.+)",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"^(?:→|->|(?:chuyển|quay|trở|trả(?= lại)|go)?(?: ?(?:tiếp|lại|về|đến|sang|tới|to|back to))*)"
    r"(?= |$) ?(?=\S)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"(song song|dong thoi|parallel|at the same time|join|hop lai|gop lai)?")
_ENDS: Final = frozenset({"end", "ket thuc", "het", "finish", "stop"})
_APPLICANTS: Final = frozenset({"applicant", "client", "nguoi yeu cau", "nguoi nop", "cong dan", "to chuc ca nhan"})
_ENDING_WORDS: Final = (
    ("refused", r"\btu choi\b|\brefus\w*|\breject\w*|\bkhong (thu ly|tiep nhan|chap thuan|giai quyet|cap)\b"),
    ("withdrawn", r"\b(rut ho so|rut don|withdraw\w*)\b"),
    ("returned", r"\b(bo sung|tra (lai )?ho so|tra va huong dan|hoan tra|supplement\w*|returned?|incomplete)\b"),
    ("completed", r"\b(hoan thanh|tra ket qua|completed?|done)\b"),
)


@dataclass(frozen=True, slots=True)
class Edge:
    """One way on: to a step by id, or to an ending; `ending` is None with `to` None where the words leave it open."""

    source: str
    to: str | None
    ending: str | None = None
    when: str = ""
    together: bool = False


@dataclass(slots=True)
class Arrows:
    """What a flow line says: the ways that are plain, the joins, the first step, and what could not be read."""

    edges: list[Edge] = field(default_factory=list)
    joins: set[str] = field(default_factory=set)
    starts: list[str] = field(default_factory=list)
    open_questions: list[str] = field(default_factory=list)
    open_endings: list[str] = field(default_factory=list)


def is_flow(text: str) -> bool:
    """Say whether a text has arrows between things."""
    return len(_ARROW.split(_REMARK.sub(" ", text))) > 1


def as_flow(number: str, text: str) -> str:
    """Return what a column for the next step says of step `number` as a flow line.

    >>> as_flow("2", "Bước 3 (đạt); không đạt: quay lại bước 1")
    '2 -> Bước 3 [đạt] ; 2 -> bước 1 [không đạt]'
    """
    ways = []
    for part in re.split(r"[;\n]", text):
        place, remark = part.strip().rstrip("."), ""
        if found := _WHEN.fullmatch(place):
            place, remark = (
                (found["to"], found["if"]) if found["to"] else (found["place"], found["when"] or found["case"])
            )
        place = re.sub(r" ?\b(?:và|hoặc|and|or)\b ?", ",", _GOES.sub("", place.strip()), flags=re.IGNORECASE)
        if fold(place):
            ways.append(f"{number} -> {place}" + (f" [{remark.strip()}]" if remark else ""))
    return " ; ".join(ways)


def read_arrows(text: str, step: Callable[[str], str | None]) -> Arrows:
    """Read a flow line; `step` gives the id of the step a published number names, or None."""
    arrows = Arrows()
    for item in _items(text):
        if not _read_item(item, step, arrows):
            arrows.open_questions.append(item)
    return arrows


def _items(text: str) -> Iterable[str]:
    """Split at semicolons and line ends outside square brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "[") - (sign == "]" and depth > 0)
        if sign in ";\n" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def _read_item(item: str, step: Callable[[str], str | None], arrows: Arrows) -> bool:
    """Add the ways of one item; False when any part of it names nothing known, though what is plain is still taken."""
    remarks = _REMARK.findall(item)
    places = _ARROW.split(_REMARK.sub(" ", item).strip())
    if len(places) < 2 or len(remarks) > len(places) - 1 or (remarks and not item.endswith("]") and len(places) > 2):
        return False
    remark = remarks[-1].strip() if remarks else ""
    understood = True
    for number, (left, right) in enumerate(pairwise(places)):
        last = number == len(places) - 2
        understood &= _add(left.strip(), right.strip(), remark if last else "", step, arrows)
        if not understood:
            break
    return understood


def _add(left: str, right: str, remark: str, step: Callable[[str], str | None], arrows: Arrows) -> bool:
    if fold(left) in ("start", "bat dau"):
        target = step(right)
        if target is not None:
            arrows.starts.append(target)
        return target is not None and not remark
    sources = [step(part.strip()) for part in re.split(r"[|+,]", left)]
    targets = [step(part.strip()) for part in re.split(r"[|,]", right)] if not _outside(right) else [None]
    if None in sources or (None in targets and not _outside(right)):
        return False
    words = fold(remark)
    together = bool(_TOGETHER.search(words))
    if "+" in left or _JOIN.search(words):
        arrows.joins.update(target for target in targets if target)
    when = "" if _ONLY.fullmatch(words) else remark
    for source in sources:
        for target in targets:
            ending = _ending(right, remark) if target is None else None
            if target is None and ending is None:
                arrows.open_endings.append(f"{left} -> {right} [{remark}]")
            arrows.edges.append(Edge(str(source), target, ending, when, together))
    return True


def _outside(place: str) -> bool:
    return fold(place) in _ENDS | _APPLICANTS


def _ending(place: str, remark: str) -> str | None:
    words = fold(remark)
    if fold(place) in _APPLICANTS:
        return "returned"
    if not words:
        return "completed"
    found = [ending for ending, pattern in _ENDING_WORDS if re.search(pattern, words)]
    return found[0] if found else None
