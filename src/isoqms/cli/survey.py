"""`isoqms survey`: surveys of satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import click

from isoqms.cli.register_tables import add_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.cli.register_views import add_views
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.steering import Survey
from isoqms.register.kinds.table import BY_KIND
from isoqms.report.quantity import number
from isoqms.words import Message, phrase


@click.group(
    cls=Group,
    name="survey",
    help=phrase("Surveys of satisfaction: how many were asked, answered, and were satisfied."),
)
def command() -> None:
    """Hold the steps of these records."""


def _satisfaction(book: Any, survey: Survey, lang: str) -> Mapping[str, str]:
    """Return how many were satisfied of how many, with the interval that number of answers allows."""
    if survey.interval is None:
        return {"satisfaction": Message("{asked} were asked and nobody answered", asked=survey.asked).render(lang)}
    shares = [Decimal(survey.satisfied) / survey.answered, *survey.interval]
    share, low, high = (number(float(100 * each), lang, 1) for each in shares)
    said = Message(
        "{satisfied} of {answered} who answered were satisfied: {share} %, interval (95 %) {low} to {high} %; {asked} "
        "were asked",
        satisfied=survey.satisfied,
        answered=survey.answered,
        asked=survey.asked,
        share=share,
        low=low,
        high=high,
    )
    return {"satisfaction": said.render(lang)}


add_views(command, Kind.SURVEY, _satisfaction)
add_verbs(command, Kind.SURVEY, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.SURVEY]])
add_tables(command, Kind.SURVEY, BY_KIND[Kind.SURVEY][0].verb, BY_KIND[Kind.SURVEY][0].brings)
