"""The parts a procedure is described by: legal basis, limits, dossier, fees, signatures, records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from typing import Any

from isoqms.procedure.located import Located, model
from isoqms.words import Text
from isoqms.worktime import Duration


class Provenance(StrEnum):
    """Where a figure comes from, strongest last; a result stands on the weakest among its inputs."""

    ESTIMATED = "estimated"
    PUBLISHED = "published"
    OBSERVED = "observed"
    MEASURED = "measured"


class Authority(StrEnum):
    """Who may change a rule or a step."""

    OFFICE = "office"
    PROVINCE = "province"
    MINISTRY = "ministry"
    LAW = "law"


@model
class Effort(Located):
    """Time of a step that spreads: work a person does, or a wait in which nobody works.

    `stated` holds a plain duration; the other fields an estimate by its parts.
    """

    stated: Duration | None = field(default=None, metadata={"shorthand": True, "plain": True})
    min: Duration | None = None
    usual: Duration | None = None
    max: Duration | None = None
    mean: Duration | None = None
    sd: Duration | None = None
    quantiles: tuple[Duration, ...] = ()
    distribution: str | None = None
    source: Provenance = Provenance.ESTIMATED
    note: Text | None = None

    @property
    def figures(self) -> tuple[Duration, ...]:
        """The times it states, from whatever part of the estimate."""
        held = (self.stated, self.min, self.usual, self.max, self.mean, *self.quantiles)
        return tuple(duration for duration in held if duration is not None)


@model
class SourceNote(Located):
    """The published document the facts of a file come from."""

    document: str
    title: str | None = None
    issued: date | None = None
    site: str | None = None
    url: str | None = None
    note: Text | None = None


@model
class Confirmed(Located):
    """Who went through something after a procedure behind it changed, and when."""

    by: str
    on: date


@model
class Adoption(Located):
    """A procedure issued by a higher office and taken over here, with its stamp when last reviewed."""

    id: str
    stamp: str | None = None
    confirmed: Confirmed | None = None


@model
class Issue(Located):
    """Issue and revision of the document."""

    number: int | None = None
    revision: int | None = None
    issued: date | None = None
    effective: date | None = None
    decision: str | None = None


@model
class Signature(Located):
    """Who drafted, reviewed or approved, and when."""

    post: str | None = None
    name: str | None = None
    date: date | None = None


@model
class Revision(Located):
    """One change of the document."""

    date: date
    what: Text
    issue: int | None = None
    revision: int | None = None
    part: str | None = None
    why: Text | None = None
    decision: str | None = None


@model
class LegalRule(Located):
    """A rule the procedure stands on, with its period of validity and who may change it."""

    document: str
    article: str | None = None
    title: Text | None = None
    from_: date | None = field(default=None, metadata={"name": "from"})
    to: date | None = None
    changed_by: Authority | None = None


@model
class Extension(Located):
    """An extension of a limit that the rule allows."""

    by: Duration | None = None
    times: int = 1
    when: Text | None = None
    basis: str | None = None


@model
class Appointment(Located):
    """A promised moment inside a limit."""

    within: Duration | None = None
    title: Text | None = None


@model
class Limit(Located):
    """A time limit for the whole procedure, with its variants, stages, appointments and extension."""

    within: Duration | None = field(default=None, metadata={"always": True})
    from_: str = field(default="complete_dossier", metadata={"name": "from"})
    basis: str | None = None
    variants: Mapping[str, Duration] = field(default_factory=dict)
    stages: Mapping[str, Duration] = field(default_factory=dict)
    appointments: tuple[Appointment, ...] = ()
    extension: Extension | None = None
    includes_untimed: bool = False
    note: Text | None = None

    def for_variant(self, variant: str | None) -> Duration | None:
        """Return the limit for dossiers of `variant`, or the general one."""
        return self.variants.get(variant, self.within) if variant else self.within


@model
class Limits(Located):
    """The limits of a procedure: by law, promised by the office, and the total its document states."""

    legal: Limit | None = None
    committed: Limit | None = None
    total: Limit | None = None
    cutoff: time | None = None

    def named(self) -> Mapping[str, Limit]:
        """Return the limits that are set, by name."""
        held = {"legal": self.legal, "committed": self.committed, "total": self.total}
        return {name: limit for name, limit in held.items() if limit is not None}


@model
class Variant(Located):
    """A kind of case that is handled differently."""

    title: Text
    when: Text | None = None
    by: str = "case"
    share: Fraction | None = None
    priority: int | None = None
    source: Provenance = Provenance.ESTIMATED


@model
class Stage(Located):
    """A stage with a subtotal of its own."""

    title: Text
    total: Duration | None = None
    gap_before: Text | None = None


@model
class FormReference(Located):
    """A form by the circular that issued it and its number, with its period of validity."""

    circular: str | None = None
    number: str | None = None
    title: Text | None = None
    from_: date | None = field(default=None, metadata={"name": "from"})
    to: date | None = None


@model
class ChannelDetails(Located):
    """How far a channel goes: full when the applicant need not come, partial when not."""

    level: str | None = None
    note: Text | None = None


@model
class Replacement(Located):
    """Data the office can read, or cannot, instead of asking for a paper."""

    possible: bool
    database: Text | None = None
    owner: Text | None = None
    basis: str | None = None
    how: Text | None = None


@model
class Paper(Located):
    """One paper or data item of the applicant's dossier.

    `count` is how many of its kind are asked for, `copies` the plain copies handed in beside them. A paper with
    `channels` is asked only of dossiers that come that way.
    """

    paper: Text
    kind: str | None = None
    count: int = 1
    copies: int = 0
    channels: tuple[str, ...] = ()
    form: FormReference | None = None
    issued_by: Text | None = None
    from_procedure: str | None = None
    required_by: str | None = None
    required_by_mark: str | None = None
    replaceable_by_data: Replacement | None = None
    when: Text | None = None
    optional: bool = False
    fields: int | None = None
    note: Text | None = None

    def asked_of(self, channel: str | None) -> bool:
        """Say whether the paper belongs to dossiers that come by `channel`; None stands for any channel."""
        return channel is None or not self.channels or channel in self.channels


@model
class FeeTier(Located):
    """The amount per unit of a fee from a number of units on."""

    from_: int = field(metadata={"name": "from"})
    amount: float


@model
class Fee(Located):
    """A fee for the service or a charge of the state.

    `amount` is paid `per` unit, from the units of `tiers` on in other amounts, `max` at the most; `by_channel` holds
    other amounts for dossiers that come that way.
    """

    title: Text
    amount: float | None = None
    currency: str | None = None
    kind: str | None = None
    per: Text | None = None
    basis: str | None = None
    when: Text | None = None
    tiers: tuple[FeeTier, ...] = ()
    max: float | None = None
    by_channel: Mapping[str, float] = field(default_factory=dict)
    exemptions: tuple[Text, ...] = ()
    note: Text | None = None

    def due(self, units: int = 1, channel: str | None = None) -> float | None:
        """Return what is paid for `units` of a dossier that came by `channel`, in the currency of the fee.

        None when the file gives no amount. Exemptions are not judged.

        Raises:
            ValueError: `units` is negative.
        """
        if units < 0:
            raise ValueError(f"{units!r} is no number of units")
        first = self.by_channel.get(channel or "", self.amount)
        if first is None:
            return None
        starts = [(1, first), *sorted((tier.from_, tier.amount) for tier in self.tiers)]
        ends = [start - 1 for start, _ in starts[1:]] + [units]
        parts = zip(starts, ends, strict=True)
        whole = sum(max(0, min(end, units) - start + 1) * amount for (start, amount), end in parts)
        return whole if self.max is None else min(whole, self.max)


@model
class RecordKept(Located):
    """A record to keep: by whom, how long, on what."""

    title: Text
    kept_by: Text | None = None
    retention: str | None = None
    medium: str | None = None


@model
class Indicator(Located):
    """A figure (KPI) by which the procedure is judged."""

    title: Text
    unit: str | None = None
    target: Any = None
    method: Text | None = None
    frequency: str | None = None
    owner: str | None = None


@model
class Risk(Located):
    """A risk or an opportunity and what is done about it."""

    title: Text
    kind: str = "risk"
    action: Text | None = None
    owner: str | None = None


@model
class PublishedTime(Located):
    """A published time before and after a change of the procedure."""

    part: Text
    before: Duration | None = None
    after: Duration | None = None
    source: str | None = None


@model
class Suppression(Located):
    """A problem that is known and accepted: by whom, why, until when."""

    rule: str
    reason: Text
    approver: str
    expires: date
    object: str | None = None
