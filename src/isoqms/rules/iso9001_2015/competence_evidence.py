"""For every person there is evidence of competence that is still valid, or something is done about the gap.

Asks: Has each person who holds a post evidence for every requirement of its roles, not run out, or an action with a
    day that has not passed?
Why: The standard asks for records of competence; a certificate that ran out shows what somebody could do once.
Ground: iso
Clause: 7.2
Decided how: The roles of a person are those written at the person, else all of the post. As many people are expected
    as the head count of the post says. Trainings must have been judged for effectiveness within a year of being held.
Left to the auditor: Can they really do it, when one watches them at work?
Bad:
    # file: procedure.yaml
    id: NL-01
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: competence.yaml
    roles: {head: {requires: {law: {title: {vi: Bồi dưỡng pháp luật, en: Course in law}}}}}
    people:
      h1: {post: head-post, evidence: {law: {what: {vi: Chứng chỉ, en: Certificate}, until: 2026-01-31}}}  # here
    ---
    # file: procedure.yaml
    id: NL-02
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: officer, end: completed}}
    # file: competence.yaml
    roles: {officer: {requires: {law: {title: {vi: Cử nhân luật, en: Degree in law}}}}}  # here
    people:
      o1: {post: officer-post, gaps: {law: {action: {vi: Cử đi học, en: Sent to a course}, due: 2026-03-31}}}  # here
    trainings:
      law-2024: {title: {vi: Pháp luật hộ tịch, en: Civil status law}, held: 2024-05-06}  # here
Good:
    # file: procedure.yaml
    id: NL-03
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: officer, end: completed}}
    # file: competence.yaml
    roles: {officer: {requires: {law: {title: {vi: Cử nhân luật, en: Degree in law}}}}}
    people:
      o1: {post: officer-post, evidence: {law: {what: {vi: Bằng cử nhân, en: Degree}}}}
      o2: {post: officer-post, gaps: {law: {action: {vi: Cử đi học, en: Sent to a course}, due: 2027-03-31}}}
    trainings:
      law-2024:
        {title: {vi: Pháp luật, en: Law}, held: 2024-05-06, effectiveness: {vi: Ít sai hơn, en: Fewer slips}}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from isoqms.problem import Ground, Severity
from isoqms.qms import CompetenceList
from isoqms.qms.parts import Person
from isoqms.rules.asking import required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.2/evidence"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.2",)
EVIDENCE = (Evidence.ORGANISATION, Evidence.DOCUMENTS)

_JUDGED_WITHIN = timedelta(days=365)


def check_system(system: System) -> Iterator[Found]:
    """Miss evidence of competence, people without an entry, and trainings nobody judged."""
    listed = system.documents.competence
    if listed is None:
        yield required(system, "competence")
        return
    roles = system.roles_of_the_system()
    yield from _of_posts(listed, system, roles)
    for code, person in listed.people.items():
        yield Seen(person.at, code)
        lacking = [id_ for id_ in _required(person, listed, system, roles) if not _shown(person, id_, system.as_of)]
        if lacking:
            message = Message(
                "{person} has neither valid evidence nor an action in time for {requirements}",
                person=code,
                requirements=lacking,
            )
            fix = Message("write the evidence with its validity, or what is done about the gap and until when")
            yield Absent(person.at, code, message, fix)
    for id_, training in listed.trainings.items():
        if not training.effectiveness and training.held + _JUDGED_WITHIN < system.as_of:
            message = Message("nobody judged whether the training “{id}” of {day} helped", id=id_, day=training.held)
            yield Absent(
                training.at, id_, message, Message("write under “effectiveness” how that was judged and the result")
            )


def _of_posts(listed: CompetenceList, system: System, roles: Collection[str]) -> Iterator[Found]:
    people = Counter(person.post for person in listed.people.values())
    for id_, post in system.organisation.posts.items() if system.organisation else ():
        expected = int(post.head_count)
        if set(post.roles) & set(roles) and post.vacant_since is None and people[id_] < expected:
            message = Message(
                "the post “{post}” is held by {count} people, of whom {listed} are listed",
                post=id_,
                count=expected,
                listed=people[id_],
            )
            yield Absent(
                listed.at, id_, message, Message("add the people under “people”; a code will do instead of a name")
            )


def _required(person: Person, listed: CompetenceList, system: System, roles: Collection[str]) -> Iterator[str]:
    post = system.organisation.posts.get(person.post) if system.organisation else None
    for role in person.roles or (post.roles if post else ()):
        if role in roles and role in listed.roles:
            yield from listed.roles[role].requires


def _shown(person: Person, requirement: str, day: date) -> bool:
    evidence, gap = person.evidence.get(requirement), person.gaps.get(requirement)
    valid = evidence is not None and (evidence.since or day) <= day <= (evidence.until or day)
    return valid or (gap is not None and gap.due is not None and gap.due >= day)
