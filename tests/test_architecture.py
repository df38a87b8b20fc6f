"""The rooms of the program: who may import whom, who owns which library, and how large things may grow."""

from __future__ import annotations

import ast
import statistics
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
SOURCE = REPOSITORY / "src" / "isoqms"

LINES = (  # from the top down; a room imports from lower lines only
    ("cli", "register.pages", "locale"),
    ("report",),
    ("improve", "rules", "register", "dossiers"),
    ("simulate", "exchange"),
    ("scenario", "metrics"),
    ("workspace", "graph"),
    ("qms", "framework"),
    ("procedure",),
    ("worktime",),
    ("source",),
    ("problem",),
    ("words", "resources", "headings"),
)
LEVEL = {room: len(LINES) - depth for depth, line in enumerate(LINES) for room in line}

OWNERS = {  # each library is imported by one room, so that it can be replaced in one place
    "babel": "locale",
    "click": "cli",
    "cython": "simulate",
    "django": "register",
    "docx": "exchange report",  # read there, written here
    "docxtpl": "report",
    "fontTools": "report",
    "graphviz": "report",
    "jinja2": "report",
    "jsonschema": "source",
    "matplotlib": "report",
    "networkx": "graph",
    "numpy": "simulate",
    "openpyxl": "exchange",
    "platformdirs": "workspace",
    "rich": "cli",
    "ruamel": "source",
    "typst": "report",
}
FOR_BUILDING = {"cython"}  # what it marks runs without it, compiled or not
TOOL_ROOMS = {"locale"}  # for developers, not installed: what they import may come from the tools


def modules() -> dict[str, ast.Module]:
    """Parse every module, by its dotted name below `isoqms`."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = modules()


def room_of(module: str) -> str:
    """Name the room of a module: the longest room name its dotted name begins with."""
    parts = module.split(".")
    names = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next((name for name in names if name in LEVEL), parts[0])


def imports(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, anywhere in it."""
    is_package = (SOURCE / Path(*module.split("."), "__init__.py")).exists()
    package = ["isoqms", *module.split(".")] if is_package else ["isoqms", *module.split(".")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def own_and_foreign() -> tuple[set[tuple[str, str]], dict[str, set[str]]]:
    """Return the (module, imported room) pairs and, for each third-party library, the rooms which import it."""
    between, foreign = set(), defaultdict(set)
    for module, tree in MODULES.items():
        for name in imports(module, tree):
            top, _, rest = name.partition(".")
            if top == "isoqms" and rest not in ("", "__version__") and room_of(rest) != room_of(module):
                between.add((module, room_of(rest)))
            elif top != "isoqms" and top not in sys.stdlib_module_names:
                foreign[top].add(room_of(module))
    return between, dict(foreign)


BETWEEN, FOREIGN = own_and_foreign()


def test_every_module_belongs_to_a_room():
    """A new room is a decision: it is added to the table, not slipped in."""
    strangers = {module for module in MODULES if module and room_of(module) not in LEVEL}
    assert not strangers


def test_imports_are_seen_however_written():
    """The tests below look at every form of import, also inside functions and relative to the module."""
    tree = ast.parse("import a.b\nfrom c import d\ndef f():\n    from .. import e\n    from .g import h")
    assert set(imports("report.map.layout", tree)) == {"a.b", "c.d", "isoqms.report.e", "isoqms.report.map.g.h"}
    assert [room_of(name) for name in ("report.map.layout", "register.pages.home", "register.record")] == [
        "report",
        "register.pages",
        "register",
    ]


def test_every_folder_of_code_is_a_package():
    """A folder without `__init__.py` would be missing from the installed program."""
    assert not {path.parent for path in SOURCE.rglob("*.py") if not (path.parent / "__init__.py").exists()}


@pytest.mark.parametrize("room", sorted({room_of(module) for module in MODULES if module}))
def test_imports_point_down(room):
    """A room imports from lower lines only, never from above and never from its own line."""
    wrong = [(m, to) for m, to in BETWEEN if room_of(m) == room and not LEVEL.get(to, 99) < LEVEL.get(room, 0)]
    assert not wrong, f"{room} may not import these: {wrong}"


@pytest.mark.parametrize("library", sorted(FOREIGN))
def test_each_library_has_one_owner(library):
    """A third-party library is imported by the room that owns it and by no other; at most one reads and one writes."""
    assert FOREIGN[library] == set(OWNERS.get(library, "").split())


def test_what_is_imported_is_what_is_declared():
    """`pip install .` brings every library the program imports, and none that it does not."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {requirement.split(">")[0].lower() for requirement in project["dependencies"] if ";" not in requirement}
    distributions = packages_distributions()
    imported = {
        distribution.lower()
        for library, rooms in FOREIGN.items()
        if not rooms <= TOOL_ROOMS and library not in FOR_BUILDING
        for distribution in distributions.get(library, [library])
    }
    chosen_by_ruamel = {"ruamel.yaml.clib"}  # its C scanner, an optional part that we insist on
    assert imported | chosen_by_ruamel == declared


def functions() -> Iterator[tuple[str, str, int, ast.AST]]:
    """Yield module, name, lines and node of every function."""
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield module, node.name, (node.end_lineno or 0) - node.lineno + 1, node


def test_modules_stay_small():
    """One noun a module: none over 400 lines, half of them at most 150."""
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert not {path: length for path, length in lengths.items() if length > 400}
    assert statistics.median(lengths.values()) <= 150


def test_functions_stay_small():
    """One verb a function: none over 60 lines, nine in ten at most 25."""
    lengths = {(module, name): length for module, name, length, _ in functions()}
    assert not {place: length for place, length in lengths.items() if length > 60}
    assert sorted(lengths.values())[int(len(lengths) * 0.9) - 1] <= 25


def test_public_names_are_explained():
    """Whatever another room may use says what it is, in a docstring."""
    silent = []
    for module, tree in MODULES.items():
        scopes = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_")]
        for scope in scopes:
            kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
            public = [n for n in scope.body if isinstance(n, kinds) and n.name[0] != "_" and n.name != "Meta"]
            silent += [f"{module}.{node.name}" for node in [scope, *public] if not ast.get_docstring(node)]
    assert not silent


def test_no_state_between_calls():
    """Clock, user, seed and caches are arguments: no module keeps a changeable variable or a `global`."""
    stateful = []
    for module, tree in MODULES.items():
        for node in tree.body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [getattr(target, "id", "") for target in targets]
                if any(name != name.upper() and name != "__all__" for name in names) and is_changeable(node.value):
                    stateful.append(f"{module}:{node.lineno}")
        stateful += [f"{module}:{node.lineno}" for node in ast.walk(tree) if isinstance(node, ast.Global)]
    assert not stateful


def is_changeable(value: ast.expr | None) -> bool:
    """Say whether an expression makes a list, dictionary or set."""
    makers = {"list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict"}
    made = isinstance(value, ast.Call) and getattr(value.func, "id", "") in makers
    return made or isinstance(value, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp))
