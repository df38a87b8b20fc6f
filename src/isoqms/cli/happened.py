"""What happened to a dossier, as it is written on the command line: moments, stops of the clock, lengths of time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import click

from isoqms.cli.language import Written, no_such_time, wrong_use
from isoqms.procedure import Procedure
from isoqms.procedure.due import most_extensions
from isoqms.words import Message
from isoqms.worktime import (
    Accepted,
    Duration,
    Event,
    Extended,
    Reappointed,
    Restarted,
    Stopped,
    SubLimit,
    parse_duration,
)
from isoqms.worktime import moment as words

_FORMS: Final = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%d/%m/%Y %H:%M",
    "%H:%M %d/%m/%Y",
    "%d/%m/%Y %Hh%M",
    "%Hh%M %d/%m/%Y",
)
_EXAMPLES: Final = ("24/04/2026 09:00", "2026-04-24 09:00")


class Moment(Written):
    """A local time, to the minute."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the time written as 2026-04-24 09:00."""
        if isinstance(value, datetime):
            return value
        for form in _FORMS:
            try:
                return datetime.strptime(" ".join(value.split()), form)
            except ValueError:
                continue
        raise self.refusal(_no_moment(value), param, ctx)


def _no_moment(value: str) -> Message:
    """Say what is missing where `value` names no moment."""
    try:
        datetime.strptime(value.strip(), "%d/%m/%Y" if "/" in value else "%Y-%m-%d")
    except ValueError:
        wrong = Message("“{value}” is no moment: write for example {examples}", value=value, examples=_EXAMPLES)
        return no_such_time(value, (*_FORMS, "%d/%m/%Y", "%Y-%m-%d")) or wrong
    return Message("“{value}” lacks the hour: write for example “{value} 09:00”", value=value.strip())


class Stop(Written):
    """A stretch during which the clock is stopped; without an end it still is."""

    name = "from..to"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Stopped:
        """Return the stretch written as FROM..TO or FROM.."""
        if isinstance(value, Stopped):
            return value
        start, dots, end = str(value).partition("..")
        if not dots:
            message = Message("“{value}” is no stretch of time: write FROM..TO, or FROM.. while it lasts", value=value)
            raise self.refusal(message, param, ctx)
        moment = Moment()
        begins = moment.convert(start, param, ctx)
        ends = moment.convert(end, param, ctx) if end.strip() else None
        if ends is not None and ends < begins:
            raise self.refusal(Message("the clock cannot run again before it stops: {value}", value=value), param, ctx)
        return Stopped(begins, ends)


class Length(Written):
    """A length of time as people write it; where `own` is allowed, also the one the procedure itself states."""

    name = "duration"
    OWN: Final = "own"

    def __init__(self, own: bool = False) -> None:
        self._own = own

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Duration | str:
        """Return the duration, or say what to write."""
        if isinstance(value, Duration) or (self._own and value == self.OWN):
            return value  # type: ignore[no-any-return]
        read = parse_duration(str(value))
        if isinstance(read, Duration) and read.high:
            return read
        doubt = read if isinstance(read, Message) else Message("“{value}” gives no length of time", value=value)
        raise self.refusal(doubt, param, ctx)


def events_of(ctx: click.Context, given: Any) -> tuple[Event, ...]:
    """Return what happened to the clock of a dossier.

    Raises:
        click.UsageError: something is said to have happened before the dossier was received.
    """
    moments = [
        *(stop.start for stop in given["stopped"]),
        given["accepted"],
        given["restarted"],
        *(at for at, _ in given["sub_limit"]),
    ]
    for moment in moments:
        if moment and moment < given["received"]:
            message = Message(
                "{moment} is before the dossier was received, {received}",
                moment=words.Moment(moment),
                received=words.Moment(given["received"]),
            )
            raise wrong_use(ctx, message)
    events: list[Event] = list(given["stopped"])
    events += [Accepted(at) for at in [given["accepted"]] if at]
    events += [Restarted(at) for at in [given["restarted"]] if at]
    events += [Extended(by) for by in given["extended"] if by != Length.OWN]
    events += [Reappointed(by) for by in given["reappointed"]]
    events += [SubLimit(at, limit, limit.render(ctx.obj)) for at, limit in given["sub_limit"]]
    return tuple(events)


def extensions_of(ctx: click.Context, procedure: Procedure, given: Any) -> int:
    """Return how often the extension that the procedure itself states was used.

    Raises:
        click.UsageError: it states none, or allows fewer.
    """
    used: int = sum(by == Length.OWN for by in given["extended"])
    allowed = most_extensions(procedure)
    if used and not allowed:
        message = Message(
            "{procedure} states no extension: write how long it is, for example --extended “5 working days”",
            procedure=procedure.id,
        )
        raise wrong_use(ctx, message)
    if used > allowed:
        message = Message("{procedure} allows fewer extensions: {times} at most", procedure=procedure.id, times=allowed)
        raise wrong_use(ctx, message)
    return used
