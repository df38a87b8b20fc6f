"""A comparison of two versions, or with a scenario, in words and rows: the answer first, then each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from isoqms.improve.comparison import Comparison
from isoqms.improve.differences.matching import Match
from isoqms.improve.worth.attribution import Attribution
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure, Unit
from isoqms.report.comparison_words import MEASURES, PieceWords, group_words, is_assumed, part_words
from isoqms.report.joint_words import at_once
from isoqms.report.quantity import NOTHING, POINTS, Scale, day_words, number, scale_of, told, told_with_interval
from isoqms.report.simulation_text import is_more_than_chance, size
from isoqms.simulate.estimate import NO_DOSSIER
from isoqms.words import Message

ASSUMED: Final = " (*)"
"""What marks a share that rests on an assumption."""

_DAY: Final = 1440.0
_NEAR: Final = 50
"""How many times the one time may be the other for both to be told in one unit."""
_FEW_LEADING: Final = 4
"""How many changes are named that nobody can tell the largest of."""
_NEGLIGIBLE: Final = 0.005
"""What two decimals do not show."""
_ROUNDING: Final = 1e-6
"""What is left over and less than that is nothing but rounding."""
_WHOLE: Final = Message("All changes together")
_KNOWN: Final = Message("All changes together whose times are known")
_SHOWN: Final = (Measure.MEAN, Measure.P90, Measure.LEGAL, Measure.COMMITTED)


def opening(comparison: Comparison, procedure: str, lang: str) -> Iterator[str]:
    """Yield what the changes of a procedure brought, and which of them most of it."""
    found = {each.measure: each for each in comparison.attributions if each.procedure == procedure}
    mean, title = found[Measure.MEAN], _title(comparison, procedure, lang)
    if mean.saving.value is None:
        reason = mean.saving.reason or Message("not known")
        yield Message("{title}: no saving can be told: {reason}.", title=title, reason=reason).render(lang)
        yield from _untold(comparison, lang)
        return
    scale = scale_of(mean.before, _DAY)
    then = scale if _are_near(mean) else scale_of(mean.after, _DAY)
    ends = {"title": title, "before": _told(mean.before, scale, lang), "after": _told(mean.after, then, lang)}
    by = told_with_interval(size(mean.saving), lang)
    if not is_more_than_chance(mean.saving):
        said = Message(
            "{title}: the changes make no difference to the time beyond chance ({before}, then {after}).", **ends
        )
    elif mean.saving.value > 0:
        said = Message(
            "{title}: by estimate {before} on average became {after}, by the calendar; saved: {by}.", **ends, by=by
        )
    else:
        said = Message(
            "{title}: by estimate {before} on average became {after}, by the calendar; longer by {by}.", **ends, by=by
        )
    yield said.render(lang)
    yield from not_known(comparison, lang)
    yield from _largest(comparison, mean, lang)


def not_known(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield the steps of which one version alone tells the time: what they saved or added is in no figure."""
    found = comparison.between.one_sided if comparison.between else ()
    later = {each.step: each.subject for each in found if each.edits}
    if gone := [f"“{each.subject.render(lang)}”" for each in found if each.step not in later]:
        yield Message(
            "Not known, and not counted here: what was saved at {steps}. The time is not stated any more, and is taken "
            "as before.",
            steps=list(dict.fromkeys(gone)),
        ).render(lang)
    if later:
        yield Message(
            "Not known, and not counted here: what was added or saved at {steps}. The time is stated in the version "
            "after alone, and is taken for both.",
            steps=[f"“{each.render(lang)}”" for each in later.values()],
        ).render(lang)


def nothing(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield that nothing is to be shared out, and what is not known."""
    if unknown := list(not_known(comparison, lang)):
        yield from unknown
        yield Message("Nothing else that matters for the time became different.").render(lang)
    else:
        yield Message("Nothing that matters for the time became different.").render(lang)


def _untold(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield what changed where no share of it can be told, and what to ask for instead of a usual time."""
    if changed := list(part_words(comparison, lang).values()):
        yield Message("What changed: {changes}.", changes="; ".join(changed)).render(lang)
    if comparison.plan.days is None:
        yield Message(
            "A period of days (--from and --days) has figures, as long as its dossiers come to an end."
        ).render(lang)


def _are_near(mean: Attribution) -> bool:
    """Say whether the times before and after can be told in one unit, neither as next to nothing."""
    ends = sorted((mean.before.value or 0.0, mean.after.value or 0.0))
    return ends[1] <= _NEAR * ends[0]


def _told(figure: Figure, scale: Scale, lang: str) -> str:
    """Return a value without its interval, on the scale of another one it is set against."""
    return told_with_interval(Figure.exact(round(figure.value or 0.0, 6), figure.unit), lang, scale=scale)


def _largest(comparison: Comparison, mean: Attribution, lang: str) -> Iterator[str]:
    """Yield which change most of the saving came from; where none brought most, the largest, or those alike."""
    whole = mean.saving.value or 0.0
    if len(mean.shares) < 2 or whole <= 0 or not is_more_than_chance(mean.saving):
        return
    words, leading = part_words(comparison, lang), mean.leading
    names = [group_words(comparison, each, words) for each in leading]
    percents = [number(100 * (mean.shares[each].value or 0.0) / whole, lang) for each in leading]
    if len(leading) == 1:
        told_: dict[str, Any] = {"change": names[0], "percent": percents[0]}
        if mean.is_most(leading[0]):
            yield Message("Most of it came from: {change} ({percent} % of the saving).", **told_).render(lang)
        else:
            yield Message("The largest share came from: {change} ({percent} % of the saving).", **told_).render(lang)
    elif len(leading) <= _FEW_LEADING:
        pairs = zip(names, percents, strict=True)
        changes = "; ".join(Message("{change} ({percent} %)", change=c, percent=p).render(lang) for c, p in pairs)
        yield Message(
            "The largest shares, between which the simulation cannot tell, came from: {changes}.", changes=changes
        ).render(lang)
    else:
        yield Message("No change brought surely more than the others.").render(lang)


def told_of(comparison: Comparison) -> list[str]:
    """Return the procedures of which something can be told; where there is but one procedure, that one in any case."""
    return [id_ for id_ in comparison.procedures if has_shares(comparison, id_)] or list(comparison.procedures[:1])


def has_shares(comparison: Comparison, procedure: str) -> bool:
    """Say whether the saving of a procedure is known, so that it can be shared out."""
    return _mean(comparison, procedure).saving.value is not None


def _mean(comparison: Comparison, procedure: str) -> Attribution:
    return next(
        each for each in comparison.attributions if each.procedure == procedure and each.measure is Measure.MEAN
    )


def left_out(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield the procedures of which no saving can be told, those with one reason together."""
    told_ = told_of(comparison)
    silent: dict[Message, list[str]] = {}
    for id_ in comparison.procedures:
        if id_ not in told_:
            reason = _mean(comparison, id_).saving.reason or NO_DOSSIER
            silent.setdefault(reason, []).append(_title(comparison, id_, lang))
    for reason, titles in silent.items():
        said = Message("No dossier came of: {procedures}.", procedures="; ".join(titles))
        if reason != NO_DOSSIER:
            said = Message(
                "No saving can be told of: {procedures} ({reason}).", procedures="; ".join(titles), reason=reason
            )
        yield said.render(lang)


def heads(comparison: Comparison, procedure: str, lang: str) -> list[str]:
    """Return the heads of the table of shares, each with the unit of its column."""
    measured = (
        Message(
            "{measure}, in {unit}", measure=MEASURES[each.measure], unit=scale_of_column(each).tell("", lang).strip()
        )
        for each in _columns(comparison, procedure)
    )
    return [Message("What each change took off or added").render(lang), *(head.render(lang) for head in measured)]


def rows(comparison: Comparison, procedure: str, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each change, the largest saving first, and one for all together."""
    columns, words = _columns(comparison, procedure), part_words(comparison, lang)
    scales = [scale_of_column(each) for each in columns]
    for group in by_size(columns[0]):
        mark = ASSUMED if is_assumed(comparison, group) else ""
        cells = (share(each.shares[group], scale, lang) for each, scale in zip(columns, scales, strict=True))
        yield group_words(comparison, group, words) + mark, *cells
    whole = (share(each.saving, scale, lang) for each, scale in zip(columns, scales, strict=True))
    known = comparison.between is not None and comparison.between.one_sided
    yield (_KNOWN if known else _WHOLE).render(lang), *whole


def by_size(attribution: Attribution) -> list[str]:
    """Return the groups of changes, the one that saves most first."""
    return sorted(attribution.shares, key=lambda each: -(attribution.shares[each].value or 0.0))


def share(figure: Figure, scale: Scale, lang: str) -> str:
    """Return a saving with half of its interval on the scale of its column: "2,5 ± 0,1"; more time is negative."""
    if figure.value is None:
        return NOTHING
    value, half = figure.value / scale.size, (figure.half_width or 0.0) / scale.size
    if half < _NEGLIGIBLE and abs(value - round(value)) < _NEGLIGIBLE:
        return number(value, lang)
    decimals = next((places for places in (0, 1) if half >= 0.95 * 10**-places), 2)
    told_, spread = (number(each, lang, decimals) for each in (value, half))
    return f"{told_} ± {spread}" if spread.strip("0.,") else told_


def scale_of_column(attribution: Attribution) -> Scale:
    """Return what the shares in a measure are told in: points for those on time, else by the size of the whole."""
    return POINTS if attribution.measure.unit is Unit.SHARE else scale_of(attribution.saving, _DAY)


def _columns(comparison: Comparison, procedure: str) -> list[Attribution]:
    """Return the measures in which some change makes a difference; the mean always."""
    found = [each for each in comparison.attributions if each.procedure == procedure and each.measure in _SHOWN]
    return found[:1] + [each for each in found[1:] if any(share.value for share in each.shares.values())]


def unmoved(comparison: Comparison, procedure: str, lang: str) -> Iterator[str]:
    """Yield which shares of dossiers on time stay as they are, under all changes."""
    for each in comparison.attributions:
        alike = each.saving.value is not None and not any(share.value for share in each.shares.values())
        if each.procedure == procedure and each.measure.unit is Unit.SHARE and alike and each.shares:
            yield Message(
                "{measure}: {share} before and after.", measure=MEASURES[each.measure], share=told(each.after, lang)
            ).render(lang)


def foundations(comparison: Comparison, lang: str, procedure: str | None = None) -> Iterator[str]:
    """Yield what the shares are, what they rest on, and what was taken for granted: of all, or of one procedure."""
    exact = not any(each.orders for each in comparison.attributions)
    residue = max((abs(each.residue) for each in comparison.attributions), default=0.0)
    shared = any(each.shares and each.saving.value is not None for each in comparison.attributions)
    if shared:
        yield Message(
            "All times here are by the calendar, with nights, days off and times when the clock is stopped."
        ).render(lang)
        yield Message(
            "Before they are rounded for the table, the shares add up to the whole (left over: {residue}); more time "
            "is negative.",
            residue=number(residue, lang) if residue < _ROUNDING else f"{residue:.0e}",
        ).render(lang)
    if not exact:
        orders = max(each.orders for each in comparison.attributions)
        yield Message(
            "With so many changes, {orders} of the orders in which they can come were drawn.", orders=orders
        ).render(lang)
    if shared:
        yield from at_once(len(comparison.groups), comparison.plan.replications or 0, lang)
    yield from _bindings(comparison, lang)
    if any(part.assumed for part in comparison.parts.values()):
        yield Message(
            "(*) Only the time allowed is known of this step: its share rests on how much of that time is used, which "
            "is assumed."
        ).render(lang)
    yield from versions(comparison, lang)
    for assumption in comparison.assumptions if procedure is None else comparison.assumptions_of[procedure]:
        yield Message("Assumed: {assumption}", assumption=assumption).render(lang)
    for warning in comparison.warnings:
        yield Message("Mind: {warning}", warning=warning).render(lang)
    if shared or not comparison.parts:
        yield counted(comparison, lang)


def _bindings(comparison: Comparison, lang: str) -> Iterator[str]:
    words = part_words(comparison, lang)
    for binding in comparison.bindings:
        yield Message(
            "Taken as one, since {alone} cannot be carried out without the others ({reason}): {changes}",
            alone=[f"“{words[id_]}”" for id_ in binding.alone],
            reason=binding.reason,
            changes=" + ".join(words[id_] for id_ in binding.changes),
        ).render(lang)


def versions(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield which steps were taken for the same, what was not simulated, and what was taken alike for both."""
    found = comparison.between
    if found is None:
        return
    yield from likenesses(found.matches, lang)
    words = PieceWords.of(found, lang)
    if aside := [words.sentence(piece) for piece in found.aside]:
        yield Message("Changed as well, and no matter for the time: {changes}.", changes="; ".join(aside)).render(lang)
    for note in found.notes:
        yield Message("Mind: {warning}", warning=note).render(lang)


def likenesses(matches: Sequence[Match], lang: str) -> Iterator[str]:
    """Yield which steps were taken for the same because their titles are alike."""
    for match in matches:
        if match.likeness is not None:
            yield Message(
                "“{before}” is taken for “{after}”: their titles are {percent} % alike",
                before=match.before.title or match.before.id,
                after=match.after.title or match.after.id,
                percent=round(100 * match.likeness),
            ).render(lang)


def counted(comparison: Comparison, lang: str) -> str:
    """Return which dossiers were counted."""
    plan = comparison.plan
    replications = plan.replications or 0
    if plan.days is not None and plan.start is not None:
        return Message(
            "Counted: the dossiers that come from {start} on (days: {days}; runs, each with other luck: "
            "{replications}); every change met the same luck.",
            days=plan.days,
            start=day_words(plan.start, lang),
            replications=replications,
        ).render(lang)
    if plan.warm_up:
        return Message(
            "Dossiers counted: {cases}, after the first {warm_up} (runs, each with other luck: {replications}); every "
            "change met the same luck.",
            cases=number(plan.cases or 0, lang),
            warm_up=number(plan.warm_up, lang),
            replications=replications,
        ).render(lang)
    return Message(
        "Dossiers counted: the first {cases} of an office that begins empty (runs, each with other luck: "
        "{replications}); every change met the same luck.",
        cases=number(plan.cases or 0, lang),
        replications=replications,
    ).render(lang)


def _title(comparison: Comparison, procedure: str, lang: str) -> str:
    return next(each.title.render(lang) for each in comparison.before if each.id == procedure)
