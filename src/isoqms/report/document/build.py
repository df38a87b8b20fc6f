"""The document of a procedure, put together from its parts in the order in which offices print them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from isoqms.graph.critical import timing
from isoqms.graph.flow import ANY
from isoqms.report.document import front, matter, sections
from isoqms.report.document.content import Block, IsoDocument, Map, Section, Table
from isoqms.report.document.process import process
from isoqms.report.document.subject import Subject
from isoqms.report.map import layout
from isoqms.report.map.from_procedure import diagram_of
from isoqms.report.map.words import picture
from isoqms.report.time_text import convention_of

_ITEMS: tuple[tuple[str, Callable[[Subject], Iterator[Block]]], ...] = (
    ("legal_basis", matter.legal_basis),
    ("conditions", matter.conditions),
    ("dossier", matter.dossier),
    ("sets", matter.sets),
    ("limits", matter.limits),
    ("place", matter.place),
    ("fee", matter.fee),
    ("result", matter.result),
    ("process", process),
)


def document_of(subject: Subject) -> IsoDocument:
    """Return the ISO document of a procedure: cover, approval, changes, sections 1 to 7, and the map as an annex."""
    before = [
        sections.section(subject, "purpose", "1", sections.purpose(subject)),
        sections.section(subject, "scope", "2", sections.scope(subject)),
        sections.section(subject, "references", "3", sections.references(subject)),
    ]
    after = [
        sections.section(subject, "content", "5", ()),
        *(sections.section(subject, id_, f"5.{n}", of(subject)) for n, (id_, of) in enumerate(_ITEMS, start=1)),
        sections.section(subject, "forms", "6", sections.forms(subject)),
        sections.section(subject, "records", "7", sections.records(subject)),
    ]
    used = chain.from_iterable(map(_used, [*before, *after]))
    explained = sections.section(subject, "definitions", "4", sections.definitions(subject, used))
    return IsoDocument(
        id=subject.procedure.id,
        lang=subject.lang,
        as_of=subject.as_of,
        profile=subject.profile,
        cover=front.cover(subject),
        running=front.running(subject),
        contents_title=subject.heading("contents"),
        front=(front.approval(subject), front.revisions(subject)),
        sections=(*before, explained, *after),
        map=_map(subject),
    )


def _used(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def _map(subject: Subject) -> Map:
    procedure = subject.procedure
    path = timing(procedure, ANY, convention_of(subject.office)).counted.path
    sheets = layout(diagram_of(procedure, subject.organisation, subject.lang, path), paper="A4")
    diagram = sheets.diagram
    description = picture(len(procedure.steps), len(diagram.lanes), subject.lang)
    return Map(Section("map", "", subject.heading("map"), 1), sheets, f"{diagram.title}. {description}")
