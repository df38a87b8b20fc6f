"""The process table: a row per step, stages as headings, and what the times add up to."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.procedure import Branch, Ending, Step
from isoqms.report.document.content import Block, Cell, Reference, Row
from isoqms.report.document.subject import NOTHING, Subject
from isoqms.report.names import CLOCKS, ENDINGS, JOINS, at_most
from isoqms.report.time_text import accounts
from isoqms.words import Message
from isoqms.worktime.duration import Kind


def process(subject: Subject) -> Iterator[Block]:
    """Yield the process table and a pointer to the map."""
    yield subject.table("process", _Steps(subject).rows())
    yield Reference(subject.say(Message("The map of the process is in the annex, page {page}.", page="{page}")), "map")


class _Steps:
    def __init__(self, subject: Subject) -> None:
        self._subject, self._steps = subject, subject.procedure.steps
        self._columns = len(subject.profile.columns["process"])
        numbered = any(step.number is not None for step in self._steps.values())
        order = {id_: str(place) for place, id_ in enumerate(self._steps, start=1)}
        published = {id_: NOTHING if s.number is None else str(s.number) for id_, s in self._steps.items()}
        self._numbers = published if numbered else order

    def rows(self) -> Iterator[Row]:
        stage, ids = None, list(self._steps)
        for place, step in enumerate(self._steps.values()):
            if step.stage != stage:
                stage = step.stage
                yield from self._stage(stage)
            yield self._row(step, ids[place + 1] if place + 1 < len(ids) else None)
        yield from self._totals()

    def _stage(self, id_: str | None) -> Iterator[Row]:
        stage = self._subject.procedure.stages.get(id_ or "")
        if stage is None:
            return
        text = self._subject.say(stage.title)
        if stage.total:
            text = f"{text}: {self._subject.say(stage.total)}"
        if stage.gap_before:
            text = f"{text} ({self._subject.say(stage.gap_before)})"
        yield Row((Cell(text, strong=True, span=self._columns),), opens=True)

    def _row(self, step: Step, following: str | None) -> Row:
        subject = self._subject
        notes = (subject.say(Message("Note: {note}", note=note)) for note in step.notes)
        work = "\n".join([subject.say(step.name(subject.lang)), *self._ways(step, following), *notes])
        who = "\n".join([subject.doer(step), *self._special_roles(step)]).strip()
        given = "\n".join(self._given(step))
        cells = {
            "no": Cell(self._numbers[step.id], centred=True),
            "work": Cell(work),
            "who": subject.cell(who or None, f"steps: {step.id}: role"),
            "time": self._time(step),
            "result": Cell(given or NOTHING),
        }
        return Row(tuple(cells[column.key] for column in subject.profile.columns["process"]))

    def _special_roles(self, step: Step) -> Iterator[str]:
        for id_, special in step.in_variant.items():
            if special.role:
                who = "; ".join(self._subject.role(role) for role in special.role)
                yield f"{self._subject.cases([id_])[0]}: {who}"

    def _time(self, step: Step) -> Cell:
        subject = self._subject
        parts = [subject.say(step.allowance)] if step.allowance else []
        parts += [
            f"{subject.cases([id_])[0]}: {subject.say(special.allowance)}"
            for id_, special in step.in_variant.items()
            if special.allowance
        ]
        clock = subject.say(CLOCKS[step.clock]) if step.clock in CLOCKS else ""
        if not parts and not clock:
            return subject.cell(None, f"steps: {step.id}: allowance")
        said = step.allowance is not None and step.allowance.kind is Kind.UNCOUNTED  # in the allowance itself
        if clock and not said:
            parts.append(f"({clock})" if parts else clock)
        if step.sub_limit:
            parts.append(subject.say(Message("own limit: {limit}", limit=step.sub_limit)))
        if step.extends_by:
            parts.append(subject.say(Message("lengthens the limit by {by}", by=step.extends_by)))
        return Cell("\n".join(parts))

    def _given(self, step: Step) -> Iterator[str]:
        """Yield forms, results and records of a step, a line each."""
        subject, procedure = self._subject, self._subject.procedure
        forms = {id_: procedure.forms.get(id_) for id_ in step.forms}
        yield from (subject.form(form, id_) if form else id_ for id_, form in forms.items())
        named = {subject.say(form.title) for form in forms.values() if form and form.title}
        yield from (said for output in step.outputs if (said := subject.say(output)) not in named)
        for id_ in step.records:
            record = procedure.records.get(id_)
            yield subject.say(Message("record: {record}", record=record.title if record else id_))

    def _ways(self, step: Step, following: str | None) -> Iterator[str]:
        """Yield what follows a step, wherever that is not simply the next row."""
        subject = self._subject
        if step.variants:
            yield subject.say(Message("(only: {cases})", cases=subject.cases(step.variants)))
        if step.join:
            yield f"({subject.say(JOINS[step.join])})"
        if step.parallel:
            steps = [self._named(id_) for id_ in step.parallel]
            yield subject.say(Message("→ at the same time: {steps}", steps=steps))
        for branch in step.next:
            plain_way = len(step.next) == 1 and branch.to == following and not branch.when and not branch.at_most
            if not plain_way:
                yield self._way(branch)
        if step.end and (step.end is not Ending.COMPLETED or following):
            yield self._end(step)

    def _end(self, step: Step) -> str:
        if step.end is Ending.HANDED_OVER and step.hands_over_to:
            return self._subject.say(Message("→ goes on as {procedure}", procedure=step.hands_over_to))
        return self._subject.say(Message("→ end: {ending}", ending=ENDINGS[step.end or Ending.COMPLETED]))

    def _way(self, branch: Branch) -> str:
        subject = self._subject
        target = Message("end: {ending}", ending=ENDINGS[branch.end]) if branch.end else self._named(branch.to or "")
        conditions = [subject.say(branch.when)] if branch.when else subject.cases(branch.variants)
        conditions += subject.channels(branch.channels)
        if not conditions and branch.default:
            conditions = [subject.say(Message("otherwise"))]
        text = f"→ {'; '.join(conditions)}: {subject.say(target)}" if conditions else f"→ {subject.say(target)}"
        if branch.at_most:
            bound = subject.say(at_most(branch.at_most))
            if branch.at_bound:
                bound += f"; {subject.say(Message('then {step}', step=self._named(branch.at_bound)))}"
            text += f" ({bound})"
        return text

    def _named(self, id_: str) -> str:
        number = self._numbers.get(id_, "")
        if number and number != NOTHING:
            return self._subject.say(Message("step {number}", number=number))
        step = self._steps.get(id_)
        return f"“{self._subject.say(step.name(self._subject.lang))}”" if step else id_

    def _totals(self) -> Iterator[Row]:
        subject = self._subject
        stated = subject.procedure.limits.total
        if stated and stated.within:
            yield self._total(subject.say(Message("Total stated by the document")), subject.say(stated.within))
        told = accounts(subject.procedure, subject.office)
        for account in told:
            label = subject.say(Message("Sum of the steps on the longest path (computed)"))
            if account.alike != (None,) and len(told) > 1:
                none = subject.say(Message("none of the variants"))
                cases = [none if each is None else subject.cases([each])[0] for each in account.alike]
                label = f"{label}: {', '.join(cases)}"
            longest = account.timing.counted.longest
            yield self._total(label, subject.say(longest if longest else Message("no time stated")))

    def _total(self, label: str, value: str) -> Row:
        """Put a total under the column of times."""
        keys = [column.key for column in self._subject.profile.columns["process"]]
        before = keys.index("time") if "time" in keys else len(keys) - 1
        cells = [Cell(label, strong=True, span=before), Cell(value, strong=True)]
        cells += [Cell(NOTHING)] * (len(keys) - before - 1)
        return Row(tuple(cells), total=True)
