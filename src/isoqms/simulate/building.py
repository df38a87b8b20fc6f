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
_SET_UP = re.compile(r"\b(\w+)\.__init__\(self, ")
_DEF = re.compile(r"^( *)def (\w+)\(", re.MULTILINE)
_NUMBER = re.compile(r"^([A-Z_]+) = (\d+)$", re.MULTILINE)
_CLASS = re.compile(r"^(?:@cython\.final\n)?cdef class (\w+)(?:\((\w+)\))?:\n((?:    .*\n)*)", re.MULTILINE)
_INNER = re.compile(r"^from isoqms\.simulate\.(?!numbers )\w+ cimport .*\n", re.MULTILINE)
FOLDER = Path(__file__).parent
DIRECTIVES = "# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, cpow=True"
UNSTAMPED = 'BUILT_FROM = ""\n'
"""The stamp: in the compiled copy of a module this line names the sources that copy was made from."""


UNIT = (
    "columns",
    "chance",
    "agenda",
    "records",
    "hours",
    "workdays",
    "due",
    "state",
    "clock",
    "verdict",
    "visits",
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

    Of several parts only what defines something is kept: they need not import one another any more. Classes that build
    on one another become one, the last of them: only calls within a class are direct and can be inlined.
    """
    inner = frozenset(_NO_GIL.findall(declared(module)))
    defined = [each for name in parts(module) for each in _defined(name)]
    classes = [node for node, _ in defined if isinstance(node, ast.ClassDef)]
    built_on = {ast.unparse(base) for node in classes for base in node.bases}
    found: dict[str, None] = {}
    stages: list[str] = []
    for node, lines in defined:
        if isinstance(node, ast.ClassDef) and (node.bases or node.name in built_on):
            stages += _stage(node, lines, last=node.name not in built_on)
        else:
            found["\n".join(lines)] = None
    heading = ["@cython.final", "@cython.cclass", f"class {classes[-1].name}:"] if stages else []
    text = "\n".join([*found, *heading, *stages])
    stamp = UNSTAMPED.replace('""', f'"{digest(module)}"')
    marked = _DEF.sub(lambda line: _marked(line, inner), text)
    return "\n".join([DIRECTIVES, "from __future__ import annotations", "import cython", stamp, marked]) + "\n"


def _defined(name: str) -> Iterator[tuple[ast.stmt, list[str]]]:
    """Yield what a source defines, with its lines; each begins with what decorates it."""
    source = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))]) - 1
        lines = source.splitlines()[first : node.end_lineno]
        if not _is_left_out(node, "\n".join(lines)):
            yield node, lines


def _stage(node: ast.ClassDef, lines: list[str], *, last: bool) -> list[str]:
    """Return the lines of a class as part of a greater one, in which only the last part makes the object."""
    heading = len(node.decorator_list) + 1
    if ast.get_docstring(node):
        heading += (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
    text = _SET_UP.sub(r"self._set_up_\1(", "\n".join(lines[heading:]))
    return [text if last else text.replace("def __init__(", f"def _set_up_{node.name}(")]


def declared(module: str) -> str:
    """Return the declarations that belong to a module as it is given to the compiler."""
    kept: dict[str, None] = {}
    for name in parts(module):
        kept[_INNER.sub("", (FOLDER / f"{name}.pxd").read_text(encoding="utf-8"))] = None
    text = "\n".join(kept)
    built_on = {base for _, base, _ in _CLASS.findall(text)}
    stages = [each for each in _CLASS.finditer(text) if each[2] or each[1] in built_on]
    for each in stages:
        text = text.replace(each[0], "")
    whole = [f"@cython.final\ncdef class {stages[-1][1]}:\n", *(each[3] for each in stages)] if stages else []
    return text + "".join(whole)


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
