"""The catalogue of all rules as one page of Markdown: by pack, with ground, severity, clauses and what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from isoqms.report.rule_pages import GROUNDS, HEADINGS, SEVERITIES
from isoqms.rules.clauses import AnyRule
from isoqms.rules.conformity import ConformityRule
from isoqms.rules.manual import EXAMPLES, PROSE, SUMMARY, sections
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
    """Return the page of the rules in `lang`: a table first, then each rule with its manual and examples."""
    held = sorted(rules, key=lambda rule: (rule.pack, rule.id))
    return "\n".join([*_table(held, lang), *(line for rule in held for line in _rule(rule, lang))])


def _table(rules: Iterable[AnyRule], lang: str) -> Iterator[str]:
    yield f"# {Message('Rules').render(lang)}"
    yield ""
    heads = (
        Message("Rule"),
        Message("Pack"),
        Message("Severity"),
        Message("Ground"),
        Message("Clauses"),
        Message("What it says"),
    )
    yield "| " + " | ".join(head.render(lang) for head in heads) + " |"
    yield "|---|---|---|---|---|---|"
    for rule in rules:
        cells = (
            f"`{rule.id}`",
            rule.pack,
            translate(SEVERITIES[rule.severity], lang),
            translate(GROUNDS[rule.ground], lang),
            ", ".join(rule.clauses),
            translate(sections(rule.docstring)[SUMMARY], lang),
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _rule(rule: AnyRule, lang: str) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    manual = sections(rule.docstring)
    yield translate(manual[SUMMARY], lang)
    yield ""
    if isinstance(rule, ConformityRule):
        yield Message("Looks at: {evidence}.", evidence=[Message(_EVIDENCE[each]) for each in rule.evidence]).render(
            lang
        )
        yield ""
    for heading, text in manual.items():
        if heading in PROSE:
            yield f"**{translate(HEADINGS[heading], lang)}.** {translate(text, lang)}"
            yield ""
        elif heading in EXAMPLES:
            yield f"**{translate(HEADINGS[heading], lang)}**"
            yield ""
            yield "```yaml"
            yield text.rstrip("\n")
            yield "```"
            yield ""
