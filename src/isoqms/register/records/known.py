"""Whom and what a record names: people with an account, other records, files of evidence that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.records import mapping
from isoqms.words import Message

_NAMED: Final[Mapping[Kind, Mapping[str, Kind]]] = MappingProxyType(
    {
        Kind.NONCONFORMITY: {
            "owner": Kind.ACCOUNT,
            "criterion.reviewer": Kind.ACCOUNT,
            "actions.*.owner": Kind.ACCOUNT,
            "recurrence_of": Kind.NONCONFORMITY,
            "audit": Kind.AUDIT,
            "evidence.*.file": Kind.EVIDENCE,
            "addenda.*.file": Kind.EVIDENCE,
        },
        Kind.IMPROVEMENT: {"owner": Kind.ACCOUNT, "finding": Kind.FINDING},
        Kind.FINDING: {
            "audit": Kind.AUDIT,
            "nonconformity": Kind.NONCONFORMITY,
            "improvement": Kind.IMPROVEMENT,
            "evidence.*.file": Kind.EVIDENCE,
        },
        Kind.AUDIT: {"programme": Kind.PROGRAMME, "previous_audit": Kind.AUDIT, "auditors.*": Kind.ACCOUNT},
        Kind.INSPECTION: {"nonconformity": Kind.NONCONFORMITY},
        Kind.COMPLAINT: {"owner": Kind.ACCOUNT, "nonconformity": Kind.NONCONFORMITY},
        Kind.REVIEW: {"chair": Kind.ACCOUNT},
    }
)
"""Members that name something, `*` for any key; where the key itself is the name the path ends with it."""
_REMEDIES: Final = MappingProxyType(
    {
        Kind.ACCOUNT: Message("write the short name of somebody who has an account"),
        Kind.EVIDENCE: Message("put it in with: isoqms register attach"),
    }
)


def unknown_names(alias: str, kind: Kind, before: Any, after: Any) -> tuple[Refusal, ...]:
    """Return a refusal for each person, record or file now named that the register does not hold."""
    wanted: dict[Kind, set[str]] = {}
    for path, named in _NAMED.get(kind, {}).items():
        new = set(_names(after, path.split("."))) - set(_names(before, path.split(".")))
        wanted.setdefault(named, set()).update(new - {""})
    return tuple(
        _refusal(named, each) for named, names in wanted.items() for each in sorted(names - _held(alias, named, names))
    )


def _names(held: Any, path: list[str]) -> Iterator[str]:
    """Yield the names a record holds at a path."""
    if held is None:
        return
    if not path:
        yield held
    elif path == ["*"]:
        yield from held
    elif path[0] == "*":
        for each in held.values():
            yield from _names(each, path[1:])
    else:
        yield from _names(getattr(held, path[0]), path[1:])


def _held(alias: str, kind: Kind, names: set[str]) -> set[str]:
    if not names:
        return set()
    rows = mapping.TABLES[kind]._base_manager.using(alias).filter(pk__in=sorted(names))
    return set(rows.values_list("pk", flat=True))


def _refusal(kind: Kind, name: str) -> Refusal:
    says = {
        Kind.ACCOUNT: Message("nobody is called {person} in this register", person=name),
        Kind.EVIDENCE: Message("the register holds no file {file}", file=name),
    }.get(kind, Message("the register has no {reference}", reference=name))
    remedy = _REMEDIES.get(kind, Message("list the records to find its reference"))
    return Refusal("named", "file" if kind is Kind.EVIDENCE else "unknown", says, remedy)
