"""The catalogue of all rules as one page of Markdown: by pack, with ground, severity, clauses of every edition, manual.

The examples, Bad and Good, are left to the page of each rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from isoqms.framework import editions, framework
from isoqms.report.rule_pages import GROUNDS, HEADINGS, SEVERITIES
from isoqms.rules.clauses import AnyRule, clauses_of
from isoqms.rules.conformity import ConformityRule
from isoqms.rules.manual import PROSE, SUMMARY, sections
from isoqms.rules.results import Evidence
from isoqms.words import Message, phrase, translate

_EVIDENCE: Final = {
    Evidence.PROCEDURE: phrase("procedures"),
    Evidence.ORGANISATION: phrase("organisation"),
    Evidence.DOCUMENTS: phrase("quality documents"),
    Evidence.RECORDS: phrase("records"),
    Evidence.LOG: phrase("logs of dossiers"),
    Evidence.SIMULATION: phrase("simulation"),
    Evidence.VERSIONS: phrase("issues and revisions"),
}


def catalogue(rules: Iterable[AnyRule], lang: str) -> str:
    """Return the page of the rules in `lang`: for each pack a table, then each rule with its manual."""
    held = sorted(rules, key=lambda rule: (rule.pack, rule.id))
    about = Message(
        "{count} rules. “isoqms explain RULE” shows one of them with its examples. Clauses of the draft of 2026 are "
        "unverified.",
        count=len(held),
    )
    lines = [f"# {Message('Rules').render(lang)}", "", about.render(lang), ""]
    for pack, group in groupby(held, key=lambda rule: rule.pack):
        own = list(group)
        lines += [f"## {pack}", "", *_table(own, lang), ""]
        lines += [line for rule in own for line in _rule(rule, lang)]
    return "\n".join(lines)


def _table(rules: Sequence[AnyRule], lang: str) -> Iterator[str]:
    said = (Message("Rule"), Message("Severity"), Message("Ground"), Message("What it says"))
    heads = [each.render(lang) for each in said]
    years = [edition.rpartition("-")[2] for edition in editions()]
    yield _row([*heads[:3], *years, heads[3]])
    yield _row(["---"] * (len(heads) + len(years)))
    for rule in rules:
        yield _row(
            [
                f"`{rule.id}`",
                translate(SEVERITIES[rule.severity], lang),
                translate(GROUNDS[rule.ground], lang),
                *(", ".join(clauses_of(rule, framework(edition))) for edition in editions()),
                translate(sections(rule.docstring)[SUMMARY], lang),
            ]
        )


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or "–" for cell in cells) + " |"


def _rule(rule: AnyRule, lang: str) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    manual = sections(rule.docstring)
    for heading, text in manual.items():
        if heading in PROSE:
            yield f"- **{translate(HEADINGS[heading], lang)}.** {translate(text, lang)}"
    if isinstance(rule, ConformityRule):
        evidence = [Message(_EVIDENCE[each]) for each in rule.evidence]
        yield f"- {Message('Looks at: {evidence}.', evidence=evidence).render(lang)}"
    yield ""
