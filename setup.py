"""Build steps pyproject.toml cannot say: folders outside `src/`, the compiled translations, the compiled simulator."""

import runpy
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

try:
    from Cython.Build import cythonize
except ImportError:  # then the simulator runs uncompiled, with the same results
    cythonize = None

ROOT = Path(__file__).parent
SIMULATE = Path("src/isoqms/simulate")  # relative, so that the same sources give the same bytes in any folder
BUILDING = runpy.run_path(str(ROOT / SIMULATE / "building.py"))
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # the same sources must give the same bytes


def compile_catalogues(source: Path, target: Path) -> list[Path]:
    """Compile every `isoqms.po` under `source` to an `isoqms.mo` in the same place under `target`."""
    made = []
    for catalogue in sorted(source.rglob("isoqms.po")):
        with catalogue.open("rb") as text:
            messages = read_po(text, abort_invalid=True)
        messages.creation_date = messages.revision_date = UNDATED
        compiled = (target / catalogue.relative_to(source)).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with compiled.open("wb") as binary:
            write_mo(binary, messages)
        made.append(compiled)
    return made


class build_with_translations(build_py):  # noqa: N801 -- setuptools names its commands so
    """Compile the translations where the package will be read from."""

    def run(self):
        """Build the modules, then put the compiled catalogues beside them."""
        super().run()
        source = ROOT / "src"
        self.catalogues = compile_catalogues(source, source if self.editable_mode else Path(self.build_lib))

    def get_outputs(self, include_bytecode=True):
        """Name the compiled catalogues among the files made."""
        made = [] if self.editable_mode else [str(path) for path in getattr(self, "catalogues", ())]
        return super().get_outputs(include_bytecode) + made


class build_simulator(build_ext):  # noqa: N801
    """Translate to C a copy of each module in which it is written from what source that copy was made."""

    EXACT = (  # a fused or reordered operation would make the compiled run differ from the interpreted one
        ("msvc", ["/O2", "/fp:precise"]),
        ("", ["-O3", "-ffp-contract=off", "-g0"]),
    )

    INLINED = (  # thousands of short calls a millisecond: worth a longer program
        "-fno-semantic-interposition",
        *("--param", "max-inline-insns-single=2000", "--param", "max-inline-insns-auto=500"),
        *("--param", "inline-unit-growth=1000", "--param", "large-function-growth=3000"),
    )

    def run(self):
        """Lay out the copies, all before the first is translated: they call each other."""
        self.copies = Path(self.get_finalized_command("build").build_base, "cython")
        folder = self.copies / "isoqms" / "simulate"
        folder.mkdir(parents=True, exist_ok=True)
        wanted = {"numbers.pxd": BUILDING["numbers"]()}
        for name in BUILDING["modules"]():
            wanted |= {f"{name}.py": BUILDING["stamped"](name), f"{name}.pxd": BUILDING["declared"](name)}
        wanted |= {"__init__.py": "", "../__init__.py": ""}
        for name, text in wanted.items():
            path = folder / name
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8", newline="\n")
        super().run()

    def build_extension(self, ext):
        """Translate one module and compile it."""
        source = self.copies / "isoqms" / "simulate" / Path(ext.sources[0]).name
        ext.sources = cythonize(
            [Extension(ext.name, [str(source)])], include_path=[str(self.copies)], language_level=3, quiet=True
        )[0].sources
        compiler = self.compiler.compiler_type
        ext.extra_compile_args = next(flags for kind, flags in self.EXACT if compiler.startswith(kind))
        if compiler == "unix" and self.takes(self.INLINED):
            ext.extra_compile_args = [*ext.extra_compile_args, *self.INLINED]
        super().build_extension(ext)

    def takes(self, flags):
        """Say whether the compiler knows these flags."""
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "empty.c")
            source.write_text("int main(void) { return 0; }\n", encoding="utf-8")
            done = subprocess.run(
                [*self.compiler.compiler_so, "-c", str(source), "-o", str(source.with_suffix(".o")), *flags],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        return done.returncode == 0


def extensions() -> list[Extension]:
    """Name the modules to compile; where there is no compiler the program is installed without."""
    sources = [str(SIMULATE / f"{name}.py") for name in BUILDING["modules"]()] if cythonize else []
    return [Extension(f"isoqms.simulate.{Path(path).stem}", [path], optional=True) for path in sources]


OUTSIDE_SRC = {"isoqms.schemas": "schemas", "isoqms.calendars": "processes/calendars"}

setup(
    packages=[*find_packages("src", exclude=["isoqms.locale", "isoqms.locale.*"]), *OUTSIDE_SRC],
    package_dir={"": "src", **OUTSIDE_SRC},
    package_data={
        "isoqms": ["py.typed"],
        "isoqms.framework": ["*.yaml"],
        "isoqms.metrics": ["*.toml"],
        "isoqms.report": ["fonts/*", "*.html"],
        "isoqms.report.document": ["*.toml", "*.typ"],
        "isoqms.report.proposal": ["*.toml"],
        "isoqms.schemas": ["*.json"],
        "isoqms.simulate": ["*.pxd"],
        "isoqms.calendars": ["*.yaml"],
    },
    ext_modules=extensions(),
    cmdclass={"build_py": build_with_translations, "build_ext": build_simulator},
)
