"""The portfolio in plain words for the head of an office or a province: the answer first, then the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from isoqms.improve.portfolio import Portfolio
from isoqms.improve.portfolio.cut import CutKind
from isoqms.improve.portfolio.offices import Summary
from isoqms.improve.portfolio.shared_ratio import FEWEST, SHARE, WINDOW_POINTS, SharedRatio
from isoqms.improve.portfolio.tally import Tally
from isoqms.report.portfolio_words import FIGURES, STATES, STEPS
from isoqms.report.quantity import day_words, number, procedures, told
from isoqms.scenario import State
from isoqms.words import Message


def opening(found: Portfolio, lang: str) -> Iterator[str]:
    """Yield the answer: how many procedures are shortened, by how much, how many are on the way."""
    whole = found.whole
    if not found.rows:
        nobody = Message("On {day} no procedure had been issued yet.", day=day_words(found.as_of, lang))
        yield nobody.render(lang)
        return
    yield Message(
        "On {day}: {procedures} of {offices}.",
        day=day_words(found.as_of, lang),
        procedures=procedures(whole.procedures, lang),
        offices=_offices(len(found.offices), lang),
    ).render(lang)
    yield from _shortened(whole, lang)
    decided = {state: whole.by_state[state] for state in (State.ACCEPTED, State.PROPOSED) if whole.by_state[state]}
    if decided:
        yield Message(
            "On the way: {accepted} more accepted and not yet in force, {proposed} more only proposed.",
            accepted=decided.get(State.ACCEPTED, 0),
            proposed=decided.get(State.PROPOSED, 0),
        ).render(lang)
    gone = {kind: sum(whole.changes[kind].values()) for kind in (CutKind.DROPPED, CutKind.MERGED)}
    if any(gone.values()):
        yield Message(
            "Whole procedures abolished: {dropped}; merged with another: {merged} (in all states, see the table).",
            dropped=gone[CutKind.DROPPED],
            merged=gone[CutKind.MERGED],
        ).render(lang)
    yield from _applicants(whole, lang)


def _offices(count: int, lang: str) -> Message:
    return Message("1 office") if count == 1 else Message("{number} offices", number=number(count, lang))


def _shortened(whole: Summary, lang: str) -> Iterator[str]:
    tally = whole.shortened
    if tally.value.value is None:
        yield Message("Whether times were shortened cannot be said: no file states a legal limit.").render(lang)
    else:
        yield Message(
            "Time limits shortened and in force: {number} of {procedures} ({share}).",
            number=number(tally.numerator, lang),
            procedures=procedures(tally.denominator, lang),
            share=told(tally.value, lang),
        ).render(lang)
    yield from _left_out(tally, lang)
    if whole.taken_off.value.value is not None:
        yield Message(
            "Where they are shortened, {share} of the legal limit is taken off on average ({procedures}).",
            share=told(whole.taken_off.value, lang),
            procedures=procedures(whole.taken_off.denominator, lang),
        ).render(lang)


def _left_out(tally: Tally, lang: str) -> Iterator[str]:
    if tally.left_out:
        reasons = [
            Message("{count}: {reason}", count=len(each.procedures), reason=each.reason) for each in tally.left_out
        ]
        yield Message("Not counted: {reasons}.", reasons="; ".join(each.render(lang) for each in reasons)).render(lang)


def _applicants(whole: Summary, lang: str) -> Iterator[str]:
    online, visits = whole.online, whole.visits
    if online.value.value is None:
        yield Message("How many dossiers come online is not known: no file tells it.").render(lang)
    else:
        yield Message(
            "Online: {share} of {dossiers} dossiers a year (not told: {silent}).",
            share=told(online.value, lang),
            dossiers=number(online.denominator, lang),
            silent=procedures(_silent(online), lang),
        ).render(lang)
    if visits.value.value is None:
        yield Message("How often applicants come to the office is not known: no file tells it.").render(lang)
    else:
        yield Message(
            "Trips of an applicant on the ordinary course: {times}, on average over {known} (not told: {silent}).",
            times=number(visits.value.value, lang, 1),
            known=procedures(visits.denominator, lang),
            silent=procedures(_silent(visits), lang),
        ).render(lang)


def _silent(tally: Tally) -> int:
    return sum(len(each.procedures) for each in tally.left_out)


def warnings(found: Portfolio, lang: str) -> Iterator[str]:
    """Yield what the reader must not overlook: cuts by one ratio, scenarios that are not counted."""
    if found.ratio is not None and found.ratio.is_suspicious:
        yield from paper_cuts(found.ratio, lang)
    for each in found.unread:
        yield Message("A scenario is not counted: {reason}", reason=each).render(lang)


def paper_cuts(ratio: SharedRatio, lang: str) -> Iterator[str]:
    """Yield how many cuts share one ratio, and by which threshold that is told."""
    yield Message(
        "{inside} of {all} cuts lie between {low} and {high} %, {exactly} are exactly {ratio} %: perhaps days were "
        "shortened with no change of step, person or order. Ask of each what was changed in the work.",
        inside=ratio.inside,
        all=ratio.cuts,
        low=number(100 * ratio.low, lang, 1),
        high=number(100 * ratio.high, lang, 1),
        exactly=ratio.exactly,
        ratio=number(100 * ratio.ratio, lang, 0 if abs(100 * ratio.ratio - round(100 * ratio.ratio)) < 0.05 else 1),
    ).render(lang)
    yield Message(
        "(Told when {part} % of the cuts or more lie within {window} percentage points, from {fewest} cuts on.)",
        part=number(100 * SHARE, lang),
        window=WINDOW_POINTS,
        fewest=FEWEST,
    ).render(lang)


def compared(found: Portfolio, lang: str) -> Iterator[str]:
    """Yield which procedures several offices have, and which cannot be told apart."""
    if not found.same:
        yield Message("No procedure stands here in more than one office.").render(lang)
        return
    yield Message(
        "Procedures in more than one office (by national code, or because one adopts the other): {count}.",
        count=len(found.same),
    ).render(lang)
    told_ = [each for same in found.same for each in same.comparisons]
    reasons = Counter((each.by, each.reason) for each in told_ if each.reason is not None)
    for (by, reason), count in reasons.items():
        yield Message(
            "{figure}: nobody is best in {count}, as {reason}", figure=FIGURES[by], count=count, reason=reason or ""
        ).render(lang)


def method(found: Portfolio, lang: str) -> Iterator[str]:
    """Yield how it was counted: what is in the denominator, where states come from, what is unknown and why."""
    yield Message(
        "Shortened: the committed limit is surely below the legal one, or a scenario or a revision in force says so. A "
        "procedure without a committed limit counts as not shortened. Due at once: “ngay”, “trong ngày” or less than a "
        "working day by law; one working day is not."
    ).render(lang)
    yield from _not_counted(found, lang)
    yield Message("Source: {source}.", source=found.whole.shortened.source).render(lang)
    if found.over_time.undated:
        yield Message(
            "The date of a cut is not told for {procedures}: it counts today, and on no day of the table over time.",
            procedures=list(found.over_time.undated),
        ).render(lang)
    for step, tally in found.whole.adoption.items():
        for each in tally.left_out:
            yield Message(
                "Whether {step} is not known of {procedures}: {reason}.",
                step=STEPS[step],
                procedures=procedures(len(each.procedures), lang),
                reason=each.reason,
            ).render(lang)
    if not found.scenarios:
        yield Message(
            "No scenario file was read: what is proposed or accepted is known from procedure files only."
        ).render(lang)
    if found.elsewhere:
        yield Message(
            "Changes of posts or of the number of dossiers, no cuts of a procedure: {changes}.",
            changes=list(found.elsewhere),
        ).render(lang)
    if found.later:
        yield Message("Issued after the day and not counted: {procedures}.", procedures=list(found.later)).render(lang)
    yield from _simulated(found, lang)


def _not_counted(found: Portfolio, lang: str) -> Iterator[str]:
    """Yield the cuts that count in no state, and those that count as proposed whatever their scenario says."""
    cuts = [cut for row in found.rows for cut in row.cuts]
    unproven = dict.fromkeys(cut.procedure for cut in cuts if cut.state is None)
    if unproven:
        yield Message(
            "A file proves that it was issued by a day, a decision or a dated signature, or as taken from a published "
            "document; the number of an issue is no proof. Whether the cuts of these are in force is not known, and "
            "they are counted in no state: {procedures}.",
            procedures=list(unproven),
        ).render(lang)
    claims: dict[tuple[State, str], dict[str, None]] = {}
    for cut in cuts:
        if cut.claimed is not None:
            claims.setdefault((cut.claimed, cut.document or ""), {})[f"{cut.scenario}/{cut.change}"] = None
    for (claimed, document), changes in claims.items():
        yield Message(
            "Counted as only proposed, though written as “{state}”: {changes}. “{document}” is not known to be of who "
            "may decide it.",
            state=STATES[claimed],
            changes=list(changes),
            document=document,
        ).render(lang)


def _simulated(found: Portfolio, lang: str) -> Iterator[str]:
    if not found.is_simulated:
        yield Message("Nothing was simulated; with --simulate there is a column of simulated times.").render(lang)
        return
    figures = [(row.procedure, row.simulated) for row in found.rows if row.simulated]
    assumed = sum(each.assumed and each.p90.value is not None for _, each in figures)
    if assumed:
        yield Message(
            "Simulated times marked * rest on allowances ({procedures}): in one step at least, on an assumption "
            "about how much of it is used, with nobody waiting in line there. They are compared with nobody.",
            procedures=procedures(assumed, lang),
        ).render(lang)
    missing = Counter(each.p90.reason for _, each in figures if each.p90.value is None)
    for reason, count in missing.items():
        number_ = procedures(count, lang)
        yield Message("No simulated time for {procedures}: {reason}", procedures=number_, reason=reason or "").render(
            lang
        )
