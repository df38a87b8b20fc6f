"""Writing the copies of documents in which remarks stand at the cells: never over what was read, never half."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from isoqms.cli.from_table import Judged
from isoqms.cli.language import wrong_use
from isoqms.exchange.annotate.copy import annotated
from isoqms.problem import IsoqmsError, reason_of
from isoqms.words import Message

_SUFFIXES = {"docx": (".docx", ".docm"), "xlsx": (".xlsx", ".xlsm"), "csv": (".xlsx",)}
"""How a copy may be named, by what the file holds: the remarks on a CSV file stand in a workbook."""


def write_copies(ctx: click.Context, out: Path, files: Sequence[Judged], day: date) -> None:
    """Write the copies of the files with the remarks made on `day`, and say where they are.

    Raises:
        click.UsageError: as `targets` says.
        IsoqmsError: as `write_copy` says.
    """
    places = targets(ctx, out, files)
    for file in files:
        if target := places.get(file.path):
            write_copy(file, target, ctx.obj, day)
        else:
            message = Message("No copy of “{file}” is written: it cannot be read", file=file.path)
            click.echo(message.render(ctx.obj), err=True)
    if places:
        where = next(iter(places.values())) if len(places) == 1 else out
        message = Message("Copies with remarks written: {count}; see {path}", count=len(places), path=where)
        click.echo(message.render(ctx.obj), err=True)


def targets(ctx: click.Context, out: Path, files: Sequence[Judged]) -> Mapping[Path, Path]:
    """Return where the copy of each file that could be read goes: `out`, or below it where that is a folder.

    Raises:
        click.UsageError: a copy would replace a file that was read, or two copies each other, or be named as
            something it is not.
    """
    below = out.is_dir() or len(files) > 1
    if below and (out.is_file() or (len(files) > 1 and out.suffix.lower() in (".docx", ".docm", ".xlsx", ".xlsm"))):
        raise wrong_use(ctx, Message("with several files --annotate names a folder, not a file: “{path}”", path=out))
    found: dict[Path, Path] = {}
    for file in files:
        if suffix := _suffix(file):
            found[file.path] = out / f"{file.path.stem}{suffix}" if below else out
            if not below and out.suffix.lower() != suffix.lower():
                message = Message("the copy of “{file}” is a {suffix} file: name it so", file=file.path, suffix=suffix)
                raise wrong_use(ctx, message)
    if len({os.path.normcase(target.absolute()) for target in found.values()}) < len(found):
        raise wrong_use(ctx, Message("two of the files have the same name: annotate them one after the other"))
    for target in found.values():
        if any(_same(target, file.path) for file in files):
            raise wrong_use(ctx, Message("“{path}” is checked here and is not written over: name another", path=target))
    return found


def write_copy(judged: Judged, target: Path, lang: str, day: date) -> None:
    """Write the copy of a file with the remarks made on `day`; it appears whole or not at all.

    Raises:
        IsoqmsError: the file holds something no remark can be put into, or the place cannot be written to.
    """
    try:
        content = annotated(judged.path.read_bytes(), judged.document, judged.problems, lang, day)
    except ValueError as error:
        message = Message(
            "no remarks can be put into “{file}”: {reason}; save it anew from Word or Excel",
            file=judged.path,
            reason=error,
        )
        raise IsoqmsError(message) from error
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as error:
        message = Message(
            "“{path}” cannot be written: {reason}; close it if it is open elsewhere, or name another",
            path=target,
            reason=reason_of(error),
        )
        raise IsoqmsError(message) from error


def _suffix(file: Judged) -> str:
    """Return how the copy of a file ends; nothing where the file could not be read."""
    kind = next((ref.kind for ref in file.document.cells.values()), "")
    allowed = _SUFFIXES.get(kind, ("",))
    return file.path.suffix if file.path.suffix.lower() in allowed else allowed[0]


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _replace(target: Path, content: bytes) -> None:
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
