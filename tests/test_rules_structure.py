"""The structure rules beyond their examples: what they object to, at which line, and where they keep silent."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from procedures import of_steps, read, read_office

from isoqms.graph.critical import timing
from isoqms.graph.flow import ANY, kinds
from isoqms.graph.journey import applicant_journey
from isoqms.procedure import Organisation, Procedure
from isoqms.rules.engine import Context, Objection, find_rules
from isoqms.worktime import Convention

RULES = {rule.id: rule for rule in find_rules()}
OFFICE = read_office("""
    default_office: ward
    offices:
      ward:
        title: {en: Ward}
        calendar: vn
        hours: {mon: ["08:00..17:00"]}
        day_length: 8 hours
        units: {legal: {title: {en: Legal unit}}}
        counters: {hall: {title: {en: Hall}}}
      city:
        title: {en: City}
        calendar: vn
        hours: {mon: ["08:00..17:00"]}
        day_length: 8 hours
        units: {land: {title: {en: Land unit}}}
    roles:
      officer: {title: {en: Officer}}
      surveyor: {title: {en: Surveyor}, office: city}
    posts: {chair: {title: {en: Chair}, roles: [officer]}}
    systems: {portal: {title: {en: Portal}}}
    """)


def context(organisation: Organisation | None = OFFICE, **more: Any) -> Context:
    return Context(**({"procedures": {}, "stamps": {}, "as_of": date(2026, 11, 20)} | more), organisation=organisation)


def found(rule: str, procedure: Procedure, about: Context | None = None) -> list[Objection]:
    return list(RULES[rule].check(procedure, about or context()))


def said(rule: str, steps: str, more: str = "", about: Context | None = None) -> list[str]:
    """Return the objections of a rule in English, each after the object it concerns."""
    return [f"{each.subject}: {each.message.render('en')}" for each in found(rule, of_steps(steps, more), about)]


def test_a_name_in_other_letters_and_a_number_are_suggested() -> None:
    """“B5” typed for step b5, or for the step whose number is B5, is what was meant."""
    for id_, number in (("b5", "5"), ("sign", "B5")):
        steps = f"b4: {{next: B5}}, {id_}: {{number: {number}, end: completed}}"
        (objection,) = found("wf/refs", of_steps(f"{{{steps}}}"))
        assert f"write “{id_}”" in objection.fix.render("en")


def test_signers_have_posts_even_where_none_is_declared() -> None:
    """An organisation without posts knows no post; a code typed for one is told."""
    office = read_office("""
        offices: {w: {title: {en: W}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 hours}}
        """)
    assert said("wf/refs", "{a: {end: completed}}", "approvers: [{post: chair}]", context(office)) == [
        ": there is no post “chair”"
    ]


VARIANTS = "variants: {x: {title: {vi: X}}, y: {title: {vi: Y}}}"


def test_choices_need_a_condition_each_but_one():
    """One way may say nothing and is the default, unless another is; a way written to the same step counts once."""
    both = "a: {next: [{to: b}, {to: c}]}\nb: {end: completed}\nc: {end: completed}"
    assert said("wf/gateway-complete", both) == ["a: nothing says when a dossier goes from “a” to “c”"]
    default = both.replace("{to: c}", "{to: c, default: true}")
    assert said("wf/gateway-complete", default) == ["a: nothing says when a dossier goes from “a” to “b”"]
    two = default.replace("{to: b}", "{to: b, default: true}")
    assert said("wf/gateway-complete", two) == ["a: step “a” has more than one default way"]
    ending = "a: {next: [{to: b}, {end: refused}]}\nb: {end: completed}"
    assert said("wf/gateway-complete", ending) == ["a: nothing says when a dossier goes from “a” to “end: refused”"]


@pytest.mark.parametrize(
    ("shares", "objection"),
    [
        (("33.3 %", "33.3 %", "33.3 %"), None),
        (("33 %", "33 %", "33 %"), "the shares of the ways out of “a” make up 99 %, not 100 %"),
        (("60 %", "60 %", "10 %"), "the shares of the ways out of “a” make up 130 %, not 100 %"),
        (("60 %", "30 %", None), None),
        (("60 %", None, None), None),
        (
            ("60 %", "40 %", None),
            "the shares given at “a” make up 100 % already, so that nothing is left for the other ways",
        ),
        (("50 %", "50 %", "0 %"), "the way from “a” to “d” has a share of 0 %: no dossier takes it"),
    ],
)
def test_shares_make_up_the_whole(shares, objection):
    """Shares sum to 100 %, up to rounding at one decimal; some may be left open if something is left for them."""
    ways = [
        f"{{to: {to}, share: {share}}}" if share else f"{{to: {to}}}" for to, share in zip("bcd", shares, strict=True)
    ]
    steps = f"a: {{next: [{', '.join(ways)}]}}\nb: {{end: completed}}\nc: {{end: completed}}\nd: {{end: completed}}"
    about = [text.removeprefix("a: ") for text in said("wf/gateway-complete", steps)]
    assert [text for text in about if "share" in text] == ([objection] if objection else [])


def test_shares_are_judged_by_variant():
    """Ways of different variants are not added up; each variant must be fully shared out."""
    steps = """
        a:
          next:
            - {to: b, variants: [x], share: 100 %}
            - {to: b, variants: [y], share: 70 %, when: {vi: một}}
            - {to: c, variants: [y], share: SHARE, when: {vi: hai}}
        b: {end: completed}
        c: {end: refused}
        """
    assert not said("wf/gateway-complete", steps.replace("SHARE", "30 %"), VARIANTS)
    wrong = said("wf/gateway-complete", steps.replace("SHARE", "20 %"), VARIANTS)
    assert wrong == ["a: the shares of the ways out of “a” make up 90 %, not 100 %"]


def test_every_variant_has_a_way():
    """A step whose ways are kept for some variants leaves the others standing."""
    steps = "a: {next: [{to: b, variants: [x]}]}\nb: {end: completed}"
    assert said("wf/gateway-complete", steps, VARIANTS) == ["a: dossiers of variant y have no way on from “a”"]


def test_joins_have_something_to_join():
    """A join of any among alternatives is idle; joins of an incomplete procedure are not judged."""
    steps = "a: {next: [{to: b}, {to: c, when: {vi: c}}]}\nb: {next: d}\nc: {next: d}\nd: {join: any, end: completed}"
    assert said("wf/gateway-complete", steps) == [
        "d: the ways that lead to “d” are never taken at the same time, so that “join: any” has nothing to choose from"
    ]
    assert not said("wf/gateway-complete", "a: {parallel: [b, c]}\nb: {next: e}\nc: {next: d}\nd: {join: all, next: e}")


def test_faults_say_how_a_dossier_comes_to_them():
    """The objection names the steps before, the last six of them, and the variant when only that is concerned."""
    row = "\n".join(f"s{number}: {{next: s{number + 1}}}" for number in range(8))
    steps = f"{row}\ns8: {{parallel: [b, c]}}\nb: {{next: d}}\nc: {{next: d}}\nd: {{end: completed}}"
    assert said("wf/soundness", steps) == [
        "d: a dossier is twice at “d”: it comes from “b”, “c” at the same time, and nothing joins the branches "
        "(for example after … → s5 → s6 → s7 → s8 → b → c)"
    ]
    by_variant = """
        a: {parallel: [b, c]}
        b: {next: [{to: d, variants: [x]}, {end: refused, variants: [y]}]}
        c: {next: d}
        d: {join: all, end: completed}
        """
    assert said("wf/soundness", by_variant, VARIANTS) == [
        "b: variant “y”: a dossier ends at “b” while it is still under way at “d” (for example after a → b → c)"
    ]


def test_soundness_does_not_repeat_what_others_say():
    """Gaps, circles and variants without a way are named by their own rules alone."""
    for steps in ("a: {next: b}\nb: {next: a}", "a: {next: nowhere}", "a: {next: [{to: b, variants: [x]}]}\nb: {}"):
        assert not said("wf/soundness", steps, VARIANTS)


def test_what_cannot_be_judged_is_said():
    """A procedure with too much in parallel is not passed over in silence."""
    branches = [f"b{number}" for number in range(14)]
    steps = [f"a: {{parallel: [{', '.join(branches)}]}}", "m: {join: all, end: completed}"]
    for each in branches:
        steps += [f"{each}: {{next: [{{to: {each}x}}, {{to: {each}y}}]}}", f"{each}x: {{next: {each}z}}"]
        steps += [f"{each}y: {{next: {each}z}}", f"{each}z: {{next: m}}"]
    assert said("wf/soundness", "\n".join(steps)) == [
        ": so much runs in parallel here that the course of a dossier cannot be judged"
    ]


def test_one_gap_is_told_once():
    """Of a row of steps that is not reached only the first is named."""
    steps = "a: {end: completed}\nb: {next: c}\nc: {next: d}\nd: {end: completed}"
    assert said("wf/dead-or-orphan", steps) == ["b: no dossier ever comes to step “b”"]


def test_ways_and_hand_overs_make_sense():
    """The same step twice in parallel, and a procedure named that is handed nothing."""
    steps = "a: {parallel: [b, b]}\nb: {hands_over_to: Q, end: completed}"
    assert said("wf/dead-or-orphan", steps) == [
        "a: the way from “a” to “b” is written twice",
        "b: step “b” names a procedure that goes on, but no dossier is handed over there",
    ]
    assert not said("wf/dead-or-orphan", "a: {hands_over_to: Q, next: [{end: handed_over}, {end: refused}]}")


def test_positions_are_those_of_the_ways():
    """What is wrong with one way is shown at the line of that way."""
    text = """\
        id: P
        title: {vi: Thử}
        steps:
          a:
            next:
              - {to: b, when: {vi: đủ}}
              - to: a
                when: {vi: thiếu}
                at_most: 2
          b: {end: completed}
        """
    (objection,) = found("wf/loop-exit", read(textwrap.dedent(text)))
    assert (objection.at.line, objection.at.column) == (7, 9)


LOOP = """
    a: {MORE next: b}
    b: {next: [{to: a}, {end: completed}]}
    """


@pytest.mark.parametrize(
    ("more", "limits", "objections"),
    [
        ("", "", 1),
        ("sub_limit: 3 days,", "", 0),
        ("", "limits: {legal: {within: 5 days}}", 0),
        ("", "limits: {total: {within: 5 days}}", 1),
        ("clock: stopped,", "limits: {legal: {within: 5 days}}", 1),
    ],
)
def test_a_time_limit_bounds_a_loop(more, limits, objections):
    """A limit of a step, or of the procedure while the clock runs, ends a loop; a stated total does not."""
    assert len(said("wf/loop-exit", LOOP.replace("MORE", more), limits)) == objections


def test_a_loop_nobody_leaves_is_another_matter():
    """Circles without exit are errors of wf/start-end; an exit without a bound is told here."""
    assert not said("wf/loop-exit", "a: {next: b}\nb: {next: a}")
    steps = "a: {next: [{to: b, at_bound: c}, {to: c}]}\nb: {end: completed}\nc: {end: refused}"
    assert said("wf/loop-exit", steps) == ["a: a way out of “a” says where to go at a bound, but has none"]


def test_titles_in_the_languages_of_the_procedure():
    """Steps, stages and variants need them all; a plain title serves every language."""
    more = "variants: {x: {title: {en: X}}}\nstages: {s: {title: plain}}"
    steps = "a: {title: {vi: Nhận}, next: b}\nb: {title: Trả, next: c}\nc: {end: completed}"
    assert said("wf/names", steps, more) == ["c: “c” has no title", "x: the title of “x” is missing in vi"]
    untold = read("id: P\ntitle: Thử\nsteps: {a: {title: {en: A}, next: b}, b: {title: {vi: B}, end: completed}}")
    assert not found("wf/names", untold)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("role: officer", "role: officer", True),
        ("role: officer", "role: head", False),
        ("role: [officer, head]", "role: [head, officer]", True),
        ("actor: agency, agency: {vi: Thuế}", "actor: agency, agency: {vi: Đất đai}", False),
        ("variants: [x]", "variants: [y]", False),
        ("variants: [x]", "variants: [x, y]", True),
        ("variants: [x]", "role: []", True),
    ],
)
def test_equal_titles_mislead_only_the_same_people(one, other, same):
    """The same words for two people's work can be told apart, and so can steps of different variants."""
    other = other.replace("role: []", "interruptible: true")
    steps = f"a: {{title: {{vi: Kiểm  tra}}, {one}, next: b}}\nb: {{title: {{vi: kiểm tra}}, {other}, end: completed}}"
    assert bool(said("wf/names", steps, VARIANTS)) is same


REFERENCES = {
    "start: z": "there is no step “z”",
    "limits: {legal: {within: 5 days, variants: {z: 3 days}}}": "there is no variant “z”",
    "limits: {legal: {within: 5 days, stages: {z: 3 days}}}": "there is no stage “z”",
    "dossier: [{paper: {vi: Giấy}, from_procedure: z}]": "there is no procedure “z”",
    "owner: z": "there is no role “z”",
    "office: z": "there is no office “z”",
    "kpis: {k: {title: {vi: K}, owner: z}}": "there is no role “z”",
    "risks: {r: {title: {vi: R}, owner: z}}": "there is no role “z”",
    "approvers: [{post: z}]": "there is no post “z”",
}


@pytest.mark.parametrize(("more", "objection"), REFERENCES.items())
def test_references_of_a_procedure(more, objection):
    """Whatever the head of a procedure refers to must exist."""
    assert [text.split(": ", 1)[1] for text in said("wf/refs", "a: {end: completed}", more)] == [objection]


@pytest.mark.parametrize(
    ("step", "objection"),
    [
        ("next: z", "step"),
        ("parallel: [b, z]", "step"),
        ("next: [{to: b, at_most: 1, at_bound: z}]", "step"),
        ("next: [{to: b, variants: [z]}]", "variant"),
        ("next: [{to: b, channels: [z]}]", "channel"),
        ("next: b, variants: [z]", "variant"),
        ("next: b, in_variant: {z: {allowance: 1 day}}", "variant"),
        ("next: b, in_variant: {x: {role: z}}", "role"),
        ("next: b, forms: [z]", "form"),
        ("next: b, records: [z]", "record"),
        ("next: b, legal_basis: [z]", "legal rule"),
        ("next: b, pays: [z]", "fee"),
        ("next: b, stage: z", "stage"),
        ("next: b, role: z", "role"),
        ("next: b, role: [officer, z]", "role"),
        ("next: b, unit: z", "unit"),
        ("next: b, counter: z", "counter"),
        ("next: b, systems: [z]", "system"),
        ("next: b, hands_over_to: z", "procedure"),
    ],
)
def test_references_of_a_step(step, objection):
    """Whatever a step refers to must exist."""
    steps = f"a: {{{step}}}\nb: {{end: completed}}"
    assert said("wf/refs", steps, f"{VARIANTS}\nchannels: [online]") == [f"a: there is no {objection} “z”"]


def test_what_exists_is_found():
    """Units may be those of the role's own office; references that resolve draw nothing."""
    steps = """
        a: {role: officer, unit: legal, counter: hall, systems: [portal], next: b}
        b: {role: surveyor, unit: land, hands_over_to: Q, end: handed_over}
        """
    assert not said("wf/refs", steps, "owner: officer", context(procedures={"Q": of_steps("a: {end: completed}")}))


def test_without_an_organisation_nothing_of_it_is_judged():
    """Roles, units and systems are unknown, not wrong; what the file itself should hold is still judged."""
    steps = "a: {role: z, unit: z, systems: [z], forms: [z], end: completed}"
    assert said("wf/refs", steps, "owner: z", context(None)) == ["a: there is no form “z”"]


def test_a_near_name_is_proposed():
    """A slip of the pen is answered with the name that was probably meant."""
    (objection,) = found("wf/refs", of_steps("a: {role: oficer, end: completed}"))
    fix = "write “officer” if that is meant, or add “oficer” under organisation.yaml: roles"
    assert objection.fix.render("en") == fix
    (objection,) = found("wf/refs", of_steps("a: {role: zzz, end: completed}"))
    assert objection.fix.render("en") == "add “zzz” under organisation.yaml: roles, or correct the name"


@pytest.mark.parametrize(
    ("step", "more", "objections"),
    [
        ("role: officer", "", 1),
        ("role: officer", "limits: {total: {within: 5 days, includes_untimed: true}}", 0),
        ("actor: system", "", 0),
        ("actor: applicant, clock: not_started", "", 0),
        ("actor: applicant, clock: stopped", "", 1),
        ("actor: applicant, clock: stopped, wait: 10 working days", "", 0),
        ("role: officer, in_variant: {x: {allowance: 1 working day}}", VARIANTS, 0),
        ("role: officer, work: {min: 1 hour, max: 2 tuần}", "", 1),
        ("role: officer, work: 3 giờ", "", 0),
        ("actor: agency, work: 2 tuần", "", 0),
    ],
)
def test_which_steps_need_a_time(step, more, objections):
    """A time is asked where somebody can be late; work of the office in calendar time is told apart from waiting."""
    assert len(said("wf/time", f"a: {{{step}, end: completed}}", more)) == objections


def test_unclear_days_are_told_once():
    """Without an office to say so a plain day is unclear; the first such day is named, a limit before the steps."""
    unclear = read_office("""
        offices:
          one: {title: {en: One}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 hours}
          two: {title: {en: Two}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 hours}
        """)
    steps = "a: {allowance: 2 ngày, next: b}\nb: {allowance: 3 ngày, end: completed}"
    message = "“2 days”: no office says whether these are working days"
    assert said("wf/time", steps, "", context(unclear)) == [f"a: {message}"]
    limit = "limits: {legal: {within: 2 ngày}}"
    assert said("wf/time", steps, limit, context(unclear)) == [f"legal: {message}"]
    assert not said("wf/time", steps, "office: two", context(unclear))
    assert not said("wf/time", steps, "", context(None))
    assert not said("wf/time", steps.replace("ngày", "ngày làm việc"), "", context(unclear))


@pytest.mark.parametrize(
    ("adopts", "objection"),
    [
        ("{id: Q}", "“Q” is adopted without a stamp, so that a change of it goes unnoticed"),
        ('{id: Q, stamp: "0123456789ab"}', "“Q” has changed since it was adopted here: to be reviewed"),
        ('{id: Q, stamp: "3f9c2ab4"}', None),
        ('{id: Q, stamp: "3f9c2ab41d07"}', None),
        ("{id: R}", None),
    ],
)
def test_a_changed_parent_is_noticed(adopts, objection):
    """A stamp may be shortened; a procedure that is not there cannot be compared."""
    about = context(stamps={"Q": "3f9c2ab41d07"})
    found_ = said("wf/suspect", "a: {end: completed}", f"adopts: {adopts}", about)
    assert found_ == ([f"Q: {objection}"] if objection else [])


@st.composite
def messes(draw: st.DrawFn) -> dict[str, Any]:
    """Steps of every shape the schema allows, right or wrong."""
    names = ["a", "b", "c", "d", "nowhere"]
    name = st.sampled_from(names)
    way = st.fixed_dictionaries(
        {"to": name},
        optional={
            "at_most": st.integers(1, 3),
            "at_bound": name,
            "variants": st.lists(st.sampled_from("xyz"), min_size=1, max_size=2),
            "default": st.booleans(),
            "share": st.sampled_from(["0 %", "50 %", "100 %"]),
        },
    )
    ending = st.fixed_dictionaries({"end": st.sampled_from(["completed", "refused"])})
    step = st.fixed_dictionaries(
        {"interruptible": st.booleans()},
        optional={
            "next": st.one_of(name, st.lists(st.one_of(way, ending), min_size=1, max_size=3)),
            "parallel": st.lists(name, min_size=2, max_size=3),
            "end": st.sampled_from(["completed", "handed_over"]),
            "join": st.sampled_from(["all", "any"]),
            "variants": st.lists(st.sampled_from("xyz"), min_size=1, max_size=2),
            "allowance": st.sampled_from(["1 ngày", "2..3 giờ", "≥ 1 month", "theo thỏa thuận"]),
            "clock": st.sampled_from(["running", "stopped", "restarts"]),
            "actor": st.sampled_from(["applicant", "agency"]),
            "visits": st.integers(0, 2),
        },
    )
    return draw(st.dictionaries(st.sampled_from(names[:4]), step, min_size=1, max_size=4))


@settings(deadline=None, max_examples=200)
@given(messes(), st.sampled_from(["", VARIANTS, "start: c"]))
def test_no_procedure_is_too_broken_to_be_judged(steps, more):
    """Whatever fits the schema gets its objections and its times, never a failure of the program."""
    procedure = of_steps(steps, more)
    for rule in RULES.values():
        for objection in rule.check(procedure, context()):
            assert objection.message.render("vi") and objection.fix.render("vi")
    for kind in (*kinds(procedure), ANY):
        assert timing(procedure, kind, Convention(480)).elapsed.path
        assert applicant_journey(procedure, kind).most.trips >= 0
