"""`isoqms draw`: maps and landscapes as files that open."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from isoqms.cli.main import cli
from isoqms.graph.links import LinkKind, hand_overs, links
from isoqms.procedure import read_procedure
from isoqms.report.map.from_procedure import diagram_of
from isoqms.source import source_of_text

PARENT = """\
id: QT-A
title: {vi: Cấp giấy xác nhận, en: Issue a confirmation}
source: {document: 12/QĐ-UBND}
limits: {legal: {within: 3 ngày làm việc}}
variants: {hard: {title: {vi: Hồ sơ khó, en: Hard}}}
result: [{vi: Giấy xác nhận, en: Confirmation}]
steps:
  receive: {number: 1, title: {vi: Tiếp nhận, en: Receive}, role: desk, allowance: "0,5 ngày", next: check}
  check:
    number: 2
    title: {vi: Thẩm định, en: Check}
    role: [officer, leader]
    allowance: 1 ngày
    in_variant: {hard: {allowance: 2 ngày}}
    next:
      - {to: ask, when: {vi: thiếu, en: incomplete}, share: 12.5 %, at_most: 1, at_bound: refuse}
      - {to: done, default: true}
  ask: {title: {vi: Bổ sung, en: Supplement}, actor: applicant, clock: stopped, next: check}
  done: {title: {vi: Chuyển, en: Forward}, role: desk, end: handed_over, hands_over_to: QT-B}
  refuse: {title: {vi: Từ chối, en: Refuse}, role: leader, end: refused}
"""
CHILD = """\
id: QT-B
title: {vi: Lưu hồ sơ, en: File it}
dossier: [{paper: {vi: Giấy xác nhận, en: Confirmation}, from_procedure: QT-A}]
steps: {file: {title: {vi: Lưu, en: File}, role: archive, end: completed}}
"""


def procedure(text: str):
    source = source_of_text(text, "qt.yaml")
    built, problems = read_procedure(source.data, source.at)
    assert not problems
    return built


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("a.yaml", PARENT), ("b.yaml", CHILD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def test_a_map_in_every_format(folder: Path, tmp_path: Path) -> None:
    """SVG is well-formed, the PDF's words can be read out with their diacritics, PNG and DOT are what they say."""
    result = run("--lang", "vi", "draw", folder / "a.yaml", "-o", tmp_path / "out", "--format", "svg,pdf,png,dot")
    assert result.exit_code == 0, result.output
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == ["QT-A.dot", "QT-A.pdf", "QT-A.png", "QT-A.svg"]
    ElementTree.parse(out / "QT-A.svg")
    text = PdfReader(out / "QT-A.pdf").pages[0].extract_text()
    assert "Thẩm định" in text
    assert "Thời hạn theo quy định: 3 ngày làm việc" in text
    assert (out / "QT-A.png").read_bytes().startswith(b"\x89PNG")
    assert (out / "QT-A.dot").read_text(encoding="utf-8").startswith("digraph")


def test_what_the_map_is_told(folder: Path) -> None:
    """Lanes by who acts, one end per kind and lane, shares and bounds on the ways, allowances by variant."""
    diagram = diagram_of(procedure(PARENT), None, "vi", ("receive", "check"), "mã đối chiếu abc")
    boxes = {box.id: box for box in diagram.boxes}
    arrows = {(arrow.source, arrow.target): arrow for arrow in diagram.arrows}
    assert [lane.id for lane in diagram.lanes] == ["desk", "officer", ":applicant", "leader"]
    assert boxes["check"].allowance == "1 ngày; Hồ sơ khó: 2 ngày"
    assert boxes["check"].split == "one"
    assert boxes["ask"].clock == "stopped"
    assert arrows["check", "ask"].label == "thiếu; 12,5 %"
    assert arrows["check", "ask"].bound
    assert arrows["check", "refuse"].label
    assert arrows["receive", "check"].critical
    assert not arrows["check", "done"].critical
    assert {box.end for box in diagram.boxes if box.end} == {"handed_over", "refused"}
    assert diagram.footnotes == ("Nguồn: 12/QĐ-UBND",)


def test_procedures_that_feed_each_other() -> None:
    """A hand-over and a paper of the dossier that is another's result; work changes hands between roles."""
    one, other = procedure(PARENT), procedure(CHILD)
    found = {(link.source, link.target, link.kind) for link in links([one, other])}
    assert ("QT-A", "QT-B", LinkKind.HANDS_OVER) in found
    assert ("QT-A", "QT-B", LinkKind.RESULT) in found
    assert all(link[0] != link[1] for link in found)
    assert hand_overs([one])["desk", "officer"] == 1
    assert hand_overs([other]) == {}


def test_the_landscape(folder: Path, tmp_path: Path) -> None:
    """Both pictures in every format, with the titles of the procedures."""
    out = tmp_path / "out"
    result = run("--lang", "vi", "draw", folder, "--landscape", "-o", out, "--format", "svg,pdf,png,dot")
    assert result.exit_code == 0, result.output
    assert {path.stem for path in out.iterdir()} == {"landscape", "hand-overs"}
    text = "".join(ElementTree.parse(out / "landscape.svg").getroot().itertext())
    assert "Cấp giấy xác nhận" in text
    assert len(PdfReader(out / "landscape.pdf").pages) == 1


def test_without_dot_the_landscape_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the landscape needs the program; its absence is the environment's fault, and nothing is written."""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("--lang", "en", "draw", folder, "--landscape", "-o", tmp_path / "out")
    assert "Graphviz" in result.exception.message.render("en")  # the command line turns it into exit code 3
    assert not (tmp_path / "out").exists()


def test_a_format_nobody_knows_is_wrong_usage(folder: Path) -> None:
    """The formats there are get named."""
    result = run("--lang", "en", "draw", folder / "a.yaml", "--format", "gif")
    assert result.exit_code == 2
    assert "svg, pdf, png, dot" in result.output
