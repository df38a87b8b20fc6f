# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Arrays as the compiled code reads them: by the address of their first number, which is quicker than by a view.

Whoever takes an address keeps the array. The interpreter reads the array itself.
"""

from __future__ import annotations

from array import array
from typing import Any

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


def reals(column: cython.double[::1]) -> cython.p_double:
    """Return where an array of real numbers, not empty, is read."""
    if cython.compiled:
        return cython.address(column[0])
    else:  # noqa: RET505 -- the compiler leaves out the other branch
        return column


def wholes(column: cython.longlong[::1]) -> cython.p_longlong:
    """Return where an array of whole numbers, not empty, is read."""
    if cython.compiled:
        return cython.address(column[0])
    else:  # noqa: RET505
        return column


def keys(column: cython.ulonglong[::1]) -> cython.p_ulonglong:
    """Return where an array of keys, not empty, is read."""
    if cython.compiled:
        return cython.address(column[0])
    else:  # noqa: RET505
        return column


def twice(column: array[Any]) -> array[Any]:
    """Return a copy of an array with as much room again, filled with nothing."""
    return column + array(column.typecode, bytes(len(column) * column.itemsize))
