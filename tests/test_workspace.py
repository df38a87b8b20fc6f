"""A folder of procedures: found, read, laid over each other, stamped; a broken file never hides the others."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import ORGANISATION, procedure, write

from isoqms.problem import IsoqmsError
from isoqms.source import source_of_text
from isoqms.workspace.cache import Cache
from isoqms.workspace.find import Kind, find_files, kind_of, with_context
from isoqms.workspace.load import Workspace, load
from isoqms.workspace.stamp import stamp


def problems(workspace: Workspace) -> list[tuple[str, int, str]]:
    """File name, line and rule of every problem, by place."""
    return [(Path(each.at.file).name, each.at.line, each.rule) for each in workspace.problems]


# finding


def test_files_are_known_by_name_and_place(tmp_path: Path) -> None:
    """What a file is follows from its name and folder; hidden ones, other endings and what was named are left out."""
    names = ["b.yaml", "a.YML", "x/c.yaml", ".git/d.yaml", ".e.yaml", "notes.txt", "a.yaml.bak"]
    write(tmp_path, dict.fromkeys(names, ""))
    found = find_files([tmp_path, tmp_path / "x" / "c.yaml", tmp_path / "x"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.YML", "b.yaml", "x/c.yaml"]
    kinds = {
        "organisation.yaml": Kind.ORGANISATION,
        "calendars/vn.yaml": Kind.CALENDAR,
        "qms/risks.yaml": Kind.QMS,
        "scenarios/one.yaml": Kind.SCENARIO,
        "calendars.yaml": Kind.PROCEDURE,
    }
    assert {name: kind_of(Path(name)) for name in kinds} == kinds


def test_the_same_file_is_read_once_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder named twice, once in full, does not make its procedures look doubled."""
    write(tmp_path, {"p/organisation.yaml": ORGANISATION, "p/a.yaml": procedure("A")})
    monkeypatch.chdir(tmp_path)
    assert load([Path("p"), tmp_path / "p", Path("p/a.yaml")]).problems == ()


def test_a_link_to_a_folder_above_does_not_go_round(tmp_path: Path) -> None:
    """A folder linked into itself is read once."""
    write(tmp_path, {"p/a.yaml": procedure("A"), "q/b.yaml": procedure("B")})
    try:
        (tmp_path / "p" / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "q" / "other").symlink_to(tmp_path / "p", target_is_directory=True)
    except OSError:
        pytest.xfail("this system makes no links")
    assert len(find_files([tmp_path])) < 10


def test_a_path_that_is_not_there_is_a_fault_of_the_surroundings(tmp_path: Path) -> None:
    """Naming a folder that does not exist is said with its name."""
    with pytest.raises(IsoqmsError, match="nowhere"):
        find_files([tmp_path / "nowhere"])


def test_one_file_is_judged_with_what_it_refers_to(tmp_path: Path) -> None:
    """A procedure named alone is read with its organisation and neighbours, but only its own problems are told."""
    files = {"organisation.yaml": ORGANISATION, "b.yaml": "id: ["}
    write(tmp_path, files | {"a.yaml": procedure("A"), "c.yaml": procedure("C")})
    workspace = load([tmp_path / "a.yaml"])
    assert workspace.asked == ("A",)
    assert set(workspace.procedures) == {"A", "C"}
    assert workspace.problems == ()
    assert len(with_context([tmp_path / "a.yaml"])) == 4


def test_what_keeps_a_file_from_being_judged_is_told_with_it(tmp_path: Path) -> None:
    """Named alone, a procedure is told why its organisation, or the one it adopts, cannot be read; nothing else is."""
    child = "id: XA-01\nadopts: {id: TINH-01, stamp: 000000000000}\n"
    files = {"organisation.yaml": "offices: {}\nx: 1\n", "a.yaml": procedure("A"), "b.yaml": "id: ["}
    write(tmp_path, files | {"xa.yaml": child, "tinh.yaml": "id: TINH-01\ntitle: X\nstep: {}\n"})
    assert {place for place, _, _ in problems(load([tmp_path / "a.yaml"]))} == {"organisation.yaml"}
    both = load([tmp_path / "a.yaml", tmp_path / "xa.yaml"])
    told = problems(both)
    assert {place for place, _, _ in told} == {"organisation.yaml", "tinh.yaml", "xa.yaml"} and len(told) == len(
        {*told}
    )


def test_neighbours_are_named_as_the_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who names a file from where they stand is told of its organisation from there too."""
    write(tmp_path, {"organisation.yaml": "#", "x/a.yaml": procedure("A")})
    monkeypatch.chdir(tmp_path)
    assert [problem.at.file for problem in load([Path("x/a.yaml")]).problems] == ["organisation.yaml"]


# organisations


def test_the_nearest_organisation_applies(tmp_path: Path) -> None:
    """An office in its own folder has its own roles; elsewhere those of the folder above hold."""
    other = ORGANISATION.replace("xã Thử", "xã Khác")
    write(
        tmp_path,
        {
            "organisation.yaml": ORGANISATION,
            "a.yaml": procedure("A"),
            "x/organisation.yaml": other,
            "x/deep/b.yaml": procedure("B"),
        },
    )
    workspace = load([tmp_path])
    assert [workspace.organisation_of(workspace.procedures[id_]) for id_ in "AB"] == [
        workspace.organisations[tmp_path],
        workspace.organisations[tmp_path / "x"],
    ]
    assert workspace.organisation_folder(workspace.procedures["B"]) == (tmp_path / "x").absolute()


def test_a_broken_organisation_is_not_replaced_by_another(tmp_path: Path) -> None:
    """Procedures of an office whose file cannot be read are still read, and not judged by the roles of a higher one."""
    write(tmp_path, {"organisation.yaml": ORGANISATION, "x/organisation.yaml": "#", "x/b.yaml": procedure("B")})
    workspace = load([tmp_path])
    assert problems(workspace) == [("organisation.yaml", 1, "format/empty")]
    assert workspace.organisation_of(workspace.procedures["B"]) is None


# broken files among good ones


@given(st.lists(st.sampled_from(["id: [", "", "\t", "- x", "id: A\n", "steps: {}", procedure("B") + "x: 1\n"])))
def test_a_broken_file_never_hides_the_others(broken: list[str]) -> None:
    """However many files cannot be read, the good one beside them is, and every broken one has its own problem."""
    with tempfile.TemporaryDirectory() as folder:
        files = {f"b{number}.yaml": text for number, text in enumerate(broken)}
        write(Path(folder), {**files, "good.yaml": procedure("GOOD"), "organisation.yaml": ORGANISATION})
        workspace = load([Path(folder)])
        assert "GOOD" in workspace.procedures
        assert {file for file, _, _ in problems(workspace)} == set(files)


def test_ids_that_differ_in_capitals_only_are_the_same(tmp_path: Path) -> None:
    """What is written for them would be one file on Windows and macOS."""
    write(tmp_path, {"a.yaml": procedure("QT-a"), "b.yaml": procedure("QT-A")})
    workspace = load([tmp_path])
    assert problems(workspace) == [("a.yaml", 1, "format/duplicate-id"), ("b.yaml", 1, "format/duplicate-id")]


@pytest.mark.parametrize("name", ["archive", "ban-cu"])
def test_older_versions_have_a_folder_that_is_not_read(tmp_path: Path, name: str) -> None:
    """An older version in such a folder disturbs nothing; named itself, it is read."""
    write(tmp_path / name, {"a.yaml": procedure("A")})
    write(tmp_path, {"organisation.yaml": ORGANISATION, "a.yaml": procedure("A")})
    assert problems(load([tmp_path])) == []
    assert load([tmp_path / name]).asked == ("A",)


def test_an_id_in_two_files_is_said_in_both(tmp_path: Path) -> None:
    """Each of the files names the others, at the line of the id; nobody is left to guess which one counts."""
    write(tmp_path, {"a.yaml": procedure("A"), "b.yaml": "# bản sao\n" + procedure("A"), "c.yaml": procedure("C")})
    workspace = load([tmp_path])
    assert problems(workspace) == [("a.yaml", 1, "format/duplicate-id"), ("b.yaml", 2, "format/duplicate-id")]
    assert "b.yaml" in workspace.problems[0].message.render("vi")
    alone = load([tmp_path / "b.yaml"])
    assert problems(alone) == []  # without an organisation file nothing says that the two belong together
    write(tmp_path, {"organisation.yaml": ORGANISATION})
    assert problems(load([tmp_path / "b.yaml"])) == [("b.yaml", 2, "format/duplicate-id")]


# adoption

PARENT = """\
id: TINH-01
title: {vi: Cấp phép, en: Permit}
issue: {number: 3}
limits:
  legal: {within: 10 ngày làm việc, basis: Điều 5}
suppress:
  - {rule: wf/x, reason: r, approver: a, expires: 2030-01-01}
steps:
  nhan: {role: one_stop, allowance: "0,5 ngày", outputs: [phiếu, hồ sơ], next: ky}
  ky: {role: leader, allowance: 1 ngày, end: completed}
"""
CHILD = """\
id: XA-01
adopts: {id: TINH-01}
limits:
  committed: {within: 7 ngày làm việc}
steps:
  nhan:
    allowance: 2 giờ
    outputs: [biên nhận]
  luu: {role: one_stop, end: completed}
"""


def adopted(tmp_path: Path, child: str = CHILD, parent: str = PARENT) -> Workspace:
    return load([write(tmp_path, {"xa.yaml": child, "tinh.yaml": parent})])


def test_an_overlay_changes_only_what_it_names(tmp_path: Path) -> None:
    """Groups are merged name by name; texts, figures and lists of the office replace those of the issuing one."""
    workspace = adopted(tmp_path)
    data = workspace.data["XA-01"]
    assert workspace.problems == ()
    assert data["title"] == {"vi": "Cấp phép", "en": "Permit"}
    assert data["limits"] == {
        "legal": {"within": "10 ngày làm việc", "basis": "Điều 5"},
        "committed": {"within": "7 ngày làm việc"},
    }
    assert data["steps"]["nhan"] == {"role": "one_stop", "allowance": "2 giờ", "outputs": ["biên nhận"], "next": "ky"}
    assert list(data["steps"]) == ["nhan", "ky", "luu"]


def test_what_belongs_to_the_document_is_not_inherited(tmp_path: Path) -> None:
    """Issue, signatures, revisions and accepted problems are each document's own."""
    assert not {"issue", "suppress"} & set(adopted(tmp_path).data["XA-01"])


def test_positions_of_an_overlay_lead_to_the_right_file(tmp_path: Path) -> None:
    """A value the office wrote is shown in its own file, an inherited one in the file it comes from."""
    child = adopted(tmp_path).procedures["XA-01"]
    parts = [child.limits.legal, child.limits.committed, child.steps["ky"], child.steps["nhan"]]
    places = [(Path(part.at.file).name, part.at.line) for part in parts if part is not None]
    assert places == [("tinh.yaml", 5), ("xa.yaml", 4), ("tinh.yaml", 10), ("xa.yaml", 6)]


def test_a_chain_of_adoptions(tmp_path: Path) -> None:
    """Ministry, province, commune: each file holds only its own difference."""
    commune = "id: THON-01\nadopts: {id: XA-01}\nsteps: {ky: {allowance: 4 giờ}}\n"
    workspace = load([write(tmp_path, {"xa.yaml": CHILD, "tinh.yaml": PARENT, "a.yaml": commune})])
    assert workspace.problems == ()
    steps = workspace.data["THON-01"]["steps"]
    assert (steps["nhan"]["allowance"], steps["ky"]["allowance"]) == ("2 giờ", "4 giờ")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a": "A>NOWHERE"}, {"a": "“NOWHERE” is not in the workspace"}),
        ({"a": "A>A"}, {"a": "“A” adopts itself"}),
        ({"a": "A>B", "b": "B>A"}, {"a": "“B” cannot be used", "b": "“B” adopts itself"}),
        ({"a": "A>B", "b": "B>NO", "c": "C>B"}, {"a": "“B” cannot be", "b": "“NO” is not", "c": "“B” cannot be"}),
        ({"a": "A>B", "b": "B>C", "c": "C>B"}, {"a": "“B” cannot be", "b": "“C” cannot be", "c": "“C” adopts itself"}),
    ],
)
def test_an_adoption_that_leads_nowhere_is_said_once_in_each_file(
    tmp_path: Path, files: dict[str, str], expected: dict[str, str]
) -> None:
    """An unknown procedure, itself, or a round of files: one problem in each file, at the id it names."""
    texts = {name: "id: {}\nadopts: {{id: {}}}\n".format(*text.split(">")) for name, text in files.items()}
    workspace = load([write(tmp_path, {f"{name}.yaml": text for name, text in texts.items()} | {"z.yaml": PARENT})])
    said = {Path(each.at.file).stem: each.message.render("en") for each in workspace.problems}
    assert len(workspace.problems) == len(expected) == len(said)
    assert all(expected[name] in said[name] for name in expected)
    assert {each.at.line for each in workspace.problems} == {2}
    assert "TINH-01" in workspace.procedures


def test_a_very_long_chain_of_adoptions_is_refused(tmp_path: Path) -> None:
    """Files that adopt one another three hundred deep end in a problem, not in a traceback."""
    texts = {f"p{n:04}.yaml": f"id: P{n}\nadopts: {{id: P{n + 1}}}\n" for n in range(300)}
    workspace = load([write(tmp_path, texts)])
    assert len(workspace.problems) == 300
    assert "in a row" in " ".join(each.message.render("en") for each in workspace.problems)


# stamps


def stamped(text: str) -> str:
    return stamp(source_of_text(text, "a.yaml").data)


LAYOUTS: list[Callable[[str], str]] = [
    lambda text: "# ghi chú\n" + text.replace("\n", "  # x\n"),
    lambda text: text.replace("next: ky", "'next': \"ky\""),
    lambda text: text.replace("\n", "\r\n"),
    lambda text: json.dumps(source_of_text(text, "a").data),
    lambda text: text.replace("office: xa\nowner: leader\n", "owner: leader\noffice: xa\n"),
    lambda text: text + "suppress: [{rule: wf/x, reason: r, approver: a, expires: 2030-01-01}]\n",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_stamp_does_not_depend_on_layout(layout: Callable[[str], str]) -> None:
    """Comments, quotes, line ends, brackets, the order of names and accepted problems leave the stamp as it was."""
    text = procedure()
    assert layout(text) != text
    assert stamped(layout(text)) == stamped(text)


@pytest.mark.parametrize("word", ["0,5 ngày", "one_stop", "Tiếp nhận hồ sơ", "QT-01", "ky:", "completed", "leader"])
def test_any_value_changes_the_stamp(word: str) -> None:
    """Whatever is said differently, be it by one letter, gives another stamp."""
    text = procedure()
    assert stamped(text.replace(word, "x" + word, 1)) != stamped(text)


def test_the_order_of_steps_changes_the_stamp() -> None:
    """The first step starts the procedure and an edge back is a loop, so their order is meaning."""
    one = "id: A\ntitle: T\nsteps: {a: {next: b}, b: {next: a}}\n"
    two = "id: A\ntitle: T\nsteps: {b: {next: a}, a: {next: b}}\n"
    assert stamped(one) != stamped(two)


def test_a_changed_parent_changes_the_stamp_of_the_child(tmp_path: Path) -> None:
    """What a procedure inherits is part of what it says."""
    before = adopted(tmp_path / "1").stamps
    after = adopted(tmp_path / "2", parent=PARENT.replace("1 ngày", "2 ngày")).stamps
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


# the cache


def test_a_kept_result_comes_back_and_nothing_else_does(tmp_path: Path) -> None:
    """A result is found under its own key alone; a file that is cut short or holds something else is a miss."""
    cache = Cache(tmp_path)
    cache.put("k", {"a": ["ế", "\ud800"]})
    assert cache.get("k") == {"a": ["ế", "\ud800"]}
    assert cache.get("other") is None
    for content in (b"", b'{"a": [', b"\xff\xfe", b"\0" * 9, b"{}", (tmp_path / "k.json").read_bytes()[:-1] + b"]"):
        (tmp_path / "k.json").write_bytes(content)
        assert cache.get("k") is None


def test_keys_keep_their_parts_apart() -> None:
    """Two different lists of parts never share a key, even when they run together to the same bytes."""
    assert Cache.key([b"ab", b"c"]) != Cache.key([b"a", b"bc"]) != Cache.key([b"abc"])


def test_a_cache_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    """Where no folder can be made, nothing is kept and nothing is said."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "file" / "below")
    cache.put("k", 1)
    assert cache.get("k") is None


def test_only_the_newest_results_are_kept(tmp_path: Path) -> None:
    """The cache does not grow without end."""
    cache = Cache(tmp_path)
    for number in range(80):
        cache.put(f"k{number}", number)
        os.utime(tmp_path / f"k{number}.json", (number, number))
    assert len(list(tmp_path.iterdir())) <= 65
    assert cache.get("k79") == 79


def test_many_may_write_at_once(tmp_path: Path) -> None:
    """Runs at the same time never see half a result and leave nothing lying about."""
    wrong: list[object] = []

    def work(number: int) -> None:
        cache = Cache(tmp_path)
        for _ in range(30):
            cache.put("same", list(range(500)))
            if cache.get("same") not in (None, list(range(500))):
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert [path.name for path in tmp_path.iterdir()] == ["same.json"]
