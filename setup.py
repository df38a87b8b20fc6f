"""Build steps pyproject.toml cannot say: two folders that live outside `src/`, and the compiled translations."""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
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


OUTSIDE_SRC = {"isoqms.schemas": "schemas", "isoqms.calendars": "processes/calendars"}

setup(
    packages=[*find_packages("src", exclude=["isoqms.locale", "isoqms.locale.*"]), *OUTSIDE_SRC],
    package_dir={"": "src", **OUTSIDE_SRC},
    package_data={
        "isoqms": ["py.typed"],
        "isoqms.report": ["fonts/*"],
        "isoqms.report.document": ["*.toml", "*.typ"],
        "isoqms.schemas": ["*.json"],
        "isoqms.calendars": ["*.yaml"],
    },
    cmdclass={"build_py": build_with_translations},
)
