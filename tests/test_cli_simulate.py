"""`isoqms simulate`: the page, the data, the log and the charts of one command, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import office
import pytest
import simulated
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from isoqms.cli.main import cli
from isoqms.resources import schema_text

BUSY = """\
id: {id}
title: {{vi: Chứng thực chữ ký, en: Certify a signature}}
office: xa
owner: leader
limits: {{legal: {{within: 2 working days}}, committed: {{within: 1 working day}}}}
demand: {{per_year: 1500, channels: {{counter: 100 %}}}}
steps:
  nhan:
    title: {{vi: Tiếp nhận hồ sơ, en: Receive the dossier}}
    role: one_stop
    work: 10..20 min
    next: ky
  ky:
    title: {{vi: Ký chứng thực, en: Sign}}
    role: leader
    work: 5 min
    end: completed
"""
SCENARIO = """\
id: mot-buoc
title: {vi: Ký ngay, en: Sign at once}
changes:
  ky-nhanh: {procedure: QT-01, step: ky, set: {work: 1 min}}
"""
WEEK = '{mon: ["07:30..11:30", "13:30..17:30"]'
WHOLE_WEEK = ", ".join(f'{day}: ["07:30..11:30", "13:30..17:30"]' for day in ("mon", "tue", "wed", "thu", "fri"))
ORGANISATION = office.ORGANISATION.replace(WEEK + "}", "{" + WHOLE_WEEK + "}")
SHORT = ("--cases", "200", "--replications", "3")


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    """An office of two busy procedures, and one published without demand."""
    files = {
        "organisation.yaml": ORGANISATION,
        "qt-01.yaml": BUSY.format(id="QT-01"),
        "qt-02.yaml": BUSY.format(id="QT-02"),
    }
    return office.write(tmp_path / "xa", files)


def run(*args: object, lang: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--lang", lang, "simulate", *map(str, args)], catch_exceptions=False)


def data(*args: object) -> dict:
    done = run(*args, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_data_fit_the_schema_and_stand_where_they_are_said_to(commune: Path) -> None:
    """Every figure with its unit and interval, under the paths the documentation names."""
    told = data(commune, *SHORT)
    assert not list(Draft202012Validator(json.loads(schema_text("result"))).iter_errors(told))
    assert (told["replications"], told["seed"], told["regime"]) == (3, 1, "steady")
    one = told["procedures"]["QT-01"]
    assert one["lead_time"]["wall"]["mean"]["low"] < one["lead_time"]["wall"]["mean"]["value"]
    assert 15 < one["work_time"]["mean"]["value"] < 25
    assert one["on_time"]["legal"]["value"] == pytest.approx(1.0, abs=0.05)
    assert told["roles"]["leader"]["utilisation"]["value"] > 0


def test_the_same_seed_gives_the_same_answer(commune: Path) -> None:
    """And another one another, whatever the order in which the files are named."""
    first = run(commune / "qt-01.yaml", commune / "qt-02.yaml", *SHORT).output
    assert run(commune / "qt-02.yaml", commune / "qt-01.yaml", *SHORT).output == first
    assert run(commune, *SHORT, "--seed", "2").output != first


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_of_one_procedure(commune: Path, lang: str) -> None:
    """The answer stands before the tables, in either language."""
    done = run(commune / "qt-01.yaml", *SHORT, lang=lang)
    assert done.exit_code == 0, done.output
    answer = {"vi": "9/10 hồ sơ xong trong", "en": "9 of 10 dossiers are done in"}[lang]
    title = {"vi": "Ký", "en": "Sign"}[lang]  # a narrow column may break it after that
    assert -1 < done.output.index(answer) < done.output.rindex(title)


def test_an_office_has_a_line_for_each_procedure(commune: Path) -> None:
    """Several procedures are told in a table, their people below."""
    said = run(commune, *SHORT).output
    assert sum(line.strip().startswith("QT-0") for line in said.splitlines()) == 2
    assert "One-stop officer" in said


def test_a_published_procedure_is_simulated_alone(tmp_path: Path) -> None:
    """Nobody says how many dossiers come: each goes its way alone, and the page says that this was assumed."""
    files = {"organisation.yaml": ORGANISATION, "qt-01.yaml": office.procedure()}
    told = data(office.write(tmp_path / "xa", files), *SHORT)
    assert any("alone" in each["en"] for each in told["assumptions"])
    assert told["roles"]["leader"]["utilisation"]["reason"]["en"]
    assert told["procedures"]["QT-01"]["lead_time"]["statutory"]["mean"]["value"] > 0
    assert told["sources"]["published"]["value"] == 1.0


def test_days_of_the_calendar(commune: Path) -> None:
    """Dated days are counted with their holidays; what is settled in them is known."""
    told = data(commune, "--days", 28, "--from", "2026-03-02", "--replications", 2)
    assert (told["regime"], told["from"], told["days"]) == ("horizon", "2026-03-02", 28)
    assert 0 < told["procedures"]["QT-01"]["settled"]["value"] <= 1


def test_a_scenario_is_set_beside_the_office_as_it_is(commune: Path, tmp_path: Path) -> None:
    """Four minutes less of signing are four minutes less of work, from runs with the same luck."""
    path = office.write(tmp_path, {"mot-buoc.yaml": SCENARIO}) / "mot-buoc.yaml"
    told = data(commune / "qt-01.yaml", *SHORT, "--scenario", path)
    assert told["scenario"]["id"] == "mot-buoc"
    work = told["changes"]["QT-01"]["work_time"]["mean"]
    assert (work["value"], work["low"], work["high"]) == pytest.approx((-4.0, -4.0, -4.0), abs=1e-6)
    assert "instead of" in run(commune / "qt-01.yaml", *SHORT, "--scenario", path).output


def test_the_log_and_the_charts_are_written(commune: Path, tmp_path: Path) -> None:
    """What happens in one run as CSV or XES, and pictures of both kinds, each named as it is written."""
    log, charts = tmp_path / "log.csv", tmp_path / "charts"
    done = run(commune / "qt-01.yaml", *SHORT, "--log", log, "--charts", charts)
    assert done.exit_code == 0, done.output
    with log.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["step"] for row in rows} == {"nhan", "ky"}
    assert {row["lifecycle"] for row in rows} == {"enqueue", "start", "complete"}
    drawn = {path.name for path in charts.iterdir()}
    assert {"waiting.svg", "week.png", "QT-01-lead-times.svg", "QT-01-steps.png"} <= drawn
    assert all(name in done.stderr for name in drawn)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--days", "3"), "--from"),
        (("--from", "2026-03-02"), "--days"),
        (("--cases", "9", "--days", "3", "--from", "2026-03-02"), "one of the two"),
        (("--precision", "2%", "--replications", "3"), "give one"),
        (("--precision", "200%"), "2%"),
        (("--precision", "much"), "2%"),
        (("--log", "log.txt"), ".csv"),
        (("--replications", "0"), "0"),
        (("--from", "soon", "--days", "3"), "soon"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_makes_no_sense_is_wrong_use(commune: Path, args: tuple[str, ...], said: str) -> None:
    """Options that contradict each other, and values that are none, end with 2 and say what to write."""
    done = run(commune, *args)
    assert done.exit_code == 2
    assert said in done.output


def test_impossible_input_is_refused_at_its_line(commune: Path) -> None:
    """A role nobody fills is a problem of the file, with its line, and nothing is simulated."""
    text = BUSY.format(id="QT-03").replace("role: leader", "role: nobody")
    path = office.write(commune, {"qt-03.yaml": text}) / "qt-03.yaml"
    done = run(path, *SHORT)
    assert done.exit_code == 1
    assert "qt-03.yaml:" in done.output
    assert "nobody" in done.output


def test_a_scenario_that_cannot_be_followed_is_refused(commune: Path, tmp_path: Path) -> None:
    """A change of a step that is not there is a problem of the scenario's file."""
    path = office.write(tmp_path, {"s.yaml": SCENARIO.replace("step: ky", "step: kyy")}) / "s.yaml"
    done = run(commune, *SHORT, "--scenario", path)
    assert done.exit_code == 1
    assert "s.yaml:" in done.output


def test_a_place_that_cannot_be_written_to(commune: Path, tmp_path: Path) -> None:
    """The environment refuses: the error says which file."""
    with pytest.raises(Exception, match="cannot be written"):
        run(commune / "qt-01.yaml", *SHORT, "--log", tmp_path / f"{'long' * 100}.csv")


def test_a_precision_under_a_scenario_is_told_too(commune: Path, tmp_path: Path) -> None:
    """How surely times are known is told with the scenario as without it, and both runs count the same dossiers."""
    scenario = office.write(tmp_path, {"s.yaml": SCENARIO}) / "s.yaml"
    told = data(commune / "qt-01.yaml", "--precision", "5%", "--scenario", scenario)
    assert told["precision"]["met"]
    assert told["precision"]["asked"] == 0.05
    assert told["changes"]["QT-01"]["lead_time"]["wall"]["mean"]["low"] is not None
    plain = data(commune / "qt-01.yaml", "--precision", "5%")
    assert (plain["cases"], plain["replications"]) == (told["cases"], told["replications"])
    assert "as asked for" in run(commune / "qt-01.yaml", "--precision", "5%", "--scenario", scenario).output


def test_no_folder_is_made_for_a_log(commune: Path, tmp_path: Path) -> None:
    """A folder that is not there is a slip of the pen: it is named before anything is simulated, and not made."""
    done = run(commune / "qt-01.yaml", *SHORT, "--log", tmp_path / "nowhere" / "log.csv")
    assert done.exit_code == 2
    assert "nowhere" in done.output
    assert not (tmp_path / "nowhere").exists()


def test_who_else_shares_these_people_is_said_before_the_answer(commune: Path) -> None:
    """One file of an office looks better than the office is: the page says so on its second line."""
    said = run(commune / "qt-01.yaml", *SHORT).output.splitlines()
    assert said[1].startswith("Mind: one other procedure of these offices is not simulated")
    assert "Mind" not in run(commune, *SHORT).output


@pytest.mark.parametrize(("holder", "others"), [("Lan", 0), ("Minh", 1)])
def test_only_procedures_of_the_same_people_are_others(tmp_path: Path, holder: str, others: int) -> None:
    """Who fills no role of what is simulated, under no post and no name, does not make anybody there look less busy."""
    posts = {"one": simulated.post("here", holders=["Minh"]), "two": simulated.post("there", holders=[holder])}
    here, there = (
        simulated.one_step("5 min", "P", "60 min", "here"),
        simulated.one_step("5 min", "Q", "60 min", "there"),
    )
    simulated.put(tmp_path, simulated.office(posts), here, there)
    told = data(tmp_path / "p.yaml", *SHORT)["warnings"]
    assert sum("other procedure" in each["en"] for each in told) == others


@pytest.mark.parametrize(
    ("people", "change", "said"),
    [
        (1, "{post: chu-tich, add: 1}", "Leader can now keep up"),
        (2, "{post: chu-tich, add: -1}", "Leader can no longer keep up"),
    ],
)
def test_overload_a_scenario_cures_or_causes_is_told(people: int, change: str, said: str, tmp_path: Path) -> None:
    """Neither is called no change: who can keep up, or no longer, stands first, by the name of the role."""
    files = {
        "organisation.yaml": ORGANISATION.replace("roles: [leader]", f"roles: [leader], head_count: {people}"),
        "qt-01.yaml": BUSY.format(id="QT-01").replace("work: 5 min", "work: 110 min"),
        "s.yaml": SCENARIO.replace("{procedure: QT-01, step: ky, set: {work: 1 min}}", change),
    }
    folder = office.write(tmp_path / "xa", files)
    done = run(folder / "qt-01.yaml", *SHORT, "--scenario", folder / "s.yaml").output
    assert said in done
    assert "chance" not in done


@pytest.mark.parametrize("command", ["simulate", "cut", "compare"])
def test_numbers_that_are_wrong_in_the_file_are_told_beside_the_figures(
    commune: Path, tmp_path: Path, command: str
) -> None:
    """Shares of variants that are no whole are simulated as if they were: the page says what `check` says of them."""
    scenario = tmp_path / "s.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    file = commune / "qt-01.yaml"
    args = ["--lang", "en", command, str(file), "--cases", "60", "--replications", "2"]
    args += ["--scenario", str(scenario)] if command == "compare" else []
    right = CliRunner().invoke(cli, args, catch_exceptions=False)
    assert right.exit_code == 0 and "wrong in the files" not in right.stderr
    poor = "variants: {poor: {title: {vi: Hộ nghèo, en: Poor}, share: 20 %}}\n"
    file.write_text(file.read_text(encoding="utf-8") + poor, encoding="utf-8")
    wrong = CliRunner().invoke(cli, args, catch_exceptions=False)
    assert wrong.exit_code == 0
    assert "The figures rest on numbers that are wrong in the files:" in wrong.stderr
    assert "the shares of the variants make up 20 %" in wrong.stderr
