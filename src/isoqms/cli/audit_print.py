"""`isoqms audit print` and `isoqms programme coverage`: the report of an audit, and what a programme has covered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli.altered import warned_of
from isoqms.cli.language import Command
from isoqms.cli.options import text_or_json
from isoqms.cli.printing import agency_and_profile, speech_of
from isoqms.cli.record_print import Printed, prints
from isoqms.cli.register_verbs import open_register, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.kinds.kinds import Kind
from isoqms.words import phrase

if TYPE_CHECKING:
    from isoqms.register.kinds.audits import Audit, Finding
    from isoqms.register.records.book import Book
    from isoqms.report.audit_coverage import Coverage
    from isoqms.report.record.paper import Paper

_AT_ONCE: Final = 200
"""Findings read at a time."""


@click.command(
    "print",
    cls=Command,
    help=phrase("Print the report of an audit: findings, changes since the former audit, what was not audited."),
)
@prints(Kind.AUDIT)
def print_(printed: Printed) -> Paper:
    """Put the report of an audit on paper, as it was reported."""
    from isoqms.register.records.as_reported import as_reported
    from isoqms.report.audit_coverage import delta
    from isoqms.report.audit_report import Audited, Since, audit_report, changed_since

    book, audit, lang = printed.book, printed.record, printed.ctx.obj
    reference = audit.reference
    printed.altered += warned_of(printed.ctx, book, Kind.FINDING, _findings_read(book, reference))
    now = _findings(book, reference)
    reported = as_reported(book, audit, now)
    if reported is not None:
        audit, found = reported.audit, reported.findings
    else:
        found = now
    agency, profile = agency_and_profile(book, audit.office, lang)
    if reported is not None and reported.changed:
        click.echo(changed_since(reference).render(lang), err=True)
    return audit_report(
        Audited(
            audit=audit,
            findings=found,
            coverage=_coverage(book, _audits(book, audit), found),
            delta=delta(_findings(book, audit.previous_audit), found) if audit.previous_audit else None,
            since=Since(reported.issue, reported.changed, now) if reported is not None else None,
            agency=agency,
            as_of=book.today,
            profile=profile,
            speech=speech_of(book, lang, {one.file for each in found for one in each.evidence.values() if one.file}),
        )
    )


def _findings(book: Book, audit: str) -> tuple[Finding, ...]:
    return tuple(each for each, _ in _findings_read(book, audit))


def _findings_read(book: Book, audit: str) -> list[tuple[Finding, int]]:
    """Return the findings of an audit with their revisions."""
    from isoqms.register.records.lists import Wanted
    from isoqms.register.records.pressing import narrowed

    found = narrowed(book, Wanted(kind=Kind.FINDING, members={"audit": (audit,)}, most=_AT_ONCE))
    return sorted(found, key=lambda each: each[0].reference)


def _audits(book: Book, audit: Audit) -> tuple[Audit, ...]:
    """Return the audits of the same programme, or the audit alone; itself as it is printed."""
    others = _of_programme(book, audit.programme) if audit.programme else ()
    return (*(each for each in others if each.reference != audit.reference), audit)


def _of_programme(book: Book, programme: str) -> tuple[Audit, ...]:
    from isoqms.register.records.lists import Wanted, everything

    return tuple(everything(book, Wanted(kind=Kind.AUDIT, members={"programme": (programme,)})))


def _coverage(book: Book, audits: tuple[Audit, ...], found: tuple[Finding, ...] = ()) -> Coverage:
    """Return what audits have covered of the clauses of the standard, and of the processes in scope or with an owner.

    Args:
        book: the register.
        audits: the audits.
        found: findings of one of them as they are printed; those of the others are read.
    """
    from isoqms.framework import framework
    from isoqms.register.named import procedures_in_scope
    from isoqms.register.records.lists import Wanted, everything
    from isoqms.report.audit_coverage import coverage

    owned = {process for each in everything(book, Wanted(kind=Kind.ACCOUNT)) for process in each.processes}
    printed = {each.audit for each in found}
    others = [one for each in audits if each.reference not in printed for one in _findings(book, each.reference)]
    return coverage(audits, [*found, *others], [each.number for each in framework().leaves()],
                    sorted(owned | set(procedures_in_scope(book.office))))  # fmt: skip


@click.command(
    "coverage",
    cls=Command,
    help=phrase("Say which clauses the audits of a programme have covered in which process, and what nobody audited."),
)
@click.argument("reference")
@workspace_option
@text_or_json
@click.pass_context
def coverage_of(ctx: click.Context, /, reference: str, workspace: Path, form: str) -> None:
    """Print what a programme has covered."""
    from isoqms.report.audit_report import coverage_blocks
    from isoqms.report.document.content import Section
    from isoqms.report.record.text import section_lines

    book = open_register(workspace)
    held(ctx, book, Kind.PROGRAMME, reference)
    covered = _coverage(book, _of_programme(book, reference))
    if form == "json":
        click.echo(json.dumps(_as_data(covered), ensure_ascii=False, indent=2))
        return
    blocks = tuple(coverage_blocks(covered, speech_of(book, ctx.obj, set())))
    click.echo("\n".join(section_lines(Section("coverage", "", "", 1, blocks))))


def _as_data(held_: Coverage) -> dict[str, Any]:
    rows = [
        {"clause": each.clause, "process": each.process, "audit": each.audit, "grade": each.grade.value,
         "on": each.on.isoformat() if each.on else None}
        for each in held_.covered
    ]  # fmt: skip
    left = {process: list(held_.left_out(process)) for process in ("", *held_.processes)}
    nowhere = {"clauses": list(held_.clauses_left_out), "processes": list(held_.processes_left_out)}
    return {"covered": rows, "not_audited": left, "audited_nowhere": nowhere}
