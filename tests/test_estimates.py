"""What a simulation tells the rules: who is how busy, who can never keep up, which limits are kept, or why nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from office import ORGANISATION, write

from isoqms.cli.estimates import estimate
from isoqms.metrics import NoEstimate, OfficeEstimate
from isoqms.rules.conformity import judge
from isoqms.rules.results import CheckResult, Status
from isoqms.workspace.load import Workspace, load

PROCEDURE = """\
id: QT-01
title: {vi: Chứng thực chữ ký, en: Certify a signature}
office: xa
owner: leader
limits: {legal: {within: 1 ngày làm việc}}
demand: {per_year: %s}
steps:
  nhan: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, role: one_stop, work: 30 phút, next: ky}
  ky: {title: {vi: Ký chứng thực, en: Sign}, role: leader, work: 2 phút, end: completed}
"""
SCOPE = "statement: Giải quyết thủ tục\nprocedures: [QT-01]\n"


def office(folder: Path, per_year: int) -> Workspace:
    """An office open on Mondays, whose one-stop officer can do 16 dossiers a day, 832 a year."""
    files = {"organisation.yaml": ORGANISATION, "a.yaml": PROCEDURE % per_year, "qms/scope.yaml": SCOPE}
    return load([write(folder, files)], quality=True)


def test_a_quiet_office_keeps_its_limits(tmp_path: Path) -> None:
    """A few dossiers a day: little time is used, nobody is overloaded, all are done within the limit."""
    found = estimate(office(tmp_path, 100), ["QT-01"])
    assert isinstance(found, OfficeEstimate)
    busy, kept = found.busy["one_stop"], found.procedures["QT-01"].on_time
    assert busy.low is not None and busy.high is not None and 0.05 < busy.low < 100 / 832 < busy.high < 0.25
    assert set(kept) == {"legal"} and kept["legal"].value is not None and kept["legal"].value > 0.95
    assert not found.overloaded


@pytest.mark.parametrize("per_year", [1_000, 3_000, 12_000])
def test_who_cannot_keep_up_is_told_however_much_comes(tmp_path: Path, per_year: int) -> None:
    """A little too much, or so much that no run is of use: the same role is told, and no time is made up."""
    found = estimate(office(tmp_path, per_year), ["QT-01"])
    assert isinstance(found, OfficeEstimate)
    assert found.overloaded == {"one_stop"}
    assert found.procedures["QT-01"].on_time["legal"].value is None


def test_what_cannot_be_simulated_has_a_reason(tmp_path: Path) -> None:
    """Without an organisation nothing is estimated, and the first problem is said with its place."""
    workspace = load([write(tmp_path, {"a.yaml": PROCEDURE % 500})], quality=True)
    found = estimate(workspace, ["QT-01"])
    assert isinstance(found, NoEstimate)
    assert "a.yaml" in found.reason.render("en")


def judged(workspace: Workspace, rule: str) -> CheckResult:
    """The result of a rule by the figures of a simulation."""
    results = judge(workspace, date(2026, 11, 22), estimating=lambda ids: estimate(workspace, ids))[0].results
    return next(result for result in results if result.rule == rule)


@pytest.mark.parametrize(("per_year", "capacity", "load_"), [(100, "passed", "passed"), (780, "passed", "failed")])
def test_rules_judge_by_the_figures(tmp_path: Path, per_year: int, capacity: str, load_: str) -> None:
    """At a load of 94 % people keep up, and good practice objects all the same."""
    workspace = office(tmp_path, per_year)
    assert judged(workspace, "7.1.2/capacity").status == Status(capacity)
    assert judged(workspace, "7.1.2/load").status == Status(load_)


def test_too_much_work_fails_the_capacity(tmp_path: Path) -> None:
    """Twelve thousand dossiers for one officer: an error at the role, and no claim is judged by what was not run."""
    workspace = office(tmp_path, 12_000)
    assert judged(workspace, "7.1.2/capacity").status is Status.FAILED
    assert judged(workspace, "8.2.2/claim-feasible").status is Status.INSUFFICIENT
