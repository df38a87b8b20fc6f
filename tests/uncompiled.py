"""The room that simulates, loaded a second time from its sources alone, as it runs where nothing could be compiled."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

import isoqms

PACKAGE = "isoqms.simulate"


class Sources:
    """Finds the modules of the room in their `.py` files, whatever lies compiled beside them."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return where the source of a module of the room is; nothing for other modules."""
        if f"{name}.".startswith(f"{PACKAGE}."):
            place = Path(isoqms.__file__).parent.joinpath(*name.split(".")[1:])
            if place.is_dir():
                return spec_from_file_location(name, place / "__init__.py", submodule_search_locations=[str(place)])
            if place.with_suffix(".py").is_file():
                return spec_from_file_location(name, place.with_suffix(".py"))
        return None


def taken_out(*packages: str) -> dict[str, ModuleType]:
    """Take packages with their modules out of what is imported, and return them."""
    names = [name for name in sys.modules if any(f"{name}.".startswith(f"{package}.") for package in packages)]
    return {name: sys.modules.pop(name) for name in names}


@contextmanager
def interpreted(*, with_cython: bool = True) -> Iterator[ModuleType]:
    """Give `isoqms.simulate` loaded anew with every module interpreted; import what else is needed of it inside.

    Classes of one loading are strangers to those of the other; numbers, texts and models of other rooms are not.
    Without Cython, what stands in for it is used.
    """
    before, shown = taken_out(PACKAGE, "cython"), vars(isoqms).get("simulate")
    if not with_cython:
        sys.modules["cython"] = None  # type: ignore[assignment]  # this is how an import is refused
    sys.meta_path.insert(0, Sources)
    try:
        yield importlib.import_module(PACKAGE)
    finally:
        sys.meta_path.remove(Sources)
        taken_out(PACKAGE, "cython")
        sys.modules.update(before)
        vars(isoqms).pop("simulate", None)
        if shown is not None:
            isoqms.simulate = shown
