"""The conformity report for people at a terminal: the clauses, every objection with its place, what is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from isoqms.problem import Severity
from isoqms.report.conformity_words import STATUSES
from isoqms.report.rule_pages import SEVERITIES
from isoqms.rules.results import Status
from isoqms.words import Message, rendered, translate

MOST_PROBLEMS: Final = 20
"""Problems of reading told one by one; the listing of a check has them all."""
_GONE: Final = ("rule", "object", "subject")


def as_text(rows: Any, lang: str) -> str:
    """Return the report for people: the clauses, every objection with its place, what is left open."""
    lines = [line for system in rows["systems"] for line in _text(system, rows, lang)]
    lines += list(since(rows, lang))
    return "\n".join(lines) + "\n"


def since(rows: Any, lang: str) -> Iterator[str]:
    """Yield what an earlier report told and this one does not: objections with the reason, and whole procedures."""
    for each in rows.get("not_judged", ()):
        yield Message("“{id}” was judged in the earlier report and is not looked at now", id=each).render(lang)
    for each in rows.get("gone", ()):
        told = Message("no longer told: {rule} {object} {subject}", **{key: each[key] for key in _GONE}).render(lang)
        yield f"{told} ({each['why']})" if each["why"] else told


def _text(system: Any, rows: Any, lang: str) -> Iterator[str]:
    title = system["title"] or system["folder"]
    yield f"{title}: {rows['edition_title']}, {rendered(date.fromisoformat(system['as_of']), lang)}"
    if rows["edition_status"] == "unverified_draft":
        yield Message("This edition is a draft, put together from public articles: do not conclude from it.").render(
            lang
        )
    if not system["claimed"]:
        yield Message("No quality document is kept here: what is not written is insufficient evidence.").render(lang)
    yield from _problems_text(system["problems"], lang)
    yield ""
    yield from _clauses_text(system["clauses"], lang)
    yield ""
    yield from _objections_text(system, lang)
    yield from _insufficient_text(system["insufficient"], lang)
    yield from _outside_text(system["outside"], lang)
    yield Message("Not looked at:").render(lang)
    yield from (f"  - {each}" for each in system["not_examined"])
    yield ""
    yield from _last_line(system, rows["notice"], lang)
    yield from rows["legend"]
    yield ""


def _problems_text(problems: Sequence[Any], lang: str) -> Iterator[str]:
    if problems:
        yield ""
        yield Message("Could not be read as meant, and is not judged ({count}):", count=len(problems)).render(lang)
    for each in problems[:MOST_PROBLEMS]:
        yield f"{each['file']}:{each['line']}:{each['column']}: {each['message']} ({each['rule']})"
        yield f"    {each['fix']}"
    if len(problems) > MOST_PROBLEMS:
        yield Message("and {count} more", count=len(problems) - MOST_PROBLEMS).render(lang)


def _outside_text(outside: Sequence[Any], lang: str) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for each in outside:
        by_reason.setdefault(each["reason"], []).append(each["object"])
    if outside:
        yield Message("Not asked about, as the scope leaves it outside:").render(lang)
    for reason, objects in by_reason.items():
        yield f"  - {reason} ({', '.join(objects)})"
    if outside:
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
    within, beyond = counted(system), [row for row in objections if row["outside_scope"] and not row["accepted"]]
    for row in within:
        yield from _objection_text(row, lang)
    if beyond:
        yield Message("Objected to in procedures outside the scope; counted under no clause:").render(lang)
    for row in beyond:
        yield from _objection_text(row, lang)
    if system["accepted"]:
        yield Message("Accepted until a day, results: {count}", count=system["counts"]["accepted"]).render(lang)
    for each in system["accepted"]:
        said = Message(
            "accepted by {approver} until {day} (results: {count}): {reason}",
            approver=system["posts"].get(each["approver"], each["approver"]),
            day=rendered(date.fromisoformat(each["expires"]), lang),
            count=len(each["objects"]),
            reason=each["reason"],
        )
        yield f"{said.render(lang)} ({each['rule']})"
    for row in stale:
        yield f"{row['place']}: {row['message']}"
        yield f"    {row['fix']}"
    if objections or stale:
        yield ""


def counted(system: Any) -> list[Any]:
    """Return the open objections that count under the clauses: those to procedures outside the scope do not."""
    return [row for row in system["objections"] if not row["accepted"] and not row["outside_scope"]]


def _objection_text(row: Any, lang: str) -> Iterator[str]:
    mark = f" {Message('(new)').render(lang)}" if row.get("new") else ""
    severity = translate(SEVERITIES[Severity(row["severity"])], lang)
    yield f"{row['file']}:{row['line']}:{row['column']}: [{severity}] {row['message']} ({row['rule']}){mark}"
    yield f"    {row['fix']}"


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


def _last_line(system: Any, notice: str, lang: str) -> Iterator[str]:
    counts = system["counts"]
    said = ", ".join(f"{translate(STATUSES[status], lang)}: {counts[str(status)]}" for status in Status)
    questions = sum(len(each["questions"]) + 1 for each in system["clauses"])
    open_ = len(counted(system))
    yield Message(
        "Results: {said}. Objections, each at its place: {objections}. Questions left to the auditor: {questions}.",
        said=said,
        objections=open_,
        questions=questions,
    ).render(lang)
    yield notice
