"""What the rules say of a quality system, clause by clause: for people as text, for other programs as JSON.

Nothing here says that something conforms: there are objections, silence, what cannot be judged, and open questions.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from isoqms.framework import Framework
from isoqms.problem import Severity
from isoqms.report import listing, sarif
from isoqms.report.conformity_matrix import HOLES, JUSTIFIED, matrix
from isoqms.report.conformity_words import STATUSES
from isoqms.report.rule_pages import SEVERITIES
from isoqms.rules.clauses import ClauseResult, by_clause, every_rule, gone, new_since, not_examined
from isoqms.rules.conformity import Judgement
from isoqms.rules.results import CheckResult, Insufficient, Status, Told
from isoqms.words import Message, translate

Known = Iterable[tuple[str, str, str]]


def as_rows(judgements: Sequence[Judgement], edition: Framework, lang: str, known: Known | None = None) -> Any:
    """Return the whole report as plain data, in the words of `lang`.

    Args:
        judgements: what the rules said, one for each quality system.
        edition: by whose clauses it is told.
        lang: the language of everything people read.
        known: objections of an earlier run, as (rule, object, subject); without it nothing is called new.
    """
    known = None if known is None else set(known)
    report = {
        "edition": edition.id,
        "edition_title": edition.title.render(lang),
        "edition_status": str(edition.status),
        "systems": [_system(judgement, edition, lang, known) for judgement in judgements],
    }
    if known is not None:
        results = [result for judgement in judgements for result in judgement.results]
        report["gone"] = [dict(zip(("rule", "object", "subject"), each, strict=True)) for each in gone(results, known)]
    return report


def _system(judgement: Judgement, edition: Framework, lang: str, known: Known | None) -> dict[str, Any]:
    system = judgement.system
    fresh = None if known is None else new_since(judgement.results, known)
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
        "unverified": clause.unverified,
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
    for result in results:
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


def as_sarif(judgements: Sequence[Judgement], lang: str, known: Known | None = None) -> str:
    """Return every objection as one SARIF run, in the order of files and lines; those not among `known` are new."""
    found = [(told, result.object) for each in judgements for result in each.results for told in result.told]
    found.sort(key=lambda each: (each[0].problem.at, each[0].problem.rule))
    asked = sum(len(judgement.system.procedures) for judgement in judgements)
    rows = listing.rows([told for told, _ in found], asked, lang)
    earlier = None if known is None else set(known)
    for row, (told, object_) in zip(rows["problems"], found, strict=True):
        if earlier is not None:
            key = (told.problem.rule, object_, told.problem.subject)
            row["baseline"] = "unchanged" if key in earlier else "new"
    return sarif.as_sarif(rows, lang)


def known_from(content: bytes) -> set[tuple[str, str, str]]:
    """Return the objections told in an earlier report in JSON, as (rule, object, subject).

    It may be in UTF-8, or in UTF-16, as a shell of Windows writes what a command printed.

    Raises:
        ValueError: the content is no such report.
    """
    try:
        held = json.loads(content)
        rows = [row for system in held["systems"] for row in system["objections"]]
        return {(str(row["rule"]), str(row["object"]), str(row["subject"])) for row in rows}
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError("no earlier report in JSON") from error


def as_text(rows: Any, lang: str) -> str:
    """Return the report for people: the clauses, every objection with its place, what is left open."""
    lines = [line for system in rows["systems"] for line in _text(system, rows, lang)]
    lines += [
        Message("no longer told: {rule} {object} {subject}", **each).render(lang) for each in rows.get("gone", ())
    ]
    return "\n".join(lines) + "\n"


def _text(system: Any, rows: Any, lang: str) -> Iterator[str]:
    title = system["title"] or system["folder"]
    yield f"{title}: {rows['edition_title']}, {system['as_of']}"
    if rows["edition_status"] == "unverified_draft":
        yield Message("This edition is a draft, put together from public articles: do not conclude from it.").render(
            lang
        )
    if not system["claimed"]:
        yield Message("No quality document is kept here: what is not written is insufficient evidence.").render(lang)
    yield ""
    yield from _clauses_text(system["clauses"], lang)
    yield ""
    yield from _objections_text(system, lang)
    yield from _insufficient_text(system["insufficient"], lang)
    yield Message("Not looked at:").render(lang)
    yield from (f"  - {each}" for each in system["not_examined"])
    yield ""
    yield from _last_line(system, lang)
    yield ""


def _clauses_text(clauses: Sequence[Any], lang: str) -> Iterator[str]:
    heads = [translate(STATUSES[status], lang) for status in Status]
    yield Message("Clause by clause: {heads}; open questions.", heads=heads).render(lang)
    for each in clauses:
        counts = "  ".join(f"{each['counts'][str(status)]:4}" for status in Status)
        mark = " *" if each["unverified"] else ""
        yield f"  {each['clause']:8} {counts}  {len(each['questions']) + 1:3}  {each['title']}{mark}"
        if each["not_applied"]:
            yield f"  {'':8} {Message('not applied: {reason}', reason=each['not_applied']).render(lang)}"


def _objections_text(system: Any, lang: str) -> Iterator[str]:
    objections, stale = system["objections"], system["stale_acceptances"]
    for row in objections:
        if row["accepted"]:
            continue
        mark = f" {Message('(new)').render(lang)}" if row.get("new") else ""
        severity = translate(SEVERITIES[Severity(row["severity"])], lang)
        yield f"{row['file']}:{row['line']}:{row['column']}: [{severity}] {row['message']} ({row['rule']}){mark}"
        yield f"    {row['fix']}"
    if system["accepted"]:
        yield Message("Accepted until a day, results: {count}", count=system["counts"]["accepted"]).render(lang)
    for each in system["accepted"]:
        said = Message(
            "accepted by {approver} until {day} (results: {count}): {reason}",
            approver=each["approver"],
            day=each["expires"],
            count=len(each["objects"]),
            reason=each["reason"],
        )
        yield f"{said.render(lang)} ({each['rule']})"
    for row in stale:
        yield f"{row['place']}: {row['message']}"
        yield f"    {row['fix']}"
    if objections or stale:
        yield ""


def _insufficient_text(rows: Sequence[Any], lang: str) -> Iterator[str]:
    by_cause: dict[str, Counter[str]] = {}
    for row in rows:
        by_cause.setdefault(row["missing"], Counter())[row["rule"]] += 1
    if by_cause:
        yield Message("Insufficient evidence:").render(lang)
    for missing, rules in by_cause.items():
        told = ", ".join(f"{rule} × {count}" if count > 1 else rule for rule, count in rules.items())
        yield f"  - {missing} ({told})"
    if by_cause:
        yield ""


def _last_line(system: Any, lang: str) -> Iterator[str]:
    counts = system["counts"]
    said = ", ".join(f"{translate(STATUSES[status], lang)}: {counts[str(status)]}" for status in Status)
    questions = sum(len(each["questions"]) + 1 for each in system["clauses"])
    yield Message(
        "Results: {said}. Questions left to the auditor: {questions}.", said=said, questions=questions
    ).render(lang)
    yield Message("“No objection” is not conformity: an auditor judges that.").render(lang)
