"""What to cut as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from isoqms.improve.cutting import Cutting, yearly_minutes
from isoqms.improve.joint import jointly
from isoqms.improve.opportunities.opportunity import Opportunity
from isoqms.improve.priced import MEASURES, Price
from isoqms.improve.smallest import Ids
from isoqms.improve.target import Reaching
from isoqms.metrics import Figure
from isoqms.report.cut_words import asked, group_of
from isoqms.simulate.result import as_data


def data(cutting: Cutting) -> dict[str, Any]:
    """Return every opportunity with its price, what is asked of the office, and the answer to a target."""
    plan = cutting.plan
    return {
        "seed": plan.seed,
        "replications": plan.replications,
        "cases": plan.cases,
        "days": plan.days,
        "from": plan.start.isoformat() if plan.start else None,
        "warm_up": as_data(cutting.base.warm_up),
        "today": {id_: _figures(cutting, frozenset(), id_) for id_ in cutting.base.procedures},
        "told_together": cutting.told_together,
        "opportunities": [_price(cutting, price) for price in cutting.prices],
        "questions": [
            {"procedure": each.procedure, "kind": each.kind, "at": str(each.at), "question": as_data(each.message)}
            for each in cutting.questions
        ],
        **({"target": _reaching(cutting, cutting.reaching)} if cutting.reaching else {}),
    }


def _price(cutting: Cutting, price: Price) -> dict[str, Any]:
    return {
        **_opportunity(price.opportunity),
        "procedure": price.procedure,
        "outcome": str(group_of(price)),
        "savings": {str(measure): figure.to_data() for measure, figure in price.savings.items()},
        "savings_jointly": {
            str(measure): _ends(jointly(figure, cutting.told_together)) for measure, figure in price.savings.items()
        },
        "saved_in_a_year_minutes": yearly_minutes(cutting.operation, price),
        "elsewhere": {id_: saving.to_data() for id_, saving in price.elsewhere},
        "refused": as_data(price.refused) if price.refused else None,
        "overloads": {id_: as_data(reason) for id_, reason in price.overloads.items()},
    }


def _ends(figure: Figure) -> dict[str, float | None]:
    """Return the margin of a saving as one of all that are told."""
    return {"low": figure.low, "high": figure.high}


def _opportunity(each: Opportunity) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "side": str(each.side),
        "title": as_data(each.title),
        "at": str(each.at),
        "steps": list(each.steps),
        "concerns": list(each.procedures),
        "decided_by": str(each.decision.by) if each.decision.by else None,
        "basis": [as_data(basis) for basis in each.decision.basis],
        "effort": str(each.effort),
        "assumes": as_data(each.assumes) if each.assumes else None,
        "questions": [as_data(question) for question in asked(each)],
        "spares": as_data(each.relief),
        "paper_cut": each.paper_cut,
        "changes": {id_: dict(change) for id_, change in each.changes.items()},
    }


def _figures(cutting: Cutting, ids: Ids, procedure: str) -> dict[str, Any]:
    return {str(measure): cutting.figure(ids, procedure, measure).to_data() for measure in MEASURES}


def _afresh(reaching: Reaching, ids: Ids) -> dict[str, Any] | None:
    """Return what a set comes to with luck that had no part in choosing it, where that was asked."""
    outcome = reaching.afresh.get(ids)
    if outcome is None:
        return None
    return {str(measure): outcome.figure(reaching.procedure, measure).to_data() for measure in MEASURES}


def _reaching(cutting: Cutting, reaching: Reaching) -> dict[str, Any]:
    found, target = reaching.found, reaching.target
    return {
        "procedure": reaching.procedure,
        "within": as_data(target.within) if target.within else None,
        "measure": str(target.measure),
        "on_time": target.on_time,
        "limit": str(target.limit),
        "reached": bool(found.sets),
        "sets": [
            {
                "opportunities": sorted(ids),
                "surely": ids in reaching.surely,
                "figures": _figures(cutting, ids, reaching.procedure),
                "figures_afresh": _afresh(reaching, ids),
            }
            for ids in found.sets
        ],
        "method": str(found.method),
        "gap": found.gap,
        "looked_at": found.looked_at,
        "among": list(reaching.among),
        "overloading": sorted(sorted(ids) for ids in reaching.overloading),
        "without_effect": list(reaching.without_effect),
        "beyond_authority": list(reaching.beyond),
        "closest": {
            "opportunities": sorted(found.closest),
            "missing": found.missing,
            "figures": _figures(cutting, found.closest, reaching.procedure),
            "figures_afresh": _afresh(reaching, found.closest),
        },
    }
