"""What is compiled of the simulator: from the present source, meaning the same as the source, and never needed."""

from __future__ import annotations

import ast
import doctest
import importlib
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from uncompiled import interpreted

from isoqms.simulate import building, uncompiled

REPOSITORY = Path(__file__).parent.parent
COMPILER = (sysconfig.get_config_var("CC") or "cc").split()[0]
MODULES = building.modules()
SOURCES = sorted(
    path.stem for path in building.FOLDER.glob("*.py") if f"\n{building.UNSTAMPED}" in path.read_text(encoding="utf-8")
)


def loaded(name: str):
    """Import a module of the room as it is at this moment."""
    return importlib.import_module(f"isoqms.simulate.{name}")


@pytest.mark.skipif(not shutil.which(COMPILER), reason="no C compiler here")
def test_everything_is_compiled_from_the_present_source():
    """Where a compiler exists no simulation runs slowly, and none runs a source that is no longer there."""
    assert building.interpreted() == (), "run `make test`, which compiles, or `python setup.py build_ext --inplace`"
    assert building.stale() == (), "edited since it was compiled: run `make test`"
    assert building.compiled()


def test_every_marked_module_is_compiled():
    """Each module written for the compiler carries the stamp, has its declarations, and is part of what is compiled."""
    assert {part for name in MODULES for part in building.parts(name)} == set(SOURCES)
    assert not {name for name in SOURCES if not (building.FOLDER / f"{name}.pxd").is_file()}


def test_the_type_checker_knows_which_modules_are_marked():
    """pyproject.toml relaxes the checks that Cython's marks cannot pass for compiled modules, and for no others."""
    overrides = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["overrides"]
    relaxed = next(each["module"] for each in overrides if each.get("disallow_untyped_decorators") is False)
    assert relaxed == [f"isoqms.simulate.{name}" for name in SOURCES]


def test_an_edit_is_noticed(tmp_path, monkeypatch):
    """A compiled module is stale once its source or the declarations of any module say something else."""
    sources = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    shutil.copytree(building.FOLDER, tmp_path / "simulate", ignore=sources)
    monkeypatch.setattr(building, "FOLDER", tmp_path / "simulate")
    compiled = set(MODULES) - set(building.interpreted())
    before = set(building.stale())
    source = tmp_path / "simulate" / "chance.py"
    text = source.read_text(encoding="utf-8")
    source.write_text(text + "# edited\n", encoding="utf-8")
    assert set(building.stale()) == before | {name for name in compiled if "chance" in building.parts(name)}
    source.write_text(text, encoding="utf-8")
    assert set(building.stale()) == before
    (tmp_path / "simulate" / "chance.pxd").write_text("# edited\n", encoding="utf-8")
    assert set(building.stale()) == compiled


@pytest.mark.parametrize("name", MODULES)
def test_what_is_compiled_defines_what_the_sources_define(name):
    """Sources compiled together keep every function, class and method, and no name of one hides that of another.

    Classes that build on one another are one there; what makes an object of each has a name of its own.
    """
    sources = [(building.FOLDER / f"{part}.py").read_text(encoding="utf-8") for part in building.parts(name)]
    written = [node for source in sources for node in definitions(source)]
    built_on = {ast.unparse(base) for node in written for base in getattr(node, "bases", ())}
    copied = building.stamped(name)
    names = [node.name for node in written]
    assert len(set(names)) == len(names)
    assert sorted(node.name for node in definitions(copied)) == sorted(set(names) - built_on)
    assert sorted(method for node in definitions(copied) for method in methods(node)) == sorted(
        f"_set_up_{node.name}" if node.name in built_on and method == "__init__" else method
        for node in written
        for method in methods(node)
    )
    assert copied.count(f'BUILT_FROM = "{building.digest(name)}"') == 1


def definitions(source: str) -> list[ast.FunctionDef | ast.ClassDef]:
    """Return the functions and classes of a module."""
    return [node for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


def methods(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    """Name the methods of a class."""
    return (
        [each.name for each in node.body if isinstance(each, ast.FunctionDef)] if isinstance(node, ast.ClassDef) else []
    )


@pytest.mark.parametrize("with_cython", [True, False])
def test_the_sources_run_as_they_are(with_cython):
    """Every module also runs interpreted, with Cython's own stand-ins and with ours where Cython is not installed."""
    if with_cython:
        pytest.importorskip("cython")
    with interpreted(with_cython=with_cython):
        for name in SOURCES:
            module = loaded(name)
            assert module.__file__ == str(building.FOLDER / f"{name}.py")
            assert module.BUILT_FROM == ""
            assert module.cython.compiled is False
            assert module.cython.__name__ == ("cython" if with_cython else "isoqms.simulate.uncompiled")
            assert doctest.testmod(module).failed == 0
        assert loaded("building").interpreted() == MODULES
        assert not loaded("building").compiled()
        assert loaded("building").stale() == ()
    assert "isoqms.simulate" in sys.modules
    assert importlib.import_module("isoqms.simulate.building") is building


@pytest.mark.parametrize("with_cython", [True, False])
def test_compiled_and_interpreted_draw_the_same(with_cython):
    """Chance is the same to the last bit, whoever runs it."""
    if with_cython:
        pytest.importorskip("cython")
    laws = [(0, 7.5, 0, 0, 0), (1, 2.0, 9.0, 0, 0), (2, 1.0, 21.0, 0.25, 20.0), (3, 0.5, 30.0, 0.1, 0.8)]
    table = tuple(x * x / 7 for x in range(2 * 40 * 65))

    def draws(chance) -> list[float]:
        chances = [chance.uniform_of(seed, number) for seed in range(3) for number in range(300)]
        kinds = [(law, ()) for law in laws] + [((4, 0, 0, 0, 0), table), ((5, 0, 0, 0, 0), (1.0, 2.0, 2.5, 9.0))]
        return chances + [chance.drawn(u, law, values) for u in chances for law, values in kinds]

    present = draws(loaded("chance"))
    with interpreted(with_cython=with_cython):
        assert draws(loaded("chance")) == present


def test_what_the_sources_take_from_cython_is_stood_in_for():
    """Each of Cython's names in the sources has its stand-in; a new one is not first missed on an office's machine."""
    for name in SOURCES:
        tree = ast.parse((building.FOLDER / f"{name}.py").read_text(encoding="utf-8"))
        used = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "cython"
        }
        assert not {attribute for attribute in used if not hasattr(uncompiled, attribute)}


def test_stand_ins_change_nothing():
    """A mark returns what it marks, with arguments or without; a C number is a Python number of its kind."""

    def work(x):
        return x

    cython = uncompiled
    for mark in (cython.cfunc, cython.nogil, cython.nogil(True), cython.boundscheck(False), cython.exceptval(-1)):
        assert mark(work) is work
    assert cython.exceptval(check=False)(work) is work
    assert cython.locals(x=cython.double)(work) is work
    assert cython.returns(cython.double)(work) is work
    assert cython.cclass(dict) is dict
    with cython.nogil:
        assert cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF) == 2**64 - 1
    assert cython.declare(cython.double) is None
    assert (cython.cast(cython.longlong, 2.9), cython.cast(cython.double, 2)) == (2, 2.0)
    assert isinstance(cython.cast(cython.double, 2), float)
    assert cython.cast(cython.bint, 3) is True
    assert cython.cast(dict, work) is work
    assert cython.double[::1] is not None
    with pytest.raises(KeyError), cython.nogil:
        raise KeyError("an error passes through")


def test_asking_whether_it_is_compiled_loads_nothing():
    """`--version` may ask without paying for the simulator."""
    asked = "from isoqms.simulate import building; building.compiled(); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True)
    assert not {f"isoqms.simulate.{name}" for name in MODULES} & set(done.stdout.split())
