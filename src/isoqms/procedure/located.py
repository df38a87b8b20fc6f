"""Parts of a file as frozen dataclasses that know their place, with the methods they all share.

The library compiles six methods for every dataclass when it is loaded, which for the parts of a procedure would take
longer than reading eighty of them. Here the methods stand once and go by the fields of the class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import lru_cache
from typing import Any, TypeVar, cast, dataclass_transform

from isoqms.problem import Position

C = TypeVar("C", bound=type)
NOWHERE = Position("")
_METHODS = ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")


def _init(self: Any, *values: Any, **named: Any) -> None:
    positional, every = _plan(cast(Any, type(self)))
    if len(values) > len(positional):
        raise TypeError(f"{type(self).__name__} takes {len(positional)} values, not {len(values)}")
    if values:
        filled = dict(zip(positional, values, strict=False))
        if twice := filled.keys() & named.keys():
            raise TypeError(f"{type(self).__name__} is given {sorted(twice)} twice")
        named |= filled
    for name, set_, default, make in every:
        if name in named:
            set_(self, named.pop(name))
        elif make is not MISSING:
            set_(self, make())
        elif default is not MISSING:
            set_(self, default)
        else:
            raise TypeError(f"{type(self).__name__} lacks {name!r}")
    if named:
        raise TypeError(f"{type(self).__name__} has no {sorted(named)}")


@lru_cache(maxsize=256)
def _plan(cls: Any) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any, Any], None], Any, Any], ...]]:
    """Return the names of the fields given by position, and how each field is filled."""
    held = fields(cls)
    positional = tuple(part.name for part in held if part.init and not part.kw_only)
    return positional, tuple((part.name, _setter(cls, part.name), part.default, part.default_factory) for part in held)


def _setter(cls: Any, name: str) -> Callable[[Any, Any], None]:
    set_: Callable[[Any, Any], None] = getattr(cls, name).__set__  # of the slot, past `__setattr__`
    return set_


def _compared(part: Any) -> tuple[Any, ...]:
    return tuple(getattr(part, each.name) for each in fields(part) if each.compare)


def _repr(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__name__}({shown})"


def _eq(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _refuse(self: Any, name: str, value: object = None) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def model(cls: C) -> C:
    """Make `cls` a frozen dataclass with slots, as `dataclass(frozen=True, slots=True)` would."""
    made = cast(C, dataclass(init=False, repr=False, eq=False, slots=True)(cls))
    for name, method in zip(_METHODS, (_init, _repr, _eq, _hash, _refuse, _refuse), strict=True):
        setattr(made, name, method)
    return made


@model
class Located:
    """A part of a file that knows its place in it; the place is neither compared nor shown."""

    at: Position = field(default=NOWHERE, compare=False, repr=False, kw_only=True)
