"""Problems as a listing: for people, and as JSON and GitHub annotations for other programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol, TypedDict

from isoqms.problem import Problem
from isoqms.words import Message, Renderable

_COMMANDING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]")
"""Control signs, line ends and signs that turn the direction of writing."""


class Acceptance(Protocol):
    """What is told of an accepted problem."""

    @property
    def reason(self) -> Renderable:
        """Why it is accepted."""
        ...

    @property
    def approver(self) -> str:
        """Who accepted it."""
        ...

    @property
    def expires(self) -> date:
        """Until when."""
        ...


class Placed(TypedDict, total=False):
    """What is told of some problems only.

    `place` is where one stands in a file whose lines nobody counts, as its reader finds it: its table or sheet and
    cell; `baseline` whether an earlier run told it, “unchanged”, or not, “new”; `kind` is “open” where nobody could
    judge.
    """

    place: str
    baseline: str
    kind: str


class Row(Placed):
    """One problem in words."""

    rule: str
    severity: str
    ground: str
    file: str
    line: int
    column: int
    object: str
    message: str
    fix: str
    accepted: dict[str, str] | None


class Rows(TypedDict):
    """A listing: the procedures judged and the problems, by file and line."""

    procedures: int
    problems: list[Row]


def rows(outcomes: Iterable[tuple[Problem, Acceptance | None]], asked: int, lang: str) -> Rows:
    """Put judged problems into words for `lang`."""
    return {"procedures": asked, "problems": [_row(problem, accepted, lang) for problem, accepted in outcomes]}


def _row(problem: Problem, accepted: Acceptance | None, lang: str) -> Row:
    return {
        "rule": problem.rule,
        "severity": str(problem.severity),
        "ground": str(problem.ground),
        "file": problem.at.file,
        "line": problem.at.line,
        "column": problem.at.column,
        "object": problem.subject,
        "message": problem.message.render(lang),
        "fix": problem.fix.render(lang),
        "accepted": _accepted_words(accepted, lang) if accepted else None,
    }


def _accepted_words(accepted: Acceptance, lang: str) -> dict[str, str]:
    return {
        "reason": accepted.reason.render(lang),
        "approver": accepted.approver,
        "expires": accepted.expires.isoformat(),
    }


def as_text(listing: Rows, lang: str) -> str:
    """Return the listing for people: place, severity, sentence, what to do; accepted problems last; a count."""
    severities = {
        "error": Message("error").render(lang),
        "warning": Message("warning").render(lang),
        "info": Message("advice").render(lang),
    }
    lines = []
    for row in _open(listing):
        lines.append(f"{_place(row)}: {severities[row['severity']]}: {row['message']} [{row['rule']}]")
        if row["fix"]:
            lines.append(f"    → {row['fix']}")
    lines += _accepted_lines(listing, lang)
    return "\n".join(_visible(line) for line in [*lines, _summary(listing, lang)])


def _place(row: Row) -> str:
    if "place" not in row:
        return f"{row['file']}:{row['line']}:{row['column']}"
    return f"{row['file']}, {row['place']}" if row["place"] else row["file"]


def _visible(line: str) -> str:
    """Replace the signs that would move the cursor or colour a terminal: a text of the user's may hold them."""
    return _COMMANDING.sub("\N{REPLACEMENT CHARACTER}", line)


def _accepted_lines(listing: Rows, lang: str) -> Iterator[str]:
    """Yield a line for each acceptance in force; one that covers several places names the first and counts them."""
    covered: dict[tuple[str, ...], list[Row]] = {}
    for row in _accepted(listing):
        accepted = row["accepted"] or {}
        key = (row["file"], row["rule"], accepted["expires"], accepted["approver"], accepted["reason"])
        covered.setdefault(key, []).append(row)
    for (file, rule, expires, approver, reason), rows_ in covered.items():
        line = Message(
            "{file}:{line}: accepted until {expires} by {approver}: {message} [{rule}] (reason: {reason})",
            file=file,
            line=rows_[0]["line"],
            message=rows_[0]["message"],
            rule=rule,
            expires=date.fromisoformat(expires),
            approver=approver,
            reason=reason,
        ).render(lang)
        others = len(rows_) - 1
        yield line + (f" {Message('and in {number} more places', number=others).render(lang)}" if others else "")


def _summary(listing: Rows, lang: str) -> str:
    checked = _counts(listing)
    accepted = len(_accepted(listing))
    if accepted:
        checked = Message("{checked}; accepted with a reason: {number}", checked=checked, number=accepted)
    return checked.render(lang)


def _counts(listing: Rows) -> Message:
    found = Counter(row["severity"] for row in _open(listing))
    if not found:
        return Message("Procedures checked: {procedures}; no errors found", procedures=listing["procedures"])
    return Message(
        "Procedures checked: {procedures}; errors: {errors}, warnings: {warnings}, advice: {advice}",
        procedures=listing["procedures"],
        errors=found["error"],
        warnings=found["warning"],
        advice=found["info"],
    )


def _open(listing: Rows) -> list[Row]:
    return [row for row in listing["problems"] if not row["accepted"]]


def _accepted(listing: Rows) -> list[Row]:
    return [row for row in listing["problems"] if row["accepted"]]


def as_json(listing: Rows, lang: str) -> str:
    """Return the listing as one JSON object: `{procedures, problems: [{rule, severity, ground, file, line, …}]}`."""
    return json.dumps(listing, ensure_ascii=False, indent=2)


def as_github(listing: Rows, lang: str) -> str:
    """Return workflow commands that GitHub shows beside the changed lines."""
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    return "\n".join(
        f"::{levels[row['severity']]} file={_github(row['file'], True)},line={row['line']},col={row['column']},"
        f"title={_github(row['rule'], True)}::{_github(sentence(row))}"
        for row in _open(listing)
    )


def sentence(row: Row) -> str:
    """Return what is wrong and what to do in one line."""
    return f"{row['message']} → {row['fix']}" if row["fix"] else row["message"]


def _github(text: str, in_property: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if in_property else escaped
