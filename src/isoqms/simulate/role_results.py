"""From the sums of replications to the figures of roles: how busy their people are, and who waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from isoqms.metrics import Figure, Unit
from isoqms.simulate import codes, estimate
from isoqms.simulate.line import Line
from isoqms.simulate.result import RoleResult
from isoqms.simulate.staff import StaffRole
from isoqms.simulate.totals import ALONE, Totals, added
from isoqms.words import Message, Text

ALLOWANCES_ONLY: Final = Message("only allowances are known of its work, and they keep nobody busy")
PARTLY_KNOWN: Final = Message("of a part of its work only the allowances are known, so that its use cannot be told")


def role_results(totals: Totals) -> dict[str, RoleResult]:
    """Return the results of the roles by id; where organisations share an id, with the number of each before it."""
    roles = totals.tables.staff.roles
    ids = [role.id for role in roles]
    found = {}
    for number, role in enumerate(roles):
        name = role.id if ids.count(role.id) == 1 else f"{role.employer}:{role.id}"
        found[name] = _Role(totals, number, role).result()
    return found | {id_: _idle(totals, id_, line) for id_, line in _named(totals).items() if id_ not in ids}


def _named(totals: Totals) -> dict[str, Line]:
    """Return the roles steps name, with a procedure that does, also those whose work nobody knows."""
    return {
        role: totals.tables.lines[place.line]
        for place in totals.tables.places
        if place.node.step.actor is None
        for role in place.node.step.role
    }


def _idle(totals: Totals, id_: str, line: Line) -> RoleResult:
    """Return the result of a role none of whose work is known."""
    organisation = totals.setting.operation.organisations[line.id]
    known = organisation.roles.get(id_)
    posts = [post for post in organisation.posts.values() if id_ in post.roles]
    return RoleResult(
        title=known.title if known else Text.of(id_),
        people=float(sum(post.head_count for post in posts)),
        utilisation=Figure.none(Unit.SHARE, ALLOWANCES_ONLY),
        coverage=Figure.exact(0.0, Unit.SHARE),
        waiting=Figure.none(Unit.MINUTES, ALLOWANCES_ONLY),
        queue_length=Figure.none(Unit.DOSSIERS, ALLOWANCES_ONLY),
    )


@dataclass(frozen=True, slots=True)
class _Role:
    totals: Totals
    number: int
    role: StaffRole

    def result(self) -> RoleResult:
        tables = self.totals.tables
        nodes = [node for node in range(len(tables.places)) if self.number in tables.roles_of(node)]
        sums = self.totals.of_nodes(nodes)
        visits, queue = sums[codes.N_VISITS], sums[codes.N_QUEUE]
        coverage = self._coverage(visits)
        whole = coverage.value is None or coverage.value == 1.0
        in_line = added(queue, sums[codes.N_OFF_HOURS])
        return RoleResult(
            title=self.role.title,
            people=float(sum(tables.staff.pools[pool].people for pool in self.role.pools)),
            utilisation=self._utilisation() if whole else Figure.none(Unit.SHARE, PARTLY_KNOWN),
            coverage=coverage,
            waiting=self.totals.of_role(nodes, queue, visits, Unit.MINUTES),
            queue_length=self.totals.of_role(nodes, in_line, self.totals.minutes(), Unit.DOSSIERS),
            part=min((1.0 / tables.staff.pools[pool].stretch for pool in self.role.pools), default=1.0),
        )

    def _utilisation(self) -> Figure:
        """Return how much of the time in which its people are there they are busy, with whatever role they fill."""
        if self.totals.setting.alone:
            return Figure.none(Unit.SHARE, ALONE)
        busy, present = [], []
        for each in self.totals.replications:
            pools = each.staff.roles[self.number].pools
            busy.append(fsum(each.busy[pool] for pool in pools))
            present.append(fsum(each.open[pool] * each.staff.pools[pool].people for pool in pools))
        return estimate.ratio(busy, present, Unit.SHARE)

    def _coverage(self, visits: Sequence[float]) -> Figure:
        """Return how much of the role's work is known: visits to steps with stated work, of all it is named for."""
        tables = self.totals.tables
        silent = [
            node
            for node, place in enumerate(tables.places)
            if tables.lines[place.line].employer == self.role.employer
            and place.node.times.kind == codes.DELAY
            and not place.node.times.known
            and self.role.id in place.node.step.role
        ]
        every = added(visits, self.totals.of_nodes(silent)[codes.N_VISITS])
        if self.totals.setting.alone:
            return estimate.ratio(visits, every, Unit.SHARE)
        return self.totals.of_role((), visits, every, Unit.SHARE)
