"""What members of records share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


def no_members() -> Mapping[str, Any]:
    """Return an empty map nobody can fill."""
    return MappingProxyType({})
