"""What is said beside the figures: what they take for granted, what makes them doubtful, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from isoqms.simulate.laws import Use
from isoqms.simulate.loads import Load
from isoqms.simulate.setting import Setting
from isoqms.words import Message, Text

_MOST_STEPS: Final = 5
_MOST_PROCEDURES: Final = 8
"""How many are named of those that are counted."""


def names_of(setting: Setting, load: Load) -> list[str]:
    """Return the roles of a load by their ids."""
    return [setting.tables.staff.roles[role].id for role in load.roles]


def titles_of(setting: Setting, load: Load) -> tuple[Text, ...]:
    """Return the roles of a load by their titles."""
    return tuple(setting.tables.staff.roles[role].title for role in load.roles)


def cannot_keep_up(setting: Setting, load: Load) -> Message:
    """Return the reason why what waits for these roles has no usual figures."""
    return Message(
        "{role} cannot keep up: the line before them grows without end, so there is no usual time",
        role=titles_of(setting, load),
    )


def warned(setting: Setting, heavy: Sequence[Load]) -> Iterator[Message]:
    """Yield a warning for each load that cannot be carried, or hardly."""
    for load in heavy:
        names, percent = titles_of(setting, load), round(load.part * 100)
        if load.part >= 1.0:
            yield Message(
                "{role}: {percent} % of their time would be needed; work piles up", role=names, percent=percent
            )
        else:
            yield Message(
                "{role}: {percent} % of their time is needed; figures at such a load are unsteady",
                role=names,
                percent=percent,
            )


def assumed(setting: Setting) -> Iterator[Message]:
    """Yield what was taken for granted of times, people and demand."""
    tables = setting.tables
    yield from _allowances(setting)
    if silent := sorted({(place.line, place.step) for place in tables.places if place.node.times.silent}):
        named = ", ".join(f"{tables.lines[line].id}/{step}" for line, step in silent[:_MOST_STEPS])
        if len(silent) == 1:
            yield Message("one step tells no time and is counted as taking none: {step}", step=named)
        else:
            yield Message(
                "{number} steps tell no time and are counted as taking none: {steps}", number=len(silent), steps=named
            )
    if setting.alone:
        yield Message("no demand is stated: each dossier is alone, and nobody stands in line")
    if any(pool.stretch > 1.0 for pool in tables.staff.pools):
        yield Message(
            "whoever gives only a part of their time to this work takes that much longer for each piece of it"
        )


def _allowances(setting: Setting) -> Iterator[Message]:
    """Yield, for each organisation, how much of an allowance is taken as used, with the steps that rest on it."""
    resting: dict[int, set[tuple[int, str]]] = {}
    for place in setting.tables.places:
        if place.node.times.assumed:
            employer = setting.tables.lines[place.line].employer
            resting.setdefault(employer, set()).add((place.line, place.step))
    for steps in resting.values():
        line, _ = min(steps)
        use = Use.of(setting.operation.organisations[setting.tables.lines[line].id].allowance_use)
        low, usual, high = (round(100 * share) for share in (use.min, use.usual, use.max))
        if len(steps) == 1:
            yield Message(
                "one step tells only the longest time allowed: {low} to {high} % of it is taken as used, most often "
                "{usual} %, as the office assumes",
                low=low,
                usual=usual,
                high=high,
            )
            continue
        yield Message(
            "{number} steps tell only the longest time allowed: {low} to {high} % of it is taken as used, most often "
            "{usual} %, as the office assumes",
            number=len(steps),
            low=low,
            usual=usual,
            high=high,
        )


def left_out(setting: Setting) -> Iterator[Message]:
    """Yield which procedures were not simulated."""
    if setting.without_demand:
        named = ", ".join(setting.without_demand[:_MOST_PROCEDURES])
        if (number := len(setting.without_demand)) == 1:
            yield Message("{procedure} does not tell how many dossiers come and was left out", procedure=named)
        else:
            yield Message(
                "{number} procedures do not tell how many dossiers come and were left out: {procedures}",
                number=number,
                procedures=named,
            )


def shared_with_others(setting: Setting) -> Iterator[Message]:
    """Yield that people who are simulated have other procedures to do, which are not."""
    if setting.alone or not setting.operation.beside:
        return
    if (number := len(setting.operation.beside)) == 1:
        yield Message(
            "one other procedure of these offices is not simulated: people who share their time with it look less busy "
            "than they are, and dossiers look quicker; simulate the whole folder"
        )
    else:
        yield Message(
            "{number} other procedures of these offices are not simulated: people who share their time with them look "
            "less busy than they are, and dossiers look quicker; simulate the whole folder",
            number=number,
        )
