"""XML changed in place: elements are found with the bytes they stand at, pieces are put in, no other byte moves."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_NAME = re.compile(rb"<([^\s/>]+)")
_DECLARED = re.compile(r"^(<\?xml[^>]*?encoding\s*=\s*)([\"'])[^\"']*\2")
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(slots=True)
class Element:
    """An element and where it stands: `start` and `end` of the whole, `inside` and `close` of what it holds.

    `name` is the namespace and the local name with a space between; `tag` is the name as it is written; `path` leads
    to the elements around it, outermost first.
    """

    name: str
    tag: str
    attributes: Mapping[str, str]
    parent: Element | None
    start: int
    inside: int
    close: int = -1
    end: int = -1

    @property
    def empty(self) -> bool:
        """Say whether it is written as one tag, `<a/>`."""
        return self.inside == self.end

    @property
    def prefix(self) -> str:
        """The prefix of its name with the colon, or nothing."""
        before, colon, _ = self.tag.rpartition(":")
        return before + colon


class Edit(NamedTuple):
    """Bytes from `start` to `end` to be replaced by `new`."""

    start: int
    end: int
    new: bytes


class Tree(NamedTuple):
    """The elements of a part in the order they begin, and the prefix each namespace is first bound to."""

    elements: tuple[Element, ...]
    prefixes: Mapping[str, str]

    def named(self, *names: str) -> list[Element]:
        """Return the elements of these names, in order."""
        return [element for element in self.elements if element.name in names]

    @property
    def root(self) -> Element:
        """The outermost element."""
        return self.elements[0]


def as_utf8(raw: bytes) -> bytes:
    """Return an XML part in UTF-8, in which nearly all are written already."""
    if not raw.startswith(_LONG_MARKS):
        return raw
    return _DECLARED.sub(r"\1\2UTF-8\2", raw.decode("utf-16")).encode()


def parse(raw: bytes) -> Tree:
    """Find the elements of a part in UTF-8.

    Raises:
        ValueError: the part is not well-formed, or declares entities.
    """
    finder = _Finder(raw)
    try:
        finder.parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    return Tree(tuple(finder.found), finder.prefixes)


class _Finder:
    """The elements met while a part is read."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.found: list[Element] = []
        self.prefixes: dict[str, str] = {}
        self._open: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartNamespaceDeclHandler = self._bound
        self.parser.EntityDeclHandler = self._refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        written, tag = _TAG.match(self.raw, start), _NAME.match(self.raw, start)
        if written is None or tag is None:
            raise ValueError(f"no tag at byte {start}")
        parent = self._open[-1] if self._open else None
        element = Element(name, tag[1].decode(), attributes, parent, start, written.end())
        self.found.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        element, index = self._open.pop(), self.parser.CurrentByteIndex
        if self.raw.startswith(b"/>", element.inside - 2):
            element.close = element.end = element.inside
            return
        closing = _TAG.match(self.raw, index)
        if closing is None:
            raise ValueError(f"no tag at byte {index}")
        element.close, element.end = index, closing.end()

    def _bound(self, prefix: str | None, uri: str) -> None:
        if prefix:
            self.prefixes.setdefault(uri, prefix)

    def _refused(self, *declaration: object) -> None:
        raise ValueError(f"the part declares an entity: {declaration[0]!r}")


def appended(element: Element, pieces: Iterable[str], raw: bytes) -> Edit:
    """Return the edit that puts pieces of XML behind everything `element` holds."""
    new = "".join(pieces).encode()
    if not element.empty:
        return Edit(element.close, element.close, new)
    opening = raw[element.start : element.end - 2].rstrip()
    return Edit(element.start, element.end, b"%b>%b</%b>" % (opening, new, element.tag.encode()))


def inserted(at: int, piece: str) -> Edit:
    """Return the edit that puts a piece of XML before the byte `at`."""
    return Edit(at, at, piece.encode())


def apply(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `raw` with the edits made; those at one place in the order given.

    Raises:
        ValueError: two edits would replace the same bytes.
    """
    parts, done = [], 0
    for edit in sorted(edits, key=lambda each: each.start):
        if edit.start < done:
            raise ValueError(f"two edits at byte {edit.start}")
        parts += [raw[done : edit.start], edit.new]
        done = edit.end
    return b"".join([*parts, raw[done:]])


def written(text: str) -> str:
    """Return a text as it stands in XML; signs that XML cannot hold are replaced by a question mark in a diamond."""
    return escape(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def quoted(text: str) -> str:
    """Return the value of an attribute, in quotation marks."""
    return quoteattr(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text))
