"""The stamp of a procedure: a short fingerprint of its meaning, not of its layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_NOT_MEANING = ("suppress",)
LENGTH = 12


def stamp(data: Mapping[str, Any]) -> str:
    """Return the stamp of a procedure's plain data: 12 hexadecimal digits of SHA-256 over canonical JSON.

    Comments, order of names, quotes and accepted problems do not change it; anything else does. The order of the steps
    is meaning: the first one starts the procedure and an edge back in this order is a loop.
    """
    meaning = {key: value for key, value in data.items() if key not in _NOT_MEANING}
    meaning["steps"] = list(data.get("steps", {}).items())
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
