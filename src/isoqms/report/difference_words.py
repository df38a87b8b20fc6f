"""What changed between two versions of a procedure, in sentences an officer understands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from isoqms.procedure import Step
from isoqms.procedure.differences import Change, Difference
from isoqms.report.difference_labels import FIELDS, OWNERS
from isoqms.report.version_words import Version
from isoqms.words import LANGUAGES, Message, Text

_LISTED: Final = (
    *("variants", "stages", "by_channel", "channels", "in_variant", "parallel", "role", "outputs", "inputs", "forms"),
    *("records", "systems", "legal_basis", "pays", "costs", "papers", "exemptions", "clauses", "notes", "at"),
)
"""Fields below another one whose entries are told by what they say."""


_UNSAID: Final = ("limits", "within")
"""Fields that say nothing beside the others of their place: the time of the limit by law is that limit."""


def sentence(difference: Difference, before: Version, after: Version) -> str:
    """Return one change as a sentence, in the language of the newer version."""
    return _Telling(difference, before, after).sentence()


class _Telling:
    def __init__(self, difference: Difference, before: Version, after: Version) -> None:
        self._difference, self._before, self._after = difference, before, after
        self._say = after.say

    def sentence(self) -> str:
        path, change = self._difference.path, self._difference.change
        if path[0] == "steps" and len(path) == 2:
            return self._of_step()
        if change is Change.MOVED:
            return self._say(Message("{what}: another order", what=self._where()))
        one, other, lang = self._values()
        if path[0] == "steps" and path[2:] == ("title",) and change is Change.CHANGED and not lang:
            return self._say(Message("step “{before}” is now called “{after}”", before=one, after=other))
        if change is Change.CHANGED:
            what = f"{self._where()} [{lang}]" if lang else self._where()
            return self._say(Message("{what}: {before} → {after}", what=what, before=one, after=other))
        return self._entry_told() if self._is_entry() else self._field_told(one, other)

    def _of_step(self) -> str:
        """Tell a step that came, went or moved."""
        each = self._difference
        if each.change is Change.REMOVED:
            return self._say(Message("step “{step}” left out", step=self._before.step(each.path[1])))
        name = self._after.step(each.path[1])
        if each.change is Change.ADDED:
            return "; ".join([self._say(Message("new step “{step}”", step=name)), *self._about(each.after)])
        if each.after is None:
            return self._say(Message("step “{step}” now comes first", step=name))
        above = self._after.step(each.after)
        return self._say(Message("step “{step}” now comes after “{above}”", step=name, above=above))

    def _about(self, step: Step) -> list[str]:
        """Return behind which step a new one stands, who does it and how long it may take."""
        version, ids = self._after, list(self._after.procedure.steps)
        place = ids.index(step.id)
        said = [self._say(Message("after “{above}”", above=version.step(ids[place - 1])))] if place else []
        who = version.value(step.role, "role") or version.value(step.actor, "actor")
        said += [f"{self._say(FIELDS['role'])}: {who}"] if who else []
        return said + ([f"{self._say(FIELDS['allowance'])}: {self._say(step.allowance)}"] if step.allowance else [])

    def _entry_told(self) -> str:
        """Tell an entry that came or went, of a list of the procedure or of one inside a step."""
        path, gone = self._difference.path, self._difference.change is Change.REMOVED
        if len(path) == 2:
            what = self._where()
            return self._say(Message("left out: {what}", what=what) if gone else Message("added: {what}", what=what))
        what, value = self._place(path[:-1]), self._entry(path[-2], path[-1])
        told = Message("{what}: “{value}” left out", what=what, value=value)
        return self._say(told if gone else Message("{what}: “{value}” added", what=what, value=value))

    def _field_told(self, one: str, other: str) -> str:
        what = self._where()
        if self._difference.change is Change.REMOVED:
            return self._say(Message("{what}: no longer stated (was {value})", what=what, value=one))
        return self._say(Message("{what}: {value} (was not stated)", what=what, value=other))

    def _is_entry(self) -> bool:
        """Say whether the change is of a whole entry of a list or group, which its place names."""
        path = self._difference.path
        return (len(path) == 2 and path[0] in OWNERS) or (len(path) > 2 and path[-2] in (*_LISTED, "next"))

    def _values(self) -> tuple[str, str, str]:
        """Return what was and what is in words; where they differ in another language only, in that one, named last."""
        each, name = self._difference, self._difference.path[-1]
        one, other = self._before.value(each.before, name), self._after.value(each.after, name)
        if one == other and isinstance(each.before, Text) and isinstance(each.after, Text):
            for lang in LANGUAGES:
                was, became = (text.by_language.get(lang, "–") for text in (each.before, each.after))
                if was != became:
                    return was, became, lang
        return one, other, ""

    def _where(self) -> str:
        return self._place(self._difference.path)

    def _place(self, path: tuple[str, ...]) -> str:
        """Return the place of a change in words: what it belongs to, then its field."""
        if path[0] not in OWNERS or len(path) == 1:
            return self._below(tuple(name for name in path if name not in _UNSAID) or path)
        owner = f"{self._say(OWNERS[path[0]])} “{self._owner(path)}”"
        return ": ".join(filter(None, [owner, self._below(path[2:])]))

    def _below(self, rest: tuple[str, ...]) -> str:
        told = ""
        for above, name in zip(("", *rest), rest, strict=False):
            if above in _LISTED or above == "next":
                told += f" “{self._entry(above, name)}”"
            else:
                told += f", {self._say(FIELDS[name])}" if name in FIELDS else f", `{name}`"
        return told.removeprefix(", ").strip()

    def _entry(self, field: str, name: str) -> str:
        if field == "costs":
            item = self._before.item(self._difference.path[1], name) or self._after.item(self._difference.path[1], name)
            return self._say(item.title) if item and item.title else name
        return self._version.target(name) if field == "next" else self._version.value(name, field)

    @property
    def _version(self) -> Version:
        """The version in which what is told can be found."""
        return self._before if self._difference.change is Change.REMOVED else self._after

    def _owner(self, path: tuple[str, ...]) -> str:
        """Return the title of what a change belongs to."""
        version, (group, id_, *rest) = self._version, path
        if group == "steps":
            return self._after.step(id_) if rest else version.step(id_)
        if isinstance(getattr(version.procedure, group, None), Mapping):
            return version.entry(group, id_)
        entry: Any = self._difference.after if self._difference.after is not None else self._difference.before
        if not rest and entry is not None:
            return version.value(entry, group)
        if group == "dossier":
            named = (each.paper for each in version.procedure.dossier if id_ in each.paper)
            return self._say(next(named, id_))
        return version.value(id_, group)
