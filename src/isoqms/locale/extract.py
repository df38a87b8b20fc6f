"""Which sentences of ours there are: in the code, in the schemas, in the manuals of rules, guards and opportunities.

Each is the key (msgid) of the translation catalogue, so what is taken here must not depend on how lines are wrapped.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from isoqms.headings import SUMMARY, headed
from isoqms.improve.opportunities.find import EXAMPLES, PROSE
from isoqms.rules.manual import prose, sections


class Kind(StrEnum):
    """Where a sentence comes from; only a message has placeholders to be filled."""

    MESSAGE = "message"
    PHRASE = "phrase"
    SCHEMA = "schema"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours in English, and where it stands."""

    text: str
    kind: Kind
    where: str


@dataclass(frozen=True, slots=True)
class MarkedCall:
    """A call `Message(…)` or `phrase(…)` in the code: what it says, and which particulars it is given."""

    kind: Kind
    text: str | None
    """The sentence; None when it is not written here: a name for one marked elsewhere, or one put together."""
    assembled: bool
    """Whether the sentence is put together on the spot, so that no catalogue can hold it."""
    given: frozenset[str] | None
    """Names of the particulars; None when they come from a mapping (`**`)."""
    where: str


def sentences(repository: Path) -> Iterator[Sentence]:
    """Yield every sentence to be translated in the sources under `repository`, in the order of files and lines."""
    for path in sorted((repository / "src" / "isoqms").rglob("*.py")):
        where = path.relative_to(repository).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in marked_calls(tree, where):
            if call.text:
                yield Sentence(call.text, call.kind, call.where)
        if path.is_relative_to(repository / "src" / "isoqms" / "rules"):
            yield from rule_sentences(tree, where)
        if path.is_relative_to(repository / "src" / "isoqms" / "improve" / "opportunities"):
            yield from opportunity_sentences(tree, where)
        if "guards" in (path.stem, path.parent.name):
            yield from guard_sentences(tree, where)
    for path in sorted((repository / "schemas").glob("*.json")):
        where = path.relative_to(repository).as_posix()
        yield from schema_sentences(json.loads(path.read_text(encoding="utf-8")), where)


def marked_calls(tree: ast.Module, where: str) -> Iterator[MarkedCall]:
    """Yield the calls of `Message` and `phrase` in a module, whether or not they can be translated."""
    kinds = {"Message": Kind.MESSAGE, "phrase": Kind.PHRASE}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in kinds:
            first = node.args[0] if node.args else None
            value = first.value if isinstance(first, ast.Constant) else None
            text = value if isinstance(value, str) else None
            names = [keyword.arg for keyword in node.keywords]
            given = None if None in names else frozenset(name for name in names if name)
            yield MarkedCall(kinds[name], text, _is_assembled(first), given, f"{where}:{node.lineno}")


def _is_assembled(first: ast.expr | None) -> bool:
    """Say whether an expression makes a sentence out of pieces: an f-string, `+`, `%`, a choice, `.format`, `.join`."""
    if isinstance(first, ast.Call):
        return isinstance(first.func, ast.Attribute) and first.func.attr in ("format", "join", "replace")
    return isinstance(first, (ast.JoinedStr, ast.BinOp, ast.IfExp, ast.BoolOp))


def rule_sentences(tree: ast.Module, where: str) -> Iterator[Sentence]:
    """Yield the paragraphs of a rule's manual; a module which asks nothing is no rule and yields nothing."""
    manual = sections(ast.get_docstring(tree) or "")
    if "Asks" in manual:
        for text in prose(manual).values():
            yield Sentence(text, Kind.RULE, where)


def guard_sentences(tree: ast.Module, where: str) -> Iterator[Sentence]:
    """Yield what each guard of the register asks, in the words of its docstring, which the help of a step shows."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield Sentence(ast.get_docstring(node) or "", Kind.RULE, f"{where}:{node.lineno}")


def opportunity_sentences(tree: ast.Module, where: str) -> Iterator[Sentence]:
    """Yield the paragraphs of the manual of a kind of opportunity; a module without examples is none."""
    manual = headed(ast.get_docstring(tree) or "", (*PROSE, *EXAMPLES), EXAMPLES)
    if set(EXAMPLES) <= manual.keys():
        for name, text in manual.items():
            if name == SUMMARY or name in PROSE:
                yield Sentence(text, Kind.RULE, where)


def schema_sentences(schema: object, where: str) -> Iterator[Sentence]:
    """Yield the titles and descriptions in a JSON Schema, wherever a schema may stand inside another."""
    if isinstance(schema, list):
        for item in schema:
            yield from schema_sentences(item, where)
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        if keyword in ("title", "description") and isinstance(value, str):
            yield Sentence(value, Kind.SCHEMA, where)
        elif keyword in ("properties", "patternProperties", "$defs", "dependentSchemas"):
            for part in value.values():  # here keys are names of the user's, and may well be called `title`
                yield from schema_sentences(part, where)
        elif keyword not in ("enum", "const", "default", "examples"):
            yield from schema_sentences(value, where)
