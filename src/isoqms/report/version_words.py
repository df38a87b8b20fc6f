"""Values of one version of a procedure in words: ids as the titles they stand for, codes as people call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from fractions import Fraction
from typing import Any, Final

from isoqms.procedure import Branch, Clock, CostItem, Effort, Ending, LegalRule, Organisation, Procedure, to_data
from isoqms.procedure.build import file_name
from isoqms.report.document.subject import CHANNELS, rule_words
from isoqms.report.names import ACTORS, CLOCKS, ENDINGS, JOINS, PAPER_KINDS, STARTS, role_title
from isoqms.report.quantity import number
from isoqms.words import Message, rendered

_HELD: Final = {"pays": "fees", "stage": "stages"}
"""Where the procedure holds what a field refers to by another name."""
_CODES: Final[Mapping[str, Mapping[str, Message]]] = {
    "actor": {str(key): words for key, words in ACTORS.items()},
    "clock": {**{str(key): words for key, words in CLOCKS.items()}, str(Clock.RUNNING): Message("the clock runs")},
    "join": {str(key): words for key, words in JOINS.items()},
    "end": {str(key): words for key, words in ENDINGS.items()},
    "from": STARTS,
    "kind": PAPER_KINDS,
    "channels": CHANNELS,
}


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a procedure, the organisation that carried it out then, and the language it is told in."""

    procedure: Procedure
    organisation: Organisation | None
    lang: str

    def say(self, value: object) -> str:
        """Return something that can be put into words, on one line."""
        return " ".join(rendered(value, self.lang).split())

    def step(self, id_: str) -> str:
        """Return the title of a step; the id where there is no such step."""
        step = self.procedure.steps.get(id_)
        return self.say(step.name(self.lang)) if step else id_

    def item(self, step: str, id_: str) -> CostItem | None:
        """Return an item of cost of a step, if there is one."""
        held = self.procedure.steps.get(step)
        return held.costs.get(id_) if held else None

    def entry(self, group: str, id_: str) -> str:
        """Return the title of an entry of a group of the procedure, such as its fees."""
        held = getattr(self.procedure, group, {}).get(id_)
        if isinstance(held, LegalRule):
            return rule_words(held)
        return self.say(getattr(held, "title", None) or CHANNELS.get(id_, id_))

    def target(self, leads_to: str) -> str:
        """Return where a way leads: a step, or how the dossier ends."""
        end = leads_to.removeprefix("end: ")
        return self.say(ENDINGS[Ending(end)]) if end != leads_to else self.step(leads_to)

    def value(self, value: Any, name: str) -> str:
        """Return the value of a field of that name; nothing where it is not stated."""
        match value:
            case None:
                return ""
            case tuple():
                return ", ".join(self.value(each, name) for each in value)
            case Branch():
                return self.target(value.leads_to)
            case Effort():
                return self._effort(value)
            case str():
                return self._code(value, name)
        return self._figure(value) or (self.say(value) if hasattr(value, "render") else self._part(value))

    def _figure(self, value: Any) -> str:
        match value:
            case bool():
                return self.say(Message("yes") if value else Message("no"))
            case Fraction():
                return f"{number(float(value * 100), self.lang, 0 if (value * 100).denominator == 1 else 1)} %"
            case int() | float():
                return number(value, self.lang, 0 if value == int(value) else 2)
            case date():
                return f"{value:%d/%m/%Y}"
            case time():
                return f"{value:%H:%M}"
        return ""

    def _code(self, value: str, name: str) -> str:
        """Return what a code or an id stands for."""
        organisation, held = self.organisation, _HELD.get(name, name)
        if name in ("role", "owner"):
            return self.say(role_title(organisation, value, self.lang))
        if name in ("parallel", "at_bound", "start", "to"):
            return self.step(value)
        if held in ("legal_basis", "fees", "forms", "records", "stages", "variants"):
            return self.entry(held, value)
        if organisation and name == "systems" and value in organisation.systems:
            return self.say(organisation.systems[value].title)
        office = organisation.office(self.procedure.office) if organisation else None
        if office and name == "counter" and value in office.counters:
            return self.say(office.counters[value].title)
        if organisation and name == "post" and value in organisation.posts:
            return self.say(organisation.posts[value].title)
        return self.say(_CODES.get(name, {}).get(value, value))

    def _effort(self, effort: Effort) -> str:
        if effort.stated:
            return self.say(effort.stated)
        ends = [self.say(each) for each in (effort.min, effort.usual, effort.max) if each]
        return " / ".join(ends) or ", ".join(self.say(each) for each in effort.figures)

    def _part(self, value: Any) -> str:
        """Return a part of a procedure by its title, else by everything it says."""
        if isinstance(value, LegalRule):
            return rule_words(value)
        for name in ("title", "paper", "what", "name"):
            if told := getattr(value, name, None):
                return self.say(told)
        data = to_data(value)
        if not is_dataclass(value) or not isinstance(data, dict):
            return ", ".join(str(each) for each in data.values()) if isinstance(data, dict) else str(data)
        held = {file_name(part): getattr(value, part.name) for part in fields(value) if file_name(part) in data}
        return ", ".join(self.value(each, name) for name, each in held.items())
