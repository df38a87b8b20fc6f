"""Two procedures and nothing else: what cannot be seen is said to be unseen, and nothing is held against anybody."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from office import procedure, write

from isoqms.cli.estimates import estimate
from isoqms.framework import editions, framework
from isoqms.problem import Ground, Severity
from isoqms.rules.clauses import every_rule, not_examined
from isoqms.rules.conformity import ConformityRule, Judgement, judge, packs, usual_packs
from isoqms.rules.results import Evidence, Status
from isoqms.workspace.load import load

DAY = date(2026, 11, 22)
UNSEEN = {Evidence.DOCUMENTS, Evidence.RECORDS, Evidence.LOG, Evidence.SIMULATION}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    """Two procedures in a folder, without an organisation and without any quality document."""
    folder = write(tmp_path_factory.mktemp("bare"), {"a.yaml": procedure("QT-01"), "b.yaml": procedure("QT-02")})
    (judgement,) = judge(load([folder], quality=True), DAY, packs())
    return judgement


def of_conformity(judgement: Judgement) -> list[tuple[ConformityRule, Status]]:
    """The results of the rules that judge a quality system."""
    held = [(every_rule()[result.rule], result.status) for result in judgement.results]
    return [(rule, status) for rule, status in held if isinstance(rule, ConformityRule)]


def test_nothing_crashes(bare: Judgement) -> None:
    """Every rule of every pack has something to say, and none fails."""
    assert {result.rule for result in bare.results} == set(every_rule())
    assert not [result for result in bare.results if "check/rule-error" in str(result.told)]


def test_most_of_it_cannot_be_judged(bare: Judgement) -> None:
    """Insufficient evidence is the usual answer, and the report says what was not there to look at."""
    statuses = Counter(status for _, status in of_conformity(bare))
    assert statuses[Status.INSUFFICIENT] > 2 * statuses[Status.PASSED]
    assert {rule.ground for rule, status in of_conformity(bare) if status is Status.FAILED} <= {Ground.LAW}
    said = " ".join(each.render("en") for each in not_examined(bare, framework()))
    assert "qms/scope.yaml" in said and "records" in said and "simulate" in said


def test_nothing_passes_unseen(bare: Judgement) -> None:
    """A rule that looks only at what is not there never passes."""
    passed = {rule.id for rule, status in of_conformity(bare) if status is Status.PASSED}
    assert not {rule.id for rule, _ in of_conformity(bare) if set(rule.evidence) <= UNSEEN} & passed


def test_no_error_stands_on_convention(bare: Judgement) -> None:
    """Good practice is never an error, and the standard asks nothing of who does not claim it."""
    told = [each.problem for result in bare.results for each in result.told]
    assert not [each for each in told if each.ground is Ground.CONVENTION and each.severity is Severity.ERROR]
    rules = {rule.id for rule, _ in of_conformity(bare)}
    assert not [each for each in told if each.ground is Ground.ISO and each.rule in rules]


def test_what_cannot_be_simulated_is_said(tmp_path: Path) -> None:
    """Without an office there is nothing to simulate: the reason stands where the figures would."""
    workspace = load([write(tmp_path, {"a.yaml": procedure()})], quality=True)
    (judgement,) = judge(workspace, DAY, ["iso9001-2015"], estimating=lambda ids: estimate(workspace, ids))
    (result,) = [each for each in judgement.results if each.rule == "7.1.2/capacity"]
    assert result.status is Status.INSUFFICIENT
    assert "cannot be simulated" in result.lacking[0].missing.render("en")


def test_the_draft_is_asked_only_by_its_edition() -> None:
    """The rules of the edition nobody has verified run when that edition is asked for, and never else."""
    assert {edition for edition in editions() if "iso9001-2026-draft" in usual_packs(edition)} == {"iso9001-2026"}
    assert set(packs()) - set(usual_packs()) == {"iso9001-2026-draft"}
