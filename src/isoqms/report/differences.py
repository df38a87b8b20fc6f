"""What changed between two versions of a procedure: for people by the parts of the document, for programs as JSON.

The same changes give the row of the revision table that the next issue of the document will show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from isoqms.procedure import Procedure
from isoqms.procedure.differences import Difference, differences
from isoqms.report.difference_labels import CONTROL, SECTIONS
from isoqms.report.difference_words import sentence
from isoqms.report.document.profile import NEUTRAL, profile
from isoqms.report.version_words import Version
from isoqms.words import LANGUAGES, Message

_MANAGED = ("kpis", "risks", "demand", "priority")


def rows(before: Version, after: Version) -> dict[str, Any]:
    """Return what changed as plain data, in the language of the newer version."""
    found = differences(before.procedure, after.procedure)
    return {
        "procedure": after.procedure.id,
        "title": after.say(after.procedure.title),
        "before": before.procedure.at.file,
        "after": after.procedure.at.file,
        "changes": [_row(each, before, after) for each in sorted(found, key=_order)],
    }


def _row(each: Difference, before: Version, after: Version) -> dict[str, Any]:
    name = each.path[-1]
    return {
        "change": str(each.change),
        "path": list(each.path),
        "section": _number(each),
        "part": _part(each, after.lang),
        "message": sentence(each, before, after),
        "before": before.value(each.before, name),
        "after": after.value(each.after, name),
        "file": each.at.file,
        "line": each.at.line,
    }


def _number(each: Difference) -> str:
    """Return the number of the section in which the document shows the value; empty where it shows none."""
    return SECTIONS.get(each.path[0], ("", ""))[1]


def _order(each: Difference) -> tuple[bool, bool, list[int]]:
    """Order by the sections of the document; what it does not show comes last, the document itself first."""
    number = _number(each)
    return (each.path[0] not in CONTROL, not number, [int(part) for part in number.split(".")] if number else [])


def _part(each: Difference, lang: str) -> str:
    """Return what the part of the document is called in which a change is found."""
    field = each.path[0]
    if field in CONTROL:
        return Message("The document itself").render(lang)
    if field in _MANAGED:
        return Message("Management of the procedure").render(lang)
    if field not in SECTIONS:
        return Message("Other").render(lang)
    return profile(NEUTRAL).word(SECTIONS[field][0], lang)


def as_text(data: Mapping[str, Any], lang: str) -> str:
    """Return the changes for people: by part of the document, a line each."""
    lines = [f"{data['title']} ({data['procedure']}): {data['before']} → {data['after']}", ""]
    for part, changes in _by_part(data["changes"]):
        lines.append(part)
        lines += [f"  - {each['message']}" for each in changes]
    return "\n".join([*lines, _summary(data, lang)])


def as_markdown(data: Mapping[str, Any], lang: str) -> str:
    """Return the changes as Markdown, for a request to change the files."""
    lines = [f"## {_marked(data['title'])} (`{data['procedure']}`)", ""]
    for part, changes in _by_part(data["changes"]):
        lines += [f"**{part}**", "", *(f"- {_marked(each['message'])}" for each in changes), ""]
    return "\n".join([*lines, _summary(data, lang), ""])


def _marked(text: str) -> str:
    """Return a text in which no sign marks anything up."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def as_json(data: Any, lang: str) -> str:
    """Return the changes as JSON; the same versions give the same bytes."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def _by_part(changes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for each in changes:
        number = f"{each['section']}. " if each["section"] else ""
        parts.setdefault(number + each["part"], []).append(each)
    yield from parts.items()


def _summary(data: Mapping[str, Any], lang: str) -> str:
    if not data["changes"]:
        nothing = Message("Nothing changed in meaning: comments, layout and white space do not count.")
        return nothing.render(lang)
    return Message("Changes: {count}.", count=len(data["changes"])).render(lang)


def revision_row(before: Version, after: Version, day: date) -> dict[str, Any] | None:
    """Return the row of the revision table that these changes make, as plain data of a procedure file.

    None when nothing changed in meaning. Why it was changed nobody can read off the files: that is left to people.
    """
    told = {lang: _shown(before, after, lang) for lang in LANGUAGES}
    if not told["en"]:
        return None
    issue = before.procedure.issue
    return {
        "date": day.isoformat(),
        "issue": issue.number if issue and issue.number is not None else 1,
        "revision": (issue.revision or 0) + 1 if issue else 1,
        "part": "; ".join(dict.fromkeys(f"{each['section']} {each['part']}".strip() for each in told[after.lang])),
        "what": {lang: "; ".join(each["message"] for each in rows_) for lang, rows_ in told.items()},
        "why": None,
    }


def _shown(before: Version, after: Version, lang: str) -> list[dict[str, Any]]:
    """Return the changes of what the document says; those of its own numbers and signatures are no reason to revise."""
    versions = [Version(each.procedure, each.organisation, lang) for each in (before, after)]
    found = sorted(differences(before.procedure, after.procedure), key=_order)
    return [_row(each, *versions) for each in found if each.path[0] not in CONTROL]


def as_yaml_row(row: Mapping[str, Any], lang: str) -> str:
    """Return the row as it is written under “revisions:” of the procedure file, with what is left to people."""
    why = Message("write why it was changed, and remove the sign before “why”").render(lang)
    texts = ", ".join(f"{name}: {_quoted(text)}" for name, text in row["what"].items())
    lines = [
        "revisions:",
        f"  - date: {row['date']}",
        f"    issue: {row['issue']}",
        f"    revision: {row['revision']}",
        f"    part: {_quoted(row['part'])}",
        f"    what: {{{texts}}}",
        f"    # why: {{{', '.join(f'{name}: …' for name in LANGUAGES)}}}  ({why})",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def came_and_went(before: Mapping[str, Procedure], after: Mapping[str, Procedure], lang: str) -> Iterator[str]:
    """Yield which procedures of two folders stand in one of them only."""
    for id_, procedure in before.items():
        if id_ not in after:
            yield Message("procedure left out: {id} “{title}”", id=id_, title=procedure.title).render(lang)
    for id_, procedure in after.items():
        if id_ not in before:
            yield Message("new procedure: {id} “{title}”", id=id_, title=procedure.title).render(lang)
