"""An organisation file for drafts that have none: the authorities and roles they name, the rest to be settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from isoqms.exchange.draft import Draft
from isoqms.exchange.fold import fold, slug
from isoqms.procedure import Organisation
from isoqms.source import Edit
from isoqms.source.splice import written
from isoqms.words import Message, Text

_IN_FULL = re.compile(r"^(?:ủy|uỷ) ban nhân dân\b", re.IGNORECASE)
_HOURS = '["07:30..11:30", "13:30..17:30"]'
_DAYS = ("mon", "tue", "wed", "thu", "fri")


def office_id(draft: Draft) -> str:
    """Return the id of the office that a draft names as its authority, one for its name in full and in short."""
    return slug(_IN_FULL.sub("UBND", Text.of(draft.data.get("agency") or "co-quan").render("vi")))


def organisation_yaml(drafts: Iterable[Draft], lang: str, calendar: str, schema: str = "") -> str:
    """Return the text of an organisation file with the offices and roles of `drafts`.

    Hours, day length and calendar are nowhere in a step table: they are assumed, and a comment says so.
    """
    offices: dict[str, str] = {}
    roles: dict[str, str] = {}
    for draft in drafts:
        agency = draft.data.get("agency")
        unnamed = Message("write the name of the office here").render(lang)
        offices.setdefault(office_id(draft), Text.of(agency).render("vi") if agency else unnamed)
        roles |= {id_: title for id_, title in draft.roles.items() if id_ not in roles}
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines.append(_comment(Message("made from step tables: settle what is marked"), lang))
    lines.append("offices:")
    for id_, title in offices.items():
        lines += _office(id_, title, calendar, lang)
    if roles:
        lines.append("roles:")
        lines += [f"  {role_line(id_, title)}" for id_, title in roles.items()]
    return "\n".join(lines) + "\n"


def with_roles(text: str, roles: Mapping[str, str]) -> str:
    """Return the text of an organisation file with these roles (title by id) added; all else stays.

    Raises:
        ValueError: the text cannot be read, or its roles are written in a way that cannot be added to.
    """
    edit = Edit(text)
    for id_, title in roles.items():
        edit.set(("roles", id_), {"title": title})
    return edit.text()


def role_line(id_: str, title: str) -> str:
    """Return a role as its line in an organisation file.

    >>> role_line("van-thu", "Văn thư")
    'van-thu: {title: Văn thư}'
    """
    return f"{written(id_)}: {written({'title': title})}"


def office_known(draft: Draft, organisation: Organisation) -> str | None:
    """Return the id of the office of an organisation that a draft names as its authority."""
    named = Text.of(draft.data.get("agency") or "").render("vi")
    of_name = (id_ for id_, office in organisation.offices.items() if fold(named) in map(fold, office.title))
    return office_id(draft) if office_id(draft) in organisation.offices else next(of_name, None) if named else None


def _office(id_: str, title: str, calendar: str, lang: str) -> list[str]:
    return [
        f"  {written(id_)}:",
        f"    title: {written(title)}",
        *([f"    country: {calendar.upper()}"] if len(calendar) == 2 else []),
        "    " + _comment(Message("assumed: the calendar, the opening hours and the length of the working day"), lang),
        f"    calendar: {calendar}",
        "    hours: {" + ", ".join(f"{day}: {_HOURS}" for day in _DAYS) + "}",
        "    day_length: " + Message("8 hours").render(lang),
    ]


def _comment(message: Message, lang: str) -> str:
    return "# " + message.render(lang)


def known_roles(organisation: Organisation) -> Mapping[str, str]:
    """Return the id of each role of an organisation by each of its titles."""
    return {title: id_ for id_, role in organisation.roles.items() for title in role.title}
