"""What stands in for Cython where it is not installed: the same names, meaning nothing to the interpreter.

The compiled modules of this room are plain Python with Cython's marks on them. Uncompiled they run unchanged, and these
marks only have to exist: decorators return what they are given, a type converts its value, an array type is a name.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, TypeVar

T = TypeVar("T")

compiled = False


class Mark:
    """A decorator, with or without arguments, and a context: `@nogil`, `@nogil(True)`, `with nogil:`."""

    def __call__(self, marked: Any = None, *_: object, **__: object) -> Any:
        """Return what is marked, or this mark when it was given an argument for the compiler."""
        return marked if callable(marked) else self

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        return False


class Argued(Mark):
    """A decorator that always has arguments, types among them: `@locals(x=double)`, `@returns(int)`."""

    def __call__(self, *_: object, **__: object) -> Any:
        """Return the decorator that changes nothing."""
        return Mark()


class CType:
    """A number of C's: called it converts, subscripted it names an array (`double[::1]`, `int[8]`)."""

    __slots__ = ("_convert",)

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        self._convert = convert

    def __call__(self, value: Any = 0) -> Any:
        """Return `value` as a Python number of this kind."""
        return self._convert(value)

    def __getitem__(self, shape: object) -> type[object]:
        return object


bint = CType(bool)
char = short = int = long = longlong = CType(int)
uchar = ushort = uint = ulong = ulonglong = size_t = Py_ssize_t = CType(int)
float = double = CType(float)
void = CType(lambda value: value)
p_void = p_char = p_int = p_long = p_longlong = p_ulonglong = p_double = p_bint = CType(lambda value: value)

cfunc = ccall = cclass = inline = final = nogil = gil = with_gil = internal = Mark()
boundscheck = wraparound = cdivision = initializedcheck = nonecheck = overflowcheck = Mark()
embedsignature = binding = infer_types = auto_pickle = freelist = no_gc = annotation_typing = Mark()
locals = returns = exceptval = Argued()


def declare(kind: Any = None, value: Any = None, **_: object) -> Any:
    """Return the value declared, as its type would hold it."""
    return value if value is None else cast(kind, value)


def cast(kind: Any, value: T, **_: object) -> Any:
    """Return `value` as a number of `kind`; anything else stays what it is."""
    return kind(value) if isinstance(kind, CType) else value


def pointer(kind: Any) -> Any:
    """Return what stands for the address of a value of `kind`: the kind; compiled code alone asks for it."""
    return kind


def sizeof(kind: Any) -> Any:
    """Return nothing: values have no size in memory here; compiled code alone asks for it."""
    return 0


def address(value: T) -> T:
    """Return the value: nothing has an address here; compiled code alone asks for it."""
    return value


def likely(condition: T) -> T:
    """Return the condition; a compiler would be told that it mostly holds."""
    return condition


unlikely = likely
