"""A comparison as plain data, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from isoqms.improve.comparison import Comparison
from isoqms.improve.differences.between import Between
from isoqms.improve.differences.pieces import Piece
from isoqms.improve.differences.published import Published, Row
from isoqms.improve.worth.attribution import Attribution
from isoqms.report.comparison_words import PieceWords, part_words
from isoqms.words import LANGUAGES, Renderable


def simulated(comparison: Comparison) -> dict[str, Any]:
    """Return the changes, which of them are taken as one, and the share of each in every measure."""
    words = {lang: part_words(comparison, lang) for lang in LANGUAGES}
    between = comparison.between
    return {
        "mode": "simulated",
        "before": [each.id for each in comparison.before],
        "after": [each.id for each in comparison.after],
        "changes": {
            id_: {"title": {lang: words[lang][id_] for lang in LANGUAGES}, "rests_on_assumption": part.assumed}
            for id_, part in comparison.parts.items()
        },
        "groups": {id_: sorted(members) for id_, members in comparison.groups.items()},
        "taken_as_one": [
            {"changes": list(each.changes), "impossible_alone": list(each.alone), "reason": said(each.reason)}
            for each in comparison.bindings
        ],
        "savings": [_attribution(each) for each in comparison.attributions],
        "doubt": said(between.doubt) if between else None,
        "matches": _matches(between) if between else [],
        "not_timed": _sentences(between, between.aside) if between else [],
        "not_known": _sentences(between, between.one_sided) if between else [],
        "notes": [said(note) for note in between.notes] if between else [],
        "assumptions": [said(each) for each in comparison.assumptions],
        "warnings": [said(each) for each in comparison.warnings],
        "warm_up": comparison.plan.warm_up,
        "cases": comparison.plan.cases,
        "seed": comparison.plan.seed,
        "replications": comparison.plan.replications,
    }


def _attribution(each: Attribution) -> dict[str, Any]:
    return {
        "procedure": each.procedure,
        "measure": str(each.measure),
        "before": each.before.to_data(),
        "after": each.after.to_data(),
        "saving": each.saving.to_data(),
        "shares": {id_: share.to_data() for id_, share in each.shares.items()},
        "shares_jointly": {id_: {"low": share.low, "high": share.high} for id_, share in each.shares_jointly.items()},
        "residue": each.residue,
        "orders_drawn": each.orders,
    }


def published(found: Between, cut: Published) -> dict[str, Any]:
    """Return a cut by its published times."""
    return {
        "mode": "published",
        "before": found.before.procedures[0].id,
        "after": found.after.procedures[0].id,
        "steps": [_row(row) for row in cut.steps],
        "stages": [_row(row) for row in cut.stages],
        "sum_of_steps": _row(cut.named),
        "whole": _row(cut.whole),
        "unexplained_days": _number(cut.unexplained),
        "not_known": [{"id": row.step, "title": said(row.title)} for row in cut.unknown],
        "paper_cut": cut.is_paper_cut,
        "usual_ratio": cut.is_usual_ratio,
        "changes": _sentences(found, cut.changes),
        "doubt": said(found.doubt),
        "matches": _matches(found),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "step": row.step,
        "title": said(row.title),
        "before": said(row.before),
        "after": said(row.after),
        "days_before": _number(row.days_before),
        "days_after": _number(row.days_after),
        "days_less": _number(row.cut),
        "part_less": _number(row.ratio),
    }


def said(words: Renderable | None) -> dict[str, str] | None:
    """Return words in every language."""
    return None if words is None else {lang: words.render(lang) for lang in LANGUAGES}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _matches(found: Between) -> list[dict[str, Any]]:
    return [{"before": match.before.id, "after": match.after.id, "likeness": match.likeness} for match in found.matches]


def _sentences(found: Between, pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    words = {lang: PieceWords.of(found, lang) for lang in LANGUAGES}
    return [{"id": piece.id, "title": {lang: words[lang].sentence(piece) for lang in LANGUAGES}} for piece in pieces]
