"""Editions of ISO 9001 as data: complete in both languages, mapped to each other, and open to a user's own wording."""

from __future__ import annotations

import pytest

from isoqms.framework import (
    DEFAULT,
    Clause,
    EditionStatus,
    Need,
    Relation,
    correspondence,
    editions,
    framework,
    with_wording,
)
from isoqms.source import source_of_text

EDITIONS = [framework(name) for name in editions()]
CLAUSES = [(edition.id, clause) for edition in EDITIONS for clause in edition.clauses.values()]
MAPPINGS = [("iso9001-2008", "iso9001-2015"), ("iso9001-2015", "iso9001-2026")]


def names(value: object) -> str:
    return value.number if isinstance(value, Clause) else str(value)


@pytest.mark.parametrize(("edition", "clause"), CLAUSES, ids=names)
def test_every_clause_speaks_both_languages(edition: str, clause: Clause) -> None:
    """Each clause has a short title, and each that asks something its question, in Vietnamese and English."""
    texts = [clause.title, *([clause.asks] if clause.asks else [])]
    assert all(text.has("vi") and text.has("en") for text in texts)
    assert clause.asks is None or (clause.asks.render("vi")[-1], clause.asks.render("en")[-1]) == ("?", "?")
    assert clause.wording is None, "no text of the standard is shipped"


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_clauses_stand_in_order_below_their_headings(edition: object) -> None:
    """A heading groups the clauses after it, and asks nothing itself; what asks has none below it."""
    numbers = list(edition.clauses)
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    for clause in edition.clauses.values():
        below = [number for number in numbers if number.startswith(clause.number + ".")]
        assert clause.is_heading == bool(below), clause.number


def test_the_edition_of_2015_has_its_clauses() -> None:
    """65 clauses ask something; what must be documented is what the published lists agree on."""
    clauses = framework(DEFAULT).leaves()
    always_kept_current = {clause.number for clause in clauses if clause.maintain is Need.ALWAYS}
    always_recorded = {clause.number for clause in clauses if clause.retain is Need.ALWAYS}
    assert len(clauses) == 65
    assert always_kept_current == {"4.3", "5.2.2", "6.2.1"}
    assert always_recorded == {
        *("7.1.5.1", "7.2", "8.3.3", "8.3.4", "8.3.5", "8.3.6", "8.4.1", "8.5.6", "8.6", "8.7.2"),
        *("9.1.1", "9.2.2", "9.3.3", "10.2.2"),
    }
    machine = [str(clause.machine) for clause in clauses]
    assert [machine.count(degree) for degree in ("strong", "partial", "none")] == [28, 33, 4]


def test_what_is_not_confirmed_says_so() -> None:
    """The coming edition is marked a draft, and each clause it changes as unverified."""
    draft, present = framework("iso9001-2026"), framework()
    changed = {n for n, clause in draft.clauses.items() if clause.asks != getattr(present.clauses.get(n), "asks", None)}
    assert draft.status is EditionStatus.UNVERIFIED_DRAFT
    assert changed and changed == {number for number, clause in draft.clauses.items() if clause.unverified}
    assert correspondence("iso9001-2015", "iso9001-2026").unverified
    assert framework("iso9001-2008").status is EditionStatus.REPLACED


@pytest.mark.parametrize(("older", "newer"), MAPPINGS)
def test_mappings_lead_to_clauses_that_exist(older: str, newer: str) -> None:
    """Every clause of the older edition that asks goes on somewhere in the newer one, both ways round."""
    mapping, old, new = correspondence(older, newer), framework(older), framework(newer)
    for pair in mapping.pairs:
        assert pair.from_ in old.clauses
        assert set(pair.to) <= new.clauses.keys()
        assert pair.relation is not Relation.DROPPED or pair.note
    for clause in old.leaves():
        assert mapping.newer(clause.number), clause.number
        assert all(clause.number in mapping.older(number) for number in mapping.newer(clause.number))


def test_unknown_editions_are_refused() -> None:
    """Who asks for an edition there is none of is told which there are."""
    with pytest.raises(ValueError, match=r"'iso9001-1994'.*iso9001-2015"):
        framework("iso9001-1994")
    with pytest.raises(ValueError, match="iso9001-2008"):
        correspondence("iso9001-2026", "iso9001-2008")


def test_a_licensed_user_adds_the_wording() -> None:
    """A file of the user's adds the wording to a clause and changes nothing else of it."""
    text = 'id: own\nbased_on: iso9001-2015\nclauses:\n  "4.3": {wording: {en: The text of the standard.}}\n'
    edition, problems = with_wording(framework(), source_of_text(text, "own.yaml"))
    assert not problems
    assert edition.clauses["4.3"].wording.render("en") == "The text of the standard."
    assert edition.clauses["4.3"].title == framework().clauses["4.3"].title
    assert edition.clauses["4.3"].maintain is Need.ALWAYS
    assert framework().clauses["4.3"].wording is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id: own\nbased_on: iso9001-2015\nclauses:\n  "4.9": {wording: x}\n', 4),
        ('id: own\nbased_on: iso9001-2008\nclauses:\n  "4.1": {wording: x}\n', 2),
        ('id: own\nbased_on: iso9001-2015\nclauses:\n  "4.1": {wordin: x}\n', 4),
        ("id: own\nclauses: [\n", 3),
    ],
)
def test_a_faulty_file_of_the_user_is_told(text: str, line: int) -> None:
    """A number there is none of, another edition, a wrong name: a problem at its line, and our own list stays."""
    edition, problems = with_wording(framework(), source_of_text(text, "own.yaml"))
    assert [problem.at.line for problem in problems] == [line]
    assert edition.clauses == framework().clauses
