"""The texts of the notes of a sheet: ours are put beside those people wrote, or behind them in the same note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from isoqms.exchange.annotate.geometry import MAIN
from isoqms.exchange.annotate.remark import AUTHOR, Paragraph
from isoqms.exchange.annotate.splice import Edit, Element, Tree, appended, apply, inserted, parse, written

Place = tuple[int, int]
"""Row and column of a cell, counted from 0."""
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FONT = '<{0}sz val="9"/><{0}color indexed="81"/><{0}rFont val="Tahoma"/><{0}family val="2"/>'
_LONGEST = 32_000
"""Signs of a note; a cell of Excel holds few more."""
_COMMENT, _TEXT, _RUN, _PLAIN = (f"{MAIN} {tag}" for tag in ("comment", "text", "r", "t"))


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said at a cell."""

    cell: Place
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The whole note, a line for each paragraph."""
        return "\n".join(map(str, self.paragraphs))[:_LONGEST]


def annotated_cells(raw: bytes) -> dict[Place, str]:
    """Return the text at each cell that has a note or a talk, in the order they are kept."""
    found = {}
    for element in parse(raw).elements:
        if place := place_of(element.attributes.get("ref", "")):
            found[place] = re.sub(r"<[^>]*>", "", raw[element.inside : max(element.close, element.inside)].decode())
    return found


def place_of(address: str) -> Place | None:
    """Return row and column of an address; None when it is none.

    >>> place_of("D7"), place_of("AA1"), place_of("")
    ((6, 3), (0, 26), None)
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def address_of(place: Place) -> str:
    """Return the address of a row and a column as a spreadsheet shows it.

    >>> address_of((6, 3)), address_of((0, 26))
    ('D7', 'AA1')
    """
    letters, rest = "", place[1] + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{place[0] + 1}"


def add_notes(raw: bytes, notes: Sequence[Note]) -> bytes:
    """Return the part with the notes of a sheet, ours among them; several on one cell become one.

    Raises:
        ValueError: the part is no list of notes.
    """
    tree = parse(raw)
    lists = tree.named(f"{MAIN} commentList")
    if not lists:
        raise ValueError("the part holds no list of notes")
    prefix = tree.root.prefix
    author, edits = _author(tree, raw)
    known = {place_of(each.attributes.get("ref", "")): each for each in tree.named(_COMMENT)}
    new = []
    for note in notes:
        if note.cell in known:
            edits += _continued(tree, known[note.cell], note, raw)
        else:
            runs = _runs(note.paragraphs, prefix)
            new.append(
                f'<{prefix}comment ref="{address_of(note.cell)}" authorId="{author}">'
                f"<{prefix}text>{runs}</{prefix}text></{prefix}comment>"
            )
    return apply(raw, [*edits, appended(lists[0], new, raw)])


def _author(tree: Tree, raw: bytes) -> tuple[int, list[Edit]]:
    """Return our number among the authors, and the edit that makes us one."""
    prefix = tree.root.prefix
    authors = tree.named(f"{MAIN} author")
    for number, element in enumerate(authors):
        if raw[element.inside : element.close] == AUTHOR.encode():
            return number, []
    piece = f"<{prefix}author>{AUTHOR}</{prefix}author>"
    lists = tree.named(f"{MAIN} authors")
    if lists:
        return len(authors), [appended(lists[0], [piece], raw)]
    return 0, [inserted(tree.root.inside, f"<{prefix}authors>{piece}</{prefix}authors>")]


def _continued(tree: Tree, comment: Element, note: Note, raw: bytes) -> list[Edit]:
    """Return the edits that put ours behind what a person wrote in the same note."""
    prefix = comment.prefix
    runs = _runs((Paragraph(f"\n\n{AUTHOR}:", ""), *note.paragraphs), prefix)
    inner = [each for each in tree.elements if each.parent is not None and each.parent.parent is comment]
    inner = [each for each in inner if each.parent is not None and each.parent.name == _TEXT]
    texts = [each for each in tree.named(_TEXT) if each.parent is comment]
    if not texts:
        return [appended(comment, [f"<{prefix}text>{runs}</{prefix}text>"], raw)]
    edits = []
    for plain in (each for each in inner if each.name == _PLAIN):
        # text outside runs may not stand before runs: it becomes one
        edits += [inserted(plain.start, f"<{prefix}r>"), inserted(plain.end, f"</{prefix}r>")]
    behind = [each for each in inner if each.name not in (_PLAIN, _RUN)]
    return [*edits, inserted(behind[0].start, runs) if behind else appended(texts[0], [runs], raw)]


def _runs(paragraphs: Sequence[Paragraph], prefix: str) -> str:
    font, left = _FONT.format(prefix), _LONGEST
    runs = []
    for number, (head, text) in enumerate(paragraphs):
        pieces = [(f"<{prefix}b/>", head), ("", text)]
        line_end = "\n" if number else ""
        for bold, words in ((bold, words) for bold, words in pieces if words):
            shown = (line_end + words)[:left]
            runs.append(
                f"<{prefix}r><{prefix}rPr>{bold}{font}</{prefix}rPr>"
                f'<{prefix}t xml:space="preserve">{_escaped(shown)}</{prefix}t></{prefix}r>'
            )
            line_end, left = "", left - len(shown)
    return "".join(runs)


def _escaped(text: str) -> str:
    """Return a text for a workbook, in which `_x000A_` would stand for a sign."""
    return written(_ESCAPE.sub("_x005F_", text))
