"""The code a procedure bears in the national list, by which offices know it for the same."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(r"\d\.\d{6}")
"""A national code without what a ministry or a province appends to it."""


def base_code(code: str | None) -> str | None:
    """Return a national code without the sign of the ministry or province: 1.009645.H05 becomes 1.009645."""
    found = _CODE.match(code) if code else None
    return found[0] if found else code
