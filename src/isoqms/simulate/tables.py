"""The flat tables a run follows, put together from courses, people, streams and limits; names are kept beside them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from isoqms.metrics import ON_TIME, rule_numbers, rule_set
from isoqms.simulate.chance import key, mixed
from isoqms.simulate.crew_columns import crew_columns
from isoqms.simulate.foresight import foresight_columns
from isoqms.simulate.kind_columns import kind_columns
from isoqms.simulate.line import Line, Place, places_of
from isoqms.simulate.node_columns import node_columns
from isoqms.simulate.register import Register
from isoqms.simulate.staff import Staff
from isoqms.simulate.stream_columns import stream_columns
from isoqms.simulate.streams import Stream
from isoqms.simulate.terms import Days, Limit
from isoqms.simulate.timelines import Timeline


@dataclass(frozen=True, slots=True)
class Tables:
    """The arrays the kernel reads; their names and what they hold are those of `state.py`.

    `places` says of each node which step it is, `staff` who the pools and roles are. Timelines are `fixed` for all
    replications or those of the staff, which follow them.
    """

    lines: tuple[Line, ...]
    streams: tuple[Stream, ...]
    steady: bool
    staff: Staff
    places: tuple[Place, ...] = ()
    fixed: tuple[Timeline, ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None

    def with_staff(self, staff: Staff, unlimited: bool = False) -> Tables:
        """Return these tables with the people of one replication; `unlimited`, so many that nobody stands in line."""
        held = self.columns
        columns = crew_columns(
            staff, self.fixed, held["joint_roles"], held["special_roles"], held["overtaken_roles"], unlimited
        )
        pools = array("q", [self._pool(columns["role_pool"], node) for node in range(len(self.places))])
        return replace(self, staff=staff, columns={**held, **columns, "node_pool": pools})

    def with_columns(self, **columns: Any) -> Tables:
        """Return these tables with other columns."""
        return replace(self, columns={**self.columns, **columns})

    def seeds(self, seed: int, replication: int) -> list[int]:
        """Return the key of each stream in a replication."""
        run = mixed(seed, replication)
        return [mixed(run, key("procedure", each.procedure), key("channel", each.channel)) for each in self.streams]

    def roles_of(self, node: int) -> Sequence[int]:
        """Return the numbers of the roles that work at a node together."""
        needed: Sequence[int] = self.columns["roles_needed"]
        starts: Sequence[int] = self.columns["node_roles"]
        return needed[starts[node] : starts[node + 1]]

    def _pool(self, pool_of_role: Sequence[int], node: int) -> int:
        """Return the pool that serves in turn whoever comes to a node; -1 where it is not so simple."""
        roles, place = self.roles_of(node), self.places[node].node
        at_once = place.times.wait is None and place.step.batch is None
        return pool_of_role[roles[0]] if len(roles) == 1 and at_once else -1


def tables_of(
    lines: Sequence[Line],
    streams: Sequence[Stream],
    staff: Staff,
    offices: Sequence[Days],
    limits: Sequence[Limit],
    steady: bool,
) -> Tables:
    """Return the tables of a run.

    Args:
        lines: the procedures, ordered by id.
        streams: their dossiers, each of one of the lines.
        staff: the people, with the roles all courses need.
        offices: the days of the offices that count limits.
        limits: the limits, by number.
        steady: whether the week repeats.
    """
    places = places_of(lines)
    register = Register()
    columns: dict[str, Any] = {"offices": offices, "limits": limits, "procedures": len(lines)}
    columns["rules"] = array("q", [each for name in ON_TIME for each in rule_numbers(rule_set(name))])
    columns |= node_columns(places, lines, staff, register)
    columns |= kind_columns(places, lines, register)
    columns |= foresight_columns(places, lines)
    columns |= stream_columns(streams, lines)
    columns |= {"laws": array("d", register.law_rows), "law_tables": array("d", register.law_tables)}
    made = Tables(tuple(lines), tuple(streams), steady, staff, places, register.timelines, columns)
    return made.with_staff(staff)
