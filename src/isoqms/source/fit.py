"""Whether plain data fits a JSON Schema, as a yes or no: most files do, and then nobody needs to hear more.

The schema is turned into nested functions once; they answer a few times faster than a validator which must be able to
explain. Only the keywords our schemas use are known, with the meaning JSON Schema 2020-12 gives them for data read from
YAML; another keyword is refused, so that none is ever passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

Check = Callable[[Any], bool]
Schema = Mapping[str, Any]

_SILENT = {"$schema", "$id", "$defs", "title", "description"}
_KNOWN = {
    "str": {"minLength", "pattern"},
    "list": {"items", "minItems", "uniqueItems"},
    "dict": {"properties", "required", "additionalProperties", "propertyNames", "minProperties"},
    "number": {"minimum", "maximum"},
    "any": {"type", "enum", "$ref", "if", "then", "else"},
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "object": (dict,),
    "array": (list,),
    "number": (int, float),
    "integer": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@lru_cache(maxsize=64)
def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern as JSON Schema means it: `$` is the very end of the text and `\\d` an ASCII digit."""
    return re.compile(re.sub(r"\$$", r"\\Z", text), re.ASCII)


def compiled(schema: Schema, root: Schema | None = None, refs: dict[str, Check] | None = None) -> Check:
    """Return the function that says whether data fits `schema`.

    Raises:
        ValueError: the schema uses a keyword, or a value of it, that is not known here.
    """
    root, refs = schema if root is None else root, {} if refs is None else refs
    unknown = set(schema) - _SILENT - set().union(*_KNOWN.values())
    if unknown:
        raise ValueError(f"schema keywords {sorted(unknown)} are not known")

    def part(inner: Schema) -> Check:
        return compiled(inner, root, refs)

    checks = [_by_type(schema, part)]
    if "enum" in schema:
        checks.append(_one_of(schema["enum"]))
    if "$ref" in schema:
        checks.append(_referred(schema["$ref"], root, refs))
    if "if" in schema:
        checks.append(_choice(schema, part))
    checks = [check for check in checks if check is not _anything] or [_anything]
    return checks[0] if len(checks) == 1 else lambda value: all(check(value) for check in checks)


def _anything(value: Any) -> bool:
    return True


def _by_type(schema: Schema, part: Callable[[Schema], Check]) -> Check:
    """Return the check of the keywords that hold for one type of data each, or ask for a type."""
    used = [set(schema) & _KNOWN[name] for name in ("str", "list", "dict", "number")]
    if "type" not in schema and not any(used):
        return _anything
    named = schema.get("type", list(_TYPES))
    by_type: dict[type, Check] = {}
    for name in [named] if isinstance(named, str) else named:
        for type_ in _TYPES[name]:
            whole = name == "integer" and type_ is float and "number" not in named
            by_type.setdefault(type_, _whole(schema) if whole else _of(type_, schema, part))
    lookup = by_type.get

    def check(value: Any) -> bool:
        inner = lookup(type(value))
        return inner is not None and inner(value)

    return check


def _of(type_: type, schema: Schema, part: Callable[[Schema], Check]) -> Check:
    if type_ is str:
        return _text(schema)
    if type_ is list:
        return _list(schema, part)
    if type_ is dict:
        return _group(schema, part)
    return _range(schema) if type_ in (int, float) else _anything


def _text(schema: Schema) -> Check:
    least = schema.get("minLength", 0)
    found = pattern(schema["pattern"]).search if "pattern" in schema else None
    if found is None:
        return (lambda value: len(value) >= least) if least else _anything
    return lambda value: len(value) >= least and found(value) is not None


def _list(schema: Schema, part: Callable[[Schema], Check]) -> Check:
    least, item = schema.get("minItems", 0), part(schema.get("items", {}))
    if schema.get("uniqueItems"):
        # only lists of texts may ask for this: the items were checked before they are compared
        if _TYPES.get(str(schema.get("items", {}).get("type"))) != (str,) and "$ref" not in schema.get("items", {}):
            raise ValueError("uniqueItems is known for lists of texts only")
        return lambda value: len(value) >= least and all(map(item, value)) and len(set(value)) == len(value)
    return lambda value: len(value) >= least and all(map(item, value))


def _group(schema: Schema, part: Callable[[Schema], Check]) -> Check:
    known = {name: part(inner) for name, inner in schema.get("properties", {}).items()}
    required, least = tuple(schema.get("required", ())), schema.get("minProperties", 0)
    names = part({"type": "string", **schema["propertyNames"]}) if "propertyNames" in schema else None
    others = schema.get("additionalProperties", True)
    other = _never if others is False else _anything if others is True else part(others)

    def check(value: Any) -> bool:
        if len(value) < least:
            return False
        for name in required:
            if name not in value:
                return False
        for name, inner in value.items():
            if not known.get(name, other)(inner) or (names is not None and not names(name)):
                return False
        return True

    return check


def _never(value: Any) -> bool:
    return False


def _range(schema: Schema) -> Check:
    if "minimum" not in schema and "maximum" not in schema:
        return _anything
    least, most = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))
    return lambda value: least <= value <= most


def _whole(schema: Schema) -> Check:
    inside = _range(schema)
    return lambda value: value.is_integer() and inside(value)


def _one_of(values: list[Any]) -> Check:
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"enum is known for texts only, not {values!r}")
    allowed = frozenset(values)
    return lambda value: isinstance(value, str) and value in allowed


def _referred(ref: str, root: Schema, refs: dict[str, Check]) -> Check:
    if not ref.startswith("#/$defs/"):
        raise ValueError(f"$ref {ref!r} leads elsewhere")
    if ref not in refs:
        refs[ref] = lambda value: refs[ref](value)  # for a schema that refers to itself
        refs[ref] = compiled(root["$defs"][ref.removeprefix("#/$defs/")], root, refs)
    return refs[ref]


def _choice(schema: Schema, part: Callable[[Schema], Check]) -> Check:
    condition, then, otherwise = (part(schema.get(name, {})) for name in ("if", "then", "else"))
    return lambda value: then(value) if condition(value) else otherwise(value)
