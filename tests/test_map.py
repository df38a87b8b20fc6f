"""What a map shows: order, loops, labels, signs, sheets and the files it is written as."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import get_args
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_diagrams import chain, large, permit
from map_geometry import smallest_text

from isoqms.report.map import Arrow, Box, Diagram, Lane, layout, to_dot, to_pdf, to_png, to_svg
from isoqms.report.map.cutting import cuts
from isoqms.report.map.diagram import Clock, End
from isoqms.report.map.typeface import FONT_FOLDER, Face, Run, line_width, plain, wrap

SVG = "{http://www.w3.org/2000/svg}"


def arrow_of(sheets, source, target):
    return next(a for sheet in sheets.sheets for a in sheet.arrows if (a.source, a.target) == (source, target))


def box_of(sheets, name):
    return next(box for sheet in sheets.sheets for box in sheet.boxes if box.id == name)


@pytest.mark.parametrize("orientation", ["columns", "rows"])
def test_the_process_runs_one_way(orientation):
    """Every arrow but a loop leads further down (lanes as columns) or further right (lanes as rows)."""
    sheets = layout(permit(), "auto", orientation)
    for arrow in sheets.sheets[0].arrows:
        source, target = box_of(sheets, arrow.source).rect, box_of(sheets, arrow.target).rect
        ahead = source.bottom < target.y if orientation == "columns" else source.right < target.x
        assert ahead != arrow.loop


def test_an_arrow_to_an_earlier_written_step_is_a_loop():
    """Which arrows are loops depends on the order in which the steps are written, on nothing else."""
    loops = {(a.source, a.target) for a in layout(permit()).sheets[0].arrows if a.loop}
    assert loops == {("supplement", "receive"), ("sign", "appraise")}


@pytest.mark.parametrize("orientation", ["columns", "rows"])
def test_a_branch_is_labelled_right_after_the_split(orientation):
    """The label of a branch stands before the next rank of steps begins, that of a loop too."""
    sheets = layout(permit(), "auto", orientation)
    split = box_of(sheets, "sign")
    after = [box_of(sheets, name) for name in ("done", "no")]
    for target in ("done", "no", "appraise"):
        area = arrow_of(sheets, "sign", target).label.rect
        if orientation == "columns":
            assert split.rect.bottom <= area.y and area.bottom <= min(box.rect.y for box in after)
        else:
            assert split.rect.right <= area.x and area.right <= min(box.rect.x for box in after)


def test_the_bound_of_a_loop_is_shown():
    """A loop says how often it may be run."""
    lines = arrow_of(layout(permit()), "sign", "appraise").label.texts
    assert " ".join(run.text for text in lines for run in text.line) == "phải thẩm định lại (tối đa 1 lần)"


def test_arrows_between_the_same_steps_are_drawn_once():
    """Two conditions that lead to the same step make one arrow with both labels."""
    plain_chain = chain(2)
    doubled = replace(plain_chain, arrows=(Arrow("step0", "step1", "một"), Arrow("step0", "step1", "hai")))
    (arrow,) = [a for a in layout(doubled).sheets[0].arrows if a.source == "step0"]
    assert " ".join(run.text for text in arrow.label.texts for run in text.line) == "một; hai"


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_orientation_is_the_one_that_prints_largest(paper):
    """On one sheet of a paper, no other orientation would give larger print."""
    for steps, lanes in ((6, 2), (12, 3), (5, 7)):
        best = layout(chain(steps, lanes), paper)
        for orientation in ("columns", "rows"):
            other = layout(chain(steps, lanes), paper, orientation)
            assert len(best.sheets) <= len(other.sheets)
            if len(best.sheets) == len(other.sheets) == 1:
                assert best.print_size >= other.print_size - 0.1


def test_small_maps_stay_on_a4():
    """The larger paper is taken only where A4 would be hard to read."""
    assert (layout(chain(6)).paper, layout(chain(13, 7)).paper) == ("A4", "A3")


def test_thirty_steps_in_eight_lanes_take_two_sheets_of_a3_at_most():
    """A large map goes on to further sheets, at 7 pt or more, lanes repeated, connectors numbered on both sides."""
    sheets = layout(large())
    assert (sheets.paper, len(sheets.sheets)) == ("A3", 2)
    assert smallest_text(sheets) >= 7
    first, second = sheets.sheets
    assert [lane.lane for lane in first.lanes] == [lane.lane for lane in second.lanes] == list(large().lanes)
    leaving = {box.number for sheet in sheets.sheets for box in sheet.boxes if box.kind == "to_sheet"}
    arriving = [box.number for sheet in sheets.sheets for box in sheet.boxes if box.kind == "from_sheet"]
    assert leaving == set(arriving) and len(arriving) == len(set(arriving)) >= 2


@given(st.lists(st.floats(1, 100), min_size=1, max_size=8), st.integers(1, 5))
def test_sheets_are_cut_as_evenly_as_ranks_allow(lengths, count):
    """No other way to cut the ranks into that many sheets has a shorter longest sheet."""

    def longest(firsts):
        ends = (*firsts[1:], len(lengths))
        return max(sum(lengths[first:end]) for first, end in zip(firsts, ends, strict=True))

    firsts = cuts(tuple(lengths), count)
    others = combinations_with_replacement(range(len(lengths)), min(count, len(lengths)) - 1)
    every = [(0, *rest) for rest in others if 0 not in rest and len(set(rest)) == len(rest)]
    assert firsts in every
    assert longest(firsts) == pytest.approx(min(longest(other) for other in every))


@pytest.mark.parametrize("clock", get_args(Clock))
@pytest.mark.parametrize("end", get_args(End))
def test_every_sign_used_is_explained(clock, end):
    """The legend has each state of the clock and each kind of ending on the map, and no other."""
    boxes = (Box("a", "x", "Làm", clock=clock), Box("b", "x", "Hết", end=end))
    sheet = layout(Diagram("Thử", (Lane("x", "Làn"),), boxes, (Arrow("a", "b"),))).sheets[0]
    signs = {key.sign for key in sheet.legend}
    assert signs == {f"end_{end}"} | ({f"clock_{clock}"} if clock != "running" else set())


def test_the_critical_path_is_told_by_more_than_colour():
    """Arrows and boxes on the critical path are drawn at least twice as heavy as others."""
    plain_arrows = tuple(replace(arrow, critical=False) for arrow in permit().arrows)
    assert _heaviest_line(permit()) >= 2 * _heaviest_line(replace(permit(), arrows=plain_arrows))


def _heaviest_line(diagram):
    tree = ElementTree.fromstring(to_svg(layout(diagram))[0])
    return max(float(path.get("stroke-width")) for path in tree.iter(f"{SVG}path") if "Q" in path.get("d"))


def test_svg_is_accessible_xml():
    """The SVG parses, is one picture with a title and a description, and names no font but the measured one first."""
    (text,) = to_svg(layout(permit()))
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Cấp giấy phép <nhà ở> & công trình"
    description = root.find(f"{SVG}desc").text
    assert all(plain(box.title) in description for box in permit().boxes)
    assert root.get("font-family") == "Liberation Sans, Arial, sans-serif"


def test_every_text_can_be_read_on_its_ground():
    """Text and the area it stands on differ by 4.5 : 1 in luminance at least (WCAG 2.1, 1.4.3)."""
    for turn in ("columns", "rows"):
        root = ElementTree.fromstring(to_svg(layout(permit(), "auto", turn))[0])
        grounds = []
        for element in root.iter():
            if element.tag == f"{SVG}rect" and element.get("fill") != "none":
                grounds.append(element)
            elif element.tag == f"{SVG}text":
                ground = next(area for area in reversed(grounds) if _holds(area, element))
                assert _contrast(element.get("fill"), ground.get("fill")) >= 4.5


def _holds(area, text):
    x, y, w, h = (float(area.get(name)) for name in ("x", "y", "width", "height"))
    return x <= float(text.get("x")) <= x + w and y <= float(text.get("y")) <= y + h


def _contrast(one, other):
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_same_diagram_gives_the_same_bytes():
    """Maps can be compared file by file: nothing in them depends on when or how often they were made."""
    one, other = layout(large()), layout(large())
    assert to_svg(one) == to_svg(other)
    assert to_dot(one) == to_dot(other)
    assert to_pdf(one) == to_pdf(other)
    assert to_png(one, 60) == to_png(other, 60)


def test_pdf_has_a_page_per_sheet_and_searchable_vietnamese():
    """The words of a map can be found in its PDF, diacritics included, and its pages are the sheets."""
    sheets = layout(large())
    pdf = pypdf.PdfReader(io.BytesIO(to_pdf(sheets)))
    assert len(pdf.pages) == len(sheets.sheets)
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [842, 1191]
    words = unicodedata.normalize("NFC", " ".join("".join(page.extract_text() for page in pdf.pages).split()))
    assert "Lãnh đạo UBND xã" in words and "Phân công xử lý" in words
    assert pdf.metadata.title == "Ba mươi bước, tám làn"
    fonts = {font["/BaseFont"].split("+")[-1] for page in pdf.pages for font in _fonts(page)}
    assert fonts and all(font.startswith("/LiberationSans") or font.startswith("LiberationSans") for font in fonts)


def _fonts(thing):
    """Yield the fonts of a page and of the pictures on it."""
    resources = thing.get("/Resources", {}).get_object() if "/Resources" in thing else {}
    for font in resources.get("/Font", {}).values():
        yield font.get_object()
    for form in resources.get("/XObject", {}).values():
        yield from _fonts(form.get_object())


def test_png_has_the_size_asked_for():
    """At 100 dots per inch a sheet of A4 is 827 by 1169 dots, give or take rounding."""
    (png,) = to_png(layout(chain(6), "A4"), 100)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    size = sorted(int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert size == pytest.approx([827, 1169], abs=1)
    with pytest.raises(ValueError, match="5000"):
        to_png(layout(chain(2)), 5000)


def test_graphviz_keeps_the_places_of_steps():
    """`neato -n2` moves the whole drawing at most: the way from any step to any other stays as it was."""
    sheets = layout(permit())
    run = subprocess.run(
        ["neato", "-n2", "-Tdot"], input=to_dot(sheets)[0], capture_output=True, encoding="utf-8", check=True
    )
    assert run.stderr == ""
    found = {}
    for name in (box.id for box in permit().boxes):
        node = re.search(rf'^\s+"?{name}"?\s+\[.*?pos="([-\d.]+),([-\d.]+)', run.stdout, re.DOTALL | re.MULTILINE)
        x, y = box_of(sheets, name).rect.centre
        found[name] = (float(node[1]) - x, float(node[2]) + y)
    assert all(shift == pytest.approx(found["receive"], abs=0.6) for shift in found.values())


def test_dot_escapes_what_the_office_writes():
    """Quotation marks and backslashes in titles do not break out of the DOT text."""
    lane = Lane("x", 'Phòng "một cửa" \\')
    text = to_dot(layout(Diagram("t", (lane,), (Box('a"b', "x", 'Ký "nháy"'),), ())))[0]
    subprocess.run(["neato", "-n2", "-Tdot"], input=text, capture_output=True, encoding="utf-8", check=True)
    assert '\\"nháy\\"' in text


@pytest.mark.parametrize("title", ["", "\x00\x07", "a\nb", "<script>&amp;", "𠮷" * 40, "x" * 400, "e\u0323\u0302"])
def test_any_title_can_be_drawn(title):
    """Empty, endless, foreign, decomposed and hostile titles give well-formed pictures."""
    diagram = Diagram(title, (Lane("x", title),), (Box("a", "x", title, title, title),), (), stamp=title)
    (text,) = to_svg(layout(diagram))
    ElementTree.fromstring(text)
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"boxes": ()}, "Quy trình mẫu"),
        ({"boxes": (Box("a", "nowhere", "A"),), "arrows": ()}, "nowhere"),
        ({"boxes": (Box("a", "lane0", "A"),) * 2, "arrows": ()}, "'a'"),
        ({"arrows": (Arrow("step0", "gone"),)}, "gone"),
        ({"boxes": (Box("a", "lane0", "A", end="completed"),), "arrows": (Arrow("a", "a"),)}, "'a'"),
        ({"boxes": (Box("a", "lane0", "A", clock="late"),), "arrows": ()}, "late"),
    ],
)
def test_misuse_is_refused_and_named(change, named):
    """A diagram that cannot be drawn is refused with the value that is wrong."""
    with pytest.raises(ValueError, match=named):
        replace(chain(2), **change)


def test_unknown_paper_is_refused():
    """A paper we do not know is a programmer's mistake."""
    with pytest.raises(ValueError, match="A5"):
        layout(chain(2), "A5")


@given(st.lists(st.text("aăđệ-/ộ", min_size=1, max_size=20), min_size=1, max_size=12), st.floats(30, 120))
def test_wrapped_lines_fit_and_lose_nothing(words, room):
    """No line is wider than its room, and all characters are there in order."""
    lines = wrap([Run(" ".join(words))], 9, room)
    assert all(line_width(line, 9) <= room for line in lines)
    assert "".join(run.text for line in lines for run in line).replace(" ", "") == "".join(words)


def test_the_fonts_shipped_hold_every_vietnamese_letter():
    """Each face has all Vietnamese letters with all tones, in both cases, and its licence lies beside it."""
    from fontTools.ttLib import TTFont

    vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    letters = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in vowels
        for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
    }
    for face in Face:
        with TTFont(FONT_FOLDER / f"LiberationSans-{face}.ttf", lazy=True) as font:
            assert {ord(letter) for letter in letters | {"đ", "Đ", "₫"}} <= set(font.getBestCmap())
    licence = (FONT_FOLDER / "LICENSE-Liberation.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
