"""Answers to check results in a file: the open questions written as YAML, and read again once a person judged them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli.language import wrong_use
from isoqms.register.kinds.audits import FindingGrade
from isoqms.source import read_source
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.report.record.check_results import Shown

_YES, _NO, _SKIP = "yes", "no", "skip"
_MEMBERS: Final = frozenset({"answer", "grade", "statement", "says", "place", "clauses", "object"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's judgement of one check result: the grade, and what was found, or why it is no finding."""

    grade: FindingGrade
    statement: str


def written_questions(results: Sequence[Shown], lang: str) -> str:
    """Return the open questions as YAML, each with the answer `skip` until somebody writes another."""
    return "\n".join(_questions(results, lang)) + "\n"


def _questions(results: Sequence[Shown], lang: str) -> Iterator[str]:
    about = Message(
        "Write answer: yes with a grade (nc_major, nc_minor, observation, ofi, good_practice), or answer: no with the "
        "reason as statement; what stays at skip is asked again."
    )
    yield f"# {about.render(lang)}"
    for each in results:
        yield f"{_quoted(each.id)}:"
        yield f"  object: {_quoted(each.object)}"
        yield f"  clauses: [{', '.join(map(_quoted, each.clauses))}]"
        yield f"  place: {_quoted(str(each.at))}"
        yield f"  says: {_quoted(each.said.render(lang))}"
        yield f"  answer: {_SKIP}"
        yield "  grade:"
        yield "  statement:"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_answers(ctx: click.Context, file: Path, results: Sequence[Shown]) -> Mapping[str, Answer]:
    """Return the answers in a file by the id of the check result; ends the run with what does not fit.

    An answer to what no rule says any more is left out: somebody has put it right meanwhile.
    """
    if not file.is_file():
        raise wrong_use(ctx, Message("there is no file “{file}”", file=file))
    source = read_source(file, file.as_posix())
    data = source.data if source.data is not None else {}
    if source.problems or not isinstance(data, Mapping):
        raise wrong_use(ctx, Message("“{file}” holds no answers: --questions writes such a file", file=file))
    known = {each.id: each for each in results}
    read = {str(id_): _answer(ctx, str(id_), each, known.get(str(id_))) for id_, each in data.items()}
    return {id_: each for id_, each in read.items() if each is not None and id_ in known}


def _answer(ctx: click.Context, id_: str, each: Any, result: Shown | None) -> Answer | None:
    said = each if isinstance(each, Mapping) else {"answer": each}
    if strange := sorted(set(map(str, said)) - _MEMBERS):
        raise wrong_use(ctx, Message("{id}: {members} is no part of an answer", id=id_, members=strange))
    word, statement = said.get("answer"), str(said.get("statement") or "")
    word = {True: _YES, False: _NO}.get(word, word) if isinstance(word, bool) else word
    if word == _SKIP or word is None:
        return None
    if word == _NO:
        if not statement.strip():
            raise wrong_use(ctx, Message("{id}: write as statement why it is no finding", id=id_))
        return Answer(FindingGrade.CONFORMING, statement)
    if word != _YES:
        raise wrong_use(ctx, Message("{id}: the answer is yes, no or skip, not “{word}”", id=id_, word=str(word)))
    grade = str(said.get("grade") or "")
    if grade not in set(FindingGrade) - {FindingGrade.CONFORMING}:
        raise wrong_use(ctx, Message("{id}: a finding needs its grade, for example nc_minor", id=id_))
    return Answer(FindingGrade(grade), statement or (result.said.render(ctx.obj) if result else id_))
