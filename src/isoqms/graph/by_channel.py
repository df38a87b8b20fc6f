"""A procedure as dossiers of one channel meet it."""

from __future__ import annotations

from dataclasses import replace

from isoqms.procedure import Branch, Procedure, Step


def by_channel(procedure: Procedure, channel: str) -> Procedure:
    """Return what `procedure` is for dossiers that come by `channel`.

    Ways kept for other channels and papers asked only there are left out; everything else stays. A step all of whose
    ways are kept for other channels has none left.

    Raises:
        ValueError: the procedure lists its channels and `channel` is not among them.
    """
    if procedure.channels and channel not in procedure.channels:
        raise ValueError(f"{channel!r} is no channel of {procedure.id}")
    steps = {id_: _of_channel(step, channel) for id_, step in procedure.steps.items()}
    return replace(procedure, steps=steps, dossier=tuple(each for each in procedure.dossier if each.asked_of(channel)))


def _of_channel(step: Step, channel: str) -> Step:
    open_ = tuple(branch for branch in step.next if _open_to(branch, channel))
    return step if len(open_) == len(step.next) else replace(step, next=open_)


def _open_to(branch: Branch, channel: str) -> bool:
    return not branch.channels or channel in branch.channels
