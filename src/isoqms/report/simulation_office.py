"""What a simulated office of several procedures comes to, in plain sentences before its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from isoqms.metrics import Figure, Samples, Unit
from isoqms.report.quantity import told_with_interval
from isoqms.report.simulation_text import longest_wait, told_wait
from isoqms.report.simulation_words import ON_TIME
from isoqms.simulate.estimate import ratio
from isoqms.simulate.result import ProcedureResult, Result
from isoqms.words import Message

_LIMITS = ("legal", "committed")


def office(result: Result, lang: str) -> Iterator[str]:
    """Yield how often dossiers are on time, and of which procedure least often; who waits longest, who is busiest."""
    there = [each for each in result.procedures.values() if each.cases]
    yield from _together(there, lang)
    yield from _least_on_time(there, lang)
    waits = [(wait[1].value or 0.0, place) for place, each in enumerate(there) if (wait := longest_wait(each))]
    if waits:
        yield from told_wait(there[max(waits)[1]], lang, named=True)
    used = [each for each in result.roles.values() if each.utilisation.value is not None]
    if used:
        most = max(used, key=lambda role: role.utilisation.value or 0.0)
        use = told_with_interval(most.utilisation, lang)
        yield Message("Busiest of all: {role}, {use} of the time.", role=most.title, use=use).render(lang)


def _together(procedures: Sequence[ProcedureResult], lang: str) -> Iterator[str]:
    """Yield the share of all dossiers with a limit that keep it."""
    shares = []
    for name in _LIMITS:
        figures = [getattr(each.on_time, name) for each in procedures]
        known = [figure.samples for figure in figures if figure.value is not None and figure.samples]
        if known:
            shares.append(f"{told_with_interval(_share(known), lang)} {ON_TIME[name].render(lang)}")
    if shares:
        yield Message("On time, all dossiers that have a limit together: {shares}.", shares="; ".join(shares)).render(
            lang
        )


def _share(samples: Sequence[Samples]) -> Figure:
    """Return the share of the dossiers of several procedures together, as their replications tell it."""
    tops = [fsum(parts) for parts in zip(*(each.tops for each in samples), strict=True)]
    bottoms = [fsum(parts) for parts in zip(*(each.bottoms for each in samples), strict=True)]
    return ratio(tops, bottoms, Unit.SHARE)


def _least_on_time(procedures: Sequence[ProcedureResult], lang: str) -> Iterator[str]:
    """Yield which procedure is on time least often, by the limit it misses most, and how long it takes."""
    judged = [
        (share, place, name)
        for place, each in enumerate(procedures)
        for name in _LIMITS
        if name in each.limits and (share := getattr(each.on_time, name).value) is not None
    ]
    if judged:
        _, place, name = min(judged)
        least = procedures[place]
        yield Message(
            "On time least often: “{procedure}”, {share} {name} ({within}); "
            "9 of 10 of its dossiers are done in {most}.",
            procedure=least.title,
            share=told_with_interval(getattr(least.on_time, name), lang),
            name=ON_TIME[name],
            within=least.limits[name].within,
            most=told_with_interval(least.lead_time.statutory.p90, lang, least.day_minutes),
        ).render(lang)
