"""The columns of the tables that people make: pools, the roles they fill, and when they are there."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from isoqms.simulate.register import WALL, is_always, listed
from isoqms.simulate.staff import Staff
from isoqms.simulate.timelines import Timeline

_MANY: Final = 1 << 40
"""More people than ever wait: nobody stands in line."""


def crew_columns(
    staff: Staff,
    fixed: Sequence[Timeline],
    joint: Iterable[Sequence[int]],
    special: AbstractSet[int],
    overtaken: AbstractSet[int],
    unlimited: bool,
) -> dict[str, Any]:
    """Return the columns of pools, roles and groups, and all timelines: those fixed, then those of the staff.

    Args:
        staff: the people.
        fixed: the timelines that are there before theirs.
        joint: the roles of each step that needs several together.
        special: roles whose lines are not simply served in order.
        overtaken: roles in whose lines somebody may be given up, or pass before those who stand there already.
        unlimited: whether there are so many people that nobody stands in line.
    """
    group_of_role, group_of_pool, groups = _groups(staff, joint)
    hours = [WALL if is_always(each) else len(fixed) + n for n, each in enumerate(staff.timelines)]
    lines: list[set[int]] = [set() for _ in range(len(fixed) + len(staff.timelines))]
    for pool, group in zip(staff.pools, group_of_pool, strict=True):
        lines[len(fixed) + pool.timeline].add(group)
    plain = [len(roles) == 1 and special.isdisjoint(roles) for roles in groups]
    return {
        "timelines": [(each.opens, each.closes, each.period) for each in (*fixed, *staff.timelines)],
        "pool_people": array("q", [_MANY if unlimited else pool.people for pool in staff.pools]),
        "pool_stretch": array("d", [pool.stretch for pool in staff.pools]),
        "pool_hours": array("q", [hours[pool.timeline] for pool in staff.pools]),
        "pool_group": array("q", group_of_pool),
        **listed("role_pools", "pools_of_role", [role.pools for role in staff.roles]),
        "role_hours": array("q", [hours[role.timeline] for role in staff.roles]),
        "role_group": array("q", group_of_role),
        "group_plain": array("q", plain),
        "role_pool": array(
            "q",
            [
                role.pools[0]
                if plain[group] and len(role.pools) == 1 and number not in overtaken and not unlimited
                else -1
                for number, (role, group) in enumerate(zip(staff.roles, group_of_role, strict=True))
            ],
        ),
        **listed("group_roles", "roles_of_group", groups),
        **listed("line_groups", "groups_of_line", [sorted(each) for each in lines]),
    }


def _groups(staff: Staff, joint: Iterable[Sequence[int]]) -> tuple[list[int], list[int], list[list[int]]]:
    """Return the group of each role and of each pool, and the roles of each group.

    Roles are in one group when a pool fills both or a step needs both.
    """
    together = list(range(len(staff.roles)))

    def root(role: int) -> int:
        while together[role] != role:
            role = together[role]
        return role

    for roles in (*(pool.roles for pool in staff.pools), *joint):
        for role in roles:
            together[root(role)] = root(roles[0])
    roots = sorted({root(role) for role in range(len(staff.roles))})
    of_role = [roots.index(root(role)) for role in range(len(staff.roles))]
    of_pool = [of_role[pool.roles[0]] for pool in staff.pools]
    return of_role, of_pool, [[role for role, group in enumerate(of_role) if group == n] for n in range(len(roots))]
