"""The office's own Word template for a document about a record, filled in where nothing of it can do harm."""

from __future__ import annotations

from isoqms.problem import Problem
from isoqms.report.document.word.template import rendered
from isoqms.report.document.word.writer import archived
from isoqms.report.record.paper import Paper, fields
from isoqms.report.record.word import set_properties


def filled(paper: Paper, template: bytes, name: str) -> bytes | Problem:
    """Return the template filled in with a document, or what is wrong with the template."""
    held = fields(paper)
    made = rendered(template, name, lambda _: held, list(held))
    if isinstance(made, Problem):
        return made
    set_properties(made.docx, paper)
    return archived(made)
