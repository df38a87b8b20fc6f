"""A draft written as a procedure file, with each open question as a comment above the line it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from isoqms.exchange.draft import Draft
from isoqms.exchange.places import place_of
from isoqms.exchange.table import CellRef
from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.source import Keys
from isoqms.source.splice import written
from isoqms.words import LANGUAGES, Message, phrase, translate

_WIDTH = 110
_QUESTION: Final = phrase("to settle ({place}): {question} → {fix}")


def draft_yaml(
    draft: Draft, lang: str, schema: str = "", cells: Mapping[Position, CellRef] = MappingProxyType({})
) -> str:
    """Return a draft as YAML text; questions are written in `lang`.

    Args:
        draft: the procedure as its table says it.
        lang: vi or en.
        schema: address of the schema of procedure files, for editors; left out when empty.
        cells: the physical cell of each position, so that a question names it as the reader finds it.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    comments: dict[Keys, list[str]] = {}
    for doubt in draft.doubts:
        comments.setdefault(_path(draft, doubt), []).append(_question(doubt, lang, cells))
    lines += comments.pop((), [])
    lines += _group(draft.data, (), comments, 0)
    return "\n".join(lines) + "\n"


def unsettled(text: str, name: str) -> Problem | None:
    """Return how many questions of an import still stand in the text of a procedure file, and where the first is."""
    marks = tuple("# " + translate(_QUESTION, lang).partition("{")[0] for lang in LANGUAGES)
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if line.lstrip().startswith(marks)]
    if not lines:
        return None
    message = Message(
        "questions of the import that are still open in this file: {count}; the first one here", count=len(lines)
    )
    fix = Message("settle what each comment asks, then delete the comment")
    return Problem(Position(name, lines[0]), "import/open", Severity.INFO, Ground.FORMAT, message, fix)


def _question(doubt: Problem, lang: str, cells: Mapping[Position, CellRef]) -> str:
    template = Message(
        _QUESTION,
        place=place_of(doubt.at, cells) or f"{doubt.at.line}:{doubt.at.column}",
        question=doubt.message,
        fix=doubt.fix,
    )
    return "# " + " ".join(template.render(lang).split())


def _path(draft: Draft, doubt: Problem) -> Keys:
    """Return the innermost group or value of the file that a question is about."""
    found = [path for path, at in draft.positions.items() if at == doubt.at and _stands(draft.data, path)]
    inside = [path for path in found if doubt.subject and doubt.subject in path]
    if not inside and doubt.subject and _stands(draft.data, ("steps", doubt.subject)):
        return ("steps", doubt.subject)
    if not inside and any(path[0] == "steps" for path in found):
        return ("steps",)
    best = next((path for path in inside if len(path) > 2), next(iter(inside or found), ()))
    while best and isinstance(best[-1], int):
        best = best[:-1]
    if len(best) > 1 and best[-1] == "within":
        best = best[:-1]
    return best


def _stands(data: Any, path: Keys) -> bool:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _group(data: Mapping[str, Any], path: Keys, comments: Mapping[Keys, list[str]], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in data.items():
        here = (*path, key)
        for comment in comments.get(here, ()):
            yield indent + comment
        name = written(str(key))
        line = f"{indent}{name}: {written(value)}"
        commented = any(each[: len(here)] == here and each != here for each in comments)
        if isinstance(value, Mapping) and value and (commented or depth < 2 or len(line) > _WIDTH):
            yield f"{indent}{name}:"
            yield from _group(value, here, comments, depth + 1)
        elif isinstance(value, list) and value and (len(line) > _WIDTH or isinstance(value[0], Mapping)):
            yield f"{indent}{name}:"
            yield from (f"{indent}  - {written(each)}" for each in value)
        else:
            yield line
