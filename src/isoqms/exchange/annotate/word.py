"""Remarks as comments of a Word document, around the text of the cells they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from isoqms.exchange.annotate.package import HEAD, Package
from isoqms.exchange.annotate.remark import AUTHOR, Paragraph, Remark
from isoqms.exchange.annotate.splice import Edit, Element, Tree, appended, apply, inserted, parse, quoted, written
from isoqms.exchange.table import CellRef

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "word/document.xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_WRAPPERS = frozenset(f"{_W} {tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_BODY, _TABLE, _ROW, _CELL, _PARAGRAPH = (f"{_W} {tag}" for tag in ("body", "tbl", "tr", "tc", "p"))
_PROPERTIES = f"{_W} pPr"


def annotate_word(raw: bytes, remarks: Sequence[Remark], day: date) -> bytes:
    """Return a copy of a document with the remarks as comments made on `day`.

    Raises:
        ValueError: the document is damaged, or has no paragraph a comment could stand at.
    """
    package = Package(raw)
    main = package.part(_MAIN)
    body = _Body(parse(main))
    anchored: dict[int, tuple[Sequence[Element], list[Paragraph]]] = {}
    for remark in remarks:
        paragraphs = body.paragraphs(remark.ref)
        anchored.setdefault(paragraphs[0].start, (paragraphs, []))[1].extend(remark.paragraphs)
    part = _comments_part(package)
    number = _first_free(parse(package.part(part)), body.tree)
    edits: list[Edit] = []
    comments = []
    for id_, (paragraphs, said) in enumerate(anchored.values(), number):
        front = body.fronts.get(paragraphs[0].start, paragraphs[0].inside)
        edits += _around(paragraphs, front, id_, main, body.tree.prefixes.get(_W) == "w")
        comments.append(_comment(id_, said, day))
    package.put(_MAIN, apply(main, edits))
    _add(package, part, comments)
    return package.written()


class _Body:
    """The paragraphs of a document by the cell they lie in, counted as they are when it is read."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._held: dict[tuple[int, str], list[Element]] = defaultdict(list)
        self._start = 0
        self.fronts: dict[int, int] = {}
        """Where the text of a paragraph begins, behind its properties, by where the paragraph begins."""
        for element in tree.elements:
            if element.name in (_TABLE, _ROW, _CELL, _PARAGRAPH):
                self._held[_holder(element), element.name].append(element)
            elif element.name == _PROPERTIES and element.parent is not None:
                self.fronts[element.parent.start] = element.end
            elif element.name == _BODY:
                self._start = element.start

    def paragraphs(self, ref: CellRef) -> Sequence[Element]:
        """Return the paragraphs of a cell which lie in no inner table; of a lost cell, the first of the document."""
        if ref.table is None:
            found = self._of(self._start, _PARAGRAPH)[ref.row : ref.row + 1]
        else:
            place: list[Element] = []
            at = self._start
            for name, number in ((_TABLE, ref.table), (_ROW, ref.row), (_CELL, ref.column)):
                place = self._of(at, name)[number : number + 1]
                at = place[0].start if place else -1
            found = self._of(at, _PARAGRAPH)
            if place and (not found or self._of(at, _TABLE)):
                # a comment around an inner table would begin and end at different depths in some programs
                found = found[:1] or [each for each in self.tree.named(_PARAGRAPH) if _within(each, place[0])][:1]
        found = found or self.tree.named(_PARAGRAPH)[:1]
        if not found:
            raise ValueError("the document has no paragraph")
        return found

    def _of(self, holder: int, name: str) -> list[Element]:
        return self._held.get((holder, name), [])


def _holder(element: Element) -> int:
    """Return where the element begins that holds this one, content controls and the like left aside."""
    parent = element.parent
    while parent is not None and parent.name in _WRAPPERS:
        parent = parent.parent
    return -1 if parent is None else parent.start


def _within(element: Element, outer: Element) -> bool:
    return outer.start < element.start < outer.end


def _around(paragraphs: Sequence[Element], front: int, id_: int, raw: bytes, bound: bool) -> list[Edit]:
    """Return the edits that let comment `id_` reach from byte `front` of the first paragraph to the end of the last."""
    space = "" if bound else f' xmlns:w="{_W}"'
    begin = f'<w:commentRangeStart{space} w:id="{id_}"/>'
    # small, as Word's own style of references is; a style of that name may be missing and is not added
    finish = (
        f'<w:commentRangeEnd{space} w:id="{id_}"/>'
        f'<w:r{space}><w:rPr><w:sz w:val="16"/></w:rPr><w:commentReference w:id="{id_}"/></w:r>'
    )
    first, last = paragraphs[0], paragraphs[-1]
    if first is last and first.empty:
        return [appended(first, [begin, finish], raw)]
    opening = appended(first, [begin], raw) if first.empty else inserted(front, begin)
    return [opening, appended(last, [finish], raw)]


def _comments_part(package: Package) -> str:
    """Return the name of the part that holds the comments, which is made when there is none."""
    for relation in package.relations(_MAIN):
        if relation.kind == "comments" and relation.target in package:
            return relation.target
    name = "word/comments.xml" if "word/comments.xml" not in package else package.fresh("word/comments", ".xml")
    package.relate(_MAIN, _RELATION, name)
    package.declare(name, _TYPE)
    package.put(name, f'{HEAD}<w:comments xmlns:w="{_W}"></w:comments>'.encode())
    return name


def _first_free(comments: Tree, document: Tree) -> int:
    names = [f"{_W} {tag}" for tag in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")]
    taken = [each.attributes.get(f"{_W} id", "") for each in (*comments.named(*names), *document.named(*names))]
    return max((int(id_) for id_ in taken if id_.isdigit()), default=-1) + 1


def _comment(id_: int, said: Iterable[Paragraph], day: date) -> str:
    paragraphs = "".join(
        "<w:p>" + (f"<w:r><w:rPr><w:b/></w:rPr>{_text(head)}</w:r>" if head else "") + f"<w:r>{_text(text)}</w:r></w:p>"
        for head, text in said
    )
    return (
        f'<w:comment w:id="{id_}" w:author={quoted(AUTHOR)} w:date="{day.isoformat()}T00:00:00Z" '
        f'w:initials="iq">{paragraphs}</w:comment>'
    )


def _text(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{written(line)}</w:t>' for line in text.splitlines() or [""])
    return "<w:br/>".join(lines)


def _add(package: Package, part: str, comments: Sequence[str]) -> None:
    raw = package.part(part)
    tree = parse(raw)
    if tree.prefixes.get(_W) != "w":
        comments = [each.replace("<w:comment ", f'<w:comment xmlns:w="{_W}" ', 1) for each in comments]
    package.put(part, apply(raw, [appended(tree.root, comments, raw)]))
