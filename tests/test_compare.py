"""`isoqms compare`: the page, the data, the charts, revisions of git, and what it refuses."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from simulated import Data, clerks, office, one_step, post, procedure, put

from isoqms.cli.main import cli

SHORT = ("--cases", "60", "--replications", "3")


def run(*args: object, lang: str = "en") -> Result:
    runner = CliRunner(env={"COLUMNS": "110"})
    return runner.invoke(cli, ["--lang", lang, "compare", *map(str, args)], catch_exceptions=False)


def step(minutes: int, onward: str | None = None, **more: Any) -> Data:
    """Return a step of exactly so many minutes."""
    ways = {"next": onward} if onward else {"end": "completed"}
    return {"title": f"Step of {minutes} minutes", "role": "clerk", "work": f"{minutes} min", **ways, **more}


BEFORE = {"take": step(10, "check"), "check": step(40, "sign"), "sign": step(15)}
AFTER = {"take": step(10, "sign"), "sign": {**step(15), "work": "25 min"}}


def files(folder: Path, before: Data = BEFORE, after: Data = AFTER, **more: Any) -> tuple[Path, Path]:
    """Write two versions into folders of their own and return their files."""
    for name, steps in (("before", before), ("after", after)):
        put(folder / name, clerks(50), procedure(steps, "p", gap="100 min", **more))
    return folder / "before" / "p.yaml", folder / "after" / "p.yaml"


def test_the_first_line_says_what_was_saved(tmp_path: Path) -> None:
    """The page opens with the saving in plain words; then a row for each change, then what it rests on."""
    done = run(*files(tmp_path), *SHORT)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "p: by estimate 65 min on average became 35 min, by the calendar; saved: 30.0 min."
    assert lines[1] == "Most of it came from: step “Step of 40 minutes” left out (40 minutes) (133 % of the saving)."
    rows = [line for line in lines if line.lstrip().startswith(("step “", "Step of", "All changes"))]
    assert [row.split()[-2] for row in rows if "work" in row or "All" in row] == ["−10", "30"]
    assert any("add up to the whole" in line for line in lines)
    assert any("the first 60" in line for line in lines)


@pytest.mark.parametrize(
    ("one", "other", "doubted"),
    [
        ({"national_code": "1.000656"}, {"national_code": "1.001193"}, "two procedures"),
        ({"national_code": "1.000656.H05"}, {"national_code": "1.000656"}, None),
        ({"title": "Register a birth"}, {"title": "Grant a well permit"}, "two procedures"),
        ({"title": "Register a birth"}, {"title": "Register a birth (new)", "national_code": "1.001193"}, None),
    ],
)
def test_two_procedures_with_steps_alike_are_doubted(
    tmp_path: Path, one: Data, other: Data, doubted: str | None
) -> None:
    """Unlike national codes, or else titles, are told before any figure, in words and as data, simulated or not."""
    for id_, more in (("a", one), ("b", other)):
        put(tmp_path / id_, clerks(50), procedure(BEFORE, id_, gap="100 min", **more))
    paths = tmp_path / "a/a.yaml", tmp_path / "b/b.yaml"
    for options in (SHORT, ("--published",)):
        first = run(*paths, *options).stdout.splitlines()[0]
        assert first.startswith("Mind: ") == (doubted is not None) == ("two procedures" in first)
        [found] = json.loads(run(*paths, *options, "--format", "json").stdout)
        assert (found["doubt"] is None) == (doubted is None)


def test_a_procedure_with_another_title_is_still_itself(tmp_path: Path) -> None:
    """What bears the same id is one procedure, whatever its title and code became."""
    for name, title in (("before", "Register a birth"), ("after", "Grant a well permit")):
        put(
            tmp_path / name,
            clerks(50),
            procedure(BEFORE, "p", gap="100 min", title=title, national_code=f"1.{len(title):06}"),
        )
    assert "two procedures" not in run(tmp_path / "before/p.yaml", tmp_path / "after/p.yaml", *SHORT).stdout


def test_days_are_written_as_the_language_does(tmp_path: Path) -> None:
    """A day is 2026-03-02 in English and 02/03/2026 in Vietnamese; sums that come out even leave 0 over."""
    days = ("--from", "2026-03-02", "--days", "20", "--replications", "2")
    english, vietnamese = (run(*files(tmp_path), *days, lang=lang).stdout for lang in ("en", "vi"))
    assert "2026-03-02" in english and "02/03/2026" not in english
    assert "02/03/2026" in vietnamese
    assert "(left over: 0)" in " ".join(english.split())


def test_vietnamese_pages_are_written_for_officers(tmp_path: Path) -> None:
    """No word of the method stands on the Vietnamese page."""
    done = run(*files(tmp_path), *SHORT, lang="vi")
    assert done.exit_code == 0
    assert not {"Shapley", "P90", "seed", "replication"} & set(done.stdout.replace(",", " ").split())


def test_data_hold_shares_with_intervals(tmp_path: Path) -> None:
    """Other programs get every share with its interval, and the residue."""
    [found] = json.loads(run(*files(tmp_path), *SHORT, "--format", "json").stdout)
    mean = next(each for each in found["savings"] if each["measure"] == "mean")
    assert mean["saving"]["value"] == pytest.approx(30)
    assert {id_: round(share["value"], 6) for id_, share in mean["shares"].items()} == {
        "check/removed": 40,
        "sign/work": -10,
    }
    assert mean["shares"]["sign/work"]["low"] <= -10 <= mean["shares"]["sign/work"]["high"]
    assert abs(mean["residue"]) < 1e-9
    for id_, share in mean["shares"].items():
        assert (
            mean["shares_jointly"][id_]["low"] <= share["low"] <= share["high"] <= mean["shares_jointly"][id_]["high"]
        )


def test_margins_of_several_shares_are_told_to_hold_one_by_one(tmp_path: Path) -> None:
    """With two changes it is told how much wider the margins of both at once would be; with one nothing is."""
    one = {"take": step(10, "sign"), "sign": {**step(15), "work": "10 to 20 min"}}
    other = {"take": {**step(10, "sign"), "work": "5 to 9 min"}, "sign": {**step(15), "work": "10 to 12 min"}}
    said = "For all 2 at once they would be 1.4 times as wide."
    assert said in " ".join(run(*files(tmp_path, one, other), *SHORT).stdout.split())
    alone = {**one, "sign": {**step(15), "work": "10 to 12 min"}}
    assert "at once" not in run(*files(tmp_path, one, alone), *SHORT).stdout


def test_charts_are_written_and_named(tmp_path: Path) -> None:
    """A waterfall for the mean and for nine of ten, as SVG and PNG."""
    done = run(*files(tmp_path), *SHORT, "--charts", tmp_path / "charts")
    names = {path.name for path in (tmp_path / "charts").iterdir()}
    assert names == {f"p-waterfall-{measure}.{form}" for measure in ("mean", "p90") for form in ("svg", "png")}
    assert all(name in done.stderr for name in names)


def test_a_scenario_is_shared_out_too(tmp_path: Path) -> None:
    """One version and a scenario: each of its changes has its share, under the title it bears."""
    before, _ = files(tmp_path)
    changes = {
        "quick": {"title": "Sign quickly", "procedure": "p", "step": "sign", "set": {"work": "5 min"}},
        "drop": {"title": "Check no more", "procedure": "p", "step": "check", "remove": True},
    }
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(json.dumps({"id": "s", "title": "S", "changes": changes}), encoding="utf-8")
    done = run(before, "--scenario", scenario, *SHORT)
    assert done.exit_code == 0
    assert "65 min on average became 15 min, by the calendar; saved: 50.0 min" in done.stdout
    assert "Most of it came from: Check no more (80 % of the saving)." in done.stdout


def test_three_versions_are_compared_two_by_two(tmp_path: Path) -> None:
    """Each step from one version to the next is a comparison of its own."""
    before, after = files(tmp_path)
    found = json.loads(run(before, after, before, *SHORT, "--format", "json").stdout)
    savings = [each["savings"][0]["saving"]["value"] for each in found]
    assert savings == pytest.approx([30, -30])


def test_versions_of_one_id_stand_in_one_folder(tmp_path: Path) -> None:
    """The version before and the one after keep their id, side by side; each file is read as itself."""
    put(tmp_path, clerks(50), procedure(BEFORE, "p", gap="100 min"))
    (tmp_path / "p.yaml").rename(tmp_path / "before.yaml")
    put(tmp_path, clerks(50), procedure(AFTER, "p", gap="100 min"))
    done = run(tmp_path / "before.yaml", tmp_path / "p.yaml", *SHORT)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("p: by estimate 65 min on average became 35 min, by the calendar; saved: 30.0 min.")
    back = run(tmp_path / "p.yaml", tmp_path / "before.yaml", *SHORT)
    assert back.stdout.startswith(
        "p: by estimate 35 min on average became 65 min, by the calendar; longer by 30.0 min."
    )


def test_versions_that_differ_in_nothing_are_told_so(tmp_path: Path) -> None:
    """The same file twice is no change."""
    before, _ = files(tmp_path)
    done = run(before, before, *SHORT)
    assert done.exit_code == 0
    assert "Nothing that matters for the time became different." in done.stdout


@pytest.mark.parametrize("before", [16, 8])
def test_a_long_line_is_as_long_as_it_always_is(tmp_path: Path, before: int) -> None:
    """M/M/2 at 95 %, before or after a change: runs are long enough, and leave out enough, to meet 16 / (1 - 0.95²)."""
    work = {"mean": f"{before} min", "distribution": "exponential"}
    put(tmp_path, clerks(2), one_step(work, gap=f"{16 / 1.9:.9f} min"))
    scale = {"work": 0.5 if before == 16 else 2}
    change = {"other": {"title": "Other", "procedure": "P", "step": "work", "scale": scale}}
    (tmp_path / "s.yaml").write_text(json.dumps({"id": "s", "title": "S", "changes": change}), encoding="utf-8")
    found = json.loads(run(tmp_path / "p.yaml", "--scenario", tmp_path / "s.yaml", "--format", "json").stdout)[0]
    ends = found["savings"][0]
    loaded = ends["before" if before == 16 else "after"]["value"]
    assert loaded == pytest.approx(16 / (1 - 0.95**2), rel=0.1)
    assert found["warm_up"] > 1000 and found["cases"] > 10_000


SILENT: Data = {"title": "Check", "role": "clerk", "next": "sign"}


def test_a_time_that_is_not_stated_any_more_is_no_saving(tmp_path: Path) -> None:
    """A step that no longer tells its time keeps the one it had: what it saved is told as unknown, and not counted."""
    after = {"take": step(10, "check"), "check": SILENT, "sign": {**step(15), "work": "5 min"}}
    before = {**BEFORE, "check": {**SILENT, "work": "40 min"}}
    done = run(*files(tmp_path, before, after), *SHORT)
    lines = done.stdout.splitlines()
    assert lines[0] == "p: by estimate 65 min on average became 55 min, by the calendar; saved: 10.0 min."
    assert "Not known" in lines[1] and "“Check”. The time is not stated any more" in lines[1]
    assert "All changes together whose times are known" in " ".join(done.stdout.split())
    assert "no matter for the time" not in done.stdout
    data = json.loads(run(*files(tmp_path, before, after), *SHORT, "--format", "json").stdout)[0]
    assert [each["id"] for each in data["not_known"]] == ["check/work"] and data["not_timed"] == []


def test_a_time_that_is_stated_later_alone_holds_for_both(tmp_path: Path) -> None:
    """A step that tells its time only in the version after is taken to have taken as long before: nothing was added."""
    before = {"take": step(10, "check"), "check": SILENT, "sign": step(15)}
    after = {"take": step(10, "check"), "check": {**SILENT, "allowance": "6 hours"}, "sign": step(15)}
    done = run(*files(tmp_path, before, after), "--simulated", *SHORT)
    assert "“Check”. The time is stated in the version after alone" in done.stdout.splitlines()[0]
    assert done.stdout.splitlines()[1] == "Nothing else that matters for the time became different."


def allowed(days: int, onward: str | None = None) -> Data:
    """Return a step of which nothing but the time allowed is known."""
    ways = {"next": onward} if onward else {"end": "completed"}
    return {"title": f"Step of {days} days", "role": "clerk", "allowance": f"{days} working days", **ways}


def test_tables_are_compared_by_arithmetic(tmp_path: Path) -> None:
    """Versions that state times allowed alone are subtracted; --simulated estimates them, and says on what it rests."""
    one = {"take": allowed(2, "do"), "do": allowed(10)}
    other = {"take": allowed(1, "do"), "do": allowed(6)}
    before, after = files(tmp_path, one, other)
    [found] = json.loads(run(before, after, "--format", "json").stdout)
    assert found["mode"] == "published"
    assert [row["days_less"] for row in found["steps"]] == [1, 4]
    assert found["sum_of_steps"]["days_less"] == 5
    assert found["paper_cut"] and not found["usual_ratio"]
    [simulated] = json.loads(run(before, after, "--simulated", *SHORT, "--format", "json").stdout)
    assert simulated["mode"] == "simulated"
    assert all(change["rests_on_assumption"] for change in simulated["changes"].values())


def test_days_that_were_added_are_called_added(tmp_path: Path) -> None:
    """A time that became longer is not told as one that is less by a negative number; nor is one that stayed."""
    short, long = {"do": allowed(2)}, {"do": allowed(3)}
    limits = {"legal": {"within": "5 working days", "from": "receipt"}}
    before, after = files(tmp_path, short, long)
    put(tmp_path / "before", clerks(50), procedure(short, "p", gap="100 min", limits=limits))
    put(
        tmp_path / "after",
        clerks(50),
        procedure(long, "p", gap="100 min", limits={"legal": {**limits["legal"], "within": "8 working days"}}),
    )
    longer = run(before, after, "--published").stdout
    assert "5 working days became 8 working days, 3 working days more (60 %)." in longer
    assert "Days were added" in longer and "-3 working days less" not in longer
    assert "no day less by the published times" in run(before, before, "--published").stdout


def test_a_real_cut_is_no_paper_cut(tmp_path: Path) -> None:
    """A step left out is named beside the days."""
    before, after = files(tmp_path, {"take": allowed(2, "do"), "do": allowed(10)}, {"take": allowed(2)})
    done = run(before, after, "--published")
    assert "no change of step" not in done.stdout
    assert "Beside the days became different: step “Step of 10 days” left out (10 working days)" in done.stdout


def git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *args], check=True, capture_output=True)


def test_a_revision_of_git_is_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REV:PATH is the file as it stood then, with the organisation of then."""
    put(tmp_path, clerks(50), procedure(BEFORE, "p", gap="100 min"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "before")
    put(tmp_path, clerks(50), procedure(AFTER, "p", gap="100 min"))
    monkeypatch.chdir(tmp_path)
    done = run("HEAD:p.yaml", "p.yaml", *SHORT)
    assert done.exit_code == 0
    assert "65 min on average became 35 min" in done.stdout


@pytest.mark.parametrize("version", ["nowhere:p.yaml", "HEAD:other.yaml"])
def test_no_such_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """What git does not know is wrong use, and is named."""
    put(tmp_path, clerks(1), procedure(BEFORE, "p", gap="100 min"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "before")
    monkeypatch.chdir(tmp_path)
    done = run(version, "p.yaml")
    revision, _, path = version.partition(":")
    assert done.exit_code == 2
    assert f"git holds no “{path}” at {revision}" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    "args",
    [
        ("{before}",),
        ("{before}", "{after}", "--scenario", "{before}"),
        ("{before}", "{after}", "--days", "10"),
        ("{before}", "missing.yaml"),
        ("{folder}", "{after}"),
    ],
)
def test_wrong_use(tmp_path: Path, args: tuple[str, ...]) -> None:
    """One version without a scenario, options that contradict each other, and folders are no comparison."""
    before, after = files(tmp_path)
    put(tmp_path / "before", clerks(1), procedure(BEFORE, "q", gap="100 min"))
    named = [each.format(before=before, after=after, folder=before.parent) for each in args]
    assert run(*named).exit_code == 2


def test_a_version_in_which_dossiers_get_stuck_is_refused(tmp_path: Path) -> None:
    """A version after that waits for what does not come has no share of anything; the run says why."""
    stuck = {
        "take": {"title": "Take", "role": "clerk", "work": "10 min", "next": [{"to": "check"}, {"to": "ask"}]},
        "check": step(40, "sign"),
        "ask": step(20, "sign"),
        "sign": {**step(15), "join": "all"},
    }
    done = run(*files(tmp_path, BEFORE, stuck), *SHORT)
    assert done.exit_code == 1
    assert "a dossier can come to no proper end" in " ".join(done.output.split())


SLOW = {"take": step(10, "do"), "do": {**step(15), "work": "2000 hours"}}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (SLOW, BEFORE, "before the changes, clerk cannot keep up"),
        (BEFORE, SLOW, "after the changes, clerk cannot keep up"),
        (SLOW, {**SLOW, "take": step(20, "do")}, "there is no usual time; after them, clerk cannot keep up"),
        ({"do": {**step(15), "work": "90 years"}}, BEFORE, "777600 hours of work for them at the step “Step of 15"),
    ],
)
def test_a_version_in_which_people_cannot_keep_up_has_no_usual_time(
    tmp_path: Path, before: Data, after: Data, said: str
) -> None:
    """It is told who cannot keep up in which version, and no figure that would grow with the dossiers counted."""
    for name, steps in (("before", before), ("after", after)):
        put(tmp_path / name, clerks(1), procedure(steps, "p", gap="100 min"))
    paths = tmp_path / "before/p.yaml", tmp_path / "after/p.yaml"
    done = run(*paths)
    assert done.exit_code == 0
    assert said in done.stdout and "What changed: " in done.stdout and "--from" in done.stdout
    assert "All changes together" not in done.stdout and "Counted" not in done.stdout
    [found] = json.loads(run(*paths, "--format", "json").stdout)
    assert all(each["saving"]["value"] is None for each in found["savings"])
    assert all("cannot keep up" in each["saving"]["reason"]["en"] for each in found["savings"])


def test_a_period_of_days_has_figures_though_work_piles_up(tmp_path: Path) -> None:
    """In so many days the line is as long as it is: what it costs is told, each end in a unit of its size."""
    for name, minutes in (("before", 10), ("after", 150)):
        put(tmp_path / name, clerks(1), procedure({"do": step(minutes)}, "p", gap="100 min"))
    paths = tmp_path / "before/p.yaml", tmp_path / "after/p.yaml"
    done = run(*paths, "--from", "2026-03-02", "--days", "60", "--replications", "2")
    assert re.match(
        r"p: by estimate [\d.]+ min on average became [\d.]+ calendar days, by the .*; longer by ", done.stdout
    )
    assert "work piles up" in done.stdout


def test_years_of_work_in_a_period_are_told_too(tmp_path: Path) -> None:
    """A load no office ever had is not run through years of days: the role is named at once."""
    for name, steps in (("before", BEFORE), ("after", SLOW)):
        put(tmp_path / name, clerks(1), procedure(steps, "p", gap="100 min"))
    paths = tmp_path / "before/p.yaml", tmp_path / "after/p.yaml"
    done = run(*paths, "--from", "2026-03-02", "--days", "20", "--replications", "2")
    assert done.exit_code == 0
    assert "after the changes, clerk cannot keep up" in done.stdout


def test_of_an_office_only_who_waits_for_them_has_no_figures(tmp_path: Path) -> None:
    """People who cannot keep up leave the procedures of others their figures; the reason is told for the rest."""
    both = office({"clerks": post("clerk", people=50), "head": post("head")})
    calm, busy = (
        procedure(BEFORE, "calm", gap="100 min"),
        procedure({"do": {**step(150), "role": "head"}}, "busy", gap="100 min"),
    )
    put(tmp_path / "office", both, calm, busy)
    changes = {"quick": {"title": "Check quickly", "procedure": "calm", "step": "check", "set": {"work": "5 min"}}}
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(json.dumps({"id": "s", "title": "S", "changes": changes}), encoding="utf-8")
    done = run(tmp_path / "office", "--scenario", scenario, *SHORT)
    assert "calm: by estimate 65 min on average became 30 min" in done.stdout
    assert "No saving can be told of: busy (before the changes, head cannot keep up" in " ".join(done.stdout.split())


def test_of_many_changes_orders_are_drawn(tmp_path: Path) -> None:
    """With eleven changes the shares come from drawn orders, add up as ever, and it is said."""
    ids = [f"s{number}" for number in range(11)]
    one = {id_: step(10, onward) for id_, onward in zip(ids, [*ids[1:], None], strict=True)}
    other = {id_: {**each, "work": "8 min"} for id_, each in one.items()}
    done = run(*files(tmp_path, one, other), "--cases", "5", "--replications", "2")
    assert done.exit_code == 0
    assert "80 of the orders in which they can come were drawn" in done.stdout
    assert "1.8 h on average became 1.5 h, by the calendar; saved: 22 min" in done.stdout


def test_stages_are_set_side_by_side(tmp_path: Path) -> None:
    """Stages with a stated total in both versions have rows of their own."""

    def staged(days: int, total: int) -> tuple[Data, Data]:
        return {"do": {**allowed(days), "stage": "one"}}, {
            "stages": {"one": {"title": "First", "total": f"{total} days"}}
        }

    for name, (steps, more) in (("before", staged(10, 10)), ("after", staged(7, 6))):
        put(tmp_path / name, clerks(1), procedure(steps, "p", **more))
    [found] = json.loads(run(tmp_path / "before/p.yaml", tmp_path / "after/p.yaml", "--format", "json").stdout)
    assert [(row["title"]["en"], row["days_less"]) for row in found["stages"]] == [("First", 4)]
    assert found["usual_ratio"] is False, "one step alone is no rule for all, and the whole is not stated"
    assert found["unexplained_days"] is None


def test_calendar_days_are_shown_and_not_added(tmp_path: Path) -> None:
    """No length of a working day turns a calendar day into working time: such a row has no difference."""
    one = {"do": {**allowed(1), "allowance": "10 calendar days"}}
    before, after = files(tmp_path, one, {"do": allowed(5)})
    [found] = json.loads(run(before, after, "--format", "json").stdout)
    [row] = found["steps"]
    assert (row["before"]["en"], row["days_before"], row["days_less"]) == ("10 calendar days", None, None)


def test_the_usual_ratio_is_named_where_every_step_lost_it(tmp_path: Path) -> None:
    """Thirty per cent off every step is a cut by a rule, and is asked about."""
    one, other = ({"take": allowed(days[0], "do"), "do": allowed(days[1])} for days in ((10, 20), (7, 14)))
    before, after = files(tmp_path, one, other)
    done = run(before, after)
    assert "Days shortened, with no change of step, person or order." in done.stdout
    assert "About 30 % were taken off" in done.stdout


def test_a_published_time_that_one_version_alone_states_is_unknown(tmp_path: Path) -> None:
    """A step that stands in both versions and tells its time in one is left out of the sums and named, either way."""
    untimed = {"title": "Step of 4 days", "role": "clerk", "next": "do"}
    limits = [{"legal": {"within": f"{days} working days", "from": "receipt"}} for days in (12, 9)]
    told, untold = {"take": allowed(4, "do"), "do": allowed(8)}, {"take": untimed, "do": allowed(6)}
    for name, steps, limit in (("told", told, limits[0]), ("untold", untold, limits[1])):
        put(tmp_path / name, clerks(1), procedure(steps, "p", limits=limit))
    before, after = tmp_path / "told/p.yaml", tmp_path / "untold/p.yaml"
    [gone] = json.loads(run(before, after, "--published", "--format", "json").stdout)
    assert [(row["days_after"], row["days_less"]) for row in gone["steps"]] == [(None, None), (6, 2)]
    assert [gone["sum_of_steps"][key] for key in ("days_before", "days_after", "days_less")] == [8, 6, 2]
    assert (gone["whole"]["days_less"], gone["unexplained_days"]) == (3, None)
    assert [each["id"] for each in gone["not_known"]] == ["take"]
    page = run(before, after, "--published").stdout
    assert page.splitlines()[0].endswith("12 working days became 9 working days, 3 working days less (25 %).")
    assert "not counted here: what was saved at “Step of 4 days”. The time is not stated any more." in page
    [later] = json.loads(run(after, before, "--published", "--format", "json").stdout)
    assert [row["days_less"] for row in later["steps"]] == [None, -2]
    assert "The time is stated in the version after alone." in run(after, before, "--published").stdout


def test_a_limit_that_one_version_alone_states_is_no_cut(tmp_path: Path) -> None:
    """Where a version promises nothing for the whole, how much the whole became less is not known."""
    for name, more in (
        ("before", {"limits": {"legal": {"within": "5 working days", "from": "receipt"}}}),
        ("after", {}),
    ):
        put(tmp_path / name, clerks(1), procedure({"do": allowed(5)}, "p", **more))
    [found] = json.loads(run(tmp_path / "before/p.yaml", tmp_path / "after/p.yaml", "--format", "json").stdout)
    assert found["whole"]["days_less"] is None and not found["paper_cut"]


def test_times_that_cannot_be_compared_are_told_so(tmp_path: Path) -> None:
    """Calendar days that became working days are not told as days that did not become less."""
    one = {"do": {**allowed(1), "allowance": "10 calendar days"}}
    page = run(*files(tmp_path, one, {"do": allowed(5)})).stdout
    assert "No time was shortened" not in page
    assert "Not comparable" in page and "10 calendar days → 5 working days." in page
    same = run(*files(tmp_path, one, one)).stdout
    assert "Not comparable" not in same and "No time was shortened" in same


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ((10, 10, 30), "Most of it came from: Step of 40 minutes, time of work: 40 minutes → 10 minutes (60 % of"),
        ((20, 18, 17), "The largest share came from: Step of 40 minutes, time of work: 40 minutes → 20 minutes (44 %"),
        ((20, 10, 50), "The largest shares, between which the simulation cannot tell, came from: Step of 40 minutes"),
        ((30, 20, 20), "(33 %); Step of 30 minutes, time of work: 30 minutes → 20 minutes (33 %); Step of 30 minutes"),
    ],
)
def test_most_is_said_of_more_than_half_alone(tmp_path: Path, after: tuple[int, int, int], said: str) -> None:
    """The change with the largest share is named as that; most came from it only beyond half; equal ones are named."""
    one = {id_: step(each, to) for id_, each, to in zip("abc", (40, 30, 30), ("b", "c", None), strict=True)}
    other = {id_: {**one[id_], "work": f"{each} min"} for id_, each in zip("abc", after, strict=True)}
    assert said in " ".join(run(*files(tmp_path, one, other), *SHORT).stdout.splitlines()[1].split())
