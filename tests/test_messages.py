"""Every sentence of ours exists in Vietnamese, with the same particulars, in the words officers and auditors use."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

from isoqms.locale.catalogue import catalogue_path, read, report, update, written
from isoqms.locale.extract import Kind, marked_calls, rule_sentences, schema_sentences, sentences
from isoqms.words import Message, translate

REPOSITORY = Path(__file__).parent.parent
SENTENCES = tuple(sentences(REPOSITORY))
CATALOGUE = read(catalogue_path(REPOSITORY))
TREES = {
    path.relative_to(REPOSITORY).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((REPOSITORY / "src" / "isoqms").rglob("*.py"))
}
CALLS = tuple(call for where, tree in TREES.items() for call in marked_calls(tree, where))


@dataclass(frozen=True)
class Concept:
    """How a concept is put in Vietnamese: what its English sentence looks like, and the words to use and to avoid."""

    english: str
    use: str
    avoid: str
    wrong: tuple[str, str]
    """An English sentence with a translation which must be refused."""


# Words of the product with people. `use` and `avoid` are patterns; an empty one asks for nothing.
CONCEPTS = (
    Concept(
        r"\b(no (problems?|errors?) found|nothing (is )?wrong|checks? (passed|failed)|insufficient evidence)\b",
        r"chưa phát hiện lỗi|có lỗi|chưa đủ căn cứ|không áp dụng",
        r"(?<!không )\b(đạt|phù hợp)\b",
        ("No errors found", "Đạt"),
    ),
    Concept(r"\bnot applicable\b", r"không áp dụng", "", ("Not applicable", "Phù hợp")),
    Concept(r"\bprocedures?\b", r"quy trình|thủ tục hành chính|TTHC", "", ("The procedure has no end", "Thủ tục cụt")),
    Concept(r"\bnonconformit", r"sự không phù hợp", r"\blỗi\b", ("A nonconformity is open", "Một lỗi đang mở")),
    Concept(r"\bcorrective action", r"hành động khắc phục", "", ("The corrective action is late", "Việc sửa bị trễ")),
    Concept(r"\baudits?\b", r"đánh giá", r"kiểm toán|thanh tra", ("The audit is planned", "Cuộc thanh tra")),
    Concept(r"\bfindings?\b", r"phát hiện", "", ("The finding is open", "Lỗi còn mở")),
    Concept(r"\beffectiveness\b", r"hiệu lực", r"hiệu quả", ("Verify effectiveness", "Xem xét hiệu quả")),
    Concept(r"\blegal limit", r"thời hạn theo quy định", r"deadline", ("the legal limit", "deadline theo luật")),
    Concept(r"\bcommitted limit", r"thời hạn sau cắt giảm|cam kết", r"deadline", ("the committed limit", "hạn chót")),
    Concept(
        r"\ballowances?\b(?! use| that is used)",
        r"thời gian quy định",
        r"định mức",
        ("The allowance of the step", "Định mức của bước"),
    ),
    Concept(r"\bclock (is )?stop(s|ped)?\b", r"tạm dừng", "", ("clock stopped", "đồng hồ đứng")),
    Concept(r"\bclock restarts?\b", r"tính lại từ đầu", "", ("The clock restarts", "Đồng hồ chạy tiếp")),
    Concept(r"\bsimulat", r"mô phỏng", r"dự báo chính xác", ("simulate", "dự báo chính xác")),
    Concept(r"\bP90\b", r"9/10 hồ sơ", r"P90", ("P90", "P90")),
    Concept(r"\bconfidence interval", r"khoảng sai số", r"khoảng tin cậy", ("confidence interval", "khoảng tin cậy")),
    # the ISO 9001 pair "risks and opportunities" is another thing, and does read "cơ hội"
    Concept(
        r"(?<!\brisks and )(?<!\brisk or )\bopportunit",
        r"nội dung có thể cắt giảm",
        r"cơ hội",
        ("opportunities", "các cơ hội"),
    ),
    Concept(r"\bscenarios?\b", r"phương án", r"kịch bản", ("the scenario", "kịch bản")),
    Concept(r"\b(the|a|its) stamp\b", r"mã đối chiếu", r"con dấu", ("the stamp differs", "con dấu khác")),
    Concept(r"\bsuspect\b|\bto be reviewed\b", r"cần soát lại", "", ("to be reviewed", "bị nghi ngờ")),
    Concept(r"\bsuppress", r"bỏ qua", r"tắt luật", ("The suppression has expired", "Đã hết hạn tắt luật")),
    Concept(r"\bworkspace\b", r"bộ quy trình", r"workspace", ("The workspace is empty", "Workspace rỗng")),
    Concept(r"\bwall board\b", r"bảng niêm yết", "", ("the wall board", "tấm bảng")),
    Concept(r"\bdesk book\b", r"quyển TTHC để bàn", "", ("the desk book", "sách")),
    Concept("", "", r"\b(Shapley|P90|replication|seed|deadline|workspace|scenario)\b", ("soon", "deadline gần")),
)

CODE = re.compile(r"`[^`]*`|“[^”]*”|\{[^{}]*\}|--[a-z-]+|\bisoqms [a-z]+|\b\w+\.(yaml|json|svg)\b|\b\w+(_\w+)+\b")


def spoken(text: str) -> str:
    """Return a sentence without what is not said in any language: code, options, commands, particulars."""
    return CODE.sub(" ", text)


def misuses(english: str, vietnamese: str) -> list[str]:
    """Return the concepts of an English sentence which its translation puts in the wrong words."""
    said, words = spoken(english), spoken(vietnamese)
    wrong = []
    for concept in CONCEPTS:
        if re.search(concept.english, said, re.IGNORECASE):
            unused = concept.use and not re.search(concept.use, words, re.IGNORECASE)
            used = concept.avoid and re.search(concept.avoid, words, re.IGNORECASE)
            if unused or used:
                wrong.append(concept.english or concept.avoid)
    return wrong


def placeholders(template: str) -> set[str]:
    """Return the names of the particulars in a template."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_sentence_exists_in_vietnamese():
    """Nobody meets an English sentence in a Vietnamese office; `make messages` lists what lacks words."""
    assert not {sentence.text: sentence.where for sentence in SENTENCES if not CATALOGUE.get(sentence.text)}


def test_no_translation_outlives_its_sentence():
    """The catalogue holds the sentences of the sources and no others; `make messages` takes the others out."""
    assert not set(CATALOGUE) - {sentence.text for sentence in SENTENCES}


def test_translations_name_the_same_particulars():
    """A translation fills in what the English sentence fills in: no more and no less."""
    messages = {sentence.text for sentence in SENTENCES if sentence.kind in (Kind.MESSAGE, Kind.PHRASE)}
    pairs = [(text, CATALOGUE[text]) for text in messages if CATALOGUE.get(text)]
    assert not [pair for pair in pairs if placeholders(pair[0]) != placeholders(pair[1])]


def test_translations_keep_the_words_of_the_product():
    """Each concept has one Vietnamese name, the one its readers use."""
    wrong = {text: (words, misuses(text, words)) for text, words in CATALOGUE.items() if words and misuses(text, words)}
    assert not wrong


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.wrong[0])
def test_wrong_words_are_noticed(concept):
    """For each concept there is a translation that the test above refuses."""
    assert misuses(*concept.wrong)


def test_right_words_pass():
    """Code, options and particulars inside a sentence are nobody's words."""
    assert not misuses("No errors found in {files}", "Chưa phát hiện lỗi trong {files}")
    assert not misuses("Try `isoqms deadline` with --scenario", "Hãy thử `isoqms deadline` với --scenario")
    assert not misuses("One risk or opportunity", "Một rủi ro hoặc cơ hội")
    assert not misuses("The procedure “{P90}” has no step", "Quy trình “{P90}” không có bước nào")


def test_the_program_speaks_what_the_catalogue_says():
    """The compiled catalogue the program reads is the one in the sources; `make` compiles it after an edit."""
    stale = [text for text, words in CATALOGUE.items() if words and translate(text, "vi") != words]
    assert not stale, "compile the catalogue again: make messages"


def test_sentences_are_written_whole():
    """A sentence put together at run time cannot be found by a translator."""
    assert not [call.where for call in CALLS if call.assembled]


def test_messages_are_given_their_particulars():
    """A message names exactly the particulars it is given, so that it never fails when it is read."""
    wrong = [
        (call.where, placeholders(call.text), set(call.given))
        for call in CALLS
        if call.kind is Kind.MESSAGE and call.text and call.given is not None and placeholders(call.text) != call.given
    ]
    assert not wrong


def test_descriptions_can_be_said_in_messages():
    """What a schema says of a key is quoted to the user whose key is wrong, as it stands, in both languages."""
    descriptions = [sentence.text for sentence in SENTENCES if sentence.kind is Kind.SCHEMA]
    assert [Message(text).render("en") for text in descriptions] == descriptions
    assert all(Message(text).render("vi") for text in descriptions)


def test_only_the_command_line_prints():
    """Rooms return values; the command line shows them."""
    prints = [
        f"{where}:{node.lineno}"
        for where, tree in TREES.items()
        if "/cli" not in where and not where.endswith("locale/__main__.py")
        for node in ast.walk(tree)
        if isinstance(node, (ast.Call, ast.Attribute))
        if ast.unparse(node).startswith(("print(", "sys.stdout", "sys.stderr"))
    ]
    assert not prints


def test_calls_are_found_and_judged():
    """Literals are taken, also when wrapped over lines; a name may stand for one; pieces are seen as pieces."""
    code = "Message('a {x} '\n 'b', x=1)\nwords.phrase('c')\nMessage(KINDS[k], **z)\nother('f')"
    calls = list(marked_calls(ast.parse(code), "m.py"))
    assert [(call.text, call.given) for call in calls] == [("a {x} b", {"x"}), ("c", frozenset()), (None, None)]
    assert [call.where for call in calls] == ["m.py:1", "m.py:3", "m.py:4"]
    assert not any(call.assembled for call in calls)


@pytest.mark.parametrize("pieces", ["f'd {x}'", "'e' + y", "'f %s' % y", "'g' if y else 'h'", "'i {}'.format(y)"])
def test_pieces_are_seen(pieces):
    """Every way of putting a sentence together is noticed."""
    assert [call.assembled for call in marked_calls(ast.parse(f"Message({pieces})"), "m.py")] == [True]


def test_schema_descriptions_are_found_at_every_depth():
    """Descriptions and titles are taken where they explain, not where they are names or values of the user's."""
    schema = {
        "title": "A file",
        "properties": {"title": {"description": "Its name", "enum": ["title"], "default": {"title": "no"}}},
        "allOf": [{"items": {"description": "One of them"}}],
    }
    assert [found.text for found in schema_sentences(schema, "s.json")] == ["A file", "Its name", "One of them"]


def test_rule_paragraphs_are_found():
    """The prose of a rule's manual is translated; its examples and clause numbers are not; other modules have none."""
    rule = ast.parse('"""A dead end.\n\nAsks: Does every\n    step end?\nClause: 4.4.1\nBad:\n    a: b\n"""')
    assert [found.text for found in rule_sentences(rule, "r.py")] == ["A dead end.", "Does every step end?"]
    assert not list(rule_sentences(ast.parse('"""Find the rules.\n\nWhy: because"""'), "r.py"))


def test_bringing_up_to_date_keeps_adds_and_reports():
    """Words are kept, new sentences wait for theirs, old ones go, and what is left to do is said."""
    result = update(["a", "b", "c"], {"a": "A", "b": "B", "gone": "G"})
    assert result.words == {"a": "A", "b": "B", "c": ""}
    assert (result.untranslated, result.obsolete) == (("c",), ("gone",))
    assert list(report(result))[-1] == "3 sentences, 1 untranslated, 1 obsolete"


def test_the_catalogue_survives_writing(tmp_path):
    """What is written is read again: quotes, lines, marks and diacritics; and the same words give the same text."""
    words = {'say "{x}"\nand go': "nói “{x}”\nrồi đi \\ tiếp", "b" * 200: "Ngày " * 50, "%d of %s": "50 %"}
    path = tmp_path / "isoqms.po"
    path.write_text(written(words), encoding="utf-8", newline="\n")
    assert read(path) == words
    assert written(dict(reversed(words.items()))) == written(words)
