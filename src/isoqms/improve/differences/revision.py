"""Files as they stood at a revision of git, written into a folder to be read like any others."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.problem import IsoqmsError
from isoqms.words import Message

_SHARED: Final = ("organisation.yaml",)
_CALENDARS: Final = "calendars"


def revision_and_path(text: str) -> tuple[str, str] | None:
    """Return a revision of git and a path in it from “REV:path”; None where the text names a file or no revision.

    >>> revision_and_path("HEAD~1:processes/a.yaml")
    ('HEAD~1', 'processes/a.yaml')
    """
    revision, colon, path = text.partition(":")
    is_drive = len(revision) == 1  # C:\procedure.yaml
    if not colon or not revision or not path or is_drive or revision.startswith("-") or Path(text).exists():
        return None
    return revision, path


def at_revision(revision: str, path: str, into: Path, beside: Path) -> Path:
    """Write a procedure as it stood at a revision, with the organisation and calendars above it; return its place.

    Args:
        revision: what git calls a revision: a tag, a branch, a commit.
        path: of the file, from the top of the repository or from `beside`.
        into: the folder it is written to.
        beside: a folder inside the repository.

    Raises:
        IsoqmsError: there is no git, no repository, no such revision, or no such file in it.
    """
    wanted = PurePosixPath(Path(path).as_posix())
    # git takes a path from the top of the repository, or with ./ from the folder it runs in
    here = _git(beside, "rev-parse", "--show-prefix").strip()
    known = set(_git(beside, "ls-tree", "-r", "--name-only", "--full-tree", "-z", revision).split("\0"))
    full = next((each for each in (str(wanted), f"{here}{wanted}") if each in known), None)
    if full is None:
        raise IsoqmsError(Message("there is no “{path}” at the revision “{revision}”", path=path, revision=revision))
    needed = [full, *(name for name in sorted(known) if name != full and _serves(PurePosixPath(name), full))]
    for name in needed:
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_git(beside, "show", f"{revision}:{name}"), encoding="utf-8")
    return into / full


def _serves(name: PurePosixPath, full: str) -> bool:
    """Say whether a file is an organisation or a calendar for a procedure below its folder, or stands beside it."""
    above = [*PurePosixPath(full).parents]
    if name.name in _SHARED:
        return name.parent in above
    if name.suffix == ".yaml" and name.parent.name == _CALENDARS:
        return name.parent.parent in above
    return name.suffix == ".yaml" and name.parent == above[0]


def _git(folder: Path, *args: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *args], capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        raise IsoqmsError(Message("git is not installed here: name two files, or install git")) from None
    if done.returncode:
        said = next(_sentences(done.stderr), "git")
        raise IsoqmsError(Message("git cannot read that revision: {said}", said=said))
    return done.stdout


def _sentences(text: str) -> Iterator[str]:
    yield from (line.removeprefix("fatal: ") for line in text.splitlines() if line.strip())
