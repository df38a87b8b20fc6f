"""What would keep a procedure from being simulated is told by the check, and nothing else is."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from procedures import of_steps, read_office

from isoqms.procedure import Organisation, Procedure
from isoqms.rules.engine import Context, Objection, find_rules

RULES = {rule.id: rule for rule in find_rules()}
HEAD = """
offices:
  xa:
    title: Xã
    calendar: vn
    day_length: 8 giờ
    hours: {mon: ["07:30..11:30", "13:30..17:30"], sat: ["07:00..12:00"]}
    units: {quay: {title: Quầy, hours: {mon: ["07:00..09:00", "09:00..10:00"]}}}
roles: {clerk: {title: Văn thư}, head: {title: Lãnh đạo}, judge: {title: Hội đồng}}
posts:
"""


def office(posts: str) -> Organisation:
    lines = "".join(f"  p{number}: {{title: T, {post}}}\n" for number, post in enumerate(posts.split("; ")))
    return read_office(HEAD + lines)


def objections(rule: str, procedure: Procedure, organisation: Organisation | None) -> list[Objection]:
    context = Context(organisation, {}, {}, date(2026, 11, 20))
    return list(RULES[rule].check(procedure, context))


def subjects(rule: str, steps: str, posts: str, more: str = "demand: {per_year: 9}") -> list[str]:
    return [found.subject for found in objections(rule, of_steps(steps, more), office(posts))]


@pytest.mark.parametrize(
    ("posts", "wrong"),
    [
        ("roles: [clerk]", []),
        ("roles: [head]", ["a"]),
        ("roles: [clerk], head_count: 0; roles: [head]", ["a"]),
        ("roles: [clerk], vacant_since: 2026-10-01", ["a"]),
        ("roles: [clerk], vacant_since: 2026-12-01", []),
        ("roles: [clerk], head_count: 0; roles: [clerk, head], head_count: 0.5", []),
    ],
)
def test_a_role_needs_a_post_that_is_held(posts: str, wrong: list[str]) -> None:
    """A post without people, or vacant on the day of the check, fills no role."""
    assert subjects("simulate/people", "a: {role: clerk, work: 5 min, end: completed}", posts) == wrong


@pytest.mark.parametrize(
    ("posts", "wrong"),
    [
        ("roles: [clerk, head, judge], head_count: 3", []),
        ("roles: [clerk, head, judge], head_count: 2", ["a"]),
        ("roles: [clerk, head], head_count: 1; roles: [judge], head_count: 9", ["a"]),
        ("roles: [clerk, head]; roles: [clerk, judge]; roles: [judge]", []),
    ],
)
def test_roles_together_need_as_many_people(posts: str, wrong: list[str]) -> None:
    """No group of the roles of a step may be filled by fewer people than it has roles."""
    assert subjects("simulate/people", "a: {role: [clerk, head, judge], work: 5 min, end: completed}", posts) == wrong


def test_only_those_who_work_are_asked_for() -> None:
    """Steps with an allowance, of the applicant or of a system need nobody; a variant's own role does."""
    steps = """
        a: {role: judge, allowance: 1 ngày, next: b}
        b: {actor: applicant, work: 5 min, next: c}
        c: {role: clerk, work: 5 min, in_variant: {x: {role: judge}}, end: completed}
        """
    kinds = "demand: {per_year: 9}\nvariants: {x: {title: X}}"
    assert subjects("simulate/people", steps, "roles: [clerk]", kinds) == ["c"]
    assert subjects("simulate/people", steps, "roles: [clerk]", "variants: {x: {title: X}}") == []


def test_an_office_without_posts_is_said_once() -> None:
    """Where nobody at all is stated, that is one problem and not one for each step."""
    alone = read_office(HEAD.replace("posts:\n", ""))
    steps = "{a: {role: clerk, work: 5 min, next: b}, b: {role: head, work: 5 min, end: completed}}"
    [found] = objections("simulate/people", of_steps(steps, "demand: {per_year: 9}"), alone)
    assert found.subject == "demand"


@pytest.mark.parametrize(
    ("work", "posts", "wrong"),
    [
        ("5 giờ", "roles: [clerk]", []),  # Saturday from 7 to 12 is the longest stretch
        ("{min: 1 giờ, usual: 2 giờ, max: 330 min}", "roles: [clerk]", ["a"]),
        ("3 giờ", "roles: [clerk], unit: quay", []),  # two stretches that touch are one
        ("210 min", "roles: [clerk], unit: quay", ["a"]),
        ("210 min", "roles: [clerk], unit: quay; roles: [clerk]", []),
        ("8 giờ", "roles: [clerk], unit: quay, hours: {tue: ['08:00..16:00']}", []),
        ("3 ngày", "roles: [head]", []),  # who does it is another rule's matter
    ],
)
def test_work_in_one_go_fits_the_longest_stretch(work: str, posts: str, wrong: list[str]) -> None:
    """The hours are those of the post, else of its unit, else of the office; the longest time of the work counts."""
    steps = f"a: {{role: clerk, work: {work}, interruptible: false, end: completed}}"
    assert subjects("simulate/window", steps, posts) == wrong
    assert subjects("simulate/window", steps.replace("interruptible: false, ", ""), posts) == []


def test_roles_together_need_a_stretch_in_common() -> None:
    """Two who are never there at the same time cannot do a step together; a colleague with other hours can help."""
    steps = "a: {role: [clerk, head], work: 1 giờ, interruptible: false, end: completed}"
    early, late = "roles: [clerk], hours: {tue: ['08:00..10:00']}", "roles: [head], hours: {tue: ['09:30..12:00']}"
    assert subjects("simulate/window", steps, f"{early}; {late}") == ["a"]
    assert subjects("simulate/window", steps, f"{early}; {late}; roles: [head], hours: {{tue: ['08:30..09:30']}}") == []


LOOP = """
    check: {next: [{to: ask, when: thiếu}, {end: completed, default: true}]}
    ask: {next: [%s]}
    """


@pytest.mark.parametrize(
    ("ways", "more", "wrong"),
    [
        ("{to: check, at_most: 1}", "", ["ask"]),
        ("{to: check, at_most: 1, at_bound: ask}", "", []),
        ("{to: check, at_most: 1}, {end: refused, default: true}", "", []),
        ("{to: check, at_most: 1}, {end: refused, at_most: 2}", "", ["ask"]),
        ("{to: check, at_most: 1}, {end: refused, variants: [x]}", "variants: {x: {title: X}}", []),
        ("{to: check, at_most: 1}, {end: refused, variants: [x]}", "variants: {x: {title: X}, y: {title: Y}}", ["ask"]),
        ("{to: check, at_most: 1}, {end: refused, channels: [post]}", "channels: [post, online]", ["ask"]),
    ],
)
def test_after_a_bound_there_is_a_way(ways: str, more: str, wrong: list[str]) -> None:
    """Every dossier that may reach the bound must find another way, whatever its variant and channel."""
    procedure = of_steps(LOOP % ways, more)
    assert [found.subject for found in objections("simulate/bound", procedure, None)] == wrong


def test_a_bound_outside_a_loop_is_never_reached() -> None:
    """A way nobody can take twice needs no other."""
    steps = "{a: {next: [{to: b, at_most: 1}]}, b: {end: completed}}"
    assert objections("simulate/bound", of_steps(steps), None) == []


@pytest.mark.parametrize(
    ("demand", "wrong"),
    [
        ("{per_year: 0}", 0),
        ("{gap: 0 min}", 1),
        ("{gap: 1..2 giờ}", 1),
        ("{gap: ≤ 2 giờ}", 1),
        ("{gap: 2 ngày}", 0),
        ("{channels: {counter: 33.3 %, online: 33.3 %, post: 33.3 %}}", 0),
        ("{channels: {counter: 99 %}}", 1),
    ],
)
def test_the_number_of_dossiers_is_one_number(demand: str, wrong: int) -> None:
    """A gap is one time of more than nothing; channels make up the whole up to rounding."""
    procedure = of_steps("a: {end: completed}", f"demand: {demand}")
    assert len(objections("simulate/demand", procedure, None)) == wrong


@pytest.mark.parametrize(
    ("shares", "wrong"), [((), 0), ((50, 50), 0), ((50, None), 0), ((100, None), 1), ((50, 40), 1), ((33.3, 66.7), 0)]
)
def test_variants_share_out_the_dossiers(shares: tuple[float | None, ...], wrong: int) -> None:
    """All of them together are the whole; those without a share need something left."""
    each = ", ".join(
        f"v{number}: {{title: V{'' if share is None else f', share: {share} %'}}}"
        for number, share in enumerate(shares)
    )
    procedure = of_steps("a: {end: completed}", f"demand: {{per_year: 9}}\nvariants: {{{each}}}")
    assert len(objections("simulate/demand", procedure, None)) == wrong


@pytest.mark.parametrize(
    ("time", "wrong"),
    [
        ("5 min", 0),
        ("1..2 giờ", 0),
        ("{min: 1 giờ, usual: 90 min, max: 2 giờ}", 0),
        ("{min: 1 ngày, usual: 2 ngày, max: 5 ngày}", 0),
        ("{min: 1 ngày, usual: 9 giờ, max: 3 ngày}", 0),
        ("{min: 1 ngày, usual: 7 giờ, max: 3 ngày}", 1),
        ("{min: 3 giờ, max: 2 giờ}", 1),
        ("{quantiles: [1 giờ, 3 giờ, 2 giờ]}", 1),
        ("{mean: 1 giờ, sd: 0 min}", 1),
        ("{min: 1 giờ, usual: 2 giờ, distribution: pert}", 1),
    ],
)
def test_figures_of_a_time_fit_together(time: str, wrong: int) -> None:
    """Judged by the same reading the simulation makes, for work, for waits and for variants."""
    kinds = "variants: {x: {title: X}}"
    for where in (f"work: {time}", f"wait: {time}", f"in_variant: {{x: {{work: {time}}}}}"):
        procedure = of_steps(f"a: {{role: clerk, {where}, end: completed}}", kinds)
        assert len(objections("simulate/time", procedure, office("roles: [clerk]"))) == wrong


def test_a_check_of_usual_estimates_loads_no_simulator() -> None:
    """Least, usual and most are put in order without it: a check stays quick."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom datetime import date\n"
        "from isoqms.workspace.load import load\nfrom isoqms.rules.engine import check\n"
        "check(load([Path('processes/xa-vi-du')]), date(2026, 11, 20))\n"
        "sys.exit('isoqms.simulate' in sys.modules or 'isoqms.scenario' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=False).returncode == 0
