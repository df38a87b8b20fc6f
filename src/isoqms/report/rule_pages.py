"""The manual pages of the rules, printed from their docstrings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Final

from isoqms.problem import Ground, Severity
from isoqms.rules.clauses import AnyRule
from isoqms.rules.manual import EXAMPLES, PROSE, SUMMARY, sections
from isoqms.words import Message, phrase, translate

HEADINGS: Final = {
    "Asks": phrase("Asks"),
    "Why": phrase("Why"),
    "Decided how": phrase("How it is decided"),
    "Left to the auditor": phrase("Left to the auditor"),
    "Fix": phrase("What to do"),
    "Bad": phrase("Draws an objection"),
    "Good": phrase("Draws none"),
}
GROUNDS: Final = {
    Ground.ISO: phrase("a requirement of the standard"),
    Ground.LAW: phrase("a legal rule"),
    Ground.CONVENTION: phrase("good practice; never an error"),
    Ground.FORMAT: phrase("the file format"),
}
SEVERITIES: Final = {
    Severity.ERROR: phrase("error"),
    Severity.WARNING: phrase("warning"),
    Severity.INFO: phrase("advice"),
}

_MARK: Final = phrase("# here")
"""Stands in an example of a rule at the line it objects to."""


def overview(rules: Iterable[AnyRule], lang: str) -> str:
    """Return one line per rule: id, severity, summary, below each other."""
    rows = [
        (rule.id, translate(SEVERITIES[rule.severity], lang), translate(sections(rule.docstring)[SUMMARY], lang))
        for rule in rules
    ]
    ids, severities = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    return "\n".join(f"{id_:{ids}}  {severity:{severities}}  {summary}" for id_, severity, summary in rows)


def page(rule: AnyRule, lang: str) -> str:
    """Return the manual page of one rule."""
    manual = sections(rule.docstring)
    facts = Message(
        "Severity: {severity}. Ground: {ground}. Clauses of ISO 9001:2015: {clauses}.",
        severity=Message(SEVERITIES[rule.severity]),
        ground=Message(GROUNDS[rule.ground]),
        clauses=rule.clauses,
    )
    parts = [f"{rule.id}: {translate(manual[SUMMARY], lang)}", facts.render(lang)]
    for heading, text in manual.items():
        if heading in PROSE:
            paragraph = textwrap.fill(translate(text, lang), 98, initial_indent="  ", subsequent_indent="  ")
            parts.append(f"{translate(HEADINGS[heading], lang)}\n{paragraph}")
        elif heading in EXAMPLES:
            marked = text.replace(_MARK, translate(_MARK, lang))
            indented = "\n".join(f"    {line}" for line in marked.splitlines())
            parts.append(f"{translate(HEADINGS[heading], lang)}\n{indented}")
    return "\n\n".join(parts)
