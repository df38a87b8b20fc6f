"""Remarks as notes of an Excel workbook, each beside the cell it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from isoqms.exchange.annotate.geometry import MAIN, grid
from isoqms.exchange.annotate.notes import Note, add_notes, address_of, annotated_cells
from isoqms.exchange.annotate.package import HEAD, Package
from isoqms.exchange.annotate.remark import Paragraph, Remark
from isoqms.exchange.annotate.shapes import add_shapes
from isoqms.exchange.annotate.splice import Element, Tree, apply, inserted, parse
from isoqms.words import Message

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK = "xl/workbook.xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NOTES = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BEHIND = frozenset(
    f"{MAIN} {tag}"
    for tag in (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
) | {"http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"}
"""What stands behind the reference to the drawing of the notes, in the order the format demands."""
_DATA = f"{MAIN} sheetData"
_LAST_COLUMN = 16_383


def annotate_excel(raw: bytes, remarks: Sequence[Remark], lang: str) -> bytes:
    """Return a copy of a workbook with the remarks as notes.

    Raises:
        ValueError: the workbook is damaged.
    """
    package = Package(raw)
    sheets = _sheets(package)
    by_sheet: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        # a CSV file made into a workbook has one sheet, of whatever name
        by_sheet[remark.ref.sheet or next(iter(sheets), "")].append(remark)
    for number, (name, part) in enumerate(sheets.items(), 1):
        if name in by_sheet:
            _annotate_sheet(package, part, number, by_sheet.pop(name), lang)
    if by_sheet:
        raise ValueError(f"no sheets of these names: {sorted(by_sheet)}")
    return package.written()


def _sheets(package: Package) -> dict[str, str]:
    """Return the part of each sheet by the name the user gave it."""
    targets = {relation.id: relation.target for relation in package.relations(_WORKBOOK)}
    elements = parse(package.part(_WORKBOOK)).named(f"{MAIN} sheet")
    named = ((each.attributes.get("name", ""), each.attributes.get(f"{_DOCUMENT} id", "")) for each in elements)
    return {name: targets[id_] for name, id_ in named if id_ in targets}


def _annotate_sheet(package: Package, part: str, number: int, remarks: Sequence[Remark], lang: str) -> None:
    tree = parse(package.part(part))
    taken = _threaded(package, part)
    notes = [_note(remark, taken, lang) for remark in remarks]
    notes_part = _notes_part(package, part)
    had_before = annotated_cells(package.part(notes_part))
    package.put(notes_part, add_notes(package.part(notes_part), notes))
    texts = annotated_cells(package.part(notes_part))
    drawing = _drawing_part(package, part, tree)
    new = [note for note in notes if note.cell not in had_before]
    old = {note.cell: texts[note.cell] for note in notes if note.cell in had_before}
    package.put(drawing, add_shapes(package.part(drawing), new, old, grid(tree), number))


def _threaded(package: Package, part: str) -> frozenset[tuple[int, int]]:
    """Return the cells at which people talk: a note there would not be shown."""
    threads = [each.target for each in package.relations(part) if each.kind == "threadedComment"]
    return frozenset(cell for thread in threads if thread in package for cell in annotated_cells(package.part(thread)))


def _note(remark: Remark, taken: frozenset[tuple[int, int]], lang: str) -> Note:
    row, column = remark.ref.row, remark.ref.column
    free = column
    while (row, free) in taken and free < _LAST_COLUMN:
        free += 1
    if free == column:
        return Note((row, column), remark.paragraphs)
    about = Message("On cell {cell}: ", cell=address_of((row, column))).render(lang)
    return Note((row, free), (Paragraph(about, ""), *remark.paragraphs))


def _notes_part(package: Package, part: str) -> str:
    """Return the name of the part that holds the notes of a sheet, which is made when there is none."""
    for relation in package.relations(part):
        if relation.kind == "comments" and relation.target in package:
            return relation.target
    name = package.fresh("xl/comments", ".xml")
    begun = f'{HEAD}<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
    package.put(name, begun.encode())
    package.declare(name, _NOTES)
    package.relate(part, f"{_DOCUMENT}/comments", name)
    return name


def _drawing_part(package: Package, part: str, sheet: Tree) -> str:
    """Return the name of the part that draws the notes of a sheet, which is made and referred to when there is none."""
    targets = {relation.id: relation.target for relation in package.relations(part)}
    for element in sheet.named(f"{MAIN} legacyDrawing"):
        target = targets.get(element.attributes.get(f"{_DOCUMENT} id", ""), "")
        if target in package:
            return target
    name = package.fresh("xl/drawings/vmlDrawing", ".vml")
    package.put(name, b"")
    package.declare(name, _VML, by_suffix=True)
    id_ = package.relate(part, f"{_DOCUMENT}/vmlDrawing", name)
    piece = f'<{sheet.root.prefix}legacyDrawing xmlns:r="{_DOCUMENT}" r:id="{id_}"/>'
    if sheet.prefixes.get(_DOCUMENT) == "r":
        piece = piece.replace(f' xmlns:r="{_DOCUMENT}"', "")
    package.put(part, apply(package.part(part), [inserted(_place(sheet), piece)]))
    return name


def _place(sheet: Tree) -> int:
    """Return the byte of a sheet at which the reference to the drawing of the notes belongs."""
    data = next((each.start for each in sheet.named(_DATA)), 0)
    behind: list[Element] = [
        each for each in sheet.elements if each.parent is sheet.root and each.start > data and each.name in _BEHIND
    ]
    return behind[0].start if behind else sheet.root.close
