"""What `pip install` gives an officer: the whole program, working anywhere, with no tool of the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from isoqms import resources
from isoqms.simulate import building

REPOSITORY = Path(__file__).parent.parent
NOT_SOURCES = (
    ".git",
    ".venv",
    "build",
    "dist",
    "reports",
    "*.egg-info",
    "*.mo",
    "*.so",
    "*.pyd",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
BUILD = "import sys; from setuptools import build_meta; print(getattr(build_meta, sys.argv[1])(sys.argv[2]))"


def build(kind: str, sources: Path, target: Path) -> Path:
    """Build a `wheel` or an `sdist` from a folder of sources as pip does, and return the file made."""
    command = [sys.executable, "-W", "ignore", "-c", BUILD, f"build_{kind}", str(target)]
    done = subprocess.run(command, cwd=sources, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return target / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A copy of the sources without anything made from them, so that nothing stale can be packed."""
    copy = tmp_path_factory.mktemp("sources") / "isoqms"
    shutil.copytree(REPOSITORY, copy, ignore=shutil.ignore_patterns(*NOT_SOURCES))
    return copy


@pytest.fixture(scope="module")
def wheel(sources, tmp_path_factory):
    """The wheel built from the sources."""
    return build("wheel", sources, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def programs(wheel, tmp_path_factory):
    """The folder of programs of an environment where the wheel is installed and the checkout is not.

    The libraries are those of the environment the tests run in; a plain path in a `.pth` file brings them, but not
    what is installed there in editable form.
    """
    home = tmp_path_factory.mktemp("office")
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install", "--no-deps", "-qq", str(wheel)]
    subprocess.run(pip, check=True)
    site = subprocess.run(
        [scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.strip()
    Path(site, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


@pytest.fixture
def office(programs, tmp_path):
    """Run a command of the installed program in a folder with a copy of the sample workspace, and no system tools."""
    shutil.copytree(REPOSITORY / "processes", tmp_path / "processes")
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LANG", "LC_"))}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [programs / command[0], *command[1:]],
            cwd=tmp_path,
            env={**quiet, "PATH": str(programs), "PYTHONUTF8": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )

    return run


def test_the_wheel_holds_the_whole_program(wheel):
    """Every module, schema, calendar and font travels, translations and simulator compiled; nothing else does."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("isoqms/")}
    source = REPOSITORY / "src"
    modules = {
        path.relative_to(source).as_posix() for path in (source / "isoqms").rglob("*.py") if "locale" not in path.parts
    }
    expected = modules | {"isoqms/py.typed", "isoqms/locale/vi/LC_MESSAGES/isoqms.mo"}
    expected |= {f"isoqms/schemas/{path.name}" for path in (REPOSITORY / "schemas").glob("*.json")}
    expected |= {f"isoqms/calendars/{path.name}" for path in (REPOSITORY / "processes/calendars").glob("*.yaml")}
    expected |= {path.relative_to(source).as_posix() for path in source.glob("isoqms/report/fonts/*")}
    documents = source / "isoqms/report/document"  # how they look, and the layout typst sets them by
    expected |= {path.relative_to(source).as_posix() for kind in ("*.toml", "*.typ") for path in documents.glob(kind)}
    expected |= {path.relative_to(source).as_posix() for path in source.glob("isoqms/simulate/*.pxd")}
    expected |= {path.relative_to(source).as_posix() for path in source.glob("isoqms/metrics/*.toml")}
    expected |= {path.relative_to(source).as_posix() for path in source.glob("isoqms/report/proposal/*.toml")}
    expected |= {path.relative_to(source).as_posix() for path in source.glob("isoqms/report/*.html")}
    expected |= {path.relative_to(source).as_posix() for path in source.glob("isoqms/framework/*.yaml")}
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    compiled = {f"isoqms/simulate/{name}{suffix}" for name in building.modules()}
    assert packed - compiled == expected
    assert compiled <= packed or not shutil.which((sysconfig.get_config_var("CC") or "cc").split()[0])
    assert any(name.endswith(".ttf") for name in packed)
    assert "isoqms/calendars/vn.yaml" in packed


def test_the_source_archive_builds_the_same_wheel(sources, wheel, tmp_path):
    """A distributor who has only the source archive gets the same program."""
    archive = build("sdist", sources, tmp_path)
    with tarfile.open(archive) as packed:
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Debian 12 has a Python from before it
        packed.extractall(tmp_path / "unpacked", **safely)
    again = build("wheel", next((tmp_path / "unpacked").iterdir()), tmp_path)
    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(again) as second:
        contents = [{info.filename: info.CRC for info in packed.infolist()} for packed in (first, second)]
    records = {name for name in contents[0] if name.endswith("/RECORD")}
    assert contents[0].keys() == contents[1].keys()
    assert {name for name in contents[0] if contents[0][name] != contents[1][name]} <= records


def test_the_installed_program_is_the_one_that_runs(office, programs):
    """The commands below run what was packed, not the checkout."""
    done = office("python", "-c", "import isoqms; print(isoqms.__file__)")
    assert Path(done.stdout.strip()).is_relative_to(programs.parent)


def test_it_names_its_version(office):
    """`isoqms --version` answers."""
    done = office("isoqms", "--version")
    assert done.returncode == 0, done.stderr
    assert "0." in done.stdout


def test_it_checks_the_sample_workspace_in_vietnamese(office):
    """The schemas, the calendars and the Vietnamese words are found far away from the checkout."""
    done = office("isoqms", "--lang", "vi", "check", "processes")
    assert done.returncode in (0, 1), done.stderr
    assert any(mark in done.stdout for mark in "ạảấầậắếềệịọốồộớờợụứừự")


def test_it_draws_without_graphviz(office, tmp_path):
    """Maps need no tool of the system; the landscape does, says which, and ends with the code for that."""
    sample = next(path for path in sorted((tmp_path / "processes").rglob("*.yaml")) if is_procedure(path))
    done = office("isoqms", "draw", str(sample), "-o", "maps", "--format", "svg,pdf,png,dot")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.suffix for path in (tmp_path / "maps").iterdir()} == {".svg", ".pdf", ".png", ".dot"}
    done = office("isoqms", "draw", "--landscape", "processes", "-o", "maps")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "dot" in done.stdout + done.stderr


def test_the_demonstration_ends_with_files_to_open(tmp_path):
    """`make demo` goes from a Word table to the printed document, and draws a map of every sample procedure."""
    command = ["make", "demo", f"TO={tmp_path}/demo"]
    done = subprocess.run(command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    named = [Path(line.strip()) for line in done.stdout.partition("Open these files")[2].splitlines()[1:]]
    assert {path.suffix for path in named} == {".pdf", ".docx", ".html"}
    assert all(path.is_file() for path in named)
    drawn = {path.name for path in (tmp_path / "demo" / "maps").glob("*.pdf")}
    samples = {path.stem for path in (REPOSITORY / "processes").rglob("*.yaml") if is_procedure(path)}
    assert not {sample for sample in samples if not any(name.startswith(sample) for name in drawn)}


def is_procedure(path: Path) -> bool:
    """Say whether a file of the workspace is a procedure, by the key every procedure has."""
    return "\nsteps:" in path.read_text(encoding="utf-8")


def test_resources_are_found_in_the_checkout():
    """The same files are found where people edit them."""
    assert "procedure" in resources.schema_names()
    assert resources.schema_text("procedure") == resources.schema_text("procedure.schema.json")
    assert resources.calendar_path("vn") == REPOSITORY / "processes" / "calendars" / "vn.yaml"
    assert "vn" in resources.calendar_names()
    assert resources.calendar_path("atlantis") is None


@pytest.mark.parametrize("name", ["", "../words", "a/b", "..", "C:\\x", ".hidden", "/etc/passwd"])
def test_resources_are_asked_for_by_bare_name(name):
    """No name leads out of the folder of the resources."""
    with pytest.raises(ValueError, match="bare name"):
        resources.calendar_path(name)


def test_a_schema_that_is_not_there_is_named():
    """A misspelt kind is a programmer's error, and the message lists the kinds there are."""
    with pytest.raises(ValueError, match=r"'proceedure'.*procedure"):
        resources.schema_text("proceedure")
