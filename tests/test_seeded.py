"""Every rule finds the fault that is seeded for it in a copy of the sample workspace, and who else speaks is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from office import keep_cache_in
from seeded import DAY, LANGUAGES, SAMPLE, TAUGHT, Fault, Office, exit_code, faults, report, table

from isoqms.cli.main import cli
from isoqms.problem import Severity
from isoqms.rules.clauses import every_rule
from isoqms.rules.conformity import judge, packs
from isoqms.workspace.load import load

MOVING = {"4.4.2/doc-in-sync", "6.3/change-record"}  # speak while a sample procedure is edited and not issued again


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A copy of the sample to spoil, read once."""
    return Office.copied_to(tmp_path_factory.mktemp("sample") / "processes")


def test_every_rule_has_a_fault() -> None:
    """One fault for each rule there is, and none for a rule there is not; whoever else speaks is a rule as well."""
    assert set(faults()) == set(every_rule())
    assert {rule for fault in faults().values() for rule in fault.also} <= set(every_rule())


@pytest.mark.parametrize("fault", faults().values(), ids=faults())
def test_a_seeded_fault_is_found(office: Office, fault: Fault) -> None:
    """The rule speaks that the fault is for, and besides it exactly those rules for which a reason is kept."""
    spoke, code = office.with_fault(fault)
    assert fault.rule in spoke
    assert set(spoke) - {fault.rule} == set(fault.also)
    assert code == exit_code(fault)


THROUGH_THE_COMMAND = (
    "wf/start-end",
    "arithmetic/sum-limit",
    "simulate/people",
    "4.4.1/owner",
    "public/seven-parts",
    "5.3/posts-covered",
    "6.1.3/opportunity-actions",
)


def test_a_fault_of_every_pack_goes_through_the_command() -> None:
    """No pack is left out below."""
    assert {every_rule()[rule].pack for rule in THROUGH_THE_COMMAND} == set(packs())


@pytest.fixture
def run(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run `isoqms conformity` on the copy with one pack, and return the exit code and what was printed."""
    keep_cache_in(tmp_path / "cache", monkeypatch)

    def asked(pack: str) -> tuple[int, str]:
        arguments = ["--lang", "en", "conformity", *map(str, office.paths), "--as-of", str(DAY), "--pack", pack]
        done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
        return done.exit_code, done.output

    return asked


@pytest.mark.parametrize("rule", THROUGH_THE_COMMAND)
def test_the_command_ends_by_the_fault(office: Office, rule: str, run) -> None:
    """Before the fault the command ends with 0; with it, it names the rule and ends by its severity."""
    fault, pack = faults()[rule], every_rule()[rule].pack
    code, before = run(pack)
    assert code == 0
    with office.spoiled(fault):
        code, said = run(pack)
    assert said.count(f"({rule}") > before.count(f"({rule}")
    assert code == int(every_rule()[rule].severity is Severity.ERROR)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_is_the_one_written(lang: str) -> None:
    """The table in reports/ is what the data say; `python tests/seeded.py` writes it."""
    assert report(lang).read_text(encoding="utf-8") == table(lang)


def test_the_sample_shows_no_error_but_those_it_teaches() -> None:
    """Every error in any office of the sample is there on purpose, and it is said why."""
    errors = {
        (told.problem.rule, result.object)
        for judgement in judge(load([SAMPLE], quality=True), DAY)
        for result in judgement.results
        for told in result.told
        if told.accepted is None and told.problem.severity is Severity.ERROR
    }
    assert {each for each in errors if each[0] not in MOVING} == set(TAUGHT)
    assert all(TAUGHT.values())
