"""Whom and what a record names: people with an account, other records, files of evidence, procedures of the folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final

from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.office import Office
from isoqms.register.records import mapping
from isoqms.register.records.named_in_files import unknown_in_files
from isoqms.words import Message

_NAMED: Final[Mapping[Kind, Mapping[str, Kind]]] = MappingProxyType(
    {
        Kind.NONCONFORMITY: {
            "owner": Kind.ACCOUNT,
            "criterion.reviewer": Kind.ACCOUNT,
            "actions.*.owner": Kind.ACCOUNT,
            "recurrence_of": Kind.NONCONFORMITY,
            "audit": Kind.AUDIT,
            "complaint": Kind.COMPLAINT,
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


def unknown_names(alias: str, kind: Kind, before: Any, after: Any, office: Office) -> tuple[Refusal, ...]:
    """Return a refusal for each person, record, file or procedure now named that is not there.

    Where the folder of the register holds no procedures, any may be named.
    """
    wanted: dict[Kind, set[str]] = {}
    for path, named in _NAMED.get(kind, {}).items():
        new = set(_names(after, path.split("."))) - set(_names(before, path.split(".")))
        wanted.setdefault(named, set()).update(new - {""})
    found = [(named, names - _held(alias, named, names)) for named, names in wanted.items()]
    refusals = [_refusal(named, each) for named, names in found for each in sorted(names)]
    if (processes := _processes(after) - _processes(before)) and (known := office.procedures().keys()):
        refusals += [_no_procedure(each, known) for each in sorted(processes - known)]
    causes = _causes(after) - _causes(before)
    refusals += [_no_cause(action, cause) for action, cause in sorted(causes) if cause not in after.causes]
    refusals += [_no_parent(key, above) for key, above in sorted(_parents(after) - _parents(before))
                 if above not in after.causes]  # fmt: skip
    return (*refusals, *unknown_in_files(alias, kind, before, after, office))


def _causes(record: Any) -> set[tuple[str, str]]:
    """Return the causes that actions of a nonconformity are said to remove, each with its action."""
    actions = getattr(record, "actions", {})
    return {(key, cause) for key, each in actions.items() for cause in getattr(each, "covers", ())}


def _no_cause(action: str, cause: str) -> Refusal:
    says = Message(
        "action {action} is to remove the cause {cause}, which is not in the analysis", action=action, cause=cause
    )
    return Refusal("named", "unknown", says, Message("write the key of a cause, as the record shows them"))


def _parents(record: Any) -> set[tuple[str, str]]:
    """Return the causes that explain another one, each with the one it explains."""
    return {(key, each.parent) for key, each in (getattr(record, "causes", None) or {}).items() if each.parent}


def _no_parent(key: str, above: str) -> Refusal:
    says = Message("cause {cause} is to explain {above}, which is not in the analysis", cause=key, above=above)
    return Refusal("named", "unknown", says, Message("write the key of a cause, as the record shows them"))


def _processes(record: Any) -> set[str]:
    one, several = getattr(record, "process", ""), getattr(record, "processes", ())
    return ({one} | set(several)) - {""}


def _no_procedure(id_: str, known: Collection[str]) -> Refusal:
    near = get_close_matches(id_, known, 1)
    remedy = Message("did you mean “{near}”?", near=near[0]) if near else Message("write the id of a procedure file")
    return Refusal("named", "unknown", Message("there is no procedure “{id}”", id=id_), remedy)


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
