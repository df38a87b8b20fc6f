"""The register itself: a step is checked, taken and put into the history in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from isoqms.metrics import Figures
from isoqms.register.answer import Answer, Refused, Request, Written
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.lifecycle.document import NotAValueError, canonical, difference, stamp, to_document
from isoqms.register.lifecycle.policy import Policy
from isoqms.register.member_words import named_member
from isoqms.register.office import Office
from isoqms.register.place import Place
from isoqms.register.records import chain, mapping
from isoqms.register.records.connection import connect, told
from isoqms.register.records.steps import Step, refused, take
from isoqms.words import Message
from isoqms.worktime import Moment


def utc_now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A register that is open."""

    place: Place
    folder: Path
    """Where files of evidence lie."""
    clock: Callable[[], datetime] = utc_now
    office: Office = field(default_factory=Office)
    figures: tuple[Figures, ...] = ()
    """Who measures figures beside the register itself."""

    @property
    def alias(self) -> str:
        """The name the database is asked by."""
        return connect(self.place)

    @property
    def today(self) -> date:
        """The day it is in the office."""
        return self.clock().astimezone(self.timezone).date()

    @property
    def timezone(self) -> tzinfo:
        """The time zone of the office."""
        return self.office.timezone

    @property
    def policy(self) -> Policy:
        """What the office set for itself."""
        return self.office.policy

    def ask(self, request: Request) -> Answer:
        """Take a step, or say every reason why not.

        Raises:
            IsoqmsError: the database could not be reached, read or written; nothing was written.
        """
        return self.ask_all((request,))[0]

    def ask_all(self, requests: Iterable[Request]) -> tuple[Answer, ...]:
        """Take several steps one after the other, all of them or none: one refused leaves nothing of the others.

        The chain is locked first, so steps are taken one after the other however many people ask.

        Raises:
            IsoqmsError: the database could not be reached, read or written; nothing was written.
        """
        with told(self.place), transaction.atomic(using=self.alias, durable=True):
            answers = tuple(self._answer(each, chain.head(self.alias, lock=True)) for each in requests)
            if any(isinstance(each, Refused) for each in answers):
                transaction.set_rollback(True, using=self.alias)
        return answers

    def ask_in_turn(self, steps: Generator[Request, Any, None]) -> tuple[Answer, ...]:
        """Take steps of which each may follow from what the one before wrote, all of them or none.

        Args:
            steps: yields each request and is sent what was written for it; a refusal ends it and is the last answer.

        Raises:
            IsoqmsError: the database could not be reached, read or written; nothing was written.
        """
        with told(self.place), transaction.atomic(using=self.alias, durable=True):
            answers = tuple(self._in_turn(steps))
            if isinstance(answers[-1], Refused):
                transaction.set_rollback(True, using=self.alias)
        return answers

    def _in_turn(self, steps: Generator[Request, Any, None]) -> Iterator[Answer]:
        answer: Answer | None = None
        while not isinstance(answer, Refused):
            try:
                request = steps.send(answer)
            except StopIteration:
                return
            answer = self._answer(request, chain.head(self.alias, lock=True))
            yield answer

    def _answer(self, request: Request, end: chain.Link) -> Answer:
        held = mapping.read(self.alias, request.kind, request.reference) if request.reference else None
        if held is not None and request.expected not in (None, held[1]):
            return refused(self._overtaken(request))
        try:
            step = take(self, request, held[0] if held else None)
        except NotAValueError as error:
            return refused(_unfit(error))
        if isinstance(step, Refused):
            return step
        written = chain.append(self.alias, end, self._deed(request, step))
        mapping.write(self.alias, request.kind, step.before, step.after, written.seq)
        return Written(step.after, written.seq)

    def _deed(self, request: Request, step: Step) -> chain.Deed:
        before = {} if step.before is None else to_document(step.before)
        after = to_document(step.after)
        signed = {"meaning": step.meaning, "method": "recorded", "role": step.role, "who": request.by}
        payload = {
            "changes": difference(before, after),
            "content_hash": stamp(canonical(after)),
            "signatures": [signed, *([{**signed, "role": "second", "who": request.second}] if request.second else [])],
        }
        extra = {"reason": request.reason, "action": request.action}
        return chain.Deed(
            at=self.clock().astimezone(UTC).isoformat(timespec="microseconds"),
            actor=request.by,
            role=step.role,
            kind=request.kind.value,
            reference=step.after.reference,
            type=step.id,
            from_state=str(before.get("state", getattr(step.before, "state", ""))),
            to_state=str(getattr(step.after, "state", "")),
            payload={**payload, **{name: text for name, text in extra.items() if text}},
        )

    def next_reference(self, kind: Kind) -> str:
        """Return the reference the next record of a kind gets this year; within a step nobody else can take it."""
        year, letters = self.today.year, FORMS[kind].letters
        if not letters:
            raise ValueError(f"references of {kind.value!r} are not given by the register")
        rows = mapping.TABLES[kind]._base_manager.using(self.alias).filter(year=year)
        last = rows.aggregate(last=Max("number"))["last"] or 0
        return f"{letters}-{year}-{last + 1:04d}"

    def _overtaken(self, request: Request) -> Refusal:
        *_, last = chain.events(self.alias, kind=request.kind.value, reference=request.reference)
        at = Moment(datetime.fromisoformat(last.at).astimezone(self.timezone))
        return Refusal(
            request.verb,
            "overtaken",
            Message(
                "{reference} was changed by {by} meanwhile: {at}", reference=request.reference, by=last.actor, at=at
            ),
            Message("read it again, then repeat the step if it still fits"),
        )

    def read(self, kind: Kind, reference: str) -> tuple[Any, int] | None:
        """Return a record and its revision, or None when there is no such record."""
        with told(self.place):
            return mapping.read(self.alias, kind, reference)

    def history(self, kind: Kind, reference: str) -> Iterator[Any]:
        """Yield the events of a record, the first one first."""
        with told(self.place):
            yield from chain.events(self.alias, kind=kind.value, reference=reference)

    def head(self) -> chain.Link:
        """Return the end of the chain, to be published."""
        with told(self.place):
            return chain.head(self.alias)


def _unfit(error: NotAValueError) -> Refusal:
    if error.value is None:  # a part named by its key is begun anew where there is none of that key
        says = Message("{member} is missing", member=named_member(error.path))
        key = error.path.split(".")[-2] if error.path.count(".") > 1 else ""
        remedy = Message("there is no {key} yet: correct the key, or give what a new one needs", key=key)
        return Refusal("data", "data", says, remedy if key else Message("give what is missing"))
    return Refusal(
        "data",
        "data",
        Message("{member}: “{value}” does not fit", member=named_member(error.path), value=error.value),
        Message("give {wanted}", wanted=error.wanted),
    )
