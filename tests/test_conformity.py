"""Judging a quality system: what is claimed, what is accepted, what the sample shows, and the command that tells it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import keep_cache_in

from isoqms.cli import conformity as room
from isoqms.cli.main import cli
from isoqms.framework import editions, framework
from isoqms.problem import Ground, Position, Severity
from isoqms.qms import KINDS
from isoqms.rules.clauses import by_clause, clauses_of, every_rule, not_examined
from isoqms.rules.conformity import Judgement, find_conformity_rules, judge, packs
from isoqms.rules.engine import check as run_check
from isoqms.rules.results import CheckResult, Insufficient, NotApplicable, Status
from isoqms.words import Message
from isoqms.workspace.load import load

SAMPLE = Path(__file__).parent.parent / "processes"
DAY = date(2026, 11, 22)
CONFORMITY = ("iso9001-2015", "public-admin", "good-practice")


@pytest.fixture(scope="module")
def sample() -> Judgement:
    """The sample office as it stands."""
    return next(each for each in judge(load([SAMPLE], quality=True), DAY) if each.system.documents.scope)


def test_what_the_sample_office_accepts_is_explained(sample: Judgement) -> None:
    """What the sample office accepts has a reason in both languages, and no rule crashes on it."""
    accepted = [told.accepted for result in sample.results for told in result.told if told.accepted]
    assert accepted and all(each.reason.has("vi") and each.reason.has("en") for each in accepted)
    assert not [result for result in sample.results if "failed:" in str(result.told)]


def test_offices_without_a_quality_system_are_not_failed() -> None:
    """Two procedures and no quality document: mostly insufficient evidence, and no error grounded in convention."""
    for judgement in judge(load([SAMPLE], quality=True), DAY, CONFORMITY):
        if judgement.system.is_claimed:
            continue
        statuses = Counter(result.status for result in judgement.results)
        told = [each.problem for result in judgement.results for each in result.told]
        assert statuses[Status.INSUFFICIENT] > statuses[Status.PASSED], judgement.system.folder
        assert not [problem for problem in told if problem.ground is Ground.ISO]
        assert not [p for p in told if p.severity is Severity.ERROR and p.ground is Ground.CONVENTION]


# results


AT = Position("a.yaml", 3)


def test_an_objection_weighs_more_than_missing_evidence() -> None:
    """One word for many findings: failed before insufficient, that before accepted, not applicable only alone."""
    lacking = (Insufficient(AT, "", Message("the procedure has no issue number")),)
    reasons = (NotApplicable(AT, "", Message("the procedure is a first issue")),)
    assert CheckResult("r", "P", AT).status is Status.PASSED
    assert CheckResult("r", "P", AT, lacking=lacking).status is Status.INSUFFICIENT
    assert CheckResult("r", "P", AT, reasons=reasons).status is Status.NOT_APPLICABLE
    assert CheckResult("r", "P", AT, evidence=(AT,), reasons=reasons).status is Status.PASSED


def office(folder: Path, more: str = "", scope: str = "statement: A\nprocedures: [P]\n") -> Path:
    """Write an office with one procedure that has no owner."""
    (folder / "qms").mkdir(parents=True)
    (folder / "organisation.yaml").write_text(
        "offices: {xa: {title: Xã, calendar: vn, hours: {mon: ['08:00..17:00']}, day_length: 8 giờ}}\n"
        "roles: {officer: {title: Công chức}}\n",
        encoding="utf-8",
    )
    text = "id: P\ntitle: Cấp\nsteps: {a: {title: Cấp, role: officer, end: completed}}\n" + more
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    if scope:
        (folder / "qms" / "scope.yaml").write_text(scope, encoding="utf-8")
    return folder


def result_of(folder: Path, rule: str, object_: str = "P") -> CheckResult:
    judgements = judge(load([folder], quality=True), DAY)
    return next(each for j in judgements for each in j.results if (each.rule, each.object) == (rule, object_))


def test_what_is_absent_counts_where_it_is_claimed(tmp_path: Path) -> None:
    """In scope a missing owner fails; outside the question does not arise; without a scope nothing can be judged."""
    assert result_of(office(tmp_path / "in"), "4.4.1/owner").status is Status.FAILED
    outside = office(tmp_path / "out", scope="statement: A\nprocedures: []\noutside: {P: vì thế}\n")
    result = result_of(outside, "4.4.1/owner")
    assert result.status is Status.OUTSIDE and "vì thế" in result.reasons[0].reason.render("vi")
    assert result_of(office(tmp_path / "none", scope=""), "4.4.1/owner").status is Status.INSUFFICIENT


def broken(folder: Path) -> Path:
    """Break the organisation of an office in its first line."""
    (folder / "organisation.yaml").write_text("offices: [\n", encoding="utf-8")
    return folder


def test_an_organisation_nobody_can_read_is_one_cause(tmp_path: Path) -> None:
    """It is told once, with the rules that judge nothing for it; no objection and no useless acceptance follows."""
    whole = report(office(tmp_path / "whole", ACCEPTED))
    torn = report(broken(office(tmp_path / "torn", ACCEPTED)))
    key = ("rule", "object", "message")
    assert {tuple(each[name] for name in key) for each in torn["objections"]} <= {
        tuple(each[name] for name in key) for each in whole["objections"]
    }
    assert torn["stale_acceptances"] == []
    cause = {each["rule"] for each in torn["insufficient"] if each["missing"] == "organisation.yaml cannot be read"}
    assert {"4.4.1/owner", "5.3/roles-assigned", "10.2.1/cause"} <= cause
    assert {(each["file"], each["line"]) for each in torn["insufficient"] if each["rule"] in cause} == {
        (f"{torn['folder']}organisation.yaml", 2)
    }
    assert any("organisation.yaml:2:1 cannot be read" in each for each in torn["not_examined"])
    assert torn["procedures"] == whole["procedures"] == 1
    code, said = run(str(tmp_path / "torn"), "--as-of", "2026-11-22")
    assert (code, said.count("organisation.yaml cannot be read")) == (1, 1)


def report(folder: Path) -> dict[str, Any]:
    """The report on the one quality system of a folder."""
    asked = ["--lang", "en", "conformity", str(folder), "--as-of", "2026-11-22", "--format", "json", "--no-cache"]
    (system,) = json.loads(CliRunner().invoke(cli, asked).stdout)["systems"]
    return dict(system)


ACCEPTED = "suppress: [{rule: 4.4.1/owner, reason: vì thế, approver: head, expires: 2026-12-31}]\n"


def test_an_acceptance_covers_until_its_day(tmp_path: Path) -> None:
    """In the procedure or in a quality document, by rule and object, until the day it names."""
    for number, folder in enumerate(
        (office(tmp_path / "a", ACCEPTED), office(tmp_path / "b", scope=f"statement: A\nprocedures: [P]\n{ACCEPTED}"))
    ):
        assert result_of(folder, "4.4.1/owner").status is Status.ACCEPTED, number
    late = ACCEPTED.replace("2026-12-31", "2026-10-31")
    assert result_of(office(tmp_path / "c", late), "4.4.1/owner").status is Status.FAILED
    other = ACCEPTED.replace("rule: 4.4.1/owner,", "rule: 4.4.1/owner, object: Q,")
    assert result_of(office(tmp_path / "d", other), "4.4.1/owner").status is Status.FAILED


def test_a_check_leaves_acceptances_of_conformity_alone(tmp_path: Path) -> None:
    """An acceptance of a rule that a check does not run is neither unknown nor useless there."""
    workspace = load([office(tmp_path, ACCEPTED)])
    said = [outcome.problem for outcome in run_check(workspace, DAY) if outcome.problem.rule == "check/acceptance"]
    assert said == []


def test_a_rule_that_crashes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One faulty rule does not hide what the others found."""
    from isoqms.rules.iso9001_2015 import process_owner

    def broken(procedure: Any, system: Any) -> Any:
        raise KeyError("x")
        yield

    monkeypatch.setattr(process_owner, "check", broken)
    find_conformity_rules.cache_clear()
    try:
        result = result_of(office(tmp_path), "4.4.1/owner")
    finally:
        find_conformity_rules.cache_clear()
    assert result.status is Status.FAILED
    assert "KeyError" in result.told[0].problem.message.render("en")


def test_an_acceptance_that_does_nothing_is_told(tmp_path: Path) -> None:
    """One that ran out, one that covers nothing, one of a rule there is none of; not one of a rule nobody asked."""
    one = "{rule: %s, reason: vì thế, approver: head, expires: %s}"
    rules = [("4.4.1/owner", "2026-10-31"), ("4.3/na-justified", "2026-12-31"), ("4.4.1/ownr", "2026-12-31")]
    held = ", ".join(one % each for each in [*rules, ("wf/names", "2026-12-31")])
    folder = office(tmp_path, scope=f"statement: A\nprocedures: [P]\nsuppress: [{held}]\n")
    told = judge(load([folder], quality=True), DAY, CONFORMITY)[0].stale
    assert [problem.subject for problem in told] == [rule for rule, _ in rules]
    assert [
        next(word for word in ("ran out", "nothing", "no rule") if word in p.message.render("en")) for p in told
    ] == [
        "ran out",
        "nothing",
        "no rule",
    ]


# clause by clause


@pytest.mark.parametrize("edition", editions())
def test_rules_belong_to_clauses_of_every_edition(edition: str, sample: Judgement) -> None:
    """By any edition each clause that asks is told, with its rules and at least its own question."""
    told = by_clause(sample, framework(edition))
    assert [each.clause.number for each in told] == [clause.number for clause in framework(edition).leaves()]
    assert {rule for each in told for rule in each.rules} <= every_rule().keys()
    if edition != "iso9001-2008":
        belonging = {id_ for id_, rule in every_rule().items() if clauses_of(rule, framework(edition))}
        assert belonging == every_rule().keys()


def test_what_was_not_looked_at_is_said(sample: Judgement, tmp_path: Path) -> None:
    """Clauses without a rule, documents nobody wrote, records without a source, and that nothing was simulated."""
    said = " ".join(each.render("en") for each in not_examined(sample, framework()))
    assert "10.1" in said and "7.1.4" in said and "audit" in said and "simulated" in said
    assert "qms/" not in said
    bare = judge(load([office(tmp_path)], quality=True), DAY)[0]
    said = " ".join(each.render("en") for each in not_examined(bare, framework()))
    assert all(f"qms/{name}.yaml" in said for name in KINDS if name != "scope")


# the command


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_cache_in(tmp_path / "cache", monkeypatch)


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--lang", "en", "conformity", *args])
    return done.exit_code, done.output


def test_what_is_accepted_is_counted_by_results() -> None:
    """Text and JSON count the same: a rule and an object, in however many places the rule would object."""
    told = json.loads(run(str(SAMPLE), "--as-of", "2026-11-22", "--format", "json")[1])["systems"][0]
    covered = {(each["rule"], object_) for each in told["accepted"] for object_ in each["objects"]}
    places = [each for each in told["objections"] if each["accepted"]]
    assert told["counts"]["accepted"] == len(covered) < len(places)
    said = run(str(SAMPLE), "--as-of", "2026-11-22")[1]
    assert f"Accepted until a day, results: {len(covered)}\n" in said
    for each in told["accepted"]:
        line = f"{each['expires']} (results: {len(each['objects'])}): {each['reason']} ({each['rule']})"
        assert line in said


def test_the_choices_are_those_there_are() -> None:
    """The command offers every edition and every pack; they are written out so that its help loads no rule."""
    assert set(room._EDITIONS) == set(editions())
    assert set(room._PACKS) == set(packs())


def test_the_command_tells_and_ends_by_errors(tmp_path: Path) -> None:
    """Exit 1 with errors, 2 for a folder with nothing to judge; never a share of conformity."""
    folder = office(tmp_path / "office")
    code, said = run(str(folder), "--as-of", "2026-11-22")
    assert code == 1
    assert "no role answers for the procedure (4.4.1/owner)" in said
    assert "Not looked at:" in said and "not conformity" in said and "%" not in said
    (tmp_path / "empty").mkdir()
    assert run(str(tmp_path / "empty"))[0] == 2


def test_the_report_is_deterministic_json(tmp_path: Path) -> None:
    """Twice the same bytes; per clause the counts add up to the results of its rules."""
    folder = office(tmp_path)
    (code, first), (_, second) = (run(str(folder), "--as-of", "2026-11-22", "--format", "json") for _ in range(2))
    assert code == 1 and first == second
    system = json.loads(first)["systems"][0]
    by_rule = Counter(result["rule"] for result in system["results"])
    for clause in system["clauses"]:
        assert sum(clause["counts"].values()) == sum(by_rule[rule] for rule in clause["rules"])
        assert len(clause["questions"]) <= len(clause["rules"])
    assert sum(system["counts"].values()) == len(system["results"])


def test_objections_go_out_as_sarif(tmp_path: Path) -> None:
    """Each objection is a result with its place, its rule explained, and its acceptance as a suppression."""
    folder = office(tmp_path, ACCEPTED)
    code, said = run(str(folder), "--as-of", "2026-11-22", "--format", "sarif")
    sent = json.loads(said)["runs"][0]
    rules = {rule["id"]: rule for rule in sent["tool"]["driver"]["rules"]}
    by_rule = {result["ruleId"]: result for result in sent["results"]}
    assert code == 1 and set(by_rule) == set(rules)
    assert rules["4.4.1/owner"]["properties"] == {"ground": "iso", "clauses": ["4.4.1", "5.3"]}
    assert by_rule["4.4.1/owner"]["suppressions"][0]["justification"] == "vì thế"
    assert by_rule["4.4.1/io"]["level"] == "error"


def test_what_is_new_since_a_baseline_is_marked(tmp_path: Path) -> None:
    """Against an earlier report only what came since is new; a file that is none is wrong use."""
    folder = office(tmp_path / "office")
    baseline = tmp_path / "earlier.json"
    baseline.write_text(run(str(folder), "--as-of", "2026-11-22", "--format", "json")[1], encoding="utf-8")
    assert "(new)" not in run(str(folder), "--as-of", "2026-11-22", "--baseline", str(baseline))[1]
    late = "entries: {late: {title: A, accepted: {by: head, until: 2026-01-31}}}\n"
    (folder / "qms" / "risks.yaml").write_text(late, encoding="utf-8")
    said = run(str(folder), "--as-of", "2026-11-22", "--baseline", str(baseline))[1]
    assert "6.1.2/risk-consistency) (new)" in said
    assert "4.4.1/owner) (new)" not in said
    baseline.write_text("{}", encoding="utf-8")
    code, said = run(str(folder), "--baseline", str(baseline))
    assert (code, "--format json -o FILE" in said) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_baseline_from_a_windows_shell_is_read(tmp_path: Path, encoding: str) -> None:
    """What PowerShell made of a printed report is the same baseline."""
    folder, baseline = office(tmp_path), tmp_path / "earlier.json"
    printed = run(str(folder), "--as-of", "2026-11-22", "--format", "json")[1]
    baseline.write_bytes(printed.replace("\n", "\r\n").encode(encoding))
    code, said = run(str(folder), "--as-of", "2026-11-22", "--baseline", str(baseline))
    assert (code, "(new)" in said) == (1, False)


@pytest.mark.parametrize("form", ["json", "sarif", "html"])
def test_a_report_is_written_to_a_file(tmp_path: Path, form: str) -> None:
    """With -o the file holds, in UTF-8, what is printed without; exit code and all."""
    folder, out = office(tmp_path / "office"), tmp_path / "new" / "report"
    printed = run(str(folder), "--as-of", "2026-11-22", "--format", form)
    written = run(str(folder), "--as-of", "2026-11-22", "--format", form, "-o", str(out))
    assert (written[0], out.read_text(encoding="utf-8")) == printed
    assert str(out) in written[1]


def test_editions_packs_and_wording_are_chosen(tmp_path: Path) -> None:
    """The draft says that it is one; a pack leaves the others out; a user's wording is taken or refused."""
    folder = office(tmp_path / "office")
    assert "draft" in run(str(folder), "--edition", "iso9001-2026")[1]
    assert "4.4.1/owner" not in run(str(folder), "--pack", "structure")[1]
    wording = tmp_path / "own.yaml"
    wording.write_text('id: own\nbased_on: iso9001-2015\nclauses: {"4.3": {title: Our title}}\n', encoding="utf-8")
    assert "Our title" in run(str(folder), "--wording", str(wording))[1]
    wording.write_text('id: own\nbased_on: iso9001-2015\nclauses: {"4.9": {title: x}}\n', encoding="utf-8")
    assert run(str(folder), "--wording", str(wording))[0] == 2


def test_a_rule_of_conformity_is_explained() -> None:
    """`isoqms explain` knows every pack."""
    done = CliRunner().invoke(cli, ["--lang", "en", "explain", "8.6/release-gate"])
    assert done.exit_code == 0 and "Left to the auditor" in done.output


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_checklist_is_a_workbook_with_room_for_the_auditor(tmp_path: Path, lang: str) -> None:
    """Every clause that asks has its row, grounds apart, notes and grade empty; nothing in it is a formula."""
    from openpyxl import load_workbook

    named = "id: own\nbased_on: iso9001-2015\nclauses: {'4.3': {title: '=1+1'}}\n"
    (tmp_path / "own.yaml").write_text(named, encoding="utf-8")
    folder, out = office(tmp_path / "office"), tmp_path / "kiểm tra.xlsx"
    args = [str(folder), "--as-of", "2026-11-22", "--format", "xlsx", "--wording", str(tmp_path / "own.yaml")]
    written = []
    for _ in range(2):
        done = CliRunner().invoke(cli, ["--lang", lang, "conformity", *args, "-o", str(out)])
        assert done.exit_code == 1, done.output
        written.append(out.read_bytes())
    assert written[0] == written[1]
    checklist, objections, lacking, matrix, open_ = load_workbook(out).worksheets
    rows = list(checklist.iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == [clause.number for clause in framework().leaves()]
    assert all(len(row) == 9 and row[2] and not row[7] and not row[8] for row in rows)
    owner = next(row for row in rows if row[0] == "4.4.1")
    assert "4.4.1/owner" in owner[3] and "p.yaml" in owner[3]
    assert {cell.data_type for sheet in load_workbook(out) for row in sheet for cell in row if cell.value} == {"s"}
    assert next(row[1] for row in rows if row[0] == "4.3") == "=1+1"
    missing = list(lacking.iter_rows(min_row=4, values_only=True))
    assert ("4.1/issues-current", missing[0][1]) in [row[:2] for row in missing] and all(all(row) for row in missing)
    assert objections.max_row > 5 and matrix.max_column == len(rows) + 1 and open_.max_row > 3


def test_a_workbook_needs_a_place() -> None:
    """A checklist without a file, or a file without a checklist, is wrong use."""
    assert run(str(SAMPLE), "--format", "xlsx")[0] == 2
    assert run(str(SAMPLE), "--out", "a.xlsx")[0] == 2


def test_two_runs_tell_the_same(tmp_path: Path) -> None:
    """The report is the same to the letter whatever order the interpreter gives to what has none."""
    file = SAMPLE / "xa-vi-du" / "vn-vidu-gpxd-nha-o.yaml"
    words = ("conformity", str(file), "--as-of", "2026-11-22", "--no-cache", "--format", "json")
    told = {
        subprocess.run(
            [sys.executable, "-c", "from isoqms.cli.main import main; main()", *words],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1 and b"release-gate" in told.pop()
