"""The files that travel with the program: schemas of the file kinds and the calendars of public holidays.

An installed package carries them inside itself; a checkout keeps them at the top of the repository, where people edit
them. Paths are joined by hand because importing `importlib.resources` costs a tenth of the time `--help` may take.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_REPOSITORY = _PACKAGE.parent.parent


def _folder(packaged: str, in_repository: str) -> Path:
    """Return the folder of that name in the package, or where a checkout keeps it."""
    folder = _PACKAGE / packaged
    return folder if folder.is_dir() else _REPOSITORY / in_repository


def _file_name(name: str, suffix: str) -> str:
    """Return `name` with `suffix` added where it is missing.

    Raises:
        ValueError: when `name` could lead out of its folder.
    """
    if not name or name != Path(name).name or "\\" in name or ":" in name or name.startswith("."):
        raise ValueError(f"not the bare name of a file: {name!r}")
    return name if name.endswith(suffix) else name + suffix


def schema_text(name: str) -> str:
    """Return the JSON Schema of one file kind as text, e.g. `schema_text("procedure")`.

    Args:
        name: the kind (`procedure`, `organisation`, `calendar`, …) or the full file name.

    Raises:
        ValueError: when there is no schema of that name.
    """
    path = _folder("schemas", "schemas") / _file_name(name, ".schema.json")
    if not path.is_file():
        raise ValueError(f"no schema is called {name!r}; there are {', '.join(schema_names())}")
    return path.read_text(encoding="utf-8")


def schema_names() -> tuple[str, ...]:
    """Return the file kinds which have a schema, in alphabetical order."""
    paths = _folder("schemas", "schemas").glob("*.schema.json")
    return tuple(sorted(path.name.removesuffix(".schema.json") for path in paths))


def calendar_path(name: str) -> Path | None:
    """Return the file of a public calendar shipped with the program (`vn`, `gb`, …), or None when none has that name.

    Raises:
        ValueError: when `name` is not the bare name of a file.
    """
    path = _folder("calendars", "processes/calendars") / _file_name(name, ".yaml")
    return path if path.is_file() else None


def calendar_names() -> tuple[str, ...]:
    """Return the names of the public calendars shipped with the program, in alphabetical order."""
    return tuple(sorted(path.stem for path in _folder("calendars", "processes/calendars").glob("*.yaml")))
