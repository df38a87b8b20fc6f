"""Who issues a document, read from its number, and whether a paper is of somebody who may change a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from isoqms.procedure.parts import Authority, LegalRule

RANKS: Final = (Authority.OFFICE, Authority.PROVINCE, Authority.MINISTRY, Authority.LAW)
"""Who may change rules, the lowest first."""

_NUMBERS: Final = (
    (Authority.LAW, re.compile(r"/QH\d|NĐ-CP|NQ-CP|QĐ-TTg|UBTVQH|\bNĐ \d|\b(?:Bộ )?[Ll]uật\b|pháp luật")),
    (Authority.MINISTRY, re.compile(r"TTLT|\bTT[ -]|/TT-|QĐ-B[A-ZĐ]")),
    (Authority.PROVINCE, re.compile(r"QĐ-UBND|NQ-HĐND|CT-UBND")),
)
"""Who issues a document, by the letters in its number (Nghị định 30/2020/NĐ-CP, Phụ lục III); the highest first."""


def issuer(document: str) -> Authority | None:
    """Return who can change a document, read from its number; None where the number does not tell.

    >>> str(issuer("Điều 5 Nghị định 63/2024/NĐ-CP"))
    'law'
    """
    return next((authority for authority, number in _NUMBERS if number.search(document)), None)


def issuer_of_rule(rule: LegalRule) -> Authority | None:
    """Return who can change a rule: whom the file names, else by the number of its document."""
    return rule.changed_by or issuer(rule.document)


def is_decided_by(document: str | None, authority: Authority, rules: Iterable[LegalRule]) -> bool:
    """Say whether a document is of an authority or of one above it; what nobody can tell is not.

    Args:
        document: the number of the paper that decided something; None where none is named.
        authority: who may decide it.
        rules: the rules a file names, which may say of the document who issued it.
    """
    if not document:
        return False
    named = next((rule.changed_by for rule in rules if rule.document == document and rule.changed_by), None)
    by = named or issuer(document)
    return by is not None and RANKS.index(by) >= RANKS.index(authority)
