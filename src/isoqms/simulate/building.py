"""What was compiled, and from which source: modules of this folder that carry a stamp are compiled where they can be.

`setup.py` runs this file by itself before the package exists, so it imports nothing of ours.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Collection, Iterator
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

PACKAGE = "isoqms.simulate"
_NO_GIL = re.compile(r"(\w+)\([^)]*\) noexcept nogil")
_DEF = re.compile(r"^( *)def (\w+)\(", re.MULTILINE)
_NUMBER = re.compile(r"^([A-Z_]+) = (\d+)$", re.MULTILINE)
_INNER = re.compile(r"^from isoqms\.simulate\.(?!numbers )\w+ cimport .*\n", re.MULTILINE)
FOLDER = Path(__file__).parent
DIRECTIVES = "# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, cpow=True"
UNSTAMPED = 'BUILT_FROM = ""\n'
"""The stamp: in the compiled copy of a module this line names the sources that copy was made from."""


UNIT = (
    "columns",
    "chance",
    "agenda",
    "hours",
    "workdays",
    "due",
    "state",
    "clock",
    "verdict",
    "ledger",
    "lines",
    "turns",
    "staffing",
    "lots",
    "course",
    "kernel",
)
"""The modules given to the compiler as one, each after those it needs, so that calls between them can be inlined."""


def modules() -> tuple[str, ...]:
    """Return the names of the modules meant to be compiled: the unit under the name of its last, and chance alone."""
    return ("chance", "kernel")


def digest(module: str) -> str:
    """Return what a compiled module must have been built from: the SHA-256 of its sources and their declarations.

    What is done to the sources on their way to the compiler, which is written here, belongs to it.
    """
    texts = [(FOLDER / f"{name}.py").read_text(encoding="utf-8") for name in (*parts(module), "codes", "building")]
    texts += [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.pxd"))]
    return sha256("\0".join(texts).encode()).hexdigest()


def numbers() -> str:
    """Return the numbers of codes.py as constants of the compiler, which modules read under the name `numbers`."""
    found = _NUMBER.findall((FOLDER / "codes.py").read_text(encoding="utf-8"))
    return "cdef enum:\n" + "".join(f"    {name} = {value}\n" for name, value in found)


def parts(module: str) -> tuple[str, ...]:
    """Return the names of the sources of a compiled module."""
    return UNIT if module == UNIT[-1] else UNIT[: UNIT.index(module) + 1]


def stamped(module: str) -> str:
    """Return the source of a module as it is given to the compiler, with the digest of its sources written into it.

    Of several parts only what defines something is kept: they need not import one another any more.
    """
    found: dict[str, None] = {}
    inner = frozenset(_NO_GIL.findall(declared(module)))
    for name in parts(module):
        source = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            text = ast.get_source_segment(source, node) or ""
            if isinstance(node, ast.ClassDef):  # a segment begins after what decorates it
                first = min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1
                text = "\n".join(source.splitlines()[first : node.end_lineno])
            if not _is_left_out(node, text):
                text = _DEF.sub(lambda line: _marked(line, inner), text)
                found[text] = None
    stamp = UNSTAMPED.replace('""', f'"{digest(module)}"')
    return "\n".join([DIRECTIVES, "from __future__ import annotations", "import cython", stamp, *found]) + "\n"


def declared(module: str) -> str:
    """Return the declarations that belong to a module as it is given to the compiler."""
    lines: dict[str, None] = {}
    for name in parts(module):
        kept = _INNER.sub("", (FOLDER / f"{name}.pxd").read_text(encoding="utf-8"))
        lines[kept] = None
    return "\n".join(lines)


def _marked(line: re.Match[str], inner: Collection[str]) -> str:
    """Mark a function declared to need no interpreter so that calls to it are direct, which lets them be inlined."""
    if line[2] not in inner:
        return line[0]
    marks = ("cfunc", "inline", "nogil", "exceptval(check=False)")
    return "".join(f"{line[1]}@cython.{mark}\n" for mark in marks) + line[0]


def _is_left_out(node: ast.stmt, text: str) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__" or (node.module or "").startswith(PACKAGE)
    if isinstance(node, ast.Expr | ast.Try):  # what is said about the module, and where cython comes from
        return True
    return isinstance(node, ast.If) or text.startswith("BUILT_FROM")


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
