"""What was compiled, and from which source: modules of this folder that carry a stamp are compiled where they can be.

`setup.py` runs this file by itself before the package exists, so it imports nothing of ours.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

PACKAGE = "isoqms.simulate"
FOLDER = Path(__file__).parent
UNSTAMPED = 'BUILT_FROM = ""\n'
"""The stamp: in the compiled copy of a module this line names the sources that copy was made from."""


def modules() -> tuple[str, ...]:
    """Return the names of the modules meant to be compiled, in alphabetical order."""
    paths = sorted(FOLDER.glob("*.py"))
    return tuple(path.stem for path in paths if f"\n{UNSTAMPED}" in path.read_text(encoding="utf-8"))


def digest(module: str) -> str:
    """Return what a compiled copy must have been built from: the SHA-256 of the module and of all declarations.

    All of them, because a module is compiled with the layout of those it calls.
    """
    texts = [(FOLDER / f"{module}.py").read_text(encoding="utf-8")]
    texts += [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.pxd"))]
    return sha256("\0".join(texts).encode()).hexdigest()


def stamped(module: str) -> str:
    """Return the source of a module with the digest of its sources written into it, as it is given to the compiler."""
    source = (FOLDER / f"{module}.py").read_text(encoding="utf-8")
    return source.replace(f"\n{UNSTAMPED}", f'\nBUILT_FROM = "{digest(module)}"\n')


def interpreted() -> tuple[str, ...]:
    """Return the modules that run uncompiled here, for want of a compiler when isoqms was installed."""
    return tuple(name for name, origin in _origins() if not origin.endswith(tuple(EXTENSION_SUFFIXES)))


def compiled() -> bool:
    """Say whether every module meant to be compiled is; where not, the results are the same and come later."""
    return not interpreted()


def stale() -> tuple[str, ...]:
    """Return the compiled modules whose sources were edited since: they still run as they were before."""
    slow = interpreted()
    return tuple(
        name
        for name in modules()
        if name not in slow and digest(name) != importlib.import_module(f"{PACKAGE}.{name}").BUILT_FROM
    )


def _origins() -> Iterator[tuple[str, str]]:
    for name in modules():
        spec = importlib.util.find_spec(f"{PACKAGE}.{name}")
        yield name, (spec and spec.origin) or ""
