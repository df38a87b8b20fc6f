"""Reading a file: plain data with positions, or problems in words; never a traceback. Editing: only the named value."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import ORGANISATION, procedure

from isoqms.source import Edit, Source, source_of_text, validate
from isoqms.source.nodes import MAX_DEPTH
from isoqms.source.source import Keys, source_of_bytes

WRITABLE = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
TEXTS = st.text(WRITABLE, max_size=12)
SCALARS = st.one_of(
    TEXTS, st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.decimals(-1000, 1000, places=2).map(float)
)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)


def said(source: Source, schema: str = "procedure") -> list[str]:
    """Put all problems of a source into words, in both languages; return the English ones."""
    problems = list(source.problems) or list(validate(source, schema))
    assert all(problem.message.render("vi") and problem.at.line >= 1 for problem in problems)
    assert all(isinstance(problem.fix.render("vi"), str) for problem in problems)
    return [f"{problem.at.line}:{problem.at.column} {problem.message.render('en')}" for problem in problems]


def reached(data: Any, path: Keys) -> Any:
    for key in path:
        data = data[key]
    return data


@given(DATA, st.sampled_from([None, 1, 4]))
def test_json_is_read_as_what_it_says(data: Any, indent: int | None) -> None:
    """JSON is YAML: whatever it holds is read unchanged, and top-level nothing is the only empty file."""
    source = source_of_text(json.dumps(data, ensure_ascii=False, indent=indent), "a.yaml")
    if data is None or data == "":
        assert [problem.rule for problem in source.problems] == ["format/empty"]
    else:
        assert (source.data, source.problems) == (data, ())


@given(DATA, st.sampled_from([None, 1, 4]))
def test_positions_point_at_the_text_of_the_value(data: Any, indent: int | None) -> None:
    """At the position of a value its text begins; a group or list under a name is shown by that name.

    Columns count characters, not bytes: names with diacritics and signs beyond the basic plane stand before them.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    source = source_of_text(text, "a.yaml")
    lines = text.split("\n")
    for path, (line, column) in source.positions.items():
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        found, _ = json.JSONDecoder().raw_decode(rest)
        value = reached(data, path)
        named = isinstance(value, (dict, list)) and path and isinstance(path[-1], str)
        assert found == (path[-1] if named else value)
        assert type(found) is type(path[-1] if named else value)


WORDS = st.integers(0, 10**6).map(lambda number: f"w{number}")
TREES = st.recursive(
    WORDS,
    lambda inner: st.dictionaries(WORDS, inner, min_size=1, max_size=3) | st.lists(inner, min_size=1, max_size=3),
    max_leaves=12,
)


def block(tree: Any, depth: int, draw: st.DataObject) -> Iterator[str]:
    """Write a tree in block style with comments, empty lines and either kind of quotes strewn in."""
    lead = "  " * depth
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if draw.draw(st.booleans()):
            yield draw.draw(st.sampled_from(["", "# ghi chú", lead + "# w1: w2"]))
        sign = f"{key}:" if isinstance(tree, dict) else "-"
        if isinstance(value, str):
            yield f"{lead}{sign} {draw.draw(st.sampled_from(['{}', '“{}”', chr(39) + '{}' + chr(39)])).format(value)}"
        else:
            yield f"{lead}{sign}"
            yield from block(value, depth + 1, draw)


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4), st.data(), st.sampled_from(["\n", "\r\n"]))
def test_positions_in_block_style(tree: dict[str, Any], draw: st.DataObject, end: str) -> None:
    """Comments, empty lines, quotes and Windows line ends do not move a position off its word."""
    lines = list(block(tree, 0, draw))
    source = source_of_text(end.join(lines) + end, "a.yaml")
    assert source.problems == ()
    for path, (line, column) in source.positions.items():
        value = reached(source.data, path)
        if isinstance(value, str) or (path and isinstance(path[-1], str)):
            word = value if isinstance(value, str) else str(path[-1])
            assert lines[line - 1][column - 1 :].lstrip("'").startswith(word)


@given(st.binary(max_size=300))
def test_any_bytes_give_data_or_problems(raw: bytes) -> None:
    """Whatever a file holds, reading ends: with data, or with problems in words at a line of the file."""
    source = source_of_bytes(raw, "a.yaml")
    assert (source.data is None) <= bool(source.problems)
    said(source)


SIGNS = [*"[]{}:,-?!&*#|>'\"%@`\\~ \t\n\r\0", "\ufeff", "\x85", "\u2028", "ế", "😀", "- ", ": ", "? ", "<<: ", "&a "]
SIGNS += ["*a ", "!!", "--- ", "...", "%YAML 1.1\n", '"\\ud800"', '"\\e[31m"', "0,5 ngày", "15 %\n", "null", "\u0301"]


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_any_text_of_signs_gives_data_or_problems(text: str) -> None:
    """The signs YAML is made of, in any order, never end in a traceback."""
    source = source_of_text(text, "a.yaml")
    assert (source.data is None) <= bool(source.problems)
    said(source)


@given(st.data())
def test_a_damaged_procedure_gives_data_or_problems(draw: st.DataObject) -> None:
    """A right file with a piece cut out, doubled or overwritten is data or problems, against either schema."""
    text, schema = draw.draw(st.sampled_from([(procedure(), "procedure"), (ORGANISATION, "organisation")]))
    for _ in range(draw.draw(st.integers(1, 3))):
        first, last = sorted(draw.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        text = text[:first] + draw.draw(st.sampled_from([*SIGNS, text[first:last] * 2])) + text[last:]
    said(source_of_bytes(text.encode("utf-8", "replace"), "a.yaml"), schema)


@given(DATA)
def test_any_data_gives_sentences(data: Any) -> None:
    """Data of any shape is compared with every schema, and each departure can be said in both languages."""
    for schema in ("procedure", "organisation", "calendar"):
        said(Source("a.yaml", data, {(): (1, 1)}), schema)


@pytest.mark.parametrize(
    ("text", "value"),
    {
        "15:00": "15:00",
        "yes": "yes",
        "2026-07-01": "2026-07-01",
        "0010": "0010",
        "1_000": "1_000",
        "1e5": "1e5",
        "0x1F": "0x1F",
        ".inf": ".inf",
        "12": 12,
        "-1.5": -1.5,
        "1.25": 1.25,
        "15.000": "15.000",
        "true": True,
        "'12'": "12",
        "|\n  a\n  b": "a\nb\n",
        "9" * 40: "9" * 40,
    }.items(),
)
def test_only_plain_numbers_and_true_false_null_are_not_text(text: str, value: object) -> None:
    """An hour, a date, a `yes` or a code with leading zeros stays the text the officer wrote."""
    data = source_of_text(f"a: {text}\n", "a.yaml").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("amount", ["15.000", "15,000", "15.000đ", "1.500.000 đồng"])
def test_an_amount_with_a_thousands_point_is_refused_with_the_figure_to_write(amount: str) -> None:
    """15.000 is fifteen thousand to whoever writes it, and never fifteen; no reading of it is taken without asking."""
    plain = source_of_text(f"id: A\ntitle: A\nfees:\n  x:\n    title: a\n    amount: {amount}\n", "a.yaml")
    wanted = f"if {''.join(sign for sign in amount if sign.isdigit())} is meant"
    assert [wanted in each.fix.render("en") for each in validate(plain, "procedure") if each.at.line == 6] == [True]


@pytest.mark.parametrize(
    ("text", "problem"),
    {
        "\tid: A": "1:1 a tab stands where only spaces may stand",
        "steps:\n  a: 1\n\tb: 2": "3:1 a tab stands",
        "hours: {mon: [07:30..11:30]}": "1:17 there is a colon too many",
        "title: a: b": "1:9 there is a colon too many",
        "title: @x": "1:8 this line begins with a sign",
        "title: *x": "1:8 it refers to a part (*name) that is not defined",
        "a: &x 1\nb: &x 2": "2:4 the same &name is given to two parts",
        'title: "A\nid: x': "1:8 a quotation mark or a bracket is opened and not closed",
        "title: [a\nid: x": "2:3 a list or a group in brackets is not closed",
        'title: "\\d"': "1:9 a backslash",
        "id: A\n---\nid: B": "2:1 the file holds more than one document",
        "a: 1\n  b: 2": "2:4 there is a colon too many, or the line is indented wrongly",
        "a:\n    b: 1\n  c: 2": "3:3 the line is indented wrongly",
        "a:\n  x: 1\n  b\n  c: 1": "3:3 a name without a colon",
        "a:\n  x: 1\n  b:c\n  d: 1": "3:4 a space is missing after the colon",
        "a:\n  b:c\n  d: 1": "2:4 a space is missing after the colon",
        "a:\n  - {b: 1}\n  -{c: 1}": "3:3 a space is missing after the hyphen",
        "a:\n  - {b: 1}\n  – {c: 1}": "3:3 a long dash or a bullet",
        "a:\n  b:\u00a0c\n  d: 1": "2:5 a special space stands here",
        "a:\n  b: 1\n\u00a0\u00a0c: 1\n  d: 1": "3:1 a special space stands here",
        "title: “a: b”": "1:8 curly quotation marks",
        'title: "a" b': "1:12 the text goes on after its closing",
        "title: [a] b": "1:12 the text goes on after its closing",
        "a: 1\n  title: “b”": "2:8 there is a colon too many, or the line is indented wrongly",
        "? [a]\n: b": "1:3 the name before a colon",
        "id: !!python/name:os.system x": "1:5 “tag:yaml.org,2002:python/name:os.system” gives a value a type",
        "id: ! x": "1:5 “!” gives a value a type",
        "id: A\x01": "1:6 there is a sign that no text may contain",
        "id: A\nid: B": "2:1 “id” is written twice in the same place; the first is at line 1",
        "---\n": "1:1 the file is empty",
        "# chỉ có ghi chú\n": "1:1 the file is empty",
        "a: &a\n  b: *a": "1:4 the file nests deeper than 50 levels",
    }.items(),
)
def test_what_is_wrong_with_the_text_is_said_at_its_place(text: str, problem: str) -> None:
    """Each common slip has a sentence of its own, at the line and column where the eye should go."""
    found = said(source_of_text(text, "a.yaml"))
    assert len(found) == 1
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("value", "advice"),
    {
        "clerk\u00a0": "a special space",
        "“clerk”": "curly quotation marks",
        "công chức": "use letters, digits",
        "a, b": "The role that does the step",
    }.items(),
)
def test_a_name_that_cannot_be_one_is_answered_with_what_to_write(value: str, advice: str) -> None:
    """Signs pasted from a word processor look right on the screen, so the advice names them."""
    source = source_of_text(procedure().replace("role: one_stop", f"role: {value}"), "a.yaml")
    [problem] = validate(source, "procedure")
    assert advice in problem.fix.render("en")


def test_a_limit_written_short_is_answered_with_its_full_form() -> None:
    """Who writes only the time of a limit is told under which name it stands."""
    source = source_of_text(procedure().replace("office: xa", "limits: {legal: 3 ngày làm việc}"), "a.yaml")
    [problem] = validate(source, "procedure")
    assert problem.fix.render("en") == "write “within: 3 ngày làm việc” on the next line, further in"


@given(st.integers(MAX_DEPTH + 1, 400), st.sampled_from(["[", "{a: ", "[{a: ", "- ", "- ? ", "{[: "]))
def test_depth_is_limited_however_it_is_written(levels: int, sign: str) -> None:
    """A file nested too deep is refused before anything can be done with it."""
    [problem] = source_of_text(sign * levels, "a.yaml").problems
    assert problem.rule in ("format/depth", "format/yaml", "format/expansion")


def test_anchors_are_welcome() -> None:
    """A part written once and used twice is read at both places, each value with the place where it is written."""
    source = source_of_text("a: &h {x: 1}\nb: *h\n", "a.yaml")
    assert source.data == {"a": {"x": 1}, "b": {"x": 1}}
    assert source.positions["b", "x"] == (1, 11)
    assert source.at(("b", "nowhere", 3)).line == 2


SAMPLE = """\
# Quy trình của xã
id: QT-01          # mã
title: {vi: "Cấp bản sao", en: 'Copies'}   # hai thứ tiếng

steps:
    nhan:
        role: one_stop     # thụt lề 4
        allowance: 0,5 ngày
        next:
        - {to: ky, share: 15 %}
        - to: tra
    ky: {role: leader, next: tra}
    tra:
        title: >-
            Trả kết quả
            cho người dân
        note: "một câu rất dài, dài hơn bảy mươi hai ký tự, dài hơn cả một trăm ký tự, mà không được tự ngắt dòng"
        end: completed
"""


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_an_edit_changes_its_own_line_only() -> None:
    """Comments, order, quotes, indentation, folded and long lines, diacritics stay as the officer wrote them."""
    edit = Edit(SAMPLE)
    edit.set(("steps", "nhan", "allowance"), "1 ngày")
    assert changed_lines(SAMPLE, edit.text()) == ["-        allowance: 0,5 ngày", "+        allowance: 1 ngày"]


def test_an_edit_can_add_and_remove() -> None:
    """A new name goes below its neighbours, a removed one takes its line along; nothing else moves."""
    edit = Edit(SAMPLE)
    edit.set(("steps", "ky", "clock"), "stopped")
    edit.remove(("id",))
    assert changed_lines(SAMPLE, edit.text()) == [
        "-id: QT-01          # mã",
        "-    ky: {role: leader, next: tra}",
        "+    ky: {role: leader, next: tra, clock: stopped}",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("id",), "QT-02", ["-id: QT-01          # mã", "+id: QT-02          # mã"]),
        (
            ("title", "vi"),
            'Cấp "bản sao"',
            [
                "-title: {vi: \"Cấp bản sao\", en: 'Copies'}   # hai thứ tiếng",
                '+title: {vi: "Cấp \\"bản sao\\"", en: \'Copies\'}   # hai thứ tiếng',
            ],
        ),
        (("title", "en"), "It's", None),
        (("steps", "nhan", "next", 0, "share"), "20 %", None),
        (("steps", "nhan", "next", 1, "when"), "đủ hồ sơ", ["+          when: đủ hồ sơ"]),
        (("limits", "legal", "within"), "3 ngày", ["+limits: {legal: {within: 3 ngày}}"]),
        (("steps", "tra", "title"), "Trả: kết quả", None),
        (("steps", "ky", "clock"), "15:00", None),
        (("steps", "nhan", "counter"), None, ["+        counter: null"]),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_each_edit_says_what_was_meant_and_touches_nothing_else(
    path: Keys, value: Any, lines: list[str] | None, end: str
) -> None:
    """The changed file reads as the old one with that value; all lines but those of the value are the same."""
    before = SAMPLE.replace("\n", end)
    edit = Edit(before)
    edit.set(path, value)
    after = edit.text()
    expected = source_of_text(before, "a.yaml").data
    holder = expected
    for key in path[:-1]:
        holder = holder.setdefault(key, {}) if isinstance(holder, dict) else holder[key]
    holder[path[-1]] = value
    assert source_of_text(after, "a.yaml").data == expected
    assert after.count("\r\n") == (after.count("\n") if end == "\r\n" else 0)
    changes = changed_lines(before.replace("\r", ""), after.replace("\r", ""))
    assert changes == lines if lines else len(changes) <= 4


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4), st.data())
def test_any_edit_reads_back(tree: dict[str, Any], draw: st.DataObject) -> None:
    """Whatever is put or taken out anywhere, the file then says exactly that."""
    text = "\n".join(block(tree, 0, draw)) + "\n"
    source = source_of_text(text, "a.yaml")
    path = draw.draw(st.sampled_from([path for path in source.positions if path]))
    edit, holder = Edit(text), source.data
    for key in path[:-1]:
        holder = holder[key]
    if draw.draw(st.booleans()):
        value = draw.draw(DATA)
        holder[path[-1]] = value
        edit.set(path, value)
    else:
        del holder[path[-1]]
        edit.remove(path)
    assert source_of_text(edit.text(), "a.yaml").data == source.data


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [SAMPLE, ORGANISATION, "- a\n-   b # c\n", "a: [1,2 ,  3]\n", "\ufeffid: A"])
def test_nothing_changed_is_nothing_written(text: str, end: str) -> None:
    """Opening a file for changes and making none gives the same text, line ends and byte order mark included."""
    text = text.replace("\n", end)
    assert Edit(text).text() == text


def test_a_shared_value_is_changed_where_it_was_asked_for() -> None:
    """A value used through an anchor is written out where it changes; the places that share it keep theirs."""
    edit = Edit("a: &h {x: 1}  # chung\nb: *h\n")
    edit.set(("b",), {"x": 2})
    assert source_of_text(edit.text(), "a.yaml").data == {"a": {"x": 1}, "b": {"x": 2}}
    assert edit.text() == "a: &h {x: 1}  # chung\nb: {x: 2}\n"
    with pytest.raises(ValueError, match="shared"):
        Edit("a: &h {x: 1}\nb: *h\n").set(("a", "x"), 2)


@pytest.mark.parametrize("path", [(), ("id", "x"), ("nowhere",), ("steps", "nhan", "next", 7)])
def test_removing_what_is_not_there_is_refused(path: Keys) -> None:
    """A programmer who names a value that does not exist hears so at once."""
    with pytest.raises(ValueError):
        Edit(SAMPLE).remove(path)


@pytest.mark.parametrize("path", [(), ("id", "x"), ("steps", "nhan", "next", 7), ("steps", "nhan", "next", "to")])
def test_setting_where_nothing_can_stand_is_refused(path: Keys) -> None:
    """A path through a text, or past the end of a list, is a programmer's mistake and changes nothing."""
    edit = Edit(SAMPLE)
    with pytest.raises(ValueError):
        edit.set(path, "x")
    assert edit.text() == SAMPLE


def test_what_cannot_be_read_is_not_opened_for_changes() -> None:
    """A broken file is first mended by its author."""
    with pytest.raises(ValueError, match="line 2"):
        Edit("a: 1\na: 2\n")
