"""Forms as the cells of a table cite them: by number, with or without circular, day and title, one or several."""

from __future__ import annotations

import re
from typing import Final

from isoqms.exchange.drafting import Drafting, text_value
from isoqms.exchange.fold import slug
from isoqms.exchange.table import Cell

_FORM: Final = re.compile(r"(?:BM|(?:Biểu )?[Mm]ẫu(?: số)?|MẪU|Form)[ .:]?\s?(?P<number>[A-Z0-9][\w.]*)(?P<rest>.*)")
_RULE: Final = r"[0-9]+/[0-9]{4}/[A-ZĐ-]+[A-ZĐ]"
_CIRCULAR: Final = re.compile(rf"\b({_RULE})\b")
_NAMED: Final = re.compile(
    rf"\s*[,(]\s*{_RULE}(?:, (?:từ|from) (?P<since>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}))?\)?\s*:\s*(?P<title>\S.+)"
)
"""What stands behind the number of a form where its circular and title follow."""
_ONE_NUMBER: Final = r"[0-9]+[a-z]?"
_ROW_OF_FORMS: Final = re.compile(
    r"(?P<name>(?:Biểu )?[Mm]ẫu(?: số)?|MẪU|Forms?)\s+"
    rf"(?P<numbers>{_ONE_NUMBER}(?:\s*(?:,|và|and|&)\s*{_ONE_NUMBER})+)(?P<rest>\W.*)?"
)
_CITED_TOGETHER: Final = re.compile(
    rf"[Mm]ẫu(?: số)?\s+(?P<numbers>{_ONE_NUMBER}(?:\s*(?:,|và|and|&)\s*{_ONE_NUMBER})*)\s[^.;:0-9]{{0,60}}?"
    rf"\b(?P<circular>{_RULE})"
)
"""Numbers of forms with the one circular that issued them all."""


def put_result(drafting: Drafting, item: str, cell: Cell, step: str) -> None:
    """Put one result: a form when it is cited as one, else what the step gives."""
    if not _FORM.fullmatch(item):
        drafting.add(("steps", step, "outputs"), text_value(item), cell.at)
        return
    for each in one_by_one(item):
        form = _form(each)
        id_ = slug(each if form["title"] == each else each.partition(":")[0].partition(", ")[0])
        if drafting.get(("forms", id_)) is None:
            drafting.put(("forms", id_), form, cell.at)
        drafting.add(("steps", step, "forms"), id_, cell.at)


def put_circulars(drafting: Drafting) -> None:
    """Give forms the circular that a remark of the document names for their numbers ("Mẫu số 01, 02 theo TT …")."""
    for note in drafting.get(("notes",)) or []:
        for found in _CITED_TOGETHER.finditer(str(note)):
            numbers = {number.lstrip("0") for number in re.findall(_ONE_NUMBER, found["numbers"])}
            for form in drafting.data.get("forms", {}).values():
                if form.get("number", "").lstrip("0") in numbers:
                    form.setdefault("circular", found["circular"])


def one_by_one(item: str) -> list[str]:
    """Return the forms a text names by a row of numbers.

    >>> one_by_one("Mẫu 01, 02, 06"), one_by_one("Mẫu 01, TT 03/2025/TT-VPCP")
    (['Mẫu 01', 'Mẫu 02', 'Mẫu 06'], ['Mẫu 01, TT 03/2025/TT-VPCP'])
    """
    found = _ROW_OF_FORMS.fullmatch(item)
    if not found:
        return [item]
    return [f"{found['name']} {number}{found['rest'] or ''}" for number in re.findall(_ONE_NUMBER, found["numbers"])]


def _form(item: str) -> dict[str, str]:
    """Return number, circular and title of a form; where the words hold no title of its own, all of them are it."""
    found = _FORM.fullmatch(item)
    if not found:
        return {"title": item}
    circular, named = _CIRCULAR.search(found["rest"]), _NAMED.fullmatch(found["rest"])
    form = {"title": named["title"] if named else item, "number": found["number"]}
    if circular:
        form["circular"] = circular[1]
    return {**form, "from": named["since"]} if named and named["since"] else form
