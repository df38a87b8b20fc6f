"""Copies with remarks opened in LibreOffice: remarks stand at the right cells, and everything else is still there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from table_documents import comma_separated
from test_annotate import ROWS, complicated, noted, problem, remarked

from isoqms.problem import Position

OFFICE, TABLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table")
)  # the names LibreOffice gives things in its own format
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ElementTree.Element]:
    """The copies as LibreOffice understands them, by name."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("LibreOffice is not installed; make test installs it, see .ci/packages")
    folder = tmp_path_factory.mktemp("office")
    sheet = "so.xlsx[QT]"
    long = problem(Position(sheet, 4, 4), "Câu dài có dấu: ữ ợ ằ. " * 40)
    copies = {
        "van-ban.docx": remarked(
            complicated(), "van-ban.docx", *(Position("van-ban.docx", *at) for at in ((1, 1), (2, 3), (3, 2), (4, 4)))
        ),
        "so.xlsx": remarked(noted(D3="Hỏi lại"), "so.xlsx", Position(sheet, 3, 4), Position(sheet, 2, 5), long),
        "bang.xlsx": remarked(comma_separated([*ROWS, ("=1+1",)]), "bang.csv", Position("bang.csv", 5, 1)),
    }
    for name, content in copies.items():
        (folder / name).write_bytes(content)
    for to, suffix in (("fodt", ".docx"), ("fods", ".xlsx")):
        files = [str(path) for path in sorted(folder.glob(f"*{suffix}"))]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: ElementTree.parse(path).getroot() for path in (*folder.glob("*.fodt"), *folder.glob("*.fods"))}


def lines(table: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The rows of a table, those in groups too, and not those of the figures behind a chart in a cell."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from lines(child)


def cells(root: ElementTree.Element) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """Row, column and element of each cell of the first table, repeated ones unfolded."""
    row = 0
    for line in lines(next(root.iter(f"{TABLE}table"))):
        column = 0
        for cell in line:
            if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                yield row, column, cell
                column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        row += int(line.get(f"{TABLE}number-rows-repeated", "1"))


def remarks(root: ElementTree.Element) -> dict[tuple[int, int], str]:
    """The text of the remark at each cell."""
    found = {}
    for row, column, cell in cells(root):
        for note in cell.iter(f"{OFFICE}annotation"):
            found[row, column] = "\n".join("".join(each.itertext()) for each in note if not each.tag.startswith(DC))
    return found


def test_word_comments_open_at_their_cells(opened: dict[str, ElementTree.Element]) -> None:
    """Behind a deleted row, in a content control, with tracked changes and in an empty cell, in the author's name."""
    root = opened["van-ban"]
    by_text = {}
    for _, _, cell in cells(root):
        if any(True for _ in cell.iter(f"{OFFICE}annotation")):
            note = next(cell.iter(f"{OFFICE}annotation"))
            said = "".join(note.itertext())
            by_text["".join(cell.itertext()).replace(said, "").strip()] = said
            assert note.findtext(f"{DC}creator") == "isoqms"
    assert {"r0c0", "r2c2", ""} <= set(by_text)
    assert any(text.startswith("r3c1") for text in by_text)
    assert len(by_text) == 4
    assert all("Cộng các bước được 11,5 ngày" in said for said in by_text.values())


def test_notes_open_at_their_cells(opened: dict[str, ElementTree.Element]) -> None:
    """New notes, a note behind a person's own, and a long one, with their diacritics."""
    said = remarks(opened["so"])
    assert set(said) == {(1, 4), (2, 3), (3, 3)}
    assert said[2, 3].startswith("Hỏi lại")
    assert "isoqms:" in said[2, 3]
    assert said[3, 3].count("ữ ợ ằ") == 40


def test_the_sheet_still_computes_and_draws(opened: dict[str, ElementTree.Element]) -> None:
    """Formula, chart and merged cells of the sheet are there as before."""
    root = opened["so"]
    formulas = [cell.get(f"{TABLE}formula") for _, _, cell in cells(root) if cell.get(f"{TABLE}formula")]
    assert formulas == ["of:=SUM([.A2:.A4])"]
    assert any(cell.get(f"{TABLE}number-columns-spanned") == "2" for _, _, cell in cells(root))
    assert next(root.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame"), None) is not None


def test_a_csv_file_opens_as_texts(opened: dict[str, ElementTree.Element]) -> None:
    """No cell of the workbook made of a CSV file is computed."""
    root = opened["bang"]
    assert not [cell for _, _, cell in cells(root) if cell.get(f"{TABLE}formula")]
    assert set(remarks(root)) == {(4, 0)}
