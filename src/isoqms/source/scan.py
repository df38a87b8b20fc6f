"""Bytes → text → YAML nodes by ruamel's C scanner, with what can go wrong said in words an officer can act on."""

from __future__ import annotations

import re
import sys
from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from isoqms.source.nodes import Builder, FatalError, Flaw, Positions
from isoqms.source.slips import slip, slip_above
from isoqms.words import Message, phrase

MAX_BYTES = 2**20

_LINE_END = "\r\n|[\n\r\x85\u2028\u2029]"
_NOT_CLOSED = r"found unexpected end"
_NO_COLON = r"could not find expected ':'"

_ADVICE: tuple[tuple[str, str, str], ...] = (
    (
        r"tab character|'\\t'|\t",
        phrase("a tab stands where only spaces may stand"),
        phrase("replace the tab by spaces"),
    ),
    (
        r"cannot start any token",
        phrase("this line begins with a sign that has a meaning of its own in YAML"),
        phrase("put the text in quotes"),
    ),
    (
        r"mapping values are not allowed|found unexpected ':'",
        phrase("there is a colon too many, or the line is indented wrongly"),
        phrase("put a text that contains a colon in quotes, and line the names up below each other"),
    ),
    (
        r"could not find expected ':'",
        phrase("a name without a colon, or a text that goes on without quotes"),
        phrase("write “name: value”, and put long texts in quotes"),
    ),
    (
        r"did not find expected (key|'-' indicator|<document start>)",
        phrase("the line is indented wrongly"),
        phrase("line it up with the names above it; use spaces only"),
    ),
    (
        r"did not find expected ',' or|did not find expected node content",
        phrase("a list or a group in brackets is not closed or lacks a comma"),
        phrase("check the brackets and commas of this line and the lines above it"),
    ),
    (_NOT_CLOSED, phrase("a quotation mark or a bracket is opened and not closed"), phrase("close it")),
    (
        r"unknown escape",
        phrase("a backslash in double quotes has a meaning of its own"),
        phrase("use single quotes instead"),
    ),
    (
        r"control characters|special characters",
        phrase("there is a sign that no text may contain"),
        phrase("type the line again"),
    ),
)


class _Reader(CParser):  # type: ignore[misc]
    """The C scanner and composer, without guessing at types of scalars: `nodes` reads those, by rules of ours."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> None:
        """Give a node no tag."""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Nothing depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing depends on where a node stands."""


def decode(raw: bytes) -> tuple[str, list[Flaw]]:
    """Return the text of a file, or the flaw that makes it unreadable as UTF-8 text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [_encoding(1, Message("the file is saved as UTF-16"))]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        if b"\0" in raw[:4096]:
            return "", [_binary(line)]
        return "", [_encoding(line, Message("the file is not saved as UTF-8"))]
    return ("", [_binary(1)]) if "\0" in text else (text, [])


def read(text: str) -> tuple[Any, Positions, list[Flaw]]:
    """Return the data of YAML `text` with positions, or the flaws that stop it from being read."""
    try:
        builder = Builder(_Reader(text).get_event)
        return builder.document(), builder.positions, builder.flaws
    except FatalError as error:
        return None, {}, [error.flaw]
    except MarkedYAMLError as error:
        return None, {}, [_explained(error, text)]
    except YAMLError as error:
        before = text[: getattr(error, "position", None) or 0]
        return None, {}, [_explained_as(str(error), before.count("\n") + 1, len(before) - before.rfind("\n"))]


def compose(text: str) -> Any:
    """Return the top node of a `text` that was read without flaws: what an edit needs beyond data and positions."""
    return _Reader(text).get_single_node()


def _explained(error: MarkedYAMLError, text: str) -> Flaw:
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    opened = re.search(f"{_NOT_CLOSED}|{_NO_COLON}", said) and error.context_mark
    mark = opened or error.problem_mark or error.context_mark
    if mark is None:
        return _explained_as(said, 1, 1)
    if text[mark.index : mark.index + 1] == "\t":
        return _explained_as("tab character", mark.line + 1, mark.column + 1)
    reached = sys.maxsize if re.search(_NO_COLON, said) else mark.column
    return _slip_at(text, mark.line, reached) or _explained_as(said, mark.line + 1, mark.column + 1)


def _slip_at(text: str, line: int, reached: int) -> Flaw | None:
    """Return the slip in a line (counted from 0) refused after so many signs, or in the one written above it."""
    lines = re.split(_LINE_END, text)[: line + 1]
    if len(lines) <= line:
        return None
    found = slip(lines[line])
    if found is None or found.column > reached:
        line = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), line)
        found = slip_above(lines[line])
    return Flaw(line + 1, found.column + 1, "format/yaml", found.message, found.fix) if found else None


def _explained_as(said: str, line: int, column: int) -> Flaw:
    for pattern, message, fix in _ADVICE:
        if re.search(pattern, said):
            return Flaw(line, column, "format/yaml", Message(message), Message(fix))
    return _unexplained(line, column, said)


def _unexplained(line: int, column: int, said: str) -> Flaw:
    return Flaw(
        line,
        column,
        "format/yaml",
        Message("the line cannot be read as YAML ({said})", said=said),
        Message("compare it with a file that is read without problems"),
    )


def _encoding(line: int, message: Message) -> Flaw:
    return Flaw(line, 1, "format/encoding", message, Message("save it again with the encoding UTF-8"))


def _binary(line: int) -> Flaw:
    return Flaw(
        line,
        1,
        "format/binary",
        Message("this is not a text file"),
        Message("a procedure is a text file; bring in Word or Excel tables with “isoqms import”"),
    )
