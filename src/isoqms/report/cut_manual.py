"""The manual of what could be cut, as one page of Markdown: kind by kind, printed from their docstrings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.headings import SUMMARY
from isoqms.improve.opportunities.find import EXAMPLES, PROSE, Kind, find_kinds
from isoqms.improve.opportunities.opportunity import Side
from isoqms.report.cut_words import EFFORTS
from isoqms.words import Message, phrase, translate

_HEADINGS: Final = {
    "Why": phrase("Why"),
    "Found": phrase("How it is found"),
    "Decides": phrase("Who decides"),
    "Takes for granted": phrase("Taken for granted"),
    "Left to people": phrase("Left to people"),
    "Example": phrase("It is found here"),
    "Near miss": phrase("It is not found here"),
}
_SIDES: Final = {Side.OFFICER: Message("the officer's side"), Side.APPLICANT: Message("the applicant's side")}


def page(lang: str) -> str:
    """Return the page in `lang`: a table of all kinds, then each with its manual and examples."""
    return "\n".join([*_table(lang), *(line for kind in find_kinds() for line in _kind(kind, lang))]) + "\n"


def _table(lang: str) -> Iterator[str]:
    yield f"# {Message('What could be cut').render(lang)}"
    yield ""
    yield Message(
        "Each kind is found from the structure of a procedure and priced by simulation (`isoqms cut`). The lines "
        "marked `# here` are where it is found."
    ).render(lang)
    yield ""
    heads = (Message("Kind"), Message("Side"), Message("What it takes"), Message("What it is"))
    yield "| " + " | ".join(head.render(lang) for head in heads) + " |"
    yield "|---|---|---|---|"
    for kind in find_kinds():
        side, effort = _SIDES[kind.side].render(lang), EFFORTS[kind.effort].render(lang)
        yield f"| `{kind.id}` | {side} | {effort} | {translate(kind.manual[SUMMARY], lang)} |"


def _kind(kind: Kind, lang: str) -> Iterator[str]:
    manual = kind.manual
    yield ""
    yield f"## {kind.id}"
    yield ""
    yield translate(manual[SUMMARY], lang)
    for heading in PROSE:
        if heading in manual:
            yield ""
            yield f"**{translate(_HEADINGS[heading], lang)}.** {translate(manual[heading], lang)}"
    for heading in EXAMPLES:
        yield from (
            "",
            f"**{translate(_HEADINGS[heading], lang)}**",
            "",
            "```yaml",
            manual[heading].rstrip("\n"),
            "```",
        )
