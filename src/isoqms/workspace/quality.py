"""The quality documents of an organisation: the files in the folder `qms` beside its organisation file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Organisation
from isoqms.source import Source
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.qms import QualityDocuments
    from isoqms.qms.references import QualityReference

NAMES: Final = (
    "scope",
    "policy",
    "context",
    "competence",
    "documents",
    "objectives",
    "risks",
    "legal",
    "communication",
    "providers",
    "corrective-action",
)
"""The quality documents by the names of their files; known here so that a check need not load their model."""

REVIEWED: Final = "reviewed"
"""A list beside the quality documents, by the name of its file: records gone through since procedures changed."""


def quality_schema(path: Path) -> str | None:
    """Return the name of the schema of the quality document at `path`, or None when none has that name."""
    if path.stem == REVIEWED:
        return REVIEWED
    return f"qms-{path.stem}" if path.stem in NAMES else None


def unknown_document(source: Source) -> Problem:
    """Say that no quality document has the name of this file."""
    name = Path(source.file).stem
    near = get_close_matches(name, NAMES, n=1, cutoff=0.6)
    message = Message("there is no quality document “{name}”", name=name)
    fix = Message("call the file one of: {names}", names=near or [f"{each}.yaml" for each in NAMES])
    return Problem(source.at(()), "format/qms", Severity.ERROR, Ground.FORMAT, message, fix)


def read_quality(
    sources: Mapping[str, Source], broken: Collection[str]
) -> tuple[Mapping[Path, QualityDocuments], list[Problem]]:
    """Build the quality documents from their files, by the folder of the organisation they belong to.

    Args:
        sources: the files in folders called `qms`, by name.
        broken: names of those that do not fit their schema.
    """
    if not sources:
        return {}, []
    from isoqms.qms import QualityDocuments, member_of, read_document  # most folders hold no quality documents

    read: dict[Path, dict[str, Any]] = {}
    unread: dict[Path, set[str]] = {}
    problems: list[Problem] = []
    for file, source in sources.items():
        path = Path(file).absolute()
        below = path.parent.parent
        if path.stem == REVIEWED:
            continue
        if file in broken:
            unread.setdefault(below, set()).add(path.stem)
            continue
        document, found = read_document(path.stem, source.data, source.at)
        problems += found
        read.setdefault(below, {})[member_of(path.stem)] = document
    folders = dict.fromkeys([*read, *unread])
    documents = {
        folder: QualityDocuments(**read.get(folder, {}), unread=frozenset(unread.get(folder, ()))) for folder in folders
    }
    return documents, problems


def reference_problems(
    sources: Mapping[str, Source],
    quality: Mapping[Path, QualityDocuments],
    organisations: Mapping[Path, Organisation],
    procedures: Collection[str],
) -> Iterator[Problem]:
    """Yield the ids in quality documents that stand for nothing."""
    if not quality:
        return
    from isoqms.qms.references import references

    for file, source in sources.items():
        path = Path(file).absolute()
        documents = quality.get(path.parent.parent)
        document = documents.written().get(path.stem) if documents else None
        if documents is None or document is None:
            continue
        known = _known(documents, organisations.get(path.parent.parent), procedures)
        for found in references(document):
            if found.kind in known and found.id not in known[found.kind]:
                yield _unknown(source, found, known[found.kind])


def _known(
    documents: QualityDocuments, organisation: Organisation | None, procedures: Collection[str]
) -> Mapping[str, Collection[str]]:
    """Return the ids there are, by what they stand for; what is in no file at hand is not judged."""
    known: dict[str, Collection[str]] = {"procedure": procedures}
    if organisation is not None:
        known |= {"role": organisation.roles, "office": organisation.offices}
        if organisation.posts:
            known["post"] = organisation.posts
    if documents.risks is not None:
        known["risk"] = documents.risks.entries
    if documents.context is not None:
        known["issue"] = documents.context.issues
    if documents.objectives is not None:
        known["indicator"] = documents.objectives.indicators
    if documents.documents is not None:
        known["entry"] = documents.documents.documents
    return known


_PLACES: Final[Mapping[str, Message]] = {
    "role": Message("organisation.yaml, under “roles”"),
    "post": Message("organisation.yaml, under “posts”"),
    "office": Message("organisation.yaml, under “offices”"),
    "procedure": Message("the folder of procedures"),
    "risk": Message("qms/risks.yaml, under “entries”"),
    "issue": Message("qms/context.yaml, under “issues”"),
    "indicator": Message("qms/objectives.yaml, under “indicators”"),
    "entry": Message("qms/documents.yaml, under “documents”"),
}


def _unknown(source: Source, found: QualityReference, known: Iterable[str]) -> Problem:
    place = _PLACES[found.kind]
    message = Message("“{id}” does not stand in {place}", id=found.id, place=place)
    near = get_close_matches(found.id, sorted(known), n=1, cutoff=0.6)
    fix = (
        Message("write “{near}” if that is meant, or add “{id}” there", near=near[0], id=found.id)
        if near
        else Message("add “{id}” there, or correct the name", id=found.id)
    )
    return Problem(source.at(found.path), "format/qms-reference", Severity.ERROR, Ground.FORMAT, message, fix)
