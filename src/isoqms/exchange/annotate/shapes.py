"""The shapes in which a spreadsheet shows notes, in the old drawing language it still uses for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from isoqms.exchange.annotate.geometry import Grid, anchor, height_of, reaching
from isoqms.exchange.annotate.notes import Note, Place
from isoqms.exchange.annotate.splice import Edit, Element, Tree, apply, inserted, parse

_V, _O = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"
_SPACES = {"v": _V, "o": _O, "x": _X}
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:225pt;height:{height}pt;z-index:{layer};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_ID = re.compile(rb"_x0000_s([0-9]+)")
_ROOT_END = re.compile(rb"</(?:\w+:)?xml\s*>\s*$")
_IDS_PER_SHEET = 1024


def add_shapes(raw: bytes, notes: Sequence[Note], grown: Mapping[Place, str], sheet: Grid, number: int) -> bytes:
    """Return the drawing with a shape for each of the new notes, in a sheet of this number in the workbook.

    Notes of people which we continued, `grown` with their whole text by cell, are made large enough where they can be
    found. An empty drawing is begun.

    Raises:
        ValueError: the part is no drawing.
    """
    if not raw:
        declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
        blocks = ",".join(str(number + block) for block in range(len(notes) // _IDS_PER_SHEET + 1))
        raw = (
            f'<xml {declared}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
            f"{_SHAPE_TYPE}</xml>"
        ).encode()
    elif grown:
        raw = _enlarged(raw, grown, sheet)
    ending = _ROOT_END.search(raw)
    if ending is None:
        raise ValueError("the part is no drawing")
    pieces = [] if b'id="_x0000_t202"' in raw or not notes else [_SHAPE_TYPE]
    first = max((int(found) for found in _ID.findall(raw)), default=number * _IDS_PER_SHEET) + 1
    pieces += [_shape(note, id_, sheet) for id_, note in enumerate(notes, first)]
    new = "".join(_declared(pieces, raw)).encode()
    return raw[: ending.start()] + new + raw[ending.start() :]


def _shape(note: Note, id_: int, sheet: Grid) -> str:
    row, column = note.cell
    return _SHAPE.format(
        id=id_,
        height=height_of(note.text) * 3 // 4,
        layer=id_ % _IDS_PER_SHEET or 1,
        row=row,
        column=column,
        anchor=anchor(column, row, note.text, sheet),
    )


def _declared(pieces: Iterable[str], raw: bytes) -> Iterable[str]:
    """Give each piece the names of the drawing language that the part does not declare itself."""
    lacking = [prefix for prefix, uri in _SPACES.items() if f'xmlns:{prefix}="{uri}"'.encode() not in raw]
    spaces = "".join(f' xmlns:{prefix}="{_SPACES[prefix]}"' for prefix in lacking)
    return (re.sub(r"^(<v:\w+)", rf"\1{spaces}", piece, count=1) for piece in pieces)


def _enlarged(raw: bytes, grown: Mapping[Place, str], sheet: Grid) -> bytes:
    """Make notes that grew large enough; a drawing that is no well-formed XML, as some are, stays as it is."""
    try:
        tree = parse(raw)
    except ValueError:
        return raw
    edits = []
    for client in tree.named(f"{_X} ClientData"):
        inner = {each.name.rpartition(" ")[2]: each for each in _inside(tree, client)}
        values = {name: raw[each.inside : max(each.inside, each.close)].decode() for name, each in inner.items()}
        row, column = values.get("Row", "").strip(), values.get("Column", "").strip()
        place = (int(row), int(column)) if row.isdigit() and column.isdigit() else None
        if place in grown and "Anchor" not in inner and "Row" in inner:
            text = anchor(int(column), int(row), grown[place or (0, 0)], sheet)
            tag = f"{client.prefix}Anchor"
            edits.append(inserted(inner["Row"].start, f"<{tag}>{text}</{tag}>"))
        corners = [corner.strip() for corner in values.get("Anchor", "").split(",")]
        if place is not None and place in grown and len(corners) == 8 and all(corner.isdigit() for corner in corners):
            old = [int(corner) for corner in corners]
            new = [int(corner) for corner in reaching(old[0], old[1], old[2], old[3], grown[place], sheet).split(",")]
            right, bottom = max(old[4:6], new[4:6]), max(old[6:8], new[6:8])
            text = ", ".join(map(str, [*old[:4], *right, *bottom]))
            edits.append(Edit(inner["Anchor"].inside, inner["Anchor"].close, text.encode()))
    return apply(raw, edits)


def _inside(tree: Tree, outer: Element) -> list[Element]:
    return [each for each in tree.elements if each.parent is outer]
