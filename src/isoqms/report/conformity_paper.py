"""The conformity report as pages to read and file: sections of paragraphs and tables, one for each quality system.

Word file and web page are both written from this, so they cannot differ in what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from isoqms.problem import Ground, Severity
from isoqms.report.conformity_matrix import SIGNS, WORDS
from isoqms.report.conformity_text import MOST_PROBLEMS, counted, since
from isoqms.report.conformity_words import STATUSES
from isoqms.report.document.content import Block, Cell, Paragraph, Row, Section, Table
from isoqms.report.rule_pages import GROUNDS, SEVERITIES
from isoqms.rules.clauses import every_rule
from isoqms.rules.manual import SUMMARY, sections
from isoqms.rules.results import Status
from isoqms.words import Message, rendered, translate

_WEIGHT: Final = {severity: place for place, severity in enumerate(Severity)}
_MOST_OBJECTS: Final = 12


@dataclass(frozen=True, slots=True)
class Paper:
    """A report in one language: its title, what stands below it, and the sections of each quality system by its name.

    Sections called `matrix` need a wide page. `by_clause` tells, for each quality system, in which row the first
    objection to a clause stands.
    """

    lang: str
    title: str
    below: tuple[str, ...]
    parts: tuple[tuple[str, tuple[Section, ...]], ...]
    by_clause: tuple[tuple[tuple[str, str], ...], ...] = ()


def conformity_paper(rows: Mapping[str, Any], lang: str) -> Paper:
    """Return the report as pages.

    Args:
        rows: the whole report as plain data, as `conformity.as_rows` gives it in the same language.
        lang: the language of the report.
    """
    below = [rows["edition_title"]]
    if rows["edition_status"] == "unverified_draft":
        draft = Message("This edition is a draft, put together from public articles: do not conclude from it.")
        below.append(draft.render(lang))
    below += [rows["notice"], *rows["legend"]]
    parts = tuple(
        (system["title"] or system["folder"], tuple(_System(system, rows, lang).sections()))
        for system in rows["systems"]
    )
    by_clause = tuple(tuple(_first_rows(system)) for system in rows["systems"])
    return Paper(lang, Message("Conformity, clause by clause").render(lang), tuple(below), parts, by_clause)


def _by_rule(system: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the open objections by rule, those that weigh most first, and last those that count under no clause."""
    told = [each for each in system["objections"] if not each["accepted"]]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for each in sorted(
        told, key=lambda each: (_WEIGHT[Severity(each["severity"])], each["rule"], each["outside_scope"])
    ):
        found.setdefault(each["rule"], []).append(each)
    return found


def _first_rows(system: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the clauses to which something is objected, each with the row under which the first objection stands."""
    rules = enumerate(_by_rule(system), start=1)
    within = {each["rule"] for each in counted(system)}
    numbered = [(number, rule) for number, rule in rules if rule in within]
    for clause in system["clauses"]:
        first = next((number for number, rule in numbered if rule in clause["rules"]), None)
        if first is not None:
            yield clause["clause"], _row_id(first)


def _row_id(number: int) -> str:
    return f"rule{number}"


class _System:
    """One quality system put into sections."""

    def __init__(self, system: Mapping[str, Any], rows: Mapping[str, Any], lang: str) -> None:
        self._system, self._rows, self._lang = system, rows, lang

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order in which a reader asks: how it stands, what is wrong, what is not known."""
        made = (
            ("summary", Message("Summary"), self._summary()),
            ("problems", Message("Could not be read as meant"), self._problems()),
            ("clauses", Message("Clause by clause"), self._clauses()),
            ("objections", Message("Objections"), self._objections()),
            ("questions", Message("Questions left to the auditor"), self._questions()),
            ("accepted", Message("Accepted until a day"), self._accepted()),
            ("insufficient", Message("Insufficient evidence"), self._insufficient()),
            ("not_examined", Message("Not looked at"), self._not_examined()),
            ("matrix", Message("Procedures against clauses"), self._matrix()),
            ("reasons", Message("Why a question does not arise"), self._reasons()),
        )
        number = 0
        for id_, title, blocks in made:
            if held := tuple(blocks):
                number += 1
                yield Section(id_, f"{number}.", self._say(title), 2, held)

    def _summary(self) -> Iterator[Block]:
        system, counts = self._system, self._system["counts"]
        questions = sum(len(each["questions"]) + 1 for each in system["clauses"])
        facts: list[tuple[object, str]] = [
            (Message("Folder"), system["folder"]),
            (Message("Judged as of"), self._day(system["as_of"])),
            (Message("Procedures"), str(len(system["matrix"]["rows"]))),
            *((translate(STATUSES[status], self._lang), str(counts[str(status)])) for status in Status),
            (Message("Objections, each at its place"), str(len(counted(system)))),
            (Message("Questions left to the auditor"), str(questions)),
        ]
        rows = [Row((Cell(self._say(label).capitalize(), strong=True), Cell(value))) for label, value in facts]
        yield self._table("summary", ((Message("What"), 45), (Message("Result"), 55)), rows)
        if not system["claimed"]:
            claim = Message("No quality document is kept here: what is not written is insufficient evidence.")
            yield Paragraph(self._say(claim))
        if "gone" in self._rows:
            fresh = sum(bool(each.get("new")) for each in system["objections"])
            count = Message("New objections since the earlier report, marked below: {count}.", count=fresh)
            yield Paragraph(self._say(count))
            for told in since(self._rows, self._lang) if system is self._rows["systems"][0] else ():
                yield Paragraph(told, item=True)

    def _problems(self) -> Iterator[Block]:
        """Yield what could not be read, and is not judged for that reason."""
        problems = self._system["problems"]
        rows = [
            Row((Cell(f"{each['message']}\n→ {each['fix']}"), Cell(f"{each['file']}:{each['line']}:{each['column']}")))
            for each in problems[:MOST_PROBLEMS]
        ]
        if rows:
            heads = ((Message("What is wrong, and what to do"), 66), (Message("Place"), 34))
            yield self._table("problems", heads, rows)
        if len(problems) > MOST_PROBLEMS:
            yield Paragraph(self._say(Message("and {count} more", count=len(problems) - MOST_PROBLEMS)))

    def _clauses(self) -> Iterator[Block]:
        heads: list[tuple[object, float]] = [(Message("Clause"), 9), (Message("Title"), 30)]
        heads += [(translate(STATUSES[status], self._lang).capitalize(), 8.6) for status in Status]
        heads.append((Message("Questions"), 10))
        rows, chapter = [], ""
        for each in self._system["clauses"]:
            if (first := each["clause"].partition(".")[0]) != chapter:
                chapter = first
                title = Message("Clause {number}", number=chapter)
                rows.append(Row((Cell(self._say(title), strong=True, span=len(heads)),), opens=True))
            rows.append(self._clause(each))
        yield self._table("clauses", heads, rows)

    def _clause(self, each: Mapping[str, Any]) -> Row:
        title = each["title"] + (" *" if each["unverified"] else "")
        if each["not_applied"]:
            title += "\n" + self._say(Message("not applied: {reason}", reason=each["not_applied"]))
        numbers = [*(each["counts"][str(status)] for status in Status), len(each["questions"]) + 1]
        counts = [Cell(str(number), centred=True) for number in numbers]
        return Row((Cell(each["clause"], strong=True), Cell(title), *counts))

    def _questions(self) -> Iterator[Block]:
        """Yield what only a person can answer: the question of each clause, and what its rules leave open."""
        heads = ((Message("Clause"), 9), (Message("Title"), 27), (Message("Left to the auditor"), 64))
        rows = [
            Row((Cell(each["clause"], strong=True), Cell(each["title"]), Cell("\n".join(_asked(each)))))
            for each in self._system["clauses"]
        ]
        yield self._table("questions", heads, rows)

    def _objections(self) -> Iterator[Block]:
        """Yield the open objections, by rule, those that weigh most first."""
        by_rule = _by_rule(self._system)
        if not by_rule:
            yield Paragraph(self._say(Message("No rule objects to anything.")))
            return
        rows = []
        for number, (rule, objections) in enumerate(by_rule.items(), start=1):
            about = Cell(self._about(rule, objections[0]), strong=True, span=3)
            rows.append(Row((about,), opens=True, id=_row_id(number)))
            rows += [self._objection(each) for each in objections]
        heads = ((Message("Object"), 20), (Message("What is wrong, and what to do"), 56), (Message("Place"), 24))
        yield self._table("objections", heads, rows)

    def _about(self, rule: str, first: Mapping[str, Any]) -> str:
        """Return what an objection is, on what ground it stands and to which clauses it belongs."""
        known = every_rule().get(rule)
        summary = translate(sections(known.docstring)[SUMMARY], self._lang) if known else ""
        severity = translate(SEVERITIES[Severity(first["severity"])], self._lang)
        ground = translate(GROUNDS[Ground(first["ground"])], self._lang)
        clauses = Message("clauses {clauses}", clauses=first["clauses"])
        return f"[{severity}] {rule} – {summary} ({ground}; {self._say(clauses)})"

    def _objection(self, each: Mapping[str, Any]) -> Row:
        mark = f" {self._say(Message('(new)'))}" if each.get("new") else ""
        mark += (
            f" {self._say(Message('(outside the scope: counted under no clause)'))}" if each["outside_scope"] else ""
        )
        place = f"{each['file']}:{each['line']}:{each['column']}"
        return Row((Cell(self._object(each["object"])), Cell(f"{each['message']}{mark}\n→ {each['fix']}"), Cell(place)))

    def _object(self, id_: str) -> str:
        return id_ or self._say(Message("the quality system"))

    def _accepted(self) -> Iterator[Block]:
        """Yield what somebody answers for, and the acceptances that do nothing any more."""
        posts = self._system["posts"]
        rows = [
            Row(
                (
                    Cell(each["rule"]),
                    Cell(self._listed(map(self._object, each["objects"]))),
                    Cell(each["reason"]),
                    Cell(posts.get(each["approver"], each["approver"])),
                    Cell(self._day(each["expires"])),
                )
            )
            for each in self._system["accepted"]
        ]
        heads = (
            *((Message("Check rule"), 17), (Message("Object"), 27), (Message("Reason"), 32)),
            *((Message("Accepted by"), 13), (Message("Until"), 11)),
        )
        if rows:
            yield self._table("accepted", heads, rows)
        for each in self._system["stale_acceptances"]:
            yield Paragraph(f"{each['message']} – {each['fix']} ({each['place']})", item=True)

    def _listed(self, objects: Iterable[str]) -> str:
        """Return the objects of a group, the first of them where there are many."""
        names = list(dict.fromkeys(objects))
        rest = len(names) - _MOST_OBJECTS
        shown = ", ".join(names[:_MOST_OBJECTS])
        return f"{shown} {self._say(Message('and {count} more', count=rest))}" if rest > 0 else shown

    def _insufficient(self) -> Iterator[Block]:
        rows = self._grouped(self._system["insufficient"], "missing")
        heads = ((Message("Check rule"), 20), (Message("What is missing"), 45), (Message("Object"), 35))
        if rows:
            yield self._table("insufficient", heads, rows)

    def _reasons(self) -> Iterator[Block]:
        outside = [{"rule": "", **each} for each in self._system["outside"]]
        rows = self._grouped([*outside, *self._system["not_applicable"]], "reason")
        heads = ((Message("Check rule"), 20), (Message("Reason"), 45), (Message("Object"), 35))
        if rows:
            yield self._table("reasons", heads, rows)

    def _grouped(self, found: Iterable[Mapping[str, Any]], said: str) -> list[Row]:
        """Return a row for each thing said, with the rules that say it and the objects of which they do."""
        groups: dict[str, tuple[list[str], list[str]]] = {}
        for each in found:
            rules, objects = groups.setdefault(each[said], ([], []))
            rules += [each["rule"]] if each["rule"] else []
            objects.append(self._object(each["object"]))
        return [
            Row((Cell(self._listed(rules)), Cell(text), Cell(self._listed(objects))))
            for text, (rules, objects) in groups.items()
        ]

    def _not_examined(self) -> Iterator[Block]:
        yield from (Paragraph(each, item=True) for each in self._system["not_examined"])

    def _matrix(self) -> Iterator[Block]:
        made = self._system["matrix"]
        if not made["rows"]:
            return
        legend = "; ".join(f"{sign} {translate(WORDS[mark], self._lang)}" for mark, sign in SIGNS.items() if sign)
        yield Paragraph(self._say(Message("{legend}; empty: no check rule looks at it", legend=legend)))
        whole = [
            each["clause"]
            for each in self._system["clauses"]
            if each["rules"] and each["clause"] not in made["clauses"]
        ]
        if whole:
            yield Paragraph(self._say(Message("Asked of the quality system as a whole: {clauses}.", clauses=whole)))
        heads = [
            (Message("Procedure"), 40.0),
            *((number, 6.0) for number in made["clauses"]),
        ]
        heads += [(Message("Holes"), 9.0), (Message("Justified"), 12.0)]
        rows = [
            Row(
                (
                    Cell(f"{each['object']}\n{each['title']}"),
                    *(Cell(_sign(mark), centred=True) for mark in each["marks"]),
                    Cell(str(each["holes"]), centred=True),
                    Cell(str(each["justified_holes"]), centred=True),
                )
            )
            for each in made["rows"]
        ]
        yield self._table("matrix", heads, rows)

    def _table(self, id_: str, heads: Sequence[tuple[object, float]], rows: Iterable[Row]) -> Table:
        titles = tuple(self._say(title) for title, _ in heads)
        return Table(
            id_, tuple(map(str, range(len(heads)))), titles, tuple(float(width) for _, width in heads), tuple(rows)
        )

    def _day(self, day: str) -> str:
        return rendered(date.fromisoformat(day), self._lang)

    def _say(self, value: object) -> str:
        return rendered(value, self._lang)


def _asked(clause: Mapping[str, Any]) -> list[str]:
    """Return the questions of a clause, each once."""
    return list(dict.fromkeys(filter(None, [clause["asks"], *clause["questions"]])))


def _sign(mark: str) -> str:
    return next(sign for known, sign in SIGNS.items() if known == mark)
