"""Files as an earlier revision in git holds them, read into a folder of their own with all they refer to."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
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
        path: a file or folder, from the top of the repository or from `below` on.
        below: a folder of the repository.
        into: an empty folder.

    Raises:
        NoSuchRevisionError: git knows no such revision, or it has no such file.
        IsoqmsError: git is not installed, or `below` lies in no repository.
    """
    commit = _told(_git(below, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"))
    listed = _git(below, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit).decode("utf-8", "replace")
    names = [PurePosixPath(name) for name in listed.split("\0") if name.lower().endswith(_ENDINGS) and "\n" not in name]
    prefix = _told(_git(below, "rev-parse", "--show-prefix"))
    wanted = _wanted(PurePosixPath(path.replace("\\", "/")), prefix, names)
    if wanted is None:
        raise NoSuchRevisionError(path)
    context = _context(wanted, names)
    found = [name for name in names if context in name.parents]
    for name, content in zip(found, _contents(below, commit, found), strict=True):
        target = into.joinpath(*name.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return into.joinpath(*wanted.parts)


def _wanted(path: PurePosixPath, prefix: str, names: Sequence[PurePosixPath]) -> PurePosixPath | None:
    """Return the path as the repository has it: from its top, as git reads it, else from the folder one stands in."""
    tries = [PurePosixPath(prefix) / path] if str(path).startswith("..") else [path, PurePosixPath(prefix) / path]
    plain = [PurePosixPath(*_normal(each)) for each in tries]
    return next((each for each in plain if any(name == each or each in name.parents for name in names)), None)


def _contents(folder: Path, commit: str, names: Sequence[PurePosixPath]) -> Iterator[bytes]:
    """Yield what files held at a commit, all asked for at once."""
    asked = "".join(f"{commit}:{name.as_posix()}\n" for name in names).encode()
    rest = _git(folder, "cat-file", "--batch", given=asked)
    for _ in names:
        head, _, rest = rest.partition(b"\n")
        size = int(head.rsplit(b" ", 1)[1])
        yield rest[:size]
        rest = rest[size + 1 :]


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


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise IsoqmsError(Message("git is not installed: name two files instead of revisions"))
    done = subprocess.run([program, *arguments], cwd=folder, input=given, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip()
        if "not a git repository" in reason:
            raise IsoqmsError(Message("“{folder}” is no git repository: name two files instead", folder=folder))
        raise NoSuchRevisionError(reason or arguments[-1])
    return done.stdout


def _told(output: bytes) -> str:
    return output.decode("utf-8", "replace").strip()
