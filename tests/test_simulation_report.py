"""What people read of a simulation: plain words first, tables, charts with the numbers below."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import simulation_results as made
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Sheet

from isoqms.improve.cost.amounts import Amount
from isoqms.metrics import Figure, Samples, Unit
from isoqms.report import simulation_changes, simulation_charts, simulation_tables, simulation_text
from isoqms.report.chart import FORMATS, SOFT, STRONG, saved
from isoqms.report.cost_words import grouped
from isoqms.report.quantity import (
    NOTHING,
    POINTS,
    WORKING_DAYS,
    brief,
    effort,
    in_days,
    names_of,
    number,
    shortened,
    signed,
    told,
    told_with_interval,
)
from isoqms.report.simulation_charts import lead_times
from isoqms.report.simulation_office import office
from isoqms.report.simulation_pictures import pictures
from isoqms.report.simulation_week import week
from isoqms.simulate.busy import Busy
from isoqms.simulate.compare import compared
from isoqms.simulate.estimate import NO_DOSSIER
from isoqms.simulate.result import (
    CAUSES,
    NO_TIME,
    SOURCES,
    LeadTime,
    Limit,
    Precision,
    ProcedureResult,
    Result,
    Spread,
    WorkTime,
)
from isoqms.words import Message, Text

PERMIT = made.result().procedures["QT-XD-03"]
METHOD_WORDS = re.compile(r"percentile|quantile|confidence|replication|P9\d|\bseed\b|variance|median", re.IGNORECASE)


def page(result: Result, lang: str = "en") -> str:
    parts = [
        simulation_text.opening,
        simulation_text.warnings,
        simulation_text.overloads,
        simulation_changes.changes,
        simulation_text.foundations,
    ]
    each = [simulation_text.answer, simulation_text.where_time_goes, simulation_text.applicant]
    lines = [line for part in parts for line in part(result, lang)]
    return "\n".join(
        lines + [line for part in each for procedure in result.procedures.values() for line in part(procedure, lang)]
    )


# quantities


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (made.about(3040, Unit.WORKING_MINUTES), "6.3 working days"),
        (made.about(300, Unit.WORKING_MINUTES), "5.0 working h"),
        (made.about(45, Unit.WORKING_MINUTES), "45 working min"),
        (made.about(45, Unit.MINUTES), "45 min"),
        (made.about(300, Unit.MINUTES), "5.0 h"),
        (made.about(7200, Unit.MINUTES), "5.0 calendar days"),
        (Figure.exact(7200, Unit.MINUTES), "5 calendar days"),
        (made.about(0.94, Unit.SHARE, 0.01), "94 %"),
        (made.about(0.996, Unit.SHARE, 0.001), "99.6 %"),
        (Figure.exact(1.0, Unit.SHARE), "100 %"),
        (Figure.exact(5, Unit.PAPERS), "5"),
        (made.about(2.2, Unit.TIMES), "2.2"),
        (Figure.none(Unit.SHARE, NO_DOSSIER), NOTHING),
    ],
    ids=str,
)
def test_figures_are_told_in_units_people_think_in(figure: Figure, words: str) -> None:
    """Working days of the office's own length, hours below a day, minutes below an hour and a half."""
    assert told(figure, "en", made.DAY) == words


def test_one_of_a_unit_is_told_as_one() -> None:
    """One working day, one calendar day, one percentage point; so many of everything else."""
    assert told(Figure.exact(480, Unit.WORKING_MINUTES), "en", 480) == "1 working day"
    assert told(Figure.exact(1440, Unit.MINUTES), "en") == "1 calendar day"
    assert POINTS.tell("1", "en") == "1 percentage point"
    assert [WORKING_DAYS.of(count).render("en") for count in (1, 2)] == ["1 working day", "2 working days"]


def test_what_is_taken_off_bears_a_minus() -> None:
    """People read a minus, which no line breaks after and no search takes for a hyphen; data keep Python's own."""
    assert number(-1024.5, "vi", 1) == "−1.024,5"
    assert grouped(-5000, "en") == Amount(-5000).render("en") == "−5,000"
    assert [signed(value, "en") for value in (3, -3, 0)] == ["+3", "−3", "0"]


def test_intervals_are_told_without_method_words() -> None:
    """Value and ends with the same decimals in one unit; an exact figure has no interval to tell."""
    sure = told_with_interval(Figure(3120.0, 3024.0, 3264.0, Unit.WORKING_MINUTES), "en", made.DAY)
    assert sure == "6.5 working days (almost certainly from 6.3 to 6.8)"
    assert told_with_interval(Figure.exact(3120, Unit.WORKING_MINUTES), "en", made.DAY) == "6.5 working days"
    assert brief(Figure(3120.0, 3024.0, 3216.0, Unit.WORKING_MINUTES), "en", made.DAY) == "6.5 ± 0.2 working days"
    assert in_days(Figure(3120.0, 3024.0, 3216.0, Unit.WORKING_MINUTES), "en", made.DAY) == "6.5 ± 0.2"
    assert in_days(Figure.exact(120, Unit.WORKING_MINUTES), "vi", made.DAY) == "0,25"
    assert effort(Figure.exact(3000, Unit.MINUTES), "en") == "50 h"


@given(st.floats(-1e7, 1e7), st.integers(0, 3))
def test_numbers_are_written_as_the_language_does(value: float, decimals: int) -> None:
    """Comma and full stop change places between Vietnamese and English, and nothing else; nothing is minus nothing."""
    english, vietnamese = (number(value, lang, decimals) for lang in ("en", "vi"))
    assert vietnamese.translate(str.maketrans(",.", ".,")) == english
    assert float(english.replace(",", "").replace("−", "-")) == pytest.approx(value, abs=0.51 / 10**decimals)
    assert not re.fullmatch(r"[-−]0([.,]0+)?", english)


# the page


def test_the_page_answers_first() -> None:
    """How long, how often on time, where the wait is: the first lines of a procedure."""
    lines = list(simulation_text.answer(PERMIT, "en"))
    assert lines[0].startswith("9 of 10 dossiers are done in 6.3 working days (almost certainly from 6.1 to 6.6)")
    assert any("94 %" in line and "by the legal limit (10 working days)" in line for line in lines)
    assert any("88 %" in line and "by the committed limit" in line for line in lines)
    assert "“Appraise”" in lines[-1]
    assert "waiting for its turn" in lines[-1]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_page_has_no_method_words(lang: str) -> None:
    """The head of an office needs no statistics to read it."""
    for result in (made.result(), made.office(), made.dated(), made.with_scenario()):
        assert not METHOD_WORDS.search(page(result, lang))


def test_where_time_goes_adds_up() -> None:
    """The parts are told largest first and come to the whole; rework is told apart, as part of the same time."""
    lines = list(simulation_text.where_time_goes(PERMIT, "en"))
    parts = [int(share) for share in re.findall(r"(\d+) %", lines[0])]
    assert parts == sorted(parts, reverse=True)
    assert abs(sum(parts) - 100) <= len(parts) / 2
    assert "29 %" in lines[1]


def test_what_the_figures_rest_on_is_said() -> None:
    """Sources by their share, assumptions, and that an interval does not mend wrong input; warnings by themselves."""
    said = "\n".join(simulation_text.foundations(made.result(), "en"))
    assert "estimates 60 %" in said
    assert "measured" not in said
    assert "Assumed: " in said
    assert "Mind: " not in said
    assert [line[:6] for line in simulation_text.warnings(made.result(), "en")] == ["Mind: "]
    assert "wrong input" in said
    assert "margin" not in "\n".join(simulation_text.foundations(replace(made.result(), replications=1), "en"))


def test_overload_is_said_with_the_name_of_the_role() -> None:
    """Who cannot keep up is named as people name it; a figure that is missing for it says why."""
    reason = NO_DOSSIER
    none = Figure.none(Unit.WORKING_MINUTES, reason)
    spread = replace(PERMIT.lead_time.statutory, mean=none, p50=none, p90=none, p95=none)
    stuck = replace(PERMIT, lead_time=replace(PERMIT.lead_time, statutory=spread))
    result = replace(made.result({"QT": stuck}), overload=("xay_dung",))
    assert "Construction officer cannot keep up" in page(result)
    assert f"How long it takes: not known, as {reason.render('en')}." in page(result)


def test_overload_of_dated_days_is_told_as_such() -> None:
    """In days that end the queue grows, but there are figures: no advice to ask for days."""
    said = page(replace(made.dated(), overload=("xay_dung",)))
    assert "in these days more work comes" in said
    assert "ask for a period" not in said


def test_the_reasons_of_the_longest_wait_are_told_by_their_size() -> None:
    """Nights are told as nights where they are most of it; what is less than a tenth, and a third reason, is not."""
    slow = replace(
        PERMIT.steps["ky"],
        waiting={
            "queue": made.about(500, Unit.MINUTES),
            "off_hours": made.about(3000, Unit.MINUTES),
            "other_work": made.about(140, Unit.MINUTES),
        },
    )
    found = replace(PERMIT, steps={"ky": slow})
    wait = simulation_text.longest_wait(found)
    assert wait is not None
    assert (wait[1].value, list(wait[2])) == (3640, ["off_hours", "queue", "other_work"])
    said = "\n".join(simulation_text.answer(found, "en"))
    assert "“Sign”: 2.5 calendar days on average: outside working hours 82 %, waiting for its turn 14 %." in said


def test_one_run_is_one_run() -> None:
    """Singular and plural are told apart."""
    assert "in one run." in page(replace(made.result(), replications=1))
    assert "in 20 runs." in page(made.result())


def test_no_limit_no_lateness() -> None:
    """A procedure without limits is not said to be on time; the reason is given."""
    nowhere = Figure.none(Unit.SHARE, NO_DOSSIER)
    free = replace(
        PERMIT, limits={}, on_time=replace(PERMIT.on_time, legal=nowhere, committed=nowhere, index766=nowhere)
    )
    said = "\n".join(simulation_text.answer(free, "en"))
    assert "On time: not known" in said
    assert "by index 766" not in said


def test_a_scenario_is_told_by_what_it_changes() -> None:
    """Before and after with the difference; what is within chance is left out."""
    lines = list(simulation_changes.changes(made.with_scenario(), "en"))
    assert lines[0].startswith("QT-XD-03")
    assert lines[1].strip() == (
        "9 of 10 dossiers are done in 6.3 working days instead of 6.7 working days: "
        "3.3 working h (almost certainly from 2.7 to 4.0) less"
    )
    assert any("5 percentage points" in line and line.endswith("more") for line in lines)
    assert not any("people work" in line for line in lines)
    assert not list(simulation_changes.changes(made.result(), "en"))


def test_a_scenario_without_effect_says_so() -> None:
    """Nothing beyond chance is said in one line, not in silence."""
    plain = made.with_scenario()
    zero = Figure(0.0, -1.0, 1.0, Unit.MINUTES)
    change = plain.changes["QT-XD-03"]
    spread = replace(change.lead_time.wall, mean=zero, p50=zero, p90=zero, p95=zero)
    none = replace(
        change,
        lead_time=replace(change.lead_time, wall=spread, statutory=spread),
        on_time=replace(change.on_time, legal=zero, committed=zero),
        journey=replace(change.journey, visits=zero),
    )
    lines = list(simulation_changes.changes(replace(plain, changes={"QT-XD-03": none}), "en"))
    assert lines[1].strip() == "no change that is more than chance"


def test_a_scenario_that_touches_nothing_is_told_as_that() -> None:
    """What is the same to the last bit is no matter of chance."""
    plain = made.result()
    same = compared(plain, plain, "s", Text.of("S"))
    lines = list(simulation_changes.changes(same, "en"))
    assert lines[1].strip() == "nothing changes: each of its dossiers goes as it went without the scenario"


def test_trips_spared_are_among_the_changes() -> None:
    """What applicants gain is told as what the office gains."""
    said = "\n".join(simulation_changes.changes(made.with_scenario(), "en"))
    assert "trips of the applicant 2.2 instead of 2.7: 0.5" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((), ("xay_dung",), "Construction officer can no longer keep up"),
        (("xay_dung",), (), "Construction officer can now keep up"),
        (("xay_dung",), ("xay_dung",), "Construction officer cannot keep up, with the scenario or without it"),
    ],
)
def test_a_scenario_that_cures_or_causes_overload_says_so(
    before: tuple[str, ...], after: tuple[str, ...], said: str
) -> None:
    """Who can now keep up, or no longer, comes first; where there is no usual time, no difference is called chance."""
    plain = made.result()
    reason = Message("{role} cannot keep up", role="R")
    wall, clock = (
        Spread(*(Figure.none(unit, reason) for _ in range(4))) for unit in (Unit.MINUTES, Unit.WORKING_MINUTES)
    )
    idle = replace(PERMIT, lead_time=LeadTime(wall, clock))
    one, other = (
        replace(plain, overload=over, procedures={"QT-XD-03": idle if over else PERMIT}) for over in (before, after)
    )
    lines = list(simulation_changes.changes(compared(one, other, "s", Text.of("S")), "en"))
    assert lines[0].startswith(said)
    assert not any("chance" in line for line in lines)
    told = "without the scenario there is no usual time" if not after else "cannot be told, as R cannot keep up"
    assert told in lines[-1]


def test_a_precision_that_was_not_reached_is_told() -> None:
    """What was asked, what was reached and what to do; nothing where nothing was asked."""
    plain = made.result()
    asked = replace(plain, precision=Precision(0.02, 0.034, False, "QT-XD-03"))
    lines = list(simulation_text.precision(asked, "en"))
    assert "after 20 runs the mean time of “House building permit” is known to ±3.4 %, not to ±2.0 %" in lines[0]
    assert lines[1] == "Ask for a wider margin, or for longer runs: --cases 7000."
    met = replace(plain, precision=Precision(0.02, 0.0199, True, "QT-XD-03"))
    assert "as asked for (±2.0 %)" in "".join(simulation_text.precision(met, "en"))
    assert not list(simulation_text.precision(plain, "en"))


def test_the_longest_wait_is_not_the_longest_work() -> None:
    """Time worked is no wait, even where it is listed among the causes."""
    busy = replace(PERMIT.steps["ky"], waiting={"work": made.about(9000, Unit.MINUTES)})
    found = simulation_text.longest_wait(replace(PERMIT, steps={**PERMIT.steps, "ky": busy}))
    assert found is not None
    assert (found[0].title.render("en"), next(iter(found[2]))) == ("Appraise", "queue")
    assert simulation_text.longest_wait(replace(PERMIT, steps={})) is None


# tables


def test_the_office_is_sorted_by_what_is_late_most() -> None:
    """One line per procedure, the one least often on time first."""
    rows = list(simulation_tables.procedure_rows(made.office(), "en"))
    assert [row[0][:5] for row in rows] == ["QT-02", "QT-03", "QT-01"]
    assert rows[0][1] == "71 % (70–72)"
    assert all(len(row) == len(simulation_tables.PROCEDURE_HEADS) for row in rows)


def test_procedures_without_dossiers_are_named_not_listed() -> None:
    """Where nobody came there are no figures to compare: the names are said in one sentence."""
    idle = replace(PERMIT, cases=0)
    result = made.result({"QT-01": PERMIT, "QT-02": idle})
    assert len(list(simulation_tables.procedure_rows(result, "en"))) == 1
    assert "QT-02" in "".join(simulation_text.without_dossiers(result, "en"))
    assert not list(simulation_text.without_dossiers(made.office(), "en"))


def test_procedures_are_called_by_what_tells_them_apart() -> None:
    """Short ids stand before the title, long ones not at all, unless titles are alike."""
    assert names_of({"A": PERMIT.title}, 40, "en") == {"A": "A  House building permit"}
    long = "vn-vidu-gpxd-nha-o"
    assert names_of({long: PERMIT.title}, 40, "en") == {long: "House building permit"}
    assert names_of({long: PERMIT.title, "b": PERMIT.title}, 40, "en") == {long: long, "b": "b"}


def test_steps_and_roles_have_their_rows() -> None:
    """Steps in the order of the procedure with the titles of roles; roles by how much they are used."""
    result = made.result()
    steps = list(simulation_tables.step_rows(result, PERMIT, "en"))
    assert [row[0] for row in steps][:2] == ["Receive the dossier", "Appraise"]
    assert steps[0][1] == "One-stop officer"
    assert all(len(row) == len(simulation_tables.STEP_HEADS) for row in steps)
    roles = list(simulation_tables.role_rows(result, "en"))
    assert [row[0] for row in roles] == ["Construction officer", "One-stop officer", "Leader"]
    assert (roles[0][1], roles[1][1]) == ("1.5", "2")


def test_every_cause_and_source_has_words() -> None:
    """Nothing of a result is shown by its key."""
    assert set(simulation_text.CAUSES) == {*CAUSES, "rework"}
    assert set(simulation_text.SOURCES) == {*SOURCES, NO_TIME}


# charts

HOURS: dict[str, list[float | None]] = {
    role: [part if hour // 24 < 5 and 7 <= hour % 24 < 17 else None for hour in range(168)]
    for role, part in (("mot_cua", 0.4), ("xay_dung", 0.97), ("lanh_dao", 0.1))
}
USE = Busy(HOURS, 20)


def drawn(procedure: ProcedureResult, result: Result, lang: str) -> dict[str, bytes]:
    """The charts of one procedure, with those of the whole result."""
    return dict(pictures(replace(result, procedures={"QT": procedure}), USE, lang))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_charts_are_pictures_of_both_kinds(lang: str) -> None:
    """SVG and PNG of every chart; the same figures give the same bytes."""
    found = drawn(PERMIT, made.office(), lang)
    names = ("waiting", "week", "QT-lead-times", "QT-steps")
    assert set(found) == {f"{name}.{form}" for name in names for form in FORMATS}
    assert found == drawn(PERMIT, made.office(), lang)
    for name, picture in found.items():
        if name.endswith("svg"):
            assert ElementTree.parse(io.BytesIO(picture)).getroot().tag.endswith("svg")
        else:
            width, height = struct.unpack(">II", picture[16:24])
            assert (width, height >= 300) == (1575, True)


def test_a_format_nobody_draws_is_refused() -> None:
    """The programmer is told what was asked for."""
    sheet = lead_times(PERMIT, "en")
    assert sheet is not None
    with pytest.raises(ValueError, match="'gif'"):
        saved(sheet, "gif")


def test_where_there_is_nothing_to_draw_nothing_is_drawn() -> None:
    """No empty frames: a chart without figures is no chart."""
    nothing = replace(PERMIT, lead_times=None, waiting={}, steps={})
    assert drawn(nothing, made.result(), "en").keys() == {"week.svg", "week.png"}
    assert week(made.result(), Busy({}, 20), "en") is None


def test_people_whose_use_is_not_known_have_no_row_in_the_week() -> None:
    """Nothing is seen of work nobody stated: it is said that it is not known, not that they are idle."""
    plain = made.result()
    unknown = replace(
        plain.roles["lanh_dao"], utilisation=Figure.none(Unit.SHARE, Message("only allowances are known"))
    )
    result = replace(plain, roles={**plain.roles, "lanh_dao": unknown})
    hours: list[float | None] = [0.5] * 168
    sheet = week(result, Busy({"mot_cua": hours, "lanh_dao": [0.0] * 168}, 20), "en")
    assert sheet is not None
    axes, notes = sheet.axes
    assert [each.get_text() for each in axes.get_yticklabels()] == ["One-stop officer"]
    assert "not known of Leader" in " ".join(each.get_text() for each in notes.texts)
    assert week(result, Busy({"lanh_dao": [0.0] * 168}, 20), "en") is None


def notes_of(sheet: Sheet | None) -> str:
    assert sheet is not None
    return " ".join(each.get_text() for each in sheet.axes[1].texts).replace("\n", " ")


def test_the_week_tells_the_use_of_the_page_and_how_many_runs_its_hours_are_of() -> None:
    """Averages are those of all runs; where the hours are of fewer, that is said."""
    plain = made.result()
    said = [notes_of(week(plain, Busy(HOURS, runs), "en")) for runs in (20, 3, 1)]
    assert all(
        "One-stop officer: 44 % (42–46) of the time on average; busiest Mon 7:00, 40 %." in each for each in said
    )
    assert "runs" not in said[0]
    assert "Averages are of all 20 runs, the hours of 3 of them." in said[1]
    assert "the hours of one of them: a single hour may be busy by chance" in said[2]


def test_a_dark_step_decides_for_many_dossiers() -> None:
    """A step that few dossiers come to is not dark, though it decides whenever one comes; nor is it told as nothing."""
    steps = {
        "seldom": replace(made.STEPS["nhan"], visits=made.about(0.02, Unit.TIMES), critical=made.about(1, Unit.SHARE)),
        "often": replace(made.STEPS["tra"], visits=made.about(1, Unit.TIMES), critical=made.about(0.6, Unit.SHARE)),
    }
    procedure = replace(PERMIT, steps=steps)
    sheet = simulation_charts.contributions(procedure, "en")
    assert sheet is not None
    assert [to_hex(bar.get_facecolor()) for bar in sheet.axes[0].patches] == [SOFT, STRONG]
    rows = list(simulation_tables.step_rows(made.result(), procedure, "en"))
    assert [(row[2], row[7]) for row in rows] == [("0.02", "0.02"), ("1.0", "0.6")]


def test_a_long_title_stays_on_its_sheet() -> None:
    """A title too long for one line takes two."""
    titles = {lang: " ".join(["Trợ cấp một lần cho người trực tiếp tham gia"] * 3) for lang in ("vi", "en")}
    steps = {"a": replace(made.STEPS["nhan"], title=Text({"vi": "Kiểm tra, tiếp nhận, hoặc yêu cầu bổ sung hồ sơ"}))}
    sheet = simulation_charts.contributions(replace(PERMIT, title=Text(titles), steps=steps), "vi")
    assert sheet is not None
    sheet.draw_without_rendering()
    title = sheet.axes[0].get_tightbbox()
    assert title is not None
    assert title.x0 >= 0 and title.x1 <= sheet.bbox.x1


def test_an_office_is_told_in_plain_words_first() -> None:
    """All dossiers together, the procedure on time least often, the longest wait, the busiest people."""
    runs = [[90.0, 94.0], [40.0, 48.0]]
    samples = [Samples(tops, [100.0, 100.0]) for tops in runs]
    procedures = {
        id_: replace(each, on_time=replace(each.on_time, legal=replace(each.on_time.legal, samples=sample)))
        for (id_, each), sample in zip(made.office().procedures.items(), samples, strict=False)
    }
    lines = list(office(made.result(procedures), "en"))
    assert re.match(r"On time, all dossiers that have a limit together: 68 % \(.*\) by the legal limit\.", lines[0])
    assert (
        "“House building permit”, 65 % (almost certainly from 64 to 66) by the committed limit (7 working days)"
        in lines[1]
    )
    assert lines[2].startswith("The longest wait is in “")
    assert lines[3].startswith("Busiest of all: Construction officer, 87 % (almost certainly from 83 to 91)")


def test_work_beside_other_work_is_told() -> None:
    """Of three hours worked along ways that take one hour, two are beside it, and no share of all the time is told."""
    both = replace(
        PERMIT,
        work_time=WorkTime(Figure.exact(180, Unit.WORKING_MINUTES)),
        waiting={"work": Figure.exact(60, Unit.MINUTES)},
    )
    said = "People work 3 h on a dossier, 2 h of it while others work on it too"
    assert f"{said}; together that makes 6 % of its working time." in list(simulation_text.where_time_goes(both, "en"))
    all_ = replace(both, flow_efficiency=Figure.exact(1.0, Unit.SHARE))
    assert f"{said}." in list(simulation_text.where_time_goes(all_, "en"))


@pytest.mark.parametrize(
    ("cases", "days", "words"),
    [(1, 1, "one day from 2026-01-05; one dossier in 20 runs."), (24, 2, "2 days from 2026-01-05; 24 dossiers in")],
)
def test_one_day_and_one_dossier_are_one(cases: int, days: int, words: str) -> None:
    """Nobody reads of “1 days”."""
    assert words in next(simulation_text.opening(replace(made.dated(), cases=cases, days=days), "en"))


def test_who_gives_a_part_of_the_time_is_told_beside_the_use() -> None:
    """“In use” of somebody who gives a tenth of the time is of that tenth."""
    plain = made.result()
    result = replace(plain, roles={**plain.roles, "lanh_dao": replace(plain.roles["lanh_dao"], part=0.1)})
    assert list(simulation_text.part_time(result, "en")) == [
        "“In use” is of the part of their time these people give to this work: Leader (10 %)."
    ]
    assert not list(simulation_text.part_time(plain, "en"))


def test_a_limit_in_days_ends_as_the_office_closes() -> None:
    """On the chart of lead times the part after the line in which dossiers are still on time is marked, and told."""

    def drawn(to_the_day: bool) -> tuple[int, str]:
        limits = {name: replace(limit, to_the_day=to_the_day) for name, limit in PERMIT.limits.items()}
        sheet = lead_times(replace(PERMIT, limits=limits), "en")
        assert sheet is not None
        spans = [patch for patch in sheet.axes[0].patches if patch.get_alpha()]
        return len(spans), " ".join(each.get_text() for each in sheet.axes[1].texts).replace("\n", " ")

    marked, said = drawn(True)
    plain, unsaid = drawn(False)
    assert (marked, plain) == (2, 0)
    assert "when the office closes" in said
    assert "when the office closes" not in unsaid


def test_reports_of_offices_are_counted_where_there_is_a_limit() -> None:
    """Without limits there is no share by form 06a, though the form would call all of them on time."""
    none = Figure.none(Unit.SHARE, NO_DOSSIER)
    free = replace(PERMIT, limits={}, on_time=replace(PERMIT.on_time, legal=none, committed=none))
    assert "06a" not in "".join(simulation_text.answer(free, "en"))
    said = "".join(simulation_text.foundations(made.result(), "en"))
    assert "Index 766 (Decision 766/QĐ-TTg)" in said
    assert "Index 766" not in "".join(simulation_text.foundations(made.result({"QT": free}), "en"))


def test_a_share_and_its_ends_are_told_alike() -> None:
    """A share with a decimal has ends with one; none of them says less than is known."""
    assert brief(Figure(0.997, 0.9913, 0.9996, Unit.SHARE), "en") == "99.7 % (99.1–100.0)"
    assert brief(Figure(0.94, 0.931, 0.949, Unit.SHARE), "en") == "94 % (93–95)"


def test_what_is_not_stated_of_the_applicant_is_not_told_as_none() -> None:
    """Papers and fields of which the file says nothing are left out; no trip is said to be none."""
    nothing = Figure.exact(0, Unit.TIMES)
    way = replace(PERMIT.journey, fields=nothing, papers=nothing, visits=nothing)
    (said,) = simulation_text.applicant(replace(PERMIT, journey=way), "en")
    assert "trips: 0; dealings" in said
    assert "fields" not in said
    assert "papers" not in said


def test_an_interval_that_leans_is_told_by_its_ends() -> None:
    """Where half of it to either side would reach below nothing, or far past an end, the ends are written."""
    assert brief(Figure(66, 0, 2000, Unit.MINUTES), "en") == "66 (0–2,000) min"
    assert brief(Figure(66, 60, 90, Unit.MINUTES), "en") == "66 (60–90) min"
    assert brief(Figure(66, 60, 72, Unit.MINUTES), "en") == "66 ± 6 min"
    assert in_days(Figure(960, 900, 1440, Unit.WORKING_MINUTES), "en", 480) == "2.0 (1.9–3.0)"
    assert in_days(Figure(960, 912, 1008, Unit.WORKING_MINUTES), "en", 480) == "2.0 ± 0.1"


def test_a_limit_far_off_stays_on_the_chart() -> None:
    """The axis reaches to the last limit, and a procedure without limits is drawn all the same."""
    far = replace(PERMIT, limits={"legal": Limit(made.days(60), 60 * made.DAY)})
    free = replace(PERMIT, limits={})
    ends = [axes.get_xlim()[1] for each in (far, free) if (axes := axes_of(each))]
    assert ends[0] > 60 > ends[1]


def axes_of(procedure: ProcedureResult) -> Axes | None:
    """The axes on which lead times are drawn."""
    sheet = lead_times(procedure, "en")
    return sheet.axes[0] if sheet else None


def test_the_bars_hold_all_dossiers_up_to_the_end() -> None:
    """Counts in classes of one per cent are spread over equal bars, and none is lost or doubled."""
    counted = PERMIT.lead_times
    assert counted is not None
    shares = simulation_charts.bars(counted, counted.first * counted.ratio ** len(counted.counts), 44)
    assert sum(shares) == pytest.approx(100.0)
    assert min(shares) >= 0


def test_long_titles_are_cut_between_words() -> None:
    """A label keeps whole words."""
    assert shortened("Cấp giấy phép xây dựng nhà ở riêng lẻ", 20) == "Cấp giấy phép xây…"
    assert shortened("Ngắn", 20) == "Ngắn"
