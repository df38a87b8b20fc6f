"""What the rules say of a quality system, clause by clause, as plain data, as JSON and as SARIF.

Nothing here says that something conforms: there are objections, silence, what cannot be judged, and open questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from isoqms.framework import EditionStatus, Framework
from isoqms.problem import Problem, Severity
from isoqms.report import listing, sarif
from isoqms.report.conformity_matrix import HOLES, JUSTIFIED, matrix
from isoqms.report.conformity_words import STATUSES
from isoqms.rules.clauses import ClauseResult, by_clause, every_rule, gone, new_since, not_examined
from isoqms.rules.conformity import Judgement
from isoqms.rules.results import CheckResult, Insufficient, Status, Told
from isoqms.words import Message, phrase, rendered, translate

NOTICE: Final = Message("“No objection” is not conformity: an auditor judges that.")
_EDITIONS: Final = {
    EditionStatus.IN_FORCE: phrase("{edition}: in force, as last looked up on {day}."),
    EditionStatus.REPLACED: phrase("{edition}: replaced by a later edition, as last looked up on {day}."),
    EditionStatus.UNVERIFIED_DRAFT: phrase("{edition}: a draft nobody compared with a text, as of {day}."),
}


class Earlier(NamedTuple):
    """What an earlier report told: objections as (rule, object, subject), procedures, and what it could not judge.

    `open` holds that as (rule, object), and what could not be read as (rule, file).
    """

    objections: frozenset[tuple[str, str, str]]
    procedures: frozenset[str] = frozenset()
    open: frozenset[tuple[str, str]] = frozenset()


def as_rows(judgements: Sequence[Judgement], edition: Framework, lang: str, known: Earlier | None = None) -> Any:
    """Return the whole report as plain data, in the words of `lang`.

    Args:
        judgements: what the rules said, one for each quality system.
        edition: by whose clauses it is told.
        lang: the language of everything people read.
        known: what an earlier report told; without it nothing is called new.
    """
    report: dict[str, Any] = {
        "notice": NOTICE.render(lang),
        "words": {str(status): translate(STATUSES[status], lang) for status in Status},
        "legend": list(_legend(judgements, edition, lang)),
        "edition": edition.id,
        "edition_title": edition.title.render(lang),
        "edition_status": str(edition.status),
        "systems": [_system(judgement, edition, lang, known) for judgement in judgements],
    }
    if known is not None:
        report["gone"] = list(_gone(judgements, known, lang))
        report["not_judged"] = sorted(known.procedures - _procedures(judgements))
    return report


def _legend(judgements: Sequence[Judgement], edition: Framework, lang: str) -> Iterator[str]:
    """Yield what a reader must know to understand the figures and marks of a report."""
    yield Message(
        "Counted are results: what one rule says of one procedure, or of the quality system. One result may hold "
        "several objections, each told at its place."
    ).render(lang)
    if edition.known is not None:
        said = translate(_EDITIONS[edition.status], lang)
        yield said.format(edition=edition.title.render(lang), day=rendered(edition.known, lang))
    if any(each.unsure for judgement in judgements for each in by_clause(judgement, edition)):
        yield Message("* Number, title or the rules under it were not compared with the text of this edition.").render(
            lang
        )


def _procedures(judgements: Iterable[Judgement]) -> frozenset[str]:
    return frozenset(result.object for judgement in judgements for result in judgement.results if result.object)


def _gone(judgements: Sequence[Judgement], known: Earlier, lang: str) -> Iterator[dict[str, str]]:
    """Yield the objections no longer told, and why where that is not that somebody mended something."""
    results = [result for judgement in judgements for result in judgement.results]
    status = {(result.rule, result.object): result.status for result in results}
    judged = _procedures(judgements)
    for rule, object_, subject in gone(results, known.objections):
        if object_ and object_ not in judged:
            continue
        now = status.get((rule, object_))
        why = translate(STATUSES[now], lang) if now in (Status.OUTSIDE, Status.INSUFFICIENT) else ""
        yield {"rule": rule, "object": object_, "subject": subject, "why": why}


def _system(judgement: Judgement, edition: Framework, lang: str, known: Earlier | None) -> dict[str, Any]:
    system = judgement.system
    fresh = None if known is None else new_since(judgement.results, known.objections)
    title = system.organisation.title if system.organisation else None
    return {
        "folder": system.folder,
        "title": title.render(lang) if title else "",
        "as_of": system.as_of.isoformat(),
        "claimed": system.is_claimed,
        "posts": {id_: post.title.render(lang) for id_, post in system.organisation.posts.items()}
        if system.organisation
        else {},
        "procedures": len(system.procedures),
        "counts": _counts(judgement.results),
        "clauses": [_clause(each, lang) for each in by_clause(judgement, edition)],
        "matrix": _matrix(judgement, edition, lang),
        "objections": [row for each in judgement.results for row in _objections(each, lang, fresh)],
        "accepted": _accepted(judgement.results, lang),
        "problems": [_problem(each, lang) for each in judgement.problems],
        "outside": _outside(judgement.results, lang),
        "insufficient": [row for each in judgement.results for row in _lacking(each, lang)],
        "not_applicable": [
            {"rule": each.rule, "object": each.object, "reason": said.reason.render(lang)}
            for each in judgement.results
            for said in each.reasons
            if each.status is Status.NOT_APPLICABLE
        ],
        "results": [_result(each) for each in judgement.results],
        "stale_acceptances": [
            {"place": str(each.at), "message": each.message.render(lang), "fix": each.fix.render(lang)}
            for each in judgement.stale
        ],
        "not_examined": [each.render(lang) for each in not_examined(judgement, edition)],
    }


def _problem(problem: Problem, lang: str) -> dict[str, Any]:
    """Return what was wrong with a file when it was read."""
    return {
        "file": problem.at.file,
        "line": problem.at.line,
        "column": problem.at.column,
        "rule": problem.rule,
        "severity": str(problem.severity),
        "message": problem.message.render(lang),
        "fix": problem.fix.render(lang),
    }


def _outside(results: Iterable[CheckResult], lang: str) -> list[dict[str, str]]:
    """Return the procedures that were not asked about as the scope leaves them outside, each with the reason."""
    found = {each.object: said for each in results if each.status is Status.OUTSIDE for said in each.reasons}
    return [{"object": object_, "reason": said.reason.render(lang)} for object_, said in found.items()]


def _matrix(judgement: Judgement, edition: Framework, lang: str) -> dict[str, Any]:
    """Return the procedures against the clauses asked of procedures, with how many holes each has."""
    made, procedures = matrix(judgement, edition, whole=False), judgement.system.procedures
    return {
        "clauses": [each.clause.number for each in made.clauses],
        "rows": [
            {
                "object": row.object,
                "title": procedures[row.object].title.render(lang) if row.object in procedures else "",
                "marks": [str(mark) for mark in row.marks],
                "holes": sum(mark in HOLES for mark in row.marks),
                "justified_holes": sum(mark in JUSTIFIED for mark in row.marks),
            }
            for row in made.rows
        ],
    }


def _counts(results: Iterable[CheckResult]) -> dict[str, int]:
    held = [result.status for result in results]
    return {str(status): held.count(status) for status in Status}


def _clause(each: ClauseResult, lang: str) -> dict[str, Any]:
    clause = each.clause
    return {
        "clause": clause.number,
        "title": clause.title.render(lang),
        "asks": clause.asks.render(lang) if clause.asks else "",
        "unverified": each.unsure,
        "not_applied": each.not_applied.render(lang) if each.not_applied else None,
        "rules": list(each.rules),
        "counts": {str(status): each.counts.get(status, 0) for status in Status},
        "questions": [translate(question, lang) for question in each.questions()],
    }


def _result(result: CheckResult) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "object": result.object,
        "status": str(result.status),
        "evidence": [str(place) for place in result.evidence],
    }


def _objections(result: CheckResult, lang: str, fresh: frozenset[tuple[str, str, str]] | None) -> Iterator[Any]:
    for told in result.told:
        problem, accepted = told
        row = {
            "rule": problem.rule,
            "object": result.object,
            "subject": problem.subject,
            "severity": str(problem.severity),
            "ground": str(problem.ground),
            "clauses": list(every_rule()[problem.rule].clauses),
            "file": problem.at.file,
            "line": problem.at.line,
            "column": problem.at.column,
            "message": problem.message.render(lang),
            "fix": problem.fix.render(lang),
            "outside_scope": result.outside,
            "accepted": _acceptance(told, lang),
        }
        if fresh is not None:
            row["new"] = accepted is None and (result.rule, result.object, problem.subject) in fresh
        yield row


def _acceptance(told: Told, lang: str) -> dict[str, str] | None:
    accepted = told.accepted
    if accepted is None:
        return None
    return {
        "reason": accepted.reason.render(lang),
        "approver": accepted.approver,
        "expires": accepted.expires.isoformat(),
    }


def _accepted(results: Iterable[CheckResult], lang: str) -> list[dict[str, Any]]:
    """Return each acceptance with the objects it covers; what is counted is results, as everywhere, and not places."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for result in (each for each in results if not each.outside):
        for told in result.told:
            if why := _acceptance(told, lang):
                group = found.setdefault((result.rule, *why.values()), {"rule": result.rule, **why, "objects": []})
                group["objects"] += [result.object] if result.object not in group["objects"] else []
    return list(found.values())


def _lacking(result: CheckResult, lang: str) -> Iterator[Any]:
    for each in result.lacking:
        yield _missing(result, each, lang)


def _missing(result: CheckResult, each: Insufficient, lang: str) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "object": result.object,
        "file": each.at.file,
        "line": each.at.line,
        "missing": each.missing.render(lang),
    }


def as_json(rows: Any, lang: str) -> str:
    """Return the report as JSON; the same input gives the same bytes."""
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_sarif(judgements: Sequence[Judgement], lang: str, known: Earlier | None = None) -> str:
    """Return every objection as one SARIF run, in the order of files and lines; those not among `known` are new."""
    found = [(told, result.object) for each in judgements for result in each.results for told in result.told]
    found.sort(key=lambda each: (each[0].problem.at, each[0].problem.rule))
    asked = sum(len(judgement.system.procedures) for judgement in judgements)
    rows = listing.rows([told for told, _ in found], asked, lang)
    for row, (told, object_) in zip(rows["problems"], found, strict=True):
        if known is not None:
            key = (told.problem.rule, object_, told.problem.subject)
            row["baseline"] = "unchanged" if key in known.objections else "new"
    for judgement in judgements:
        for problem in judgement.problems:
            _add(rows, problem, (problem.rule, problem.at.file), known, lang)
        for result in judgement.results:
            for each in result.lacking:
                ground = every_rule()[result.rule].ground
                open_ = Problem(each.at, result.rule, Severity.INFO, ground, each.missing, Message(""), each.subject)
                _add(rows, open_, (result.rule, result.object), known, lang, kind="open")
    about = {
        "notice": NOTICE.render(lang),
        "asOf": min((each.system.as_of.isoformat() for each in judgements), default=""),
    }
    return sarif.as_sarif(rows, lang, about)


def _add(
    rows: listing.Rows, problem: Problem, key: tuple[str, str], known: Earlier | None, lang: str, kind: str = ""
) -> None:
    """Add what is no objection: what could not be read, or what nobody could judge, neither for nor against."""
    (row,) = listing.rows([(problem, None)], 0, lang)["problems"]
    if kind:
        row["kind"] = kind
    if known is not None:
        row["baseline"] = "unchanged" if key in known.open else "new"
    rows["problems"].append(row)


def known_from(content: bytes) -> Earlier:
    """Return what an earlier report in JSON told.

    It may be in UTF-8, or in UTF-16, as a shell of Windows writes what a command printed.

    Raises:
        ValueError: the content is no such report.
    """
    try:
        held = json.loads(content)
        rows = [row for system in held["systems"] for row in system["objections"]]
        judged = (row["object"] for system in held["systems"] for row in system["results"])
        return Earlier(
            frozenset((str(row["rule"]), str(row["object"]), str(row["subject"])) for row in rows),
            frozenset(str(each) for each in judged if each),
            frozenset(_open_in(held)),
        )
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError("no earlier report in JSON") from error


def _open_in(held: Any) -> Iterator[tuple[str, str]]:
    """Yield what an earlier report could not judge, and what it could not read."""
    for system in held["systems"]:
        yield from ((str(row["rule"]), str(row["object"])) for row in system.get("insufficient", ()))
        yield from ((str(row["rule"]), str(row["file"])) for row in system.get("problems", ()))
