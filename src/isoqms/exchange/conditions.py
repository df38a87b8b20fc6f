"""Words of a row that send only some dossiers on: a row for one case, “if not, back to B3”; each is a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from isoqms.exchange.drafting import Drafting
from isoqms.problem import Severity
from isoqms.words import Message, Text

_OF_A_CASE: Final = re.compile(
    r"(?P<when>(?:(?:đối với )?(?:trường hợp|TH)|nếu|in case(?: of)?|if|where) [^:;,]{3,80})(?:[:;,] ?\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""A row that begins with the case it is for."""
_SENDS: Final = re.compile(
    r"(?:\b(?:nếu|trường hợp|khi|if)\b[^.;]{0,80}?\b(?:trả(?: lại)?|chuyển(?: lại)?|quay(?: lại)?|về|từ chối|returned?|"
    r"back to|refus\w+)\b[^.;]{0,60})|(?:\bnếu\b[^.]{2,80}\bthì\b[^.]{0,80})",
    re.IGNORECASE,
)
"""Words by which a step ends otherwise, or sends a dossier somewhere else, under a condition."""
_TIMES: Final = r"(?:ngày|giờ|phút|buổi|tuần|tháng|(?:working )?(?:day|hour|minute|week|month)s?)"
_ADDS: Final = re.compile(
    r"\b(?:nếu|trường hợp|TH|khi|if|where|in case)\b[^.;\n]{0,120}?"
    r"\b(?:cộng|thêm|kéo dài|gia hạn|tăng|plus|add\w*|extend\w*|more)\b[^.;\n]{0,60}?"
    rf"[0-9½¼¾] ?(?:{_TIMES})\b[^.;\n]{{0,60}}",
    re.IGNORECASE,
)
"""Words by which a remark gives some dossiers more time."""


def put_conditions(drafting: Drafting) -> None:
    """Part the ways at rows for one case, and ask about conditions that no way of their step carries.

    A row without a number in a numbered table, which begins with its case and follows a step simply, is passed by the
    dossiers of that case alone; the others go on with the row after it.
    """
    steps = drafting.data["steps"]
    numbered = any("number" in step for step in steps.values())
    for before, step in list(steps.items()):
        id_ = step.get("next")
        row = steps.get(id_) if isinstance(id_, str) else None
        if row is None or not numbered or "number" in row or not isinstance(row.get("next"), str):
            continue
        if found := _OF_A_CASE.fullmatch(_title(row)):
            _part(drafting, before, id_, " ".join(found["when"].split()))
    for id_, step in steps.items():
        _ask(drafting, id_, step)


def _part(drafting: Drafting, before: str, id_: str, when: str) -> None:
    at = drafting.positions["steps", id_]
    onward = drafting.data["steps"][id_]["next"]
    drafting.put(("steps", before, "next"), [{"to": id_, "when": when}, {"to": onward, "default": True}], at)
    message = Message("“{when}” is taken for a step of these dossiers alone; the others go on without it", when=when)
    fix = Message("see that this is so, and give the share of the dossiers that go this way (share: 15 %)")
    drafting.doubt(at, "case", message, fix, id_)


def _ask(drafting: Drafting, id_: str, step: Mapping[str, Any]) -> None:
    """Ask what a step says under a condition that no way of it carries: who takes it, where they go, how long it is."""
    at = drafting.positions["steps", id_]
    parted = isinstance(step.get("next"), list) or _is_parted(drafting, id_)
    if not parted and (found := _OF_A_CASE.fullmatch(_title(step))):
        message = Message(
            "“{when}” begins a row for some dossiers; until it is settled all take this step, and its time counts for "
            "all",
            when=" ".join(found["when"].split()),
        )
        fix = Message(
            "write at the step before it, under “next”, which dossiers come here (when, share) and which do not"
        )
        drafting.doubt(at, "condition", message, fix, id_)
    elif not parted and (said := next(_conditions(step, _SENDS), None)):
        message = Message("“{text}”: where the dossier goes then is left open", text=said)
        fix = Message("write it under “next” of this step: to (the step) or end, when, and how often at most (at_most)")
        drafting.doubt(at, "condition", message, fix, id_, Severity.INFO)
    if said := next(_conditions(step, _ADDS), None):
        message = Message("“{text}”: until it is settled this time counts for no dossier", text=said)
        fix = Message("write a step or a variant of its own for these dossiers, with its time")
        drafting.doubt(at, "added-time", message, fix, id_)


def _is_parted(drafting: Drafting, id_: str) -> bool:
    """Say whether a branch under a condition leads to a step."""
    ways = [step["next"] for step in drafting.data["steps"].values() if isinstance(step.get("next"), list)]
    return any(branch.get("to") == id_ and "when" in branch for branches in ways for branch in branches)


def _conditions(step: Mapping[str, Any], wanted: re.Pattern[str]) -> Iterator[str]:
    """Yield what the title and the remarks of a step say in such words."""
    for value in (step.get("title"), *step.get("notes", ())):
        for text in Text.of(value) if value else ():
            if found := wanted.search(text):
                yield " ".join(found[0].split())


def _title(step: Mapping[str, Any]) -> str:
    return next(iter(Text.of(step.get("title", ""))), "")
