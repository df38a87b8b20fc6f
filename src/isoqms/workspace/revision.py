"""Files as an earlier revision in git holds them, read into a folder of their own with all they refer to."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from isoqms.problem import IsoqmsError
from isoqms.words import Message
from isoqms.workspace.find import ORGANISATION

_ENDINGS = (".yaml", ".yml")


class NoSuchRevisionError(Exception):
    """There is no such revision, or it holds no file of that name."""


def extract(revision: str, path: str, below: Path, into: Path) -> Path:
    """Write the YAML files that belong to `path` at a revision into a folder, and return where `path` is there.

    They are those below the organisation file that applies to it, else those beside it.

    Args:
        revision: a commit, tag or branch, as git names them.
        path: a file or folder, from `below` on.
        below: a folder of the repository.
        into: an empty folder.

    Raises:
        NoSuchRevisionError: git knows no such revision, or it has no such file.
        IsoqmsError: git is not installed, or `below` lies in no repository.
    """
    commit = _told(_git(below, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"))
    prefix = _told(_git(below, "rev-parse", "--show-prefix"))
    wanted = PurePosixPath(*_normal(PurePosixPath(prefix) / path.replace("\\", "/")))
    listed = _git(below, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit).decode("utf-8", "replace")
    names = [PurePosixPath(name) for name in listed.split("\0") if name.lower().endswith(_ENDINGS)]
    if not any(name == wanted or wanted in name.parents for name in names):
        raise NoSuchRevisionError(path)
    context = _context(wanted, names)
    for name in names:
        if context in name.parents:
            target = into.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(below, "cat-file", "blob", f"{commit}:{name.as_posix()}"))
    return into.joinpath(*wanted.parts)


def _normal(path: PurePosixPath) -> list[str]:
    """Return the parts of a path that leads nowhere out of the repository."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in ("..", ".", "/"):
            parts.append(part)
    return parts


def _context(wanted: PurePosixPath, names: Iterable[PurePosixPath]) -> PurePosixPath:
    """Return the folder whose organisation file applies, of several the topmost: offices may adopt from one another."""
    organisations = {name.parent for name in names if name.name == ORGANISATION}
    above = [folder for folder in reversed(wanted.parents) if folder in organisations]
    return above[0] if above else wanted.parent


def _git(folder: Path, *arguments: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        raise IsoqmsError(Message("git is not installed: name two files instead of revisions"))
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip()
        if "not a git repository" in reason:
            raise IsoqmsError(Message("“{folder}” is no git repository: name two files instead", folder=folder))
        raise NoSuchRevisionError(reason or arguments[-1])
    return done.stdout


def _told(output: bytes) -> str:
    return output.decode("utf-8", "replace").strip()
