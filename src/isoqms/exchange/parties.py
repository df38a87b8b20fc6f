"""Who a cell names: roles of the office, the applicant, or a system that works on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from isoqms.exchange.fold import fold

_APPLICANT = re.compile(
    r"(nguoi|cong dan|to chuc|ca nhan|khach hang|doanh nghiep)( (yeu cau|nop( ho so)?|dan|de nghi|lam don))?"
    r"( va| hoac)?( (to chuc|ca nhan|cong dan|doanh nghiep|nguoi dan))*( yeu cau| nop ho so| co nhu cau| de nghi)?|"
    r"(the )?(applicants?|clients?|customers?|citizens?)|nguoi (su dung dat|yeu cau dang ky)|belanghebbenden|aanvrager"
)
_SYSTEM = re.compile(r"^(he thong|phan mem|cong dich vu cong|system|software)\b|\b(tu dong|automatic(ally)?)$")
_UNFINISHED: Final = (",", "-", "/", "(", " và", " hoặc", " and", " or", " of")
_NOBODY: Final = frozenset({"", "-", "–", "—", "/", ".", "…", "n/a", "none"})


_HELPS = re.compile(r"\(?(?:cơ quan |đơn vị |bộ phận )?(?:phối hợp|with the help of|assisted by)\b.*", re.IGNORECASE)
_LEADS = re.compile(r"(?:cơ quan |đơn vị |bộ phận )?(?:chủ trì|lead) ?: ?(\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a step in the order of the cell; `helpers` are those who only help, in its words."""

    roles: tuple[str, ...] = ()
    applicant: str = ""
    system: str = ""
    helpers: tuple[str, ...] = ()


def parties(text: str) -> Parties:
    """Return who a cell names; parties stand on lines of their own or between semicolons.

    >>> parties("Người yêu cầu; Bộ phận một cửa")
    Parties(roles=('Bộ phận một cửa',), applicant='Người yêu cầu', system='', helpers=())
    """
    roles: list[str] = []
    applicant, system, helpers = [], [], []
    for part in _parts(text):
        part = led[1] if (led := _LEADS.fullmatch(part)) else part
        words = fold(part)
        if _HELPS.fullmatch(part):
            helpers.append(part)
        elif _APPLICANT.fullmatch(words):
            applicant.append(part)
        elif _SYSTEM.search(words):
            system.append(part)
        elif part not in roles:
            roles.append(part)
    return Parties(tuple(roles), "; ".join(applicant), "; ".join(system), tuple(helpers))


def _parts(text: str) -> list[str]:
    found: list[str] = []
    for item in re.split(r";(?![^(]*\))", text):
        lines: list[str] = []
        for line in item.split("\n"):
            part = re.sub(r"^[-+•*]\s+", "", line.strip())
            if lines and part and (lines[-1].endswith(_UNFINISHED) or part[0].islower()):
                lines[-1] = f"{lines[-1]} {part}"  # a line broken inside a name
            elif part.lower() not in _NOBODY:
                lines.append(part)
        found += (line.rstrip(".,; ") for line in lines)
    return [part for part in found if part]
