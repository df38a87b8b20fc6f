"""Scenario files of opportunities and of sets of them, as `isoqms simulate --scenario` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from isoqms.improve.cutting import Cutting
from isoqms.improve.opportunities.opportunity import Opportunity
from isoqms.improve.opportunities.words import in_every_language
from isoqms.report.cut_target import words
from isoqms.report.cut_words import asked, decided_by
from isoqms.source.splice import written
from isoqms.words import LANGUAGES, Message


def files(cutting: Cutting) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content): a scenario for each opportunity with changes that can be made, and for each set."""
    for price in cutting.prices:
        each = price.opportunity
        if price.savings or price.overloads or (each.changes and each.not_simulated):
            yield f"{each.id}.yaml", _file(each.id, in_every_language(each.title), _note([each]), each.changes)
    if cutting.reaching is None:
        return
    target = cutting.reaching.target
    for place, ids in enumerate(cutting.reaching.found.sets, start=1):
        if ids:
            held = [cutting.pricing.opportunity(id_) for id_ in sorted(ids)]
            title = in_every_language(Message("Set {place}: {target}", place=place, target=words(target)))
            name = f"set-{place}"
            yield f"{name}.yaml", _file(name, title, _note(held), cutting.scenario([each.id for each in held]))


def _note(opportunities: Sequence[Opportunity]) -> dict[str, str]:
    """Return who decides, what is taken for granted and what is to be asked, in every language."""
    said = []
    for each in opportunities:
        said.append(Message("Who decides: {who}.", who=decided_by(each.decision)))
        if each.assumes:
            said.append(Message("Taken for granted: {what}.", what=each.assumes))
        said += [Message("To be asked: {question}", question=question) for question in asked(each)]
    return {lang: " ".join(dict.fromkeys(each.render(lang) for each in said)) for lang in LANGUAGES}


def _file(id_: str, title: Mapping[str, str], note: Mapping[str, str], changes: Mapping[str, Any]) -> bytes:
    lines = [
        f"id: {written(id_)}",
        f"title: {written(dict(title))}",
        f"note: {written(dict(note))}",
        "changes:",
    ]
    for name, change in changes.items():
        lines.append(f"  {written(name)}:")
        lines += [f"    {key}: {written(value)}" for key, value in change.items()]
    return ("\n".join(lines) + "\n").encode()
