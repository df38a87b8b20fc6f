"""Bytes → text → YAML nodes by ruamel's C scanner, with what can go wrong said in words an officer can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

from isoqms.source.nodes import MAX_DEPTH, Flaw
from isoqms.words import Message, phrase

MAX_BYTES = 2**20

_NOT_CLOSED = r"found unexpected end"
_SAFE_DEPTH = 300
"""How deep the composer, which recurses in C, may be sent on the smallest stack we run on; ours is checked after it."""

_CLOSED_AGAIN = re.compile(r"[\[{][^\[\]{}\"'#!]*[\]}]")
_LEAD = re.compile(rf"(?:^|[\n\r\x85\u2028\u2029])[ \t?:-]{{{MAX_DEPTH},}}")
_TAG = re.compile(r"(?:^|[\s\[{,:])!")
_NOTHING = ("", "~", "null", "Null", "NULL")

_ADVICE: tuple[tuple[str, str, str], ...] = (
    (r"tab character|'\\t'|\t", phrase("a tab stands where only spaces may stand"),
     phrase("replace the tab by spaces")),
    (r"cannot start any token", phrase("this line begins with a sign that has a meaning of its own in YAML"),
     phrase("put the text in quotes")),
    (r"mapping values are not allowed|found unexpected ':'",
     phrase("there is a colon too many, or the line is indented wrongly"),
     phrase("put a text that contains a colon in quotes, and line the names up below each other")),
    (r"could not find expected ':'", phrase("a name without a colon, or a text that goes on without quotes"),
     phrase("write “name: value”, and put long texts in quotes")),
    (r"did not find expected (key|'-' indicator|<document start>)", phrase("the line is indented wrongly"),
     phrase("line it up with the names above it; use spaces only")),
    (r"did not find expected ',' or|did not find expected node content",
     phrase("a list or a group in brackets is not closed or lacks a comma"),
     phrase("check the brackets and commas of this line and the lines above it")),
    (_NOT_CLOSED, phrase("a quotation mark or a bracket is opened and not closed"),
     phrase("close it")),
    (r"undefined alias", phrase("it refers to a part (*name) that is not defined above (&name)"),
     phrase("define the part first, or write it out")),
    (r"found duplicate anchor", phrase("the same &name is given to two parts"), phrase("use another name")),
    (r"unknown escape", phrase("a backslash in double quotes has a meaning of its own"),
     phrase("use single quotes instead")),
    (r"but found another document|expected a single document", phrase("the file holds more than one document"),
     phrase("keep one procedure per file and remove the line ---")),
    (r"control characters|special characters", phrase("there is a sign that no text may contain"),
     phrase("type the line again")),
)  # fmt: skip


class _Reader(CParser):  # type: ignore[misc]
    """The C scanner and composer, without guessing at types of scalars: `nodes` reads those, by rules of ours."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> None:
        """Give a node no tag."""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Nothing depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing depends on where a node stands."""

    def events(self) -> Iterator[Any]:
        """Yield the events of the text one by one."""
        while self.check_event():
            yield self.get_event()


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


def compose(text: str) -> tuple[Any, list[Flaw]]:
    """Return the top node of YAML `text`, or the flaws that stop it from being read."""
    if flaw := _too_deep(text) or _tagged(text):
        return None, [flaw]
    try:
        node = _Reader(text).get_single_node()
    except MarkedYAMLError as error:
        return None, [_explained(error, text)]
    except YAMLError as error:
        before = text[: getattr(error, "position", None) or 0]
        return None, [_explained_as(str(error), before.count("\n") + 1, len(before) - before.rfind("\n"))]
    if node is None or (node.id == "scalar" and node.value in _NOTHING):
        return None, [Flaw(1, 1, "format/empty", Message("the file is empty"),
                           Message("write the procedure, or delete the file"))]  # fmt: skip
    return node, []


def _explained(error: MarkedYAMLError, text: str) -> Flaw:
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    opened = re.search(_NOT_CLOSED, said) and error.context_mark
    mark = opened or error.problem_mark or error.context_mark
    if mark is None:
        return _explained_as(said, 1, 1)
    if text[mark.index : mark.index + 1] == "\t":
        said = "tab character"
    return _explained_as(said, mark.line + 1, mark.column + 1)


def _explained_as(said: str, line: int, column: int) -> Flaw:
    for pattern, message, fix in _ADVICE:
        if re.search(pattern, said):
            return Flaw(line, column, "format/yaml", Message(message), Message(fix))
    return _unexplained(line, column, said)


def _unexplained(line: int, column: int, said: str) -> Flaw:
    return Flaw(line, column, "format/yaml", Message("the line cannot be read as YAML ({said})", said=said),
                Message("compare it with a file that is read without problems"))  # fmt: skip


def _encoding(line: int, message: Message) -> Flaw:
    return Flaw(line, 1, "format/encoding", message, Message("save it again with the encoding UTF-8"))


def _binary(line: int) -> Flaw:
    return Flaw(line, 1, "format/binary", Message("this is not a text file"),
                Message("a procedure is a text file; bring in Word or Excel tables with “isoqms import”"))  # fmt: skip


def _too_deep(text: str) -> Flaw | None:
    """Find nesting beyond `MAX_DEPTH` before composing, which recurses once per level in C.

    Counting the brackets left open and the signs a line begins with is cheap and never too low; only texts it suspects
    are scanned event by event.
    """
    if not _LEAD.search(text) and _open_brackets(text) <= _SAFE_DEPTH:
        return None
    depth = 0
    try:
        for event in _Reader(text).events():
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > MAX_DEPTH:
                mark = event.start_mark
                return Flaw(mark.line + 1, mark.column + 1, "format/depth",
                            Message("the file nests deeper than {depth} levels", depth=MAX_DEPTH),
                            Message("look for a bracket or a dash too many"))  # fmt: skip
    except YAMLError:
        return None
    return None


def _open_brackets(text: str) -> int:
    """Return at least the depth of brackets in `text`.

    A pair with nothing between that could end or begin a quotation, comment or tag is closed for certain, whatever
    stands around it; taking such pairs out a few times leaves the ones that matter.
    """
    for _ in range(4):
        text = _CLOSED_AGAIN.sub("", text)
    return text.count("[") + text.count("{")


def _tagged(text: str) -> Flaw | None:
    """Refuse explicit tags (`!!python/…`): data carries no instructions."""
    if not _TAG.search(text):
        return None
    try:
        for event in _Reader(text).events():
            if getattr(event, "tag", None):
                mark = event.start_mark
                return Flaw(mark.line + 1, mark.column + 1, "format/tag",
                            Message("“{tag}” gives a value a type of its own, which is not allowed", tag=event.tag),
                            Message("remove the tag, or put the text in quotes"))  # fmt: skip
    except YAMLError:
        return None
    return None
