"""What `isoqms conformity` answers: judged anew, or kept from a run in which nothing was different."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from isoqms.cli.kept_records import register_place
from isoqms.workspace.cache import Cache, content
from isoqms.workspace.find import find_files, with_context

if TYPE_CHECKING:
    from isoqms.framework import Framework
    from isoqms.rules.conformity import Judgement
    from isoqms.workspace.load import Workspace

BINARY: Final = ("docx", "xlsx")
"""Formats that are written to a file."""
_MOST: Final = 12
"""Answers kept: whole reports are large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: the files, by which edition and rules, on which day, and in which form."""

    paths: tuple[Path, ...]
    edition: str
    packs: tuple[str, ...]
    simulated: bool
    day: date
    baseline: Path | None
    wording: Path | None
    form: str
    checklist: bool
    lang: str
    workspace: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The report as bytes, what is said on the side, and the exit code.

    `referred` are files outside the workspace's own YAML that the rules compared, with size and time of change.
    """

    report: bytes
    aside: tuple[str, ...]
    code: int
    referred: tuple[tuple[str, int, int], ...] = ()


def kept(asked: Asked) -> Answer | None:
    """Return the answer of an earlier run, if every file it rests on is the same."""
    key = _key(asked)
    held = _cache().get(key) if key else None
    try:
        answer = _read(held) if held else None
    except (KeyError, TypeError, ValueError):
        return None
    if answer is None or any(_state(Path(file)) != state for file, *state in answer.referred):
        return None
    return answer


def keep(asked: Asked, answer: Answer) -> None:
    """Keep an answer for the next run."""
    if key := _key(asked):
        report = base64.b64encode(answer.report).decode()
        _cache().put(key, {"report": report, "aside": answer.aside, "code": answer.code, "referred": answer.referred})


def _cache() -> Cache:
    return Cache(kind="conformity", most=_MOST)


def _read(held: Mapping[str, Any]) -> Answer:
    return Answer(
        report=base64.b64decode(held["report"]),
        aside=tuple(held["aside"]),
        code=int(held["code"]),
        referred=tuple((str(file), int(size), int(changed)) for file, size, changed in held["referred"]),
    )


def _key(asked: Asked) -> str | None:
    """Return the key of an answer; None where it rests on what cannot be seen from here."""
    place = register_place(asked.paths, asked.workspace)
    if place is not None and place.file is None:
        return None  # nobody can tell from outside whether a database server holds something else by now
    files = find_files(asked.paths)
    said = replace(asked, paths=(), workspace=Path(), baseline=None, wording=None)
    parts = [repr(said).encode(), Cache.program(), str(len(files)).encode()]
    parts += [content(path) if path else b"" for path in (asked.baseline, asked.wording)]
    for file in with_context(files):
        parts += [os.fsencode(file), content(file)]
    if place is not None and place.file is not None:
        parts.append(repr([_state(Path(f"{place.file}{ending}")) for ending in ("", "-wal")]).encode())
    return Cache.key(parts)


def _state(path: Path) -> list[int]:
    try:
        stat = path.stat()
    except OSError:
        return [0, 0]
    return [stat.st_size, stat.st_mtime_ns]


def told(asked: Asked, judgements: Sequence[Judgement], framework: Framework, known: Any) -> bytes:
    """Return the report in the form that was asked for."""
    from isoqms.report import checklist, conformity

    if asked.form == "xlsx":
        return checklist.audit_checklist(judgements, framework, asked.lang)
    if asked.form == "sarif":
        return f"{conformity.as_sarif(judgements, asked.lang, known)}\n".encode()
    if asked.form == "docx" and asked.checklist:
        return _word(asked, checklist.checklist_paper(judgements, framework, asked.lang))
    rows = conformity.as_rows(judgements, framework, asked.lang, known)
    if asked.form == "text":
        from isoqms.report.conformity_text import as_text

        return f"{as_text(rows, asked.lang)}\n".encode()
    if asked.form == "json":
        return f"{conformity.as_json(rows, asked.lang)}\n".encode()
    from isoqms.report.conformity_paper import conformity_paper

    paper = conformity_paper(rows, asked.lang)
    if asked.form == "docx":
        return _word(asked, paper)
    from isoqms.report.conformity_page import as_html

    return as_html(paper).encode()


def _word(asked: Asked, paper: Any) -> bytes:
    from isoqms.report.conformity_word import to_docx

    return to_docx(paper, asked.day)


def referred(judgements: Sequence[Judgement]) -> Iterator[tuple[str, int, int]]:
    """Yield the files that document registers name, as they are now: rules compare what they hold."""
    for judgement in judgements:
        register = judgement.system.documents.documents
        for entry in register.documents.values() if register else ():
            files = (entry.file, entry.signed.file if entry.signed else None)
            for name in (each for each in files if each):
                path = Path(judgement.system.folder, name)
                size, changed = _state(path)
                yield path.as_posix(), size, changed


def aside(workspace: Workspace, judgements: Sequence[Judgement], lang: str) -> tuple[str, ...]:
    """Return what could not be read, or was changed past the register, so that nobody takes the report for complete."""
    found = dict.fromkeys((*workspace.problems, *(told for each in judgements for told in each.problems)))
    return tuple(f"{each.at}: {each.message.render(lang)} ({each.rule})" for each in found)
