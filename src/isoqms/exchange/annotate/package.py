"""The archive an office program made, with some parts changed and all others as they were."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from isoqms.exchange.annotate.splice import Tree, appended, apply, as_utf8, parse, quoted

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""How the parts we add begin."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: `kind` is the last word of its type, `target` the name of the other part."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of an archive by name; changes are kept until it is written."""

    def __init__(self, raw: bytes) -> None:
        """Read the names of the parts.

        Raises:
            ValueError: `raw` is no archive.
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except zipfile.BadZipFile as error:
            raise ValueError(f"no archive: {error}") from error
        self._infos = {info.filename.casefold(): info for info in self._archive.infolist()}
        self._changed: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._infos or name in self._new

    def part(self, name: str) -> bytes:
        """Return the content of a part, as changed so far; XML in UTF-8.

        Raises:
            ValueError: there is no such part.
        """
        if name in self._new:
            return self._new[name]
        info = self._infos.get(name.casefold())
        if info is None:
            raise ValueError(f"no part is called {name!r}")
        return self._changed.get(info.filename) or as_utf8(self._archive.read(info))

    def put(self, name: str, content: bytes) -> None:
        """Change a part, or add one behind all others."""
        info = self._infos.get(name.casefold())
        if info is None:
            self._new[name] = content
        else:
            self._changed[info.filename] = content

    def fresh(self, before: str, after: str) -> str:
        """Return the first name of the form `before` number `after` that no part has."""
        number = 1
        while f"{before}{number}{after}" in self:
            number += 1
        return f"{before}{number}{after}"

    def relations(self, name: str) -> list[Relation]:
        """Return the relations of a part to others of the archive, in order."""
        part = _relations_part(name)
        if part not in self:
            return []
        found = []
        for element in parse(self.part(part)).named(f"{_RELATIONS} Relationship"):
            values = element.attributes
            if values.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(name), unquote(values.get("Target", "")))
                kind = values.get("Type", "").rpartition("/")[2]
                found.append(Relation(values.get("Id", ""), kind, posixpath.normpath(target).lstrip("/")))
        return found

    def relate(self, name: str, type_: str, target: str) -> str:
        """Relate a part to the part `target` and return the id of the relation."""
        part = _relations_part(name)
        if part not in self:
            self.put(part, f'{HEAD}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode())
        raw = self.part(part)
        tree = parse(raw)
        taken = {each.attributes.get("Id") for each in tree.elements}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        address = posixpath.relpath(target, posixpath.dirname(name))
        piece = (
            f"<{tree.root.prefix}Relationship Id={quoted(f'rId{number}')} Type={quoted(type_)} "
            f"Target={quoted(address)}/>"
        )
        self.put(part, apply(raw, [appended(tree.root, [piece], raw)]))
        return f"rId{number}"

    def declare(self, name: str, type_: str, by_suffix: bool = False) -> None:
        """Say of what type a new part is: it alone, or every part with its suffix where that is not said yet."""
        raw = self.part(_TYPES_PART)
        tree = parse(raw)
        suffix = posixpath.splitext(name)[1].lstrip(".")
        stated = {values.get("Extension", "").casefold(): values.get("ContentType") for values in _values(tree)}
        if by_suffix and stated.get(suffix.casefold()) == type_:
            return
        prefix = tree.root.prefix
        alone = f"<{prefix}Override PartName={quoted('/' + name)} ContentType={quoted(type_)}/>"
        general = f"<{prefix}Default Extension={quoted(suffix)} ContentType={quoted(type_)}/>"
        piece = general if by_suffix and suffix.casefold() not in stated else alone
        self.put(_TYPES_PART, apply(raw, [appended(tree.root, [piece], raw)]))

    def written(self) -> bytes:
        """Return the archive: parts in their order with their times, new ones behind them at a fixed time."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.comment = self._archive.comment
            for info in self._archive.infolist():
                changed = self._changed.get(info.filename)
                content = self._archive.read(info) if changed is None else changed
                archive.writestr(copy.copy(info), content, compress_type=info.compress_type)
            for name, content in self._new.items():
                archive.writestr(_new_entry(name), content)
        return target.getvalue()


def repacked(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of parts, all at one fixed time, so that the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts:
            archive.writestr(_new_entry(name), content)
    return target.getvalue()


def _new_entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0  # else it tells on which system the copy was made
    return info


def _relations_part(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _values(tree: Tree) -> list[dict[str, str]]:
    return [dict(element.attributes) for element in tree.named(f"{_TYPES} Default")]
