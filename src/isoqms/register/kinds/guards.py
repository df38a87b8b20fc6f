"""What must hold before a step of an account, an inspection, a survey or a figure is taken."""

from __future__ import annotations

from isoqms.register.kinds.people import is_short_name
from isoqms.register.kinds.rule import Deed
from isoqms.register.lifecycle.case import Lack
from isoqms.words import Message


def named_shortly(deed: Deed) -> Lack | None:
    """An account has a name short and plain enough for a command line."""
    if is_short_name(deed.after.reference):
        return None
    return Lack(
        Message("“{name}” is no short name", name=deed.after.reference),
        Message("choose a name of letters and digits, without spaces, such as an.nguyen"),
    )


def named_by_content(deed: Deed) -> Lack | None:
    """A file of evidence is named by its SHA-256."""
    if len(deed.after.reference) == 64 and set(deed.after.reference) <= set("0123456789abcdef"):
        return None
    return Lack(
        Message("“{name}” is not the SHA-256 of a file", name=deed.after.reference), Message("attach the file itself")
    )


def not_for_oneself(deed: Deed) -> Lack | None:
    """Nobody gives himself a duty or a process."""
    held = deed.before
    same = held and (held.duties, held.processes) == (deed.after.duties, deed.after.processes)
    if deed.by.id != deed.after.reference or same:
        return None
    return Lack(
        Message("{person} would change duties of his or her own", person=deed.by.id),
        Message("let another quality manager or the head do it"),
    )


def codes_alone(deed: Deed) -> Lack | None:
    """Of an inspection only ids, numbers and codes are kept: no text in which something is said of a person."""
    record = deed.after
    texts = {"unit": record.unit, "decision": record.decision, "reason": deed.reason}
    texts |= {f"dossiers.{n}": each for n, each in enumerate(record.dossiers)}
    worded = [name for name, text in texts.items() if len(text.split()) > 1 or (name == "reason" and text.strip())]
    if not worded:
        return None
    return Lack(
        Message("{members} holds words; of an inspection nothing is kept that could speak of a person", members=worded),
        Message("write the id of the unit, the number of the decision, the codes of dossiers, and no reason"),
    )


def answers_add_up(deed: Deed) -> Lack | None:
    """Not more satisfied than answered, not more answered than asked."""
    survey = deed.after
    if 0 <= survey.satisfied <= survey.answered <= survey.asked:
        return None
    return Lack(
        Message("the numbers do not add up: {asked} asked, {answered} answered, {satisfied} satisfied",
                asked=survey.asked, answered=survey.answered, satisfied=survey.satisfied),
        Message("correct the numbers"),
    )  # fmt: skip


def period_in_order(deed: Deed) -> Lack | None:
    """A period begins before it ends."""
    first, last = deed.after.period_from, deed.after.period_to
    if first is None or last is None or first <= last:
        return None
    return Lack(Message("the period ends before it begins"), Message("correct its first or last day"))
