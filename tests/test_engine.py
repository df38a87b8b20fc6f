"""Running the rules: each on its own, found by folder, their problems accepted for a reason and until a day."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import ORGANISATION, procedure, write

import isoqms.rules
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Check, Context, Objection, Outcome, Rule, check, find_rules
from isoqms.words import Message
from isoqms.workspace.load import load

DAY = date(2026, 11, 21)


def rule(id_: str, checks: Check, severity: Severity = Severity.ERROR, ground: Ground = Ground.ISO) -> Rule:
    return Rule(id_, severity, ground, ("8.5.1",), "Steps are objected to.", checks)


def every_step(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to each step."""
    for step in procedure.steps.values():
        yield Objection(step.at, step.id, Message("{step} is objected to", step=step.id), Message("do better"))


def judged(folder: Path, *rules: Rule, text: str = "", day: date = DAY) -> list[Outcome]:
    write(folder, {"organisation.yaml": ORGANISATION, "a.yaml": procedure("A") + text})
    return check(load([folder]), day, rules)


def shown(outcomes: list[Outcome]) -> list[tuple[str, str, int, bool]]:
    return [(each.problem.rule, each.problem.subject, each.problem.at.line, bool(each.accepted)) for each in outcomes]


def test_an_objection_becomes_a_problem_of_its_rule(tmp_path: Path) -> None:
    """The rule says what and where; its severity and ground come along."""
    [first, second] = judged(tmp_path, rule("t/steps", every_step, Severity.WARNING, Ground.LAW))
    assert shown([first, second]) == [("t/steps", "nhan", 6, False), ("t/steps", "ky", 11, False)]
    assert (first.problem.severity, first.problem.ground) == (Severity.WARNING, Ground.LAW)


def test_a_rule_sees_the_organisation_the_neighbours_and_the_day(tmp_path: Path) -> None:
    """What a rule needs beside the procedure is handed to it."""
    seen: list[Context] = []

    def look(procedure: Procedure, context: Context) -> Iterator[Objection]:
        seen.append(context)
        return iter(())

    write(tmp_path, {"b.yaml": procedure("B")})
    assert judged(tmp_path, rule("t/look", look)) == []
    assert [(set(each.procedures), set(each.stamps), each.as_of) for each in seen] == [({*"AB"}, {*"AB"}, DAY)] * 2
    assert all(each.organisation and each.organisation.office(None) for each in seen)


def fails_at_once(procedure: Procedure, context: Context) -> Iterator[Objection]:
    raise KeyError("không có")


def fails_half_way(procedure: Procedure, context: Context) -> Iterator[Objection]:
    yield from list(every_step(procedure, context))[:1]
    raise RecursionError


def yields_nonsense(procedure: Procedure, context: Context) -> Iterator[Objection]:
    yield "nhan"  # type: ignore[misc]


@pytest.mark.parametrize("broken", [fails_at_once, fails_half_way, yields_nonsense])
def test_a_rule_that_fails_hides_nothing(tmp_path: Path, broken: Check) -> None:
    """A faulty rule is a problem that names it; what it and the others found before and after stays."""
    outcomes = judged(tmp_path, rule("t/a", every_step), rule("t/broken", broken), rule("t/c", every_step))
    found = [row[0] for row in shown(outcomes)]
    assert (found.count("t/a"), found.count("t/c"), found.count("check/rule-error")) == (2, 2, 1)
    [failure] = [each.problem for each in outcomes if each.problem.rule == "check/rule-error"]
    assert "t/broken" in failure.message.render("vi")
    assert failure.severity is Severity.ERROR


def acceptance(rule: str, until: date = DAY, step: str | None = None) -> str:
    """Write one accepted problem as an entry of `suppress`."""
    about = f"object: {step}, " if step else ""
    return f"  - {{rule: {rule}, {about}reason: đang sửa, approver: Chủ tịch, expires: {until}}}\n"


def accepting(*entries: str) -> str:
    return "suppress:\n" + "".join(entries)


@given(st.integers(-400, 400))
def test_an_acceptance_holds_up_to_its_day(days: int) -> None:
    """Until its last day an accepted problem is set apart; from the day after it counts again, and that is said."""
    text = accepting(acceptance("t/s", DAY + timedelta(days)))
    with tempfile.TemporaryDirectory() as folder:
        outcomes = judged(Path(folder), rule("t/s", every_step), text=text)
    accepted = [bool(each.accepted) for each in outcomes if each.problem.rule == "t/s"]
    assert accepted == [days >= 0] * 2
    stale = [each.problem.message.render("en") for each in outcomes if each.problem.rule == "check/acceptance"]
    assert stale == ([] if days >= 0 else [f"the acceptance of t/s ran out on {DAY + timedelta(days)}"])


def test_an_acceptance_covers_its_object_only(tmp_path: Path) -> None:
    """Accepting a problem of one step says nothing about the others."""
    outcomes = judged(tmp_path, rule("t/s", every_step), text=accepting(acceptance("t/s", step="ky")))
    assert shown(outcomes) == [("t/s", "nhan", 6, False), ("t/s", "ky", 11, True)]
    assert outcomes[1].accepted is not None
    assert (outcomes[1].accepted.approver, outcomes[1].accepted.reason.render("vi")) == ("Chủ tịch", "đang sửa")


def test_an_acceptance_that_covers_nothing_is_reported(tmp_path: Path) -> None:
    """When the problem is gone, its acceptance is to go too; a warning stands at its line."""
    text = accepting(acceptance("t/s"), acceptance("t/none"))
    outcomes = judged(tmp_path, rule("t/none", lambda *args: iter(())), rule("t/s", every_step), text=text)
    assert [row[1:] for row in shown(outcomes) if row[0] == "check/acceptance"] == [("t/none", 18, False)]


@pytest.mark.parametrize(
    ("name", "said", "advice"),
    [
        ("t/stesp", "there is no rule “t/stesp”; nearest: t/steps", "correct the name, or take this out"),
        ("format/schema", "format/schema cannot be accepted", "mend the file, then take this out"),
    ],
)
def test_an_acceptance_of_no_rule_says_what_to_do(name: str, said: str, advice: str, tmp_path: Path) -> None:
    """A misspelt rule is not quietly without effect; what stops a file from being read cannot be accepted."""
    outcomes = judged(tmp_path, rule("t/steps", every_step), text=accepting(acceptance(name)))
    [problem] = [each.problem for each in outcomes if each.problem.rule == "check/acceptance"]
    assert (problem.message.render("en"), problem.fix.render("en")) == (said, advice)


def test_a_renewed_acceptance_holds(tmp_path: Path) -> None:
    """An expired acceptance written above its renewal does not spoil it; only the expired one is to be taken out."""
    text = accepting(acceptance("t/s", DAY - timedelta(1)), acceptance("t/s", DAY + timedelta(1)))
    outcomes = judged(tmp_path, rule("t/s", every_step), text=text)
    assert [accepted for name, _, _, accepted in shown(outcomes) if name == "t/s"] == [True, True]
    assert [row[2] for row in shown(outcomes) if row[0] == "check/acceptance"] == [17]


def test_problems_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    """Whatever order the rules run in, the reader goes through a file from top to bottom."""
    outcomes = judged(tmp_path, rule("t/z", every_step), rule("t/a", every_step), text="x: 1\n")
    assert [row[:2] for row in shown(outcomes)] == [
        ("t/a", "nhan"),
        ("t/z", "nhan"),
        ("t/a", "ky"),
        ("t/z", "ky"),
        ("format/unknown-key", ""),
    ]


def test_what_is_inherited_is_said_once(tmp_path: Path) -> None:
    """A problem in a step of the issuing office is shown there once, however many offices took the step over."""
    children = {f"{name}.yaml": f"id: {name}\nadopts: {{id: A}}\n" for name in ("B", "C", "D")}
    write(tmp_path, children)
    assert shown(judged(tmp_path, rule("t/s", every_step))) == [("t/s", "nhan", 6, False), ("t/s", "ky", 11, False)]


RULE = '''"""Nothing is asked."""
from isoqms.problem import Ground, Severity
ID, SEVERITY, GROUND, CLAUSES = {id!r}, Severity.{severity}, Ground.{ground}, ()
def check(procedure, context):
    yield from ()
'''


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Rule, ...]]]:
    """Write rules into a pack of their own and find them, with no other pack in sight."""
    monkeypatch.setattr(isoqms.rules, "__path__", [str(tmp_path)])
    find_rules.cache_clear()

    def find(**modules: tuple[str, str, str]) -> tuple[Rule, ...]:
        texts = {f"{name}.py": RULE.format(id=i, severity=s, ground=g) for name, (i, s, g) in modules.items()}
        write(tmp_path / "probe", {"__init__.py": '"""A pack."""\n', **texts})
        return find_rules()

    yield find
    find_rules.cache_clear()
    for name in [name for name in sys.modules if name.startswith("isoqms.rules.probe")]:
        del sys.modules[name]


def test_rules_are_found_and_not_listed(pack: Callable[..., tuple[Rule, ...]]) -> None:
    """A module in a pack is a rule: writing the file is all there is to do."""
    found = pack(b=("p/two", "WARNING", "CONVENTION"), a=("p/one", "ERROR", "LAW"))
    assert [(each.id, each.severity, each.ground) for each in found] == [
        ("p/one", Severity.ERROR, Ground.LAW),
        ("p/two", Severity.WARNING, Ground.CONVENTION),
    ]


def test_two_rules_of_one_name_are_refused(pack: Callable[..., tuple[Rule, ...]]) -> None:
    """An acceptance must know which rule it means."""
    with pytest.raises(ValueError, match="'p/one'"):
        pack(a=("p/one", "ERROR", "LAW"), b=("p/one", "ERROR", "LAW"))


def test_good_practice_is_never_an_error(pack: Callable[..., tuple[Rule, ...]]) -> None:
    """A rule that stands on convention alone may warn and advise, no more."""
    with pytest.raises(ValueError, match="'p/one' stands on convention"):
        pack(a=("p/one", "ERROR", "CONVENTION"))


def test_what_cannot_be_read_is_the_first_cause(tmp_path):
    """A step whose time is misspelt is not also blamed for having none; other steps are, and errors always show."""
    text = (
        "id: A\ntitle: x\nsteps:\n  a: {role: r, alowance: 1 day, next: b}\n  b: {role: r, next: c}\n"
        "  c: {role: r, alowance: 1 day, next: nowhere}\n"
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    told = [(row.problem.rule, row.problem.subject) for row in check(load([tmp_path]), date(2026, 1, 1))]
    assert ("wf/time", "b") in told
    assert ("wf/time", "a") not in told
    assert ("format/unknown-key", "a") in told
    assert ("wf/refs", "c") in told
