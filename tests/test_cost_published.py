"""Published savings worked out anew: what agrees is shown to agree, what does not is told and not smoothed over."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from isoqms.improve.cost.published import Published, discrepancies
from isoqms.source import read_source

FACTS: Mapping[str, Any] = read_source(Path(__file__).parent / "data" / "published_costs.yaml", "published").data
CASES = {
    code: {**FACTS[decision]["method"], **printed}
    for decision in ("waiting_days_2816", "abolished_2813")
    for code, printed in FACTS[decision]["cases"].items()
}
TOLD = {
    "1.001653": ["5 → 3 days saves 2, but the text says 1"],
    "1.004082": [
        "the rate is that of time, but is called one of cost",
        "45 days × 3200000 is 144000000, not 18509608",
    ],
}
"""What does not agree, in the documents as printed."""


def published(printed: Mapping[str, str]) -> Published:
    words = ("rate_of", "rate_called")
    return Published(**{name: text if name in words else Decimal(text) for name, text in printed.items()})


def told(printed: Mapping[str, str]) -> list[str]:
    return [message.render("en") for message in discrepancies(published(printed))]


@pytest.mark.parametrize("code", CASES)
def test_decisions_are_worked_out_anew(code: str) -> None:
    """Days × hours × income × dossiers, the saving and the rate of each procedure follow, or the difference is told."""
    assert told(CASES[code]) == TOLD.get(code, [])


@pytest.mark.parametrize("name", FACTS["totals"])
def test_totals_and_rates_follow(name: str) -> None:
    """The published totals give the saving, rate and yearly sum printed, and those worked out here."""
    facts = FACTS["totals"][name]
    ours = {key: value for key, value in facts["ours"].items() if key != "saved_exactly"}
    assert told(facts["printed"]) == []
    assert told({**facts["printed"], **ours}) == []


def test_a_figure_printed_whole_is_judged_as_such() -> None:
    """“192” stands for 192.4 printed whole; the same figure with a decimal would not agree."""
    printed = FACTS["totals"]["ministry-of-construction"]["printed"]
    assert told({**printed, "saved": "192.4"}) == []
    assert told({**printed, "saved": "192.0"}) == ["393.4 − 201 is 192.4, not 192.0"]


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("saved", "3200001", "32000000 − 28800000 is 3200000, not 3200001"),
        ("rate", "11", "the rate is 10.00 %, not 11 %"),
        ("days_saved", "2", "10 → 9 days saves 1, but the text says 2"),
    ],
)
def test_a_wrong_figure_is_noticed(name: str, wrong: str, said: str) -> None:
    """Each figure of a decision that agrees is looked at: one changed is one told."""
    assert told({**CASES["2.000286"], name: wrong}) == [said]
