"""A procedure of the model → the diagram a map is drawn from: lanes by who acts, boxes by step, arrows by way on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from isoqms.procedure import Actor, Branch, Ending, Limit, Organisation, Procedure, Step
from isoqms.report.map.diagram import Arrow, Box, Diagram, Lane, LaneKind
from isoqms.report.names import ACTORS, LIMITS, NOBODY, at_most, role_title
from isoqms.words import Message, Text

_ENDINGS = {
    Ending.COMPLETED: Message("Completed"),
    Ending.REFUSED: Message("Refused"),
    Ending.RETURNED: Message("Returned to the applicant"),
    Ending.WITHDRAWN: Message("Withdrawn by the applicant"),
    Ending.STOPPED: Message("Stopped"),
    Ending.HANDED_OVER: Message("Handed over"),
}


def diagram_of(
    procedure: Procedure, organisation: Organisation | None, lang: str, critical: Sequence[str] = (), stamp: str = ""
) -> Diagram:
    """Return the diagram of `procedure` in `lang`.

    Args:
        procedure: what to draw; ways to steps that do not exist are left out (a check names them).
        organisation: gives roles and office their titles; ids stand in where it is missing.
        lang: language of every text in the diagram.
        critical: the steps of the longest path in order, highlighted together with the ways between them.
        stamp: line at the foot of every sheet.
    """
    return _Drawing(procedure, organisation, lang, critical).diagram(stamp)


class _Drawing:
    def __init__(
        self, procedure: Procedure, organisation: Organisation | None, lang: str, critical: Sequence[str]
    ) -> None:
        self._procedure, self._organisation, self._lang = procedure, organisation, lang
        self._critical, self._critical_ways = frozenset(critical), frozenset(pairwise(critical))
        self._lane_of: dict[str, Lane] = {id_: self._lane(step) for id_, step in procedure.steps.items()}

    def diagram(self, stamp: str) -> Diagram:
        arrows = tuple(arrow for step in self._procedure.steps.values() for arrow in self._arrows(step))
        ends = {arrow.target: arrow for arrow in arrows if arrow.target.startswith(":")}
        boxes = (*(self._box(step) for step in self._procedure.steps.values()), *map(self._end_box, ends))
        office = self._organisation.office(self._procedure.office) if self._organisation else None
        return Diagram(
            title=self._procedure.title.render(self._lang),
            lanes=tuple({lane.id: lane for lane in self._lane_of.values()}.values()),
            boxes=boxes,
            arrows=arrows,
            lang=self._lang,
            code=self._procedure.id,
            office=self._words(office.title if office else self._procedure.agency),
            lines=tuple(self._limit_lines()),
            stamp=stamp,
            footnotes=tuple(self._source()),
        )

    def _source(self) -> Iterator[str]:
        source = self._procedure.source
        if source is not None:
            yield self._words(Message("Source: {document}", document=source.document))

    def _words(self, value: Text | Message | None) -> str:
        return value.render(self._lang) if value is not None else ""

    def _lane(self, step: Step) -> Lane:
        if step.actor is Actor.APPLICANT:
            return Lane(":applicant", self._words(step.agency or ACTORS[step.actor]), "applicant")
        if step.actor is not None:
            kind: LaneKind = "system" if step.actor is Actor.SYSTEM else "agency"
            title = self._words(step.agency or ACTORS[step.actor])
            return Lane(f":{kind}:{title}", title, kind)
        if not step.role:
            return Lane(":nobody", self._words(NOBODY))
        return Lane(step.role[0], self._role(step.role[0]))

    def _role(self, id_: str) -> str:
        return role_title(self._organisation, id_, self._lang)

    def _box(self, step: Step) -> Box:
        return Box(
            id=step.id,
            lane=self._lane_of[step.id].id,
            title=self._title(step),
            number="" if step.number is None else str(step.number),
            allowance=self._allowance(step),
            clock=step.clock.value,
            critical=step.id in self._critical,
            automatic=step.actor is Actor.SYSTEM,
            split="all" if step.parallel else "one" if len(step.next) > 1 else None,
            join=step.join.value if step.join else None,
            start=step.id == self._procedure.first,
        )

    def _title(self, step: Step) -> str:
        title = step.name(self._lang)
        others = [self._role(role) for role in step.role[1:]]
        if others:
            title = self._words(Message("{title} (together with {roles})", title=title, roles=others))
        for id_, special in step.in_variant.items():
            if special.role:
                who = [self._role(role) for role in special.role]
                case = self._cases([id_])
                title = self._words(Message("{title} ({cases}: by {roles})", title=title, cases=case, roles=who))
        if step.variants and not self._told_before(step):
            title = self._words(Message("{title} (only: {cases})", title=title, cases=self._cases(step.variants)))
        return title

    def _told_before(self, step: Step) -> bool:
        """Say whether every way to the step is already kept for its variants, so that its branches name them."""
        into = [branch for other in self._procedure.steps.values() for branch in other.next if branch.to == step.id]
        return bool(into) and all(set(branch.variants) == set(step.variants) for branch in into)

    def _cases(self, variants: Sequence[str]) -> list[str]:
        return [self._words(self._procedure.variant_title(id_)) for id_ in variants]

    def _allowance(self, step: Step) -> str:
        parts = [step.allowance.render(self._lang)] if step.allowance else []
        for id_, special in step.in_variant.items():
            if special.allowance:
                parts.append(f"{self._cases([id_])[0]}: {special.allowance.render(self._lang)}")
        return "; ".join(parts)

    def _arrows(self, step: Step) -> Iterator[Arrow]:
        for target in step.parallel:
            if target in self._procedure.steps:
                yield self._arrow(step, target)
        for branch in step.next:
            yield from self._branch_arrows(step, branch, alone=len(step.next) == 1)
        if step.end:
            yield self._arrow(step, self._end_id(step, step.end))

    def _branch_arrows(self, step: Step, branch: Branch, alone: bool) -> Iterator[Arrow]:
        target = self._end_id(step, branch.end) if branch.end else branch.to or ""
        bound = self._words(at_most(branch.at_most)) if branch.at_most else ""
        if branch.end or target in self._procedure.steps:
            yield self._arrow(step, target, self._label(branch, alone), bound)
        others = {other.to for other in step.next if other is not branch}
        if branch.at_bound in self._procedure.steps and branch.at_bound not in others:
            yield self._arrow(step, str(branch.at_bound), self._words(Message("no more rounds allowed")))

    def _label(self, branch: Branch, alone: bool) -> str:
        parts = [self._words(branch.when)] if branch.when else []
        if branch.variants and not branch.when:
            parts += self._cases(branch.variants)
        if branch.share is not None:
            percent = f"{float(branch.share * 100):g} %"
            parts.append(percent.replace(".", ",") if self._lang == "vi" else percent)
        if not parts and branch.default and not alone:
            parts.append(self._words(Message("otherwise")))
        return "; ".join(parts)

    def _arrow(self, step: Step, target: str, label: str = "", bound: str = "") -> Arrow:
        return Arrow(step.id, target, label, bound, critical=(step.id, target) in self._critical_ways)

    def _end_id(self, step: Step, ending: Ending) -> str:
        """One end per kind and lane: ways to it stay short, and a lane shows which dossiers end with whom."""
        goes_on = f":{step.hands_over_to}" if step.hands_over_to and ending is Ending.HANDED_OVER else ""
        return f":{ending.value}:{self._lane_of[step.id].id}{goes_on}"

    def _end_box(self, id_: str) -> Box:
        source = next(step for step in self._procedure.steps.values() if id_ in self._ends_of(step))
        ending = Ending(id_.split(":")[1])
        title = self._words(_ENDINGS[ending])
        if ending is Ending.HANDED_OVER and source.hands_over_to:
            title = self._words(Message("Goes on as {procedure}", procedure=source.hands_over_to))
        return Box(id_, self._lane_of[source.id].id, title, end=ending.value)

    def _ends_of(self, step: Step) -> list[str]:
        endings = [branch.end for branch in step.next if branch.end] + ([step.end] if step.end else [])
        return [self._end_id(step, ending) for ending in endings]

    def _limit_lines(self) -> Iterator[str]:
        for name, limit in self._procedure.limits.named().items():
            yield f"{self._words(LIMITS[name])}: {self._limit_words(limit)}"

    def _limit_words(self, limit: Limit) -> str:
        parts = [limit.within.render(self._lang)] if limit.within else []
        for id_, duration in limit.variants.items():
            parts.append(f"{self._cases([id_])[0]}: {duration.render(self._lang)}")
        return "; ".join(parts) or self._words(Message("not stated"))
