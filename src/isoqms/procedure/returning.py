"""Which steps hand the result over: the place where a step may well take no time of its own."""

from __future__ import annotations

import re
from typing import Final

from isoqms.procedure.steps import Ending, Step

_RETURNING: Final = re.compile(
    r"trả (?:kết quả|hồ sơ|giấy|thông báo)|trao (?:kết quả|giấy|quyết định)|nhận kết quả|"
    r"\breturn|\brelease|\bhand over|\bdeliver|\bclaim\b|\bcollect the result",
    re.IGNORECASE,
)


def returns_result(step: Step) -> bool:
    """Say whether a step returns the result: by its title, or because the dossier is completed after it."""
    if step.title and any(_RETURNING.search(words) for words in step.title):
        return True
    return Ending.COMPLETED in (step.end, *(branch.end for branch in step.next))
