"""Leaders and trainings speak of the culture of quality and of ethical behaviour.

Asks: Was the culture of quality before the latest management review, and is it, with ethical behaviour, a topic of a
    training?
Why: A culture nobody speaks of is whatever the last one in a hurry did.
Ground: convention
Clause: 5.1.1
Decided how: “culture” of the latest record of a review, and “topics” with quality_culture and ethics of a training in
    qms/competence.yaml. Reported of the draft of ISO 9001:2026 and unverified, so this is good practice here. Without a
    source of reviews that keeps this nothing can be judged.
Left to the auditor: Ask the leader for the last time somebody was thanked for saying that something was wrong. Is there
    one?
Bad:
    # file: competence.yaml
    trainings:  # here
      k1: {title: Nghiệp vụ một cửa, held: 2026-03-02, topics: [quality_culture]}
    # file: records.yaml
    review:
      - {id: XX-1, on: 2026-03-02, performance: MT-01, culture: ""}  # here
Good:
    # file: competence.yaml
    trainings:
      k1: {title: Nghiệp vụ một cửa, held: 2026-03-02, topics: [quality_culture, ethics]}
    # file: records.yaml
    review:
      - {id: XX-1, on: 2026-03-02, culture: Biên bản mục 7}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import CompetenceList, RecordKind
from isoqms.rules.asking import unwritten
from isoqms.rules.iso9001_2026_draft import TOPICS
from isoqms.rules.recorded import none_kept, nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.1.1/culture-topic"
SEVERITY = Severity.INFO
GROUND = Ground.CONVENTION
CLAUSES = ("5.1.1",)
EVIDENCE = (Evidence.RECORDS, Evidence.DOCUMENTS)


def check_system(system: System) -> Iterator[Found]:
    """Miss the topic in the latest review and in the trainings."""
    reviews, listed = system.records.of(RecordKind.REVIEW), system.documents.competence
    if reviews is None:
        yield nothing_kept(system, RecordKind.REVIEW)
    elif not reviews:
        yield none_kept(system, RecordKind.REVIEW)
    else:
        latest = max(reviews, key=lambda record: record.on)
        yield Seen(latest.at, latest.id)
        if "culture" not in latest.held:
            unkept = Message("the source of reviews does not keep whether the culture of quality was spoken of")
            yield Insufficient(latest.at, latest.id, unkept)
        elif not latest.held["culture"]:
            message = Message("the review “{id}” says nothing of the culture of quality", id=latest.id)
            yield Absent(latest.at, latest.id, message, Message("put it on the agenda, and record what was said"))
    if listed is None:
        yield unwritten(system, "competence")
    else:
        yield from _in_trainings(listed)


def _in_trainings(listed: CompetenceList) -> Iterator[Found]:
    touched = {topic: training.at for training in listed.trainings.values() for topic in training.topics}
    yield from (Seen(touched[topic], topic) for topic in TOPICS if topic in touched)
    if lacking := [topic for topic in TOPICS if topic not in touched]:
        message = Message("no training has these topics: {topics}", topics=lacking)
        fix = Message("hold one, and write its topics under “topics” in qms/competence.yaml")
        yield Absent(listed.at, "trainings", message, fix)
