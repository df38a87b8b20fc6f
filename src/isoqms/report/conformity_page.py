"""The conformity report as a web page: one file that needs no other, for screens, screen readers and paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined

from isoqms import __version__
from isoqms.report.conformity_matrix import SIGNS, WORDS, Mark
from isoqms.report.conformity_paper import Paper
from isoqms.words import Message, translate

_TEMPLATE: Final = Path(__file__).parent / "conformity_page.html"
_CLASSES: Final = {Mark.FAILED: "failed", Mark.INSUFFICIENT: "insufficient", Mark.ACCEPTED: "accepted"}


def as_html(paper: Paper) -> str:
    """Return the report as a page; whatever an office wrote is shown as text. The same report gives the same bytes."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    lang = paper.lang
    marks = {sign: (_CLASSES.get(mark, ""), translate(WORDS[mark], lang)) for mark, sign in SIGNS.items() if sign}
    words = {
        "skip": Message("Go to the report").render(lang),
        "contents": Message("Contents").render(lang),
        "made": Message("Written by isoqms {version} from the files of the office.", version=__version__).render(lang),
    }
    return template.render(paper=paper, marks=marks, words=words)
