"""What a procedure asks of the applicant."""

from __future__ import annotations

from procedures import of_steps

from isoqms.graph.journey import Contact, applicant_journey

FILES = """
    dossier:
      - {paper: {en: Application}, kind: form, fields: 12}
      - {paper: {en: Land title}, kind: copy, count: 2}
      - {paper: {en: Power of attorney}, kind: original, optional: true, fields: 3}
      - {paper: {en: Photograph}}
    fees:
      service: {title: {en: Fee}, amount: 100000, currency: VND}
      free: {title: {en: Free of charge}, amount: 0}
    """
COURSE = """
    submit: {actor: applicant, visits: 1, counter: one_stop, pays: [service, free], next: check}
    check:
      role: officer
      allowance: 1 day
      next:
        - {to: supplement, when: {en: incomplete}, at_most: 2, at_bound: refuse}
        - {to: split, when: {en: complete}}
        - {to: refuse, when: {en: out of scope}}
    supplement: {actor: applicant, visits: 1, papers: [{en: missing paper}], wait: 10 days, next: check}
    refuse: {role: officer, counter: information, allowance: 9 days, end: refused}
    split: {role: officer, parallel: [tax, visit]}
    tax: {actor: applicant, counter: treasury, visits: 1, pays: [tax_due], next: result}
    visit: {role: officer, allowance: 2 days, next: result}
    result: {join: all, role: officer, counter: one_stop, fields: 1, end: completed}
    """


def test_the_ordinary_course_and_the_most():
    """The ordinary course passes all parallel branches and no loop; the most makes every round a bound allows."""
    found = applicant_journey(of_steps(COURSE, FILES), None)
    assert found.ordinary == Contact(interactions=3, trips=2, papers=0, fields=13, payments=2)
    assert found.most == Contact(interactions=5, trips=4, papers=2, fields=16, payments=2)
    assert not found.unbounded


def test_counters_and_fees():
    """Counters are counted once however often one goes there; the refusal's counter is on no ordinary course."""
    found = applicant_journey(of_steps(COURSE, FILES), None)
    assert found.counters == ("one_stop", "treasury")
    assert found.all_counters == ("one_stop", "information", "treasury")
    assert found.fees == ("service", "free", "tax_due")


def test_papers_by_kind():
    """Papers are counted by kind and number, optional ones apart, those of unknown kind too."""
    papers = applicant_journey(of_steps(COURSE, FILES), None).papers
    assert papers.needed == {"form": 1, "copy": 2, "": 1}
    assert papers.optional == {"original": 1}


def test_what_is_not_stated_is_named():
    """A step at a counter that does not say how often to come is named, never counted as a trip."""
    found = applicant_journey(of_steps(COURSE, FILES), None)
    assert found.visits_unknown == ("refuse", "result")


def test_a_loop_without_bound_is_said_so():
    """A round is counted once and the figure called open; a loop inside the office does not concern the applicant."""
    without = COURSE.replace("at_most: 2, at_bound: refuse", "share: 10 %")
    assert applicant_journey(of_steps(without, FILES), None).unbounded
    inside = "a: {actor: applicant, visits: 1, next: b}\nb: {next: [{to: b}, {end: completed}]}"
    found = applicant_journey(of_steps(inside), None)
    assert (found.unbounded, found.most) == (False, Contact(interactions=1, trips=1))


def test_parallel_branches_add_up_and_alternatives_do_not():
    """Both of two parallel errands are made, only the larger of two alternatives; what follows counts once."""
    branches = """
        b: {actor: applicant, visits: 1, next: d}
        c: {actor: applicant, visits: 3, next: d}
        d: {JOIN counter: x, visits: 1, end: completed}
        """
    both = of_steps("a: {parallel: [b, c]}" + branches.replace("JOIN", "join: all,").replace("\n        ", "\n"))
    either = of_steps("a: {next: [{to: b}, {to: c}]}" + branches.replace("JOIN", "").replace("\n        ", "\n"))
    assert applicant_journey(both, None).most.trips == 5
    assert applicant_journey(either, None).most.trips == 4


def test_other_variants_do_what_is_theirs():
    """Steps of other variants are passed over."""
    steps = """
        a: {actor: applicant, visits: 1, next: b}
        b: {actor: applicant, visits: 1, variants: [hard], end: completed}
        """
    procedure = of_steps(steps, "variants: {hard: {title: {en: Hard}}}")
    assert applicant_journey(procedure, None).ordinary.trips == 1
    assert applicant_journey(procedure, "hard").ordinary.trips == 2


def test_long_procedures_are_counted_too():
    """A procedure of many steps in a row is no harder than a short one."""
    steps = {f"s{number}": {"actor": "applicant", "visits": 1, "next": f"s{number + 1}"} for number in range(1500)}
    steps["s1500"] = {"end": "completed"}
    assert applicant_journey(of_steps(steps), None).most.trips == 1500
