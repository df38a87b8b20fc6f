"""The answer to a target in plain words: the smallest sets that reach it, or how far one can come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.cutting import Cutting
from isoqms.improve.smallest import Ids, Method
from isoqms.improve.target import SHOWN, Reaching, Target
from isoqms.improve.worth.measures import Measure
from isoqms.improve.worth.valuing import Outcome
from isoqms.report.cut_text import day_minutes
from isoqms.report.cut_words import decided_by
from isoqms.report.quantity import number, told, told_with_interval
from isoqms.words import Message, Renderable

_LIMITS: Final = {Measure.LEGAL: Message("legal limit"), Measure.COMMITTED: Message("committed limit")}


def answer(cutting: Cutting, lang: str) -> Iterator[str]:
    """Yield the smallest sets that reach the target; or that none does, and what the floor is."""
    reaching = cutting.reaching
    if reaching is None:
        return
    yield ""
    yield Message("Target: {target}.", target=words(reaching.target)).render(lang)
    sets = reaching.found.sets
    if sets == (frozenset(),):
        yield Message("It is reached as things are: {figures}.", figures=_figures(cutting, sets[0], lang)).render(lang)
        return
    if not sets:
        yield from _floor(cutting, reaching, lang)
    elif len(next(iter(sets))) == 1:
        yield Message("One change is enough; {number} can do it alone:", number=len(sets)).render(lang)
    elif reaching.found.gap:
        yield Message(
            "{changes} changes reach it; sets found: {number}", changes=len(sets[0]), number=len(sets)
        ).render(lang)
    else:
        yield Message(
            "No fewer than {changes} changes reach it; sets of so many that do: {number}",
            changes=len(sets[0]),
            number=len(sets),
        ).render(lang)
    for place, ids in enumerate(sets[:SHOWN], start=1):
        yield from _set(cutting, reaching, place, ids, lang)
    if len(sets) > SHOWN:
        yield Message("More sets: {number}, with --format json", number=len(sets) - SHOWN).render(lang)
    yield from _how(reaching, lang)


def words(target: Target) -> Renderable:
    """Return a target in words."""
    if target.within is None:
        return Message("{share} on time by the {limit}", share=_percent(target), limit=_LIMITS[target.limit])
    if target.on_time is None:
        return Message("9 of 10 dossiers done in {time}", time=target.within)
    return Message(
        "9 of 10 dossiers done in {time}, and {share} on time by the {limit}",
        time=target.within,
        share=_percent(target),
        limit=_LIMITS[target.limit],
    )


def _percent(target: Target) -> Message:
    return Message("{number} %", number=f"{100 * (target.on_time or 0.0):.10g}")


def _figures(cutting: Cutting, ids: Ids, lang: str) -> str:
    """Return how a procedure does with a set, in the terms of the target."""
    reaching = cutting.reaching
    assert reaching is not None
    outcome = cutting.pricing.of(ids)
    assert outcome is not None, ids
    return _reached(cutting, outcome, lang)


def _reached(cutting: Cutting, outcome: Outcome, lang: str) -> str:
    reaching = cutting.reaching
    assert reaching is not None
    target, id_ = reaching.target, reaching.procedure
    day = day_minutes(cutting, id_)
    lead = outcome.figure(id_, target.measure)
    pieces = [Message("9 of 10 in {time}", time=told_with_interval(lead, lang, day)).render(lang)]
    share = outcome.figure(id_, target.limit)
    if share.value is not None:
        pieces.append(Message("{share} on time", share=told(share, lang)).render(lang))
    return "; ".join(pieces)


def _set(cutting: Cutting, reaching: Reaching, place: int, ids: Ids, lang: str) -> Iterator[str]:
    sure = Message("surely") if ids in reaching.surely else Message("by estimate, within the margin of error")
    yield f"{place}) {_figures(cutting, ids, lang)} ({sure.render(lang)})"
    for id_ in sorted(ids):
        opportunity = cutting.pricing.opportunity(id_)
        yield f"   - {opportunity.title.render(lang)}"
        yield "     " + Message("Who decides: {who}.", who=decided_by(opportunity.decision)).render(lang)
    yield from _again(cutting, ids, lang)


def _again(cutting: Cutting, ids: Ids, lang: str) -> Iterator[str]:
    """Yield what a set comes to once more, with luck that had no part in choosing it."""
    if cutting.reaching and ids in cutting.reaching.afresh:
        figures = _reached(cutting, cutting.reaching.afresh[ids], lang)
        said = Message("Simulated once more, with luck it was not chosen by: {figures}.", figures=figures)
        yield f"   {said.render(lang)}"


def _floor(cutting: Cutting, reaching: Reaching, lang: str) -> Iterator[str]:
    closest, most = reaching.found.closest, reaching.most_changes
    if reaching.found.method is Method.EXACT and most is not None and most < len(reaching.among):
        yield Message("No set of these changes with at most {most} of them reaches it.", most=most).render(lang)
    elif reaching.found.method is Method.EXACT:
        yield Message("No set of these changes reaches it.").render(lang)
    else:
        yield Message("None of the sets looked at reaches it.").render(lang)
    if not closest:
        yield Message(
            "Nothing comes closer than things are today: {figures}.", figures=_figures(cutting, closest, lang)
        ).render(lang)
        return
    yield Message("The closest one can come: {figures}, with", figures=_figures(cutting, closest, lang)).render(lang)
    for id_ in sorted(closest):
        yield f"   - {cutting.pricing.opportunity(id_).title.render(lang)}"
    yield from _again(cutting, closest, lang)


def _how(reaching: Reaching, lang: str) -> Iterator[str]:
    """Yield how the sets were looked for, and what was left out."""
    found = reaching.found
    if found.method is Method.EXACT:
        yield Message(
            "Every set of the changes that can be simulated ({number}) was looked at, the smaller ones first (sets: "
            "{sets}).",
            number=len(reaching.among),
            sets=number(found.looked_at, lang),
        ).render(lang)
    else:
        yield Message(
            "There are too many sets to look at each: beyond the small ones a set was built step by step, the change "
            "that helps most first (sets looked at: {sets}).",
            sets=number(found.looked_at, lang),
        ).render(lang)
        yield _gap(reaching, lang)
    if reaching.overloading:
        yield Message(
            "Not counted as reaching it, as somebody could no longer keep up with them (sets): {number}.",
            number=number(len(reaching.overloading), lang),
        ).render(lang)
    if reaching.without_effect:
        yield Message(
            "Left out, as alone they change nothing of it: {number}.", number=len(reaching.without_effect)
        ).render(lang)
    if reaching.beyond:
        yield Message(
            "Left out, as others would have to decide or it is not known who decides: {number}.",
            number=len(reaching.beyond),
        ).render(lang)


def _gap(reaching: Reaching, lang: str) -> str:
    """Return how far the answer may be from the best."""
    if not reaching.found.sets:
        return Message("A set that was not looked at might still reach it.").render(lang)
    if not reaching.found.gap:
        return Message("No set with fewer changes reaches it; others of the same size may.").render(lang)
    return Message("A smaller set might do, by up to {gap} fewer.", gap=reaching.found.gap).render(lang)
