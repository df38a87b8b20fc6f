"""How long a procedure takes by its own numbers, in words: the answer, the limits, the steps, the applicant's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from isoqms.graph.critical import LoopTime, Timing, timing
from isoqms.graph.flow import kinds
from isoqms.graph.journey import Journey, applicant_journey
from isoqms.procedure import Clock, Limit, Office, Procedure
from isoqms.report.names import LIMITS, at_most
from isoqms.words import Message, Text
from isoqms.worktime import Basis, Convention, Duration, Span

_PAPERS = {
    "original": Message("originals"),
    "certified_copy": Message("certified copies"),
    "copy": Message("copies"),
    "show_original": Message("originals to show"),
    "electronic": Message("electronic papers"),
    "form": Message("forms to fill in"),
    "": Message("papers of a kind not stated"),
}
DEFAULT_DAY = 480
"""Working minutes a day where no office says its own; only to compare, never to print."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a procedure says about its time for dossiers of `variant`, and in the same way of the variants in `alike`.

    A variant of None stands for dossiers of no variant.
    """

    procedure: Procedure
    variant: str | None
    alike: tuple[str | None, ...]
    timing: Timing
    journey: Journey
    convention: Convention
    office: Office | None = None


def accounts(procedure: Procedure, office: Office | None, variant: str | None = None) -> list[Account]:
    """Return one account for the variant asked for, or one for every kind of dossier whose times differ."""
    convention, told = convention_of(office), list[Account]()
    for kind in (variant,) if variant else kinds(procedure):
        times, journey = timing(procedure, kind, convention), applicant_journey(procedure, kind, convention)
        account = Account(procedure, kind, (kind,), times, journey, convention, office)
        same = next((each for each in told if _same(each, account)), None)
        if same:
            told[told.index(same)] = replace(same, alike=(*same.alike, kind))
        else:
            told.append(account)
    return told


def _same(one: Account, other: Account) -> bool:
    limits = one.procedure.limits.named().values()
    within = all(limit.for_variant(one.variant) == limit.for_variant(other.variant) for limit in limits)
    return within and one.timing == other.timing and one.journey == other.journey


def convention_of(office: Office | None) -> Convention:
    """Return how unlike times of an office are compared."""
    return Convention(office.day_minutes, plain_days=Basis(office.plain_days)) if office else Convention(DEFAULT_DAY)


def headings(account: Account, lang: str) -> list[str]:
    """Return the opening lines: which dossiers, how long at most and at least, and the path that decides it."""
    lines = []
    if account.alike != (None,):
        lines.append(Message("Cases: {cases}", cases=[_case(account, each) for each in account.alike]).render(lang))
    counted, elapsed = account.timing.counted, account.timing.elapsed
    lines.append(
        Message("Sum of the allowances on the longest path: {longest}", longest=_quantity(counted.longest)).render(lang)
    )
    if counted.shortest != counted.longest:
        lines.append(Message("On the shortest path: {shortest}", shortest=_quantity(counted.shortest)).render(lang))
    if elapsed.longest != counted.longest:
        whole = Message("With what is not counted: {elapsed}", elapsed=_quantity(elapsed.longest))
        lines.append(whole.render(lang))
    path = " → ".join(_short_names(account, counted.path))
    lines.append(Message("Longest path: {path}", path=path).render(lang))
    return lines


def _case(account: Account, variant: str | None) -> Text | Message:
    return Message("none of the variants") if variant is None else account.procedure.variant_title(variant)


def _short_names(account: Account, steps: Iterable[str]) -> list[str]:
    return [account.procedure.steps[id_].short_name for id_ in steps]


def _quantity(span: Span) -> Span | Message:
    return span if span else Message("no time stated")


def limit_lines(account: Account, lang: str) -> Iterator[str]:
    """Yield each limit beside the counted time of the longest path."""
    limits = account.procedure.limits.named()
    for name, limit in limits.items():
        within = limit.for_variant(account.variant)
        if within is not None:
            verdict = _with_rounds(_verdict(margin(account.timing, within, account.convention)), account, within)
            longer = account.timing.extended_by
            extended = f" + {longer.render(lang)}" if longer else ""
            yield f"{LIMITS[name].render(lang)}: {within.render(lang)}{extended}: {verdict.render(lang)}"
            if limit.extension and limit.extension.by:
                may = Message("  may be extended by {by}", by=limit.extension.by).render(lang)
                yield f"{may} ({at_most(limit.extension.times).render(lang)})"
    if not limits:
        yield Message("The file states no limit.").render(lang)


@dataclass(frozen=True, slots=True)
class Margin:
    """By how much a time stays below a limit, or exceeds it."""

    exceeds: bool
    by: Span


def margin(told: Timing, limit: Duration, convention: Convention) -> Margin | None:
    """Compare the longest counted time with a limit and what the steps on its path lengthen it by.

    Working time is compared with working time, calendar days with calendar days; None where that gives no answer.
    """
    allowed, needed = limit.under(convention), told.counted.longest
    if allowed is None:
        return None
    allowed += told.extended_by
    if needed.only_working_time and allowed.only_working_time:
        left = convention.working_minutes(allowed) - convention.working_minutes(needed)
        in_hours = not (needed.working_days or allowed.working_days)
        return Margin(left < 0, Span(working_minutes=abs(left)) if in_hours else _in_days(abs(left), convention))
    return _part_by_part(allowed, needed, convention)


def _part_by_part(allowed: Span, needed: Span, convention: Convention) -> Margin | None:
    """Compare working time, calendar days and months each for itself; no answer where one has more and another less."""
    less, more = (
        (convention.working_minutes(Span(each.working_minutes, each.working_days)), each.calendar_days, each.months)
        for each in (needed, allowed)
    )
    left = [there - here for here, there in zip(less, more, strict=True)]
    if min(left) < 0 < max(left):
        return None
    work, days, months = map(abs, left)
    return Margin(min(left) < 0, _in_days(work, convention) + Span(calendar_days=days, months=months))


def _in_days(minutes: Fraction, convention: Convention) -> Span:
    """Return working minutes as days where they make quarters of days, else as days and what is left over."""
    days = minutes / convention.day_minutes
    if days.denominator in (1, 2, 4):
        return Span(working_days=days)
    whole = minutes // convention.day_minutes
    return Span(working_days=Fraction(whole), working_minutes=minutes - whole * convention.day_minutes)


def _verdict(found: Margin | None) -> Message:
    if found is None:
        return Message("cannot be compared: working time and calendar time are not the same thing")
    if found.exceeds:
        return Message("exceeded by {span}", span=found.by)
    return Message("{span} to spare", span=found.by) if found.by else Message("used up exactly")


def with_rounds(account: Account, limit: Duration) -> Margin | None:
    """Compare a limit with the longest counted time and all the rounds of loops that their bounds allow.

    None where no bounded round counts towards the limit, where one begins the count anew, or where that gives no
    answer.
    """
    steps, told = account.procedure.steps, account.timing
    afresh = {id_ for id_, step in steps.items() if step.clock is Clock.RESTARTS}
    counting = [each for each in told.loops if each.counted and each.loop.bound]
    if not counting or any(step.id in afresh for each in counting for step in each.loop.steps):
        return None
    rounds = sum((each.counted * (each.loop.bound or 0) for each in counting), Span())
    most = replace(told, counted=replace(told.counted, longest=told.counted.longest + rounds))
    return margin(most, limit, account.convention)


def _with_rounds(verdict: Message, account: Account, limit: Duration) -> Message:
    """Return a verdict with what the rounds of loops make of it, which the longest path leaves out."""
    found = with_rounds(account, limit)
    if found is not None and found.exceeds:
        verdict = Message(
            "{verdict} when nothing goes back; with all rounds of the loops it may be exceeded by up to {span}",
            verdict=verdict,
            span=found.by,
        )
    elif found is not None:
        rest = _verdict(found)
        verdict = Message("{verdict} when nothing goes back; with all rounds {rest}", verdict=verdict, rest=rest)
    if any(each.counted and each.loop.bound is None for each in account.timing.loops):
        return Message("{verdict}; rounds without a bound come on top of that", verdict=verdict)
    return verdict


def step_rows(account: Account, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row per step: number, title, who, allowance, from, to, slack."""
    for id_, times in account.timing.counted.steps.items():
        step = account.procedure.steps[id_]
        allowance = step.allowance_in(account.variant)
        yield (
            step.short_name,
            step.name(lang),
            allowance.render(lang) if allowance else "–",
            times.earliest_start.render(lang),
            times.earliest_finish.render(lang),
            _slack(times.slack_minutes, account.convention).render(lang),
        )


STEP_HEADS = (
    Message("No."),
    Message("Step"),
    Message("Allowance"),
    Message("Begins at"),
    Message("Done at"),
    Message("Slack"),
)


def _slack(minutes: Fraction | None, convention: Convention) -> Message | Span:
    if minutes is None:
        return Message("not waited for")
    if minutes.denominator > 1:  # calendar time set against working time, by the share of working days in a week
        return Message("about {span}", span=_in_days(Fraction(round(minutes)), convention))
    return _in_days(minutes, convention) if minutes else Message("0 (decides the whole)")


def remarks(account: Account, lang: str) -> Iterator[str]:
    """Yield what the figures leave out or rest on: plain days, stages, loops, untimed and uncounted steps."""
    told = account.timing
    if any(duration.has_plain_days for duration in _durations(account)):
        yield _plain_days(account).render(lang)
    for id_, stage in told.stages.items():
        known = account.procedure.stages[id_]
        yield Message(
            "Stage {stage}: steps {sum}, stated {stated}",
            stage=known.title,
            sum=_quantity(stage.counted.longest),
            stated=known.total or Message("nothing"),
        ).render(lang)
    for loop in told.loops:
        yield _round(account, loop).render(lang)
    for message, steps in (
        (Message("No time is given for"), told.untimed),
        (Message("Work and wait stand in for a missing allowance at"), told.by_effort),
        (Message("Not counted, as the clock does not run:"), told.uncounted),
        (Message("The limit is counted anew after"), _restarts(account)),
        (Message("The allowance names other figures for some dossiers, not counted here:"), told.with_cases),
    ):
        if steps:
            yield f"{message.render(lang)} {', '.join(_short_names(account, steps))}"


def _restarts(account: Account) -> list[str]:
    steps = account.procedure.steps
    return [id_ for id_ in account.timing.counted.steps if steps[id_].clock is Clock.RESTARTS]


def _durations(account: Account) -> Iterator[Duration]:
    """The durations an account rests on: of its steps, of its limits, of its stages."""
    procedure = account.procedure
    for id_ in account.timing.counted.steps:
        step = procedure.steps[id_]
        allowance = step.allowance_in(account.variant)
        yield from [allowance] if allowance else []
        for effort in step.efforts_in(account.variant):
            yield from effort.figures
    stated = [limit.for_variant(account.variant) for limit in procedure.limits.named().values()]
    stated += [stage.total for stage in procedure.stages.values()]
    yield from (duration for duration in stated if duration)


def _plain_days(account: Account) -> Message:
    if account.office is None:
        return Message("“days” without more are counted as working days, as no organisation.yaml says otherwise")
    if account.convention.plain_days is Basis.CALENDAR:
        return Message("“days” without more are counted as calendar days (plain_days in organisation.yaml)")
    return Message("“days” without more are counted as working days (plain_days in organisation.yaml)")


def _round(account: Account, loop: LoopTime) -> Message:
    back, head = _short_names(account, [loop.loop.back.source, loop.loop.head.id])
    bound = at_most(loop.loop.bound) if loop.loop.bound else Message("without a bound")
    added = Message(
        "Each round {back} → {head} adds up to {span} ({bound})",
        back=back,
        head=head,
        span=_quantity(loop.elapsed),
        bound=bound,
    )
    if loop.counted == loop.elapsed:
        return added
    return Message("{added}, of which {counted} count towards the limit", added=added, counted=_quantity(loop.counted))


def journey_lines(account: Account, lang: str) -> Iterator[str]:
    """Yield what the procedure asks of the applicant: on the ordinary course, and at most where that is more."""
    journey = account.journey
    for title, ordinary, most in (
        (Message("dealings with the office"), journey.ordinary.interactions, journey.most.interactions),
        (Message("payments"), journey.ordinary.payments, journey.most.payments),
        (Message("fields to fill in"), journey.ordinary.fields, journey.most.fields),
    ):
        yield f"{title.render(lang)}: {_count(ordinary, most, lang)}"
    trips = f"{Message('trips').render(lang)}: {_count(journey.ordinary.trips, journey.most.trips, lang)}"
    if journey.visits_unknown:
        steps = _short_names(account, journey.visits_unknown)
        trips += "; " + Message("steps that do not say how often to come: {steps}", steps=steps).render(lang)
    yield trips
    yield f"{Message('counters').render(lang)}: {len(journey.counters)}"
    needed = [f"{count} {_PAPERS.get(kind, _PAPERS['']).render(lang)}" for kind, count in journey.papers.needed.items()]
    yield f"{Message('papers').render(lang)}: {', '.join(needed) or Message('none stated').render(lang)}"


def _count(ordinary: int, most: int, lang: str) -> str:
    at_most_ = f" ({Message('at most {number}', number=most).render(lang)})" if most > ordinary else ""
    return f"{ordinary}{at_most_}"


def as_data(account: Account, lang: str) -> dict[str, Any]:
    """Return an account for other programs; times are sums of working minutes, working days, calendar days, months."""
    told = account.timing
    return {
        "variants": list(account.alike),
        "counted": {"shortest": _data(told.counted.shortest, lang), "longest": _data(told.counted.longest, lang)},
        "elapsed": {"shortest": _data(told.elapsed.shortest, lang), "longest": _data(told.elapsed.longest, lang)},
        "path": list(told.counted.path),
        "limits": {name: _limit_data(account, limit, lang) for name, limit in account.procedure.limits.named().items()},
        "steps": {
            id_: {
                "start": _data(times.earliest_start, lang),
                "finish": _data(times.earliest_finish, lang),
                "slack_minutes": None if times.slack_minutes is None else float(times.slack_minutes),
            }
            for id_, times in told.counted.steps.items()
        },
        "stages": {id_: _data(stage.counted.longest, lang) for id_, stage in told.stages.items()},
        "loops": [
            {
                "back": loop.loop.back.source,
                "head": loop.loop.head.id,
                "bound": loop.loop.bound,
                "adds": _data(loop.elapsed, lang),
                "adds_counted": _data(loop.counted, lang),
            }
            for loop in told.loops
        ],
        "untimed": list(told.untimed),
        "by_effort": list(told.by_effort),
        "uncounted": list(told.uncounted),
        "journey": _journey_data(account.journey),
    }


def _limit_data(account: Account, limit: Limit, lang: str) -> dict[str, Any] | None:
    within = limit.for_variant(account.variant)
    if within is None:
        return None
    found = margin(account.timing, within, account.convention)
    rounds = with_rounds(account, within)
    told = {"verdict": _margin_data(found, lang), "verdict_with_all_rounds": _margin_data(rounds, lang)}
    return {"within": within.render(lang), **told}


def _margin_data(found: Margin | None, lang: str) -> dict[str, Any] | None:
    return None if found is None else {"exceeded": found.exceeds, "by": _data(found.by, lang)}


def _data(span: Span, lang: str) -> dict[str, Any]:
    return {**{name: float(value) for name, value in asdict(span).items()}, "text": span.render(lang)}


def _journey_data(journey: Journey) -> dict[str, Any]:
    return {
        "ordinary": asdict(journey.ordinary),
        "most": asdict(journey.most),
        "counters": list(journey.counters),
        "fees": list(journey.fees),
        "papers": dict(journey.papers.needed),
        "papers_optional": dict(journey.papers.optional),
        "visits_unknown": list(journey.visits_unknown),
        "unbounded": journey.unbounded,
    }
