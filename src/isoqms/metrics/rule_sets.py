"""The rule sets by which dossiers are on time: data, by name and version, and as numbers for the compiled kernel."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from isoqms.metrics.facts import ENDINGS
from isoqms.procedure import Ending

ON_TIME: Final = ("legal", "committed", "index766", "report06a")
"""The four names under which dossiers are on time; they are never mixed."""

DUES: Final = ("legal", "committed", "appointed")
NO_DUE: Final = ("unjudged", "on_time", "early", "longest")
UNFINISHED: Final = ("followed", "judged", "apart")
WAITING: Final = ("running", "at_request", "apart", "on_time")
"""The choices of a rule set, each in the order in which numbers stand for them."""

_FILE: Final = Path(__file__).with_name("rule_sets.toml")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How one name decides whether a dossier was on time; the choices are explained in `rule_sets.toml`.

    `marks` names the choices which the source does not settle: "S" seen in one working system, "U" ours.
    """

    name: str
    version: str
    source: str
    due: str
    endings: frozenset[Ending]
    supplement: str
    early: str
    late: str
    no_due: str
    unfinished: str
    waiting: str
    most_requests: int | None = None
    marks: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        choices = (
            (self.due, DUES),
            (self.supplement, ("keep", "subtract")),
            (self.early, ("day", "minute")),
            (self.late, ("day", "minute")),
            (self.no_due, NO_DUE),
            (self.unfinished, UNFINISHED),
            (self.waiting, WAITING),
        )
        for given, known in choices:
            if given not in known:
                raise ValueError(f"rule set {self.name} {self.version}: {given!r} is none of {known}")


class RuleNumbers(NamedTuple):
    """A rule set in whole numbers, in this order; the kernel applies them to the minutes of a dossier, as follows.

    1. Finished and its ending's bit is not set in `endings` (bit i stands for `ENDINGS[i]`): in no class.
    2. Not finished (with `unfinished` 1 or 2: not before the end of the period): if it waits for a supplement, then
       `waiting` 2 puts it in no class, 3 makes it on time, 1 ends it at the request; otherwise it ends with the period.
       It is judged by 3 to 6; on time then means within time, late means overdue: in the share with `unfinished` 1,
       not in it with 2. With `unfinished` 0 only what is late counts, the rest is in no class.
    3. More supplement requests than `most_requests` (-1: any number): late.
    4. If `subtract` is 1, the minutes of supplements are taken off the end.
    5. Without a due moment (`due` 0 legal, 1 committed, 2 as told at receipt): `no_due` 0 no class, 1 on time, 2 early,
       3 on time if end - received is at most the longest time, no class where that is not known either.
    6. Late if end > due; with `late_by_day` 1, if the day of the end is after the day of the due moment.
    """

    due: int
    endings: int
    subtract: int
    most_requests: int
    early_by_day: int
    late_by_day: int
    no_due: int
    unfinished: int
    waiting: int


@lru_cache(maxsize=1)
def _all() -> Mapping[str, tuple[RuleSet, ...]]:
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return MappingProxyType({name: tuple(_built(name, each) for each in versions) for name, versions in data.items()})


def _built(name: str, data: Mapping[str, Any]) -> RuleSet:
    endings = frozenset(Ending(each) for each in data["endings"])
    return RuleSet(name=name, **{**data, "endings": endings, "marks": MappingProxyType(data["marks"])})


def rule_versions(name: str) -> tuple[str, ...]:
    """Return the versions of a rule set, the usual one first.

    Raises:
        ValueError: `name` is none of `ON_TIME`.
    """
    if name not in ON_TIME:
        raise ValueError(f"{name!r} is none of {ON_TIME}")
    return tuple(each.version for each in _all()[name])


def rule_set(name: str, version: str | None = None) -> RuleSet:
    """Return a rule set: the version asked for, or the usual one.

    Raises:
        ValueError: there is none of that name and version.
    """
    versions = rule_versions(name)
    if version is not None and version not in versions:
        raise ValueError(f"{name} has no version {version!r}; there are {versions}")
    return next(each for each in _all()[name] if version in (None, each.version))


def rule_numbers(rules: RuleSet) -> RuleNumbers:
    """Return a rule set as numbers, for a kernel that knows no names."""
    return RuleNumbers(
        due=DUES.index(rules.due),
        endings=sum(1 << number for number, ending in enumerate(ENDINGS) if ending in rules.endings),
        subtract=int(rules.supplement == "subtract"),
        most_requests=-1 if rules.most_requests is None else rules.most_requests,
        early_by_day=int(rules.early == "day"),
        late_by_day=int(rules.late == "day"),
        no_due=NO_DUE.index(rules.no_due),
        unfinished=UNFINISHED.index(rules.unfinished),
        waiting=WAITING.index(rules.waiting),
    )
