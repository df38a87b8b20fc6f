"""What YAML's complaint about a line usually comes from in a file typed by hand or pasted from a word processor.

The scanner says what it expected; the person who wrote the line is helped by what stands there instead. Each slip is
looked for only after the line was refused, so none of these signs is forbidden where YAML allows it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from isoqms.words import Message, phrase

_ODD_SPACE: Final = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_OPENING: Final = r"(?:^|[:,{\[]|^\s*-)"
"""Where a name or a value begins."""


class Slip(NamedTuple):
    """A likely slip: how many signs of the line stand before it, what it is, and what to write."""

    column: int
    message: Message
    fix: Message


_ANY_LINE: Final = (
    (
        rf"{_OPENING} *([{_ODD_SPACE}])",
        phrase("a special space stands here, which only looks like one (pasted from a word processor)"),
        phrase("delete it and type the space anew"),
    ),
    (
        r"^\s*([–—−‐‑•·]) ?",
        phrase("a long dash or a bullet begins this line"),
        phrase("begin the entries of a list with a hyphen and a space: “- ”"),
    ),
    (
        r"^\s*(?:- )*[\w.-]+(:)[^\s:/]",
        phrase("a space is missing after the colon"),
        phrase("write “name: value”, and put long texts in quotes"),
    ),
)

_REFUSED_LINE: Final = (
    (
        rf"{_OPENING} *([“”„‟‘’‚«])",
        phrase("curly quotation marks do not hold a text together"),
        phrase("use the straight ones: \"…\" or '…'"),
    ),
    (r"^\s*(-)[^\s-]", phrase("a space is missing after the hyphen"), phrase("write “- ” before each entry of a list")),
    (
        r""":\s+(?:"[^"]*"|'[^']*'|\[[^][]*\]|\{[^{}]*\})\s*([^\s,#}\]:])""",
        phrase("the text goes on after its closing quotation mark or bracket"),
        phrase("put the whole text in single quotes: '…'"),
    ),
)


def slip(line: str) -> Slip | None:
    """Return the likely slip in a refused line; None when nothing in it is known to go wrong often."""
    return _first(line, (*_ANY_LINE, *_REFUSED_LINE))


def slip_above(line: str) -> Slip | None:
    """Return the slip in the line above a refused one that makes the scanner stumble only later."""
    return _first(line, _ANY_LINE)


def pasted(value: str) -> Message | None:
    """Return what to do about signs in a short value that only look like those typed on a keyboard."""
    if re.search(f"[{_ODD_SPACE}]", value):
        return Message("there is a special space in it, pasted from a word processor: type it anew")
    if re.search("[“”„‟‘’«»]", value):
        return Message("there are curly quotation marks in it, pasted from a word processor: leave them out")
    return None


def thousands(value: str) -> Message | None:
    """Return what to write for a number with points or commas between its thousands, or that may have them."""
    if not re.fullmatch(r"[-+]?[0-9]{1,3}(?:[.,][0-9]{3})+ ?(?:đ|đồng|vnđ|vnd)?", value.strip(), re.IGNORECASE):
        return None
    digits = re.sub("[^0-9]", "", value)
    return Message(
        "if {digits} is meant, write it without points and commas; a fraction has fewer decimals (1.5)", digits=digits
    )


def _first(line: str, slips: tuple[tuple[str, str, str], ...]) -> Slip | None:
    for pattern, message, fix in slips:
        if found := re.search(pattern, line):
            return Slip(found.start(1), Message(message), Message(fix))
    return None
