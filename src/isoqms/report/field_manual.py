"""The manual of the file format, printed from the schemas: every name, what it holds, how it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from isoqms.resources import schema_text
from isoqms.words import Message, phrase, translate

Schema = Mapping[str, Any]

_KINDS = {
    "string": phrase("text"),
    "object": phrase("group"),
    "array": phrase("list"),
    "integer": phrase("whole number"),
    "number": phrase("number"),
    "boolean": phrase("true or false"),
}
_NAMED = {
    "text": phrase("text, one or several languages"),
    "id": phrase("id"),
    "date": phrase("date"),
    "percent": phrase("percent"),
    "hours": phrase("opening hours"),
}


def manual(kinds: Sequence[str], lang: str) -> str:
    """Return the manual of the file kinds as Markdown in `lang`."""
    return "\n".join(line for kind in kinds for line in _file_chapter(json.loads(schema_text(kind)), lang))


def _file_chapter(schema: Schema, lang: str) -> Iterator[str]:
    yield f"# {translate(schema['title'], lang)}"
    yield ""
    yield translate(schema["description"], lang)
    yield ""
    yield from _table(schema, schema, lang)
    for path, group in _groups(schema, schema, (), set()):
        yield f"## {path}"
        yield ""
        yield translate(group.get("description", ""), lang)
        yield ""
        yield from _table(group, schema, lang)


def _groups(schema: Schema, root: Schema, path: tuple[str, ...], seen: set[int]) -> Iterator[tuple[str, Schema]]:
    """Yield every group of names below `schema` once, under the path where it is first met."""
    for name, entry in schema.get("properties", {}).items():
        inner, suffix = _inner(entry, root)
        if inner is None or id(inner) in seen:
            continue
        seen.add(id(inner))
        below = (*path, name + suffix)
        yield ".".join(below), inner
        yield from _groups(inner, root, below, seen)


def _inner(entry: Schema, root: Schema) -> tuple[Schema | None, str]:
    """Return the group of names an entry holds (directly, as list items, or under free ids), and how to write that."""
    entry = _resolved(entry, root)
    suffix = ""
    while True:
        if "properties" in entry:
            return entry, suffix
        if "items" in entry:
            entry, suffix = _resolved(entry["items"], root), suffix + "[]"
        elif isinstance(entry.get("additionalProperties"), Mapping) and "type" in entry:
            entry, suffix = _resolved(entry["additionalProperties"], root), suffix + ".<id>"
        else:
            return None, suffix


def _resolved(entry: Schema, root: Schema) -> Schema:
    """Return an entry where it is defined; of one that may be nothing, what it is otherwise."""
    something = [each for each in entry.get("anyOf", ()) if each != {"type": "null"}]
    if len(something) == 1:
        return _resolved(something[0], root)
    if "$ref" not in entry:
        return entry
    found: Schema = root["$defs"][entry["$ref"].rsplit("/", 1)[1]]
    return found


def _table(schema: Schema, root: Schema, lang: str) -> Iterator[str]:
    heads = (Message("Name"), Message("Kind"), Message("What it holds"))
    yield "| " + " | ".join(head.render(lang) for head in heads) + " |"
    yield "|---|---|---|"
    required = set(schema.get("required", ()))
    for name, entry in schema.get("properties", {}).items():
        star = " *" if name in required else ""
        yield f"| `{name}`{star} | {_kind(entry, root, lang)} | {_description(entry, root, lang)} |"
    yield ""


def _kind(entry: Schema, root: Schema, lang: str) -> str:
    named = [each for each in (entry, *entry.get("anyOf", ())) if "$ref" in each]
    name = named[0]["$ref"].rsplit("/", 1)[-1] if named else ""
    if name in _NAMED:
        return translate(_NAMED[name], lang)
    full = _resolved(entry, root)
    if "enum" in full:
        return ", ".join(f"`{value}`" for value in full["enum"])
    kinds = full.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return " / ".join(translate(_KINDS[kind], lang) for kind in kinds if kind != "null")


def _description(entry: Schema, root: Schema, lang: str) -> str:
    own = entry.get("description") or _resolved(entry, root).get("description", "")
    return translate(own, lang).replace("|", "\\|")
