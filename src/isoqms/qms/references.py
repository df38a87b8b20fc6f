"""What the quality documents refer to: every id written in them, where, and what kind of thing it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, Final, NamedTuple

from isoqms.procedure.build import file_name, in_file
from isoqms.procedure.located import Located
from isoqms.qms.decisions import Announcement
from isoqms.qms.documents import CompetenceList, Policy, QualityDocument, RiskRegister, Scope
from isoqms.qms.parts import (
    ALL,
    Acceptance,
    CommunicationRow,
    CompetenceGap,
    ContextIssue,
    DocumentEntry,
    NoneIdentified,
    Objective,
    PartyRequirement,
    Person,
    Plan,
    Provider,
    RiskAction,
    RiskEntry,
    SystemIndicator,
    Training,
)
from isoqms.source import Keys


class Referred(StrEnum):
    """The kinds of things quality documents refer to."""

    ROLE = "role"
    POST = "post"
    OFFICE = "office"
    PROCEDURE = "procedure"
    RISK = "risk"
    ISSUE = "issue"
    INDICATOR = "indicator"
    ENTRY = "entry"


_BY_FIELD: Final[Mapping[type, Mapping[str, Referred]]] = {
    QualityDocument: {"document": Referred.ENTRY},
    Scope: {"offices": Referred.OFFICE, "procedures": Referred.PROCEDURE, "outside": Referred.PROCEDURE},
    Policy: {"issues": Referred.ISSUE},
    CompetenceList: {"roles": Referred.ROLE},
    RiskRegister: {"none_identified": Referred.PROCEDURE},
    ContextIssue: {"risks": Referred.RISK},
    PartyRequirement: {"risks": Referred.RISK, "procedures": Referred.PROCEDURE},
    CompetenceGap: {"owner": Referred.POST},
    Person: {"post": Referred.POST, "roles": Referred.ROLE},
    Training: {"roles": Referred.ROLE},
    DocumentEntry: {
        "author": Referred.POST,
        "reviewer": Referred.POST,
        "approver": Referred.POST,
        "procedure": Referred.PROCEDURE,
        "procedures": Referred.PROCEDURE,
        "replaces": Referred.ENTRY,
    },
    Plan: {"who": Referred.ROLE},
    Objective: {"roles": Referred.ROLE, "procedures": Referred.PROCEDURE},
    SystemIndicator: {"procedures": Referred.PROCEDURE, "owner": Referred.ROLE},
    RiskAction: {"owner": Referred.ROLE},
    Acceptance: {"by": Referred.POST},
    RiskEntry: {"procedures": Referred.PROCEDURE, "owner": Referred.ROLE},
    NoneIdentified: {"by": Referred.ROLE},
    Announcement: {"procedures": Referred.PROCEDURE},
    CommunicationRow: {"who": Referred.ROLE, "procedures": Referred.PROCEDURE},
    Provider: {
        "procedures": Referred.PROCEDURE,
        "indicator": Referred.INDICATOR,
        "agreement": Referred.ENTRY,
    },
}


class QualityReference(NamedTuple):
    """An id written in a quality document: where, and what it should stand for."""

    path: Keys
    kind: Referred
    id: str


def references(held: Located, path: Keys = ()) -> Iterator[QualityReference]:
    """Yield every id that `held`, found at `path` of its file, refers to; “all” stands for itself."""
    known = {name: kind for cls, names in _BY_FIELD.items() if isinstance(held, cls) for name, kind in names.items()}
    for part in fields(held):
        value = getattr(held, part.name)
        if not in_file(part) or not value:
            continue
        here = (*path, file_name(part))
        if part.name in known:
            yield from _named(value, here, known[part.name])
        yield from _below(value, here)


def _named(value: Any, path: Keys, kind: Referred) -> Iterator[QualityReference]:
    """Yield the ids a field holds: one, several, or those under which something is written."""
    ids = [value] if isinstance(value, str) else list(value)
    for place, id_ in enumerate(ids):
        if id_ != ALL:
            step = () if isinstance(value, str) else (id_,) if isinstance(value, Mapping) else (place,)
            yield QualityReference((*path, *step), kind, id_)


def _below(value: Any, path: Keys) -> Iterator[QualityReference]:
    if isinstance(value, Located):
        yield from references(value, path)
    elif isinstance(value, Mapping):
        for id_, each in value.items():
            yield from _below(each, (*path, id_))
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _below(each, (*path, place))
