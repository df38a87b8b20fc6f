"""Plain data against a JSON Schema: every departure as a problem at its line, in words that say what to write."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from isoqms.problem import Ground, Problem, Severity
from isoqms.resources import schema_text
from isoqms.source.fit import Check, compiled, pattern
from isoqms.source.slips import pasted, thousands
from isoqms.source.source import Keys, Source
from isoqms.words import Message, Renderable, phrase

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

FORMAT = "format/schema"

_KINDS = {
    "string": phrase("a text"),
    "object": phrase("a group of names and values"),
    "array": phrase("a list"),
    "integer": phrase("a whole number"),
    "number": phrase("a number"),
    "boolean": phrase("true or false"),
    "null": phrase("null"),
}

_NAMING = Message("use letters, digits, dot, hyphen and underscore, at most 80 and no spaces")


@lru_cache(maxsize=32)  # more than there are kinds of files: a folder holds them in any order
def _fits(schema: str) -> Check:
    return compiled(json.loads(schema_text(schema)))


@lru_cache(maxsize=8)
def _validator(schema: str) -> Any:
    # imported here: most folders hold no file that needs an explanation
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def check_pattern(validator: Any, text: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not pattern(text).search(instance):
            yield ValidationError(f"{instance!r} does not match {text!r}")

    kind: Any = extend(Draft202012Validator, {"pattern": check_pattern})  # type: ignore[no-untyped-call]
    return kind(json.loads(schema_text(schema)))


def validate(source: Source, schema: str) -> Iterator[Problem]:
    """Yield what in `source` departs from the schema called `schema` (for example "procedure")."""
    if _fits(schema)(source.data):
        return
    for error in _validator(schema).iter_errors(source.data):
        yield from _problems(source, error)


def _problems(source: Source, error: ValidationError) -> Iterator[Problem]:
    path: Keys = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
        written: Any = error.instance
        for key in sorted(set(written) - set(error.schema.get("properties", ()))):
            said = _unknown_key(key, written[key], error.schema)
            yield _problem(source, (*path, key), "format/unknown-key", *said)
        return
    if "propertyNames" in error.relative_schema_path:
        yield _problem(source, (*path, str(error.instance)), FORMAT, *_bad_name(error))
        return
    message, fix = _sentence(error)
    yield _problem(source, path, FORMAT, message, fix)


def _problem(source: Source, path: Keys, rule: str, message: Message, fix: Message) -> Problem:
    subject = str(path[1]) if len(path) > 1 and path[0] == "steps" else ""
    return Problem(source.at(path), rule, Severity.ERROR, Ground.FORMAT, message, fix, subject)


def _unknown_key(key: str, value: Any, schema: Mapping[str, Any]) -> tuple[Message, Message]:
    known = list(schema.get("properties", ()))
    near = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.6)
    if value is None and not near:
        # the second half of a text such as the time in {allowance: 0,5 ngày}
        message = Message("“{key}” stands alone: in brackets a comma begins a new name", key=key)
        return message, Message("put the whole text that contains the comma in quotes")
    message = Message("“{key}” is not a known name here", key=key)
    if near:
        return message, Message("did you mean “{near}”?", near=near[0])
    return message, Message("names known here: {known}", known=sorted(known))


def _sentence(error: ValidationError) -> tuple[Message, Message]:
    maker = _SENTENCES.get(str(error.validator))
    names = [key for key in error.absolute_path if isinstance(key, str)]  # an entry of a list goes by the list's name
    name: Renderable | str = names[-1] if names else Message("the file")
    described = Message(str(error.schema.get("description", ""))) if isinstance(error.schema, Mapping) else Message("")
    if maker:
        return maker(error, name, described)
    return Message("“{name}” is not as it should be", name=name), described


def _wrong_type(error: ValidationError, name: Renderable | str, described: Message) -> tuple[Message, Message]:
    types: Any = error.validator_value
    wanted: list[str] = types if isinstance(types, list) else [types]
    kinds = [Message(_KINDS[kind]) for kind in wanted if kind != "null"]
    if isinstance(error.instance, (int, float)) and not isinstance(error.instance, bool) and "string" in wanted:
        return (
            Message("“{name}” is the number {value}, but a text is wanted", name=name, value=error.instance),
            Message("put it in quotes, with its unit if it is a time. {described}", described=described),
        )
    if error.instance is None:
        return Message("“{name}” is empty", name=name), Message(
            "give {kinds}, or take the line out. {described}", kinds=kinds, described=described
        )
    written = error.instance if isinstance(error.instance, str) and "string" not in wanted else ""
    fix = _short_form(error) or thousands(written) or described
    return Message("“{name}” must be {kinds}", name=name, kinds=kinds), fix


def _short_form(error: ValidationError) -> Message | None:
    """What to write for a group of which only the one value it cannot be without was written."""
    needed = error.schema.get("required", []) if isinstance(error.schema, Mapping) else []
    if error.validator_value == "object" and len(needed) == 1 and isinstance(error.instance, str):
        return Message("write “{key}: {value}” on the next line, further in", key=needed[0], value=error.instance)
    return None


def _not_listed(error: ValidationError, name: Renderable | str, described: Message) -> tuple[Message, Message]:
    values: Any = error.validator_value
    choices = [str(choice) for choice in values]
    near = difflib.get_close_matches(str(error.instance).lower(), choices, n=1, cutoff=0.6)
    message = Message("“{value}” is not among the values of “{name}”", value=error.instance, name=name)
    if near:
        return message, Message("did you mean “{near}”? Values: {choices}", near=near[0], choices=choices)
    return message, Message("write one of: {choices}", choices=choices)


def _bad_name(error: ValidationError) -> tuple[Message, Message]:
    message = Message("“{name}” cannot be a name here", name=error.instance)
    if pattern(str(error.validator_value)).search("step_1"):
        return message, _NAMING
    return message, Message("name the language by two small letters, for example vi or en")


def _missing(error: ValidationError, name: Renderable | str, described: Message) -> tuple[Message, Message]:
    found = re.match(r"'(.+?)' is a required", error.message)
    return Message("“{key}” is missing", key=found[1] if found else ""), Message(
        "add it: see “isoqms manual” for what it holds"
    )


def _bad_pattern(error: ValidationError, name: Renderable | str, described: Message) -> tuple[Message, Message]:
    message = Message("“{value}” is not written as “{name}” must be", value=error.instance, name=name)
    if (advice := pasted(str(error.instance))) is not None:
        return message, advice
    wanted = pattern(str(error.validator_value)).search
    refers = name != "id" and wanted("step_1") and not wanted("step 1") and "," not in str(error.instance)
    return message, _NAMING if refers else described


def _too_few(error: ValidationError, name: Renderable | str, described: Message) -> tuple[Message, Message]:
    return Message("“{name}” is empty or has too few entries", name=name), described


def _out_of_range(error: ValidationError, name: Renderable | str, described: Message) -> tuple[Message, Message]:
    return Message("{value} is out of range for “{name}”", value=error.instance, name=name), described


def _twice(error: ValidationError, name: Renderable | str, described: Message) -> tuple[Message, Message]:
    return Message("“{name}” names the same thing twice", name=name), described


_SENTENCES = {
    "type": _wrong_type,
    "enum": _not_listed,
    "required": _missing,
    "pattern": _bad_pattern,
    "minItems": _too_few,
    "minLength": _too_few,
    "minProperties": _too_few,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "uniqueItems": _twice,
}
