"""What pytest does not look into for examples: settings of tests, and sources that are read as one by the compiler."""

from __future__ import annotations

from pathlib import Path

from isoqms.simulate.building import FOLDER, UNIT


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what cannot be imported by itself: where the unit is compiled, its parts have nothing to import."""
    is_part = collection_path.parent == FOLDER and collection_path.stem in UNIT
    return True if is_part or collection_path.name == "conftest.py" else None
