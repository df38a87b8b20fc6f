"""What the files of an office name that a record may refer to: steps and legal documents of a procedure, figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from isoqms.register.office import Office
from isoqms.source import read_source

_OBJECTIVES: Final = Path("qms") / "objectives.yaml"
_SCOPE: Final = Path("qms") / "scope.yaml"
_LEGAL: Final = Path("qms") / "legal.yaml"


@dataclass(frozen=True, slots=True)
class Named:
    """What a procedure names: its steps, and its legal documents by id and by number."""

    id: str
    steps: tuple[str, ...]
    laws: tuple[str, ...]


def named_by(office: Office, procedure: str) -> Named | None:
    """Return what a procedure of the folder names; None where it is not there, or is laid over another one."""
    path = office.procedure_file(procedure) if procedure else None
    data = _data(path) if path else {}
    if not data or "adopts" in data:
        return None
    rules = _map(data.get("legal_basis"))
    numbers = [str(each.get("document", "")) for each in rules.values() if isinstance(each, Mapping)]
    return Named(procedure, tuple(_map(data.get("steps"))), tuple(filter(None, (*numbers, *rules))))


def named_by_all(office: Office) -> Iterator[Named]:
    """Yield what each procedure of the folder names, without those laid over another one."""
    for id_ in office.procedures():
        if (found := named_by(office, id_)) is not None:
            yield found


def procedures_in_scope(office: Office) -> tuple[str, ...]:
    """Return the procedures the scope of the quality system names; all of the folder where it names none."""
    path = office.folder / _SCOPE if office.folder else None
    named = _data(path).get("procedures") if path is not None and path.is_file() else None
    return tuple(map(str, named)) if isinstance(named, list) else tuple(office.procedures())


def legal_list(office: Office) -> tuple[str, ...]:
    """Return the numbers, ids and titles of the legal documents the office works by; none where it keeps no list."""
    path = office.folder / _LEGAL if office.folder else None
    rules = _map(_data(path).get("rules")) if path is not None and path.is_file() else {}
    held = [each for each in rules.values() if isinstance(each, Mapping)]
    numbers = [str(each.get("document", "")) for each in held]
    return tuple(filter(None, (*numbers, *rules, *(title for each in held for title in _titles(each)))))


def declared_figures(office: Office) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the figures procedures and quality objectives declare, each with its titles."""
    for path in office.procedure_files():
        if "\nkpis:" in path.read_text(encoding="utf-8", errors="replace"):
            for id_, each in _map(_data(path).get("kpis")).items():
                yield str(id_), _titles(each)
    objectives = office.folder / _OBJECTIVES if office.folder else None
    if objectives is not None and objectives.is_file():
        for each in _map(_data(objectives).get("objectives")).values():
            if isinstance(each, Mapping) and each.get("metric"):
                yield str(each["metric"]), _titles(each)


def _titles(each: Any) -> tuple[str, ...]:
    title = each.get("title") if isinstance(each, Mapping) else None
    return tuple(map(str, title.values())) if isinstance(title, Mapping) else (str(title),) if title else ()


def _data(path: Path) -> Mapping[str, Any]:
    return _map(read_source(path, path.as_posix()).data)


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
