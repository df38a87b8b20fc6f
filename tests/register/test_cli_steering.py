"""Complaints, surveys, reviews, figures, inspections, improvements from the command line, each member by its option."""

from __future__ import annotations

import json

import pytest

from isoqms.register.kinds.kinds import Kind
from register.test_register_history import lived_up_to_review
from register.test_register_records import ask, reported

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DAY = "02/03/2026"


@pytest.fixture
def done(desk):
    """What runs a command that must succeed, and returns the reference it tells of, or all it printed."""

    def run(*words, whole=False):
        code, said = desk(*words)
        assert code == 0, said
        return said if whole else said.partition(":")[0]

    return run


def shown(done, name, reference):
    """Return a record as other programs read it."""
    return json.loads(done(name, "show", reference, "--format", "json", whole=True))


def test_a_complaint(done, desk):
    """Received, acknowledged, assessed, looked into, answered, closed: by six steps and nothing but named options."""
    reference = done("complaint", "receive", "--by", "an", "--received-on", DAY, "--channel", "trực tuyến",
                     "--description", "Trả kết quả muộn", "--complainant", "C-17", "--process", "cap-phep")  # fmt: skip
    code, said = desk("complaint", "acknowledge", reference, "--by", "an", "--acknowledged-on", "2999-01-01")
    assert (code, "future" in said) == (1, True)
    done("complaint", "acknowledge", reference, "--by", "an", "--acknowledged-on", "2026-03-02")
    done("complaint", "assess", reference, "--by", "binh", "--severity", "nhẹ", "--safety", "no", "--owner", "chi")
    done("complaint", "investigate", reference, "--by", "chi")
    done("complaint", "respond", reference, "--by", "chi", "--investigation", "đã xem hồ sơ", "--response-on", DAY,
         "--decision", "xin lỗi")  # fmt: skip
    done("complaint", "close", reference, "--by", "chi", "--reaction", "accepted", "--recourse-informed", "yes")
    record = shown(done, "complaint", reference)["record"]
    assert (record["state"], record["complainant"], record["recourse_informed"]) == ("closed", "C-17", True)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "36 of 40 who answered were satisfied: 90.0 %, interval (95 %) 77.0 to 96.0 %; 100 were asked"),
        ("vi", "90,0 %"),
    ],
)
def test_a_survey_tells_its_number_and_its_interval(done, desk, lang, said):
    """A share alone says nothing: how many answered, of how many, and how far it may be off stand beside it."""
    period = ("--period-from", "01/02/2026", "--period-to", "28/02/2026")
    counts = ("--asked", "100", "--answered", "40", "--satisfied", "36")
    reference = done("survey", "record", "--by", "an", "--question", "Có hài lòng không?", *period, *counts)
    assert said in desk("survey", "show", reference, lang=lang)[1]
    code, told = desk("survey", "correct", reference, "--by", "binh", "--satisfied", "41", "--reason", "đếm sót")
    assert (code, "do not add up" in told) == (1, True)
    done("survey", "correct", reference, "--by", "binh", "--answered", "0", "--satisfied", "0", "--reason", "nhầm tệp")
    assert "100 were asked and nobody answered" in shown(done, "survey", reference)["satisfaction"]


def test_an_inspection_keeps_no_words(done, desk):
    """Kinds of findings, ids and codes; a sentence has no place, neither as a member nor as a reason."""
    known = ("--inspected-on", DAY, "--findings", "dossiers_late", "--findings", "apology_missing")
    record = ("inspection", "record", "--by", "binh")
    for worded in (("--unit", "Ông A đi muộn"), ("--unit", "mot-cua", "--reason", "Ông A đi muộn")):
        code, said = desk(*record, *worded, *known)
        assert (code, "could speak of a person" in said) == (1, True)
    assert desk(*record, "--unit", "mot-cua", "--inspected-on", DAY, "--findings", "Ông A đi muộn")[0] == 2
    reference = done(*record, "--unit", "mot-cua", *known, "--decision", "12/QĐ-UBND", "--dossiers", "H01.2026.17",
                     "--explanation-due", "2026-03-09", "--surprise", "yes")  # fmt: skip
    done("inspection", "explained", reference, "--by", "binh", "--explanation-received", DAY)
    done("inspection", "conclude", reference, "--by", "binh", "--outcome", "remedy_required")
    assert shown(done, "inspection", reference)["record"]["findings"] == ["dossiers_late", "apology_missing"]


def test_a_review_by_the_management(done, desk):
    """Planned, and held with its inputs by their letters and decisions with who and when."""
    reference = done("review", "plan", "--by", "binh", "--chair", "minh", "--participants", "hoa")
    code, said = desk("review", "hold", reference, "--by", "minh")
    assert (code, "must be given" in said) == (1, True)
    done("review", "hold", reference, "--by", "minh", "--held-on", DAY, "--input", "a", "đã xong", "--input", "c",
         "đúng hẹn 97 %", "--decide", "thêm một quầy", "hoa", "2026-06-30")  # fmt: skip
    record = shown(done, "review", reference)["record"]
    assert record["inputs"] == {"a": "đã xong", "c": "đúng hẹn 97 %"}
    assert [(each["owner"], each["due"]) for each in record["decisions"].values()] == [("hoa", "2026-06-30")]


def test_a_figure_and_its_correction(done, desk):
    """Recorded with period, source and cases; corrected with the reason, and the history keeps both."""
    reference = done("kpi", "record", "--by", "an", "--metric", "dung-hen", "--value", "96.5", "--period-from",
                     "2026-02-01", "--period-to", "2026-02-28", "--source", "recorded", "--cases", "412",
                     "--measured-in", "%", "--evidence", "báo cáo tháng 2")  # fmt: skip
    assert desk("kpi", "correct", reference, "--by", "binh", "--value", "95.6")[0] == 1
    done("kpi", "correct", reference, "--by", "binh", "--value", "95.6", "--reason", "gõ nhầm")
    assert shown(done, "kpi", reference)["record"]["value"] == "95.6"
    assert desk("kpi", "correct", reference, "--by", "binh", "--value", "nhiều", "--reason", "x")[0] == 1
    assert desk("kpi", "record", "--by", "an", "--source", "đoán")[0] == 2


def test_the_figure_a_nonconformity_is_judged_by(done, desk, book, clock):
    """Before judging, anybody sees what is measured now, from when to when, beside the target; or why it is not."""
    reference = reported(book)
    code, said = desk("kpi", "measured", reference)
    assert (code, "has no figure yet" in said) == (1, True)
    watched = lived_up_to_review(book, clock)
    code, said = desk("kpi", "measured", watched)
    assert (code, "nobody measures a figure called “ho-so-thieu”" in said) == (1, True)
    clock.to("2026-07-20")
    figure = {"metric": "ho-so-thieu", "period_from": "2026-04-10", "period_to": "2026-07-09", "value": "0.5",
              "source": "recorded", "measured_in": "hồ sơ", "evidence": "sổ tiếp nhận"}  # fmt: skip
    ask(book, "an", "record", "", figure, Kind.MEASUREMENT)
    said = done("kpi", "measured", watched, whole=True)
    assert said == ("ho-so-thieu: 0.5 (recorded figure), from Fri 10 Apr 2026 to Thu 9 Jul 2026; before the actions 3, "
                    "target 0\n")  # fmt: skip
    told = json.loads(done("kpi", "measured", watched, "--format", "json", whole=True))["figure"]
    assert told == {"value": "0.5", "source": "recorded", "from": "2026-04-10", "to": "2026-07-09"}
    assert desk("kpi", "measured", "NC-2026-0999")[0] == 2


def test_an_improvement(done, desk):
    """Proposed by anybody, accepted with person and day, done with what was measured; another is declined."""
    reference = done("improvement", "raise", "--by", "an", "--statement", "Nên có bảng kiểm")
    done("improvement", "accept", reference, "--by", "binh", "--owner", "chi", "--due", "2026-12-01")
    code, said = desk("improvement", "done", reference, "--by", "chi", "--result", "khá hơn trước")
    assert (code, "Value, Unit of measurement, Series or record it was taken from must be given" in said) == (1, True)
    done("improvement", "done", reference, "--by", "chi", "--result", "còn 0 hồ sơ thiếu", "--value", "0",
         "--measured-in", "hồ sơ", "--measured-from", "sổ tiếp nhận quý 1")  # fmt: skip
    other = done("improvement", "raise", "--by", "an", "--statement", "Nên sơn lại")
    done("improvement", "decline", other, "--by", "binh", "--declined-reason", "không thuộc hệ thống")
    states = [shown(done, "improvement", each)["record"]["state"] for each in (reference, other)]
    assert states == ["done", "declined"]


@pytest.mark.parametrize("name", ["complaint", "survey", "review", "kpi", "inspection", "improvement"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_member_has_an_option_with_help(desk, name, lang):
    """Whatever a step may set is asked for by a name and a sentence, in both languages."""
    from isoqms.cli.main import cli
    from isoqms.register.kinds.table import BY_KIND

    kind = Kind.MEASUREMENT if name == "kpi" else Kind(name)
    keyed = {"inputs.*": "--input", "decisions.*": "--decide"}
    for rule in BY_KIND[kind]:
        said = desk(name, rule.verb.replace(" ", "-"), "--help", lang=lang)[1]
        assert all(keyed.get(each, f"--{each.replace('_', '-')}") in said for each in rule.brings), rule.id
        command = cli.get_command(None, name).commands[rule.verb.replace(" ", "-")]
        assert all(option.help for option in command.params if option.param_type_name == "option")
