"""`isoqms cost`: the income and its source are asked for, the bill is told in both languages, nothing is mixed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from office import ORGANISATION, write

from isoqms.cli.main import cli

PROCEDURE = """\
id: QT-01
title: {vi: Cấp bản sao, en: Issue a copy}
office: xa
limits: {legal: {within: 10 ngày làm việc, from: receipt}}
demand: {per_year: 10}
fees: {le-phi: {title: {vi: Lệ phí, en: Charge}, amount: 8000, currency: VND}}
steps:
  nop:
    actor: applicant
    visits: 1
    pays: [le-phi]
    costs: {di-lai: {title: {vi: Đi nộp, en: Go there}, task: file, takes: 30 phút, spends: 20000}}
    next: ky
  ky: {role: leader, end: completed}
"""
SCENARIO = """\
id: truc-tuyen
title: {vi: Nộp trực tuyến, en: Hand in online}
changes:
  khong-di: {procedure: QT-01, step: nop, set: {visits: 0, costs: {di-lai: {takes: 10 phút, spends: 0}}}}
"""
INCOME = ("--income", "40000", "--income-source", "Niên giám thống kê 2025")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"organisation.yaml": ORGANISATION, "qt.yaml": PROCEDURE, "scenarios/s.yaml": SCENARIO}
    return write(tmp_path, files)


def cost(folder: Path, *args: str, lang: str = "vi") -> Result:
    command = ["--lang", lang, "cost", str(folder / "qt.yaml"), *args]
    return CliRunner().invoke(cli, command, catch_exceptions=False)


def data(folder: Path, *args: str) -> Any:
    done = cost(folder, "--format", "json", *INCOME, *args)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["procedures"]["QT-01"]


def scenario(folder: Path) -> tuple[str, str]:
    return "--scenario", str(folder / "scenarios" / "s.yaml")


def test_without_an_income_nothing_is_counted(folder: Path) -> None:
    """There is no figure of the program's own: it is asked for, in the user's language."""
    done = cost(folder, lang="en")
    assert done.exit_code == 2
    assert "compliance_cost in organisation.yaml" in done.output and "QT-01" in done.output


@pytest.mark.parametrize("args", [INCOME[:2], ("--times", "1", *INCOME), INCOME[2:]])
def test_what_goes_together_is_asked_for_together(folder: Path, args: tuple[str, ...]) -> None:
    """An income without a source, a source without an income, n without N: wrong use."""
    assert cost(folder, *args).exit_code == 2


def test_the_organisation_may_state_the_income(folder: Path) -> None:
    """What organisation.yaml states counts, with its source shown."""
    stated = "compliance_cost: {income_per_hour: 50000, source: Cục Thống kê, year: 2025, currency: VND}\n"
    write(folder, {"organisation.yaml": ORGANISATION + stated})
    done = cost(folder, lang="en")
    assert done.exit_code == 0, done.output
    assert "50,000" in done.output and "Cục Thống kê (2025)" in done.output


def test_amounts_are_integers_and_rates_have_two_decimals(folder: Path) -> None:
    """40 đồng of thousand an hour: 20,000 + 20,000 of tasks, 8,000 of fees; online 6,667 are left."""
    found = data(folder, *scenario(folder))
    assert found["per_dossier"] == {"before": 48_000, "after": 14_667, "saved": 33_333, "percent": "69.44"}
    assert found["yearly"]["saved"] == 333_330
    [item] = [each for each in found["items"] if each["id"] == "nop.di-lai"]
    assert item["cost"]["saved"] == 33_333 and item["before"]["minutes"] == 30 and item["after"]["minutes"] == 10


def test_subjects_and_times_take_the_place_of_the_demand(folder: Path) -> None:
    """T = C × n × N with the numbers of the command line."""
    assert data(folder, "--times", "2", "--subjects", "100")["yearly"]["before"] == 48_000 * 200


def test_days_are_priced_apart_with_a_warning(folder: Path) -> None:
    """waiting_days stands beside the bill and in none of its sums, and says what speaks against it."""
    found = data(folder, "--method", "waiting_days")
    assert found["waiting_days"]["yearly"]["before"] == 32_000_000
    assert found["yearly"]["before"] == 480_000
    done = cost(folder, "--method", "waiting_days", *INCOME, lang="en")
    assert "contradicts article 27" in done.output and "32,000,000" in done.output


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_bill_is_told_in_both_languages(folder: Path, lang: str) -> None:
    """The page names each item, its saving, and the source of the income."""
    done = cost(folder, *INCOME, *scenario(folder), lang=lang)
    assert done.exit_code == 0, done.output
    for text in (
        "Niên giám thống kê 2025",
        {"vi": "Đi nộp", "en": "Go there"}[lang],
        {"vi": "33.333", "en": "33,333"}[lang],
    ):
        assert text in done.output


def test_a_scenario_that_cannot_be_followed_is_refused(folder: Path) -> None:
    """A change of an item that is not there names the nearest one."""
    write(folder, {"scenarios/s.yaml": SCENARIO.replace("{di-lai: {takes: 10 phút, spends: 0}}", "{di-lia: null}")})
    done = cost(folder, *INCOME, *scenario(folder), lang="en")
    assert done.exit_code == 1 and "di-lai" in done.output


def test_a_year_of_which_not_all_is_known_says_so(folder: Path) -> None:
    """Where a step does not say what it costs the applicant, the sum of a year is no whole one, before or after."""
    whole = " ".join(cost(folder, *INCOME, lang="en").stdout.split())
    assert "A year: T" in whole and "of what is known alone" not in whole
    more = PROCEDURE.replace("    next: ky\n", "    next: them\n  them: {actor: applicant, visits: 1, next: ky}\n")
    write(folder, {"qt.yaml": more})
    for args in ((), scenario(folder)):
        said = " ".join(cost(folder, *INCOME, *args, lang="en").stdout.split())
        assert "(of what is known alone)" in said
