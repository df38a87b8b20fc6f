"""A cut by its published times, in words and rows: plain arithmetic, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from isoqms.improve.differences.between import Between
from isoqms.improve.differences.published import Published, Row
from isoqms.report.comparison_text import likenesses
from isoqms.report.comparison_words import PieceWords
from isoqms.report.quantity import NOTHING, WORKING_DAYS, number
from isoqms.words import Message

HEADS = (
    Message("By the published times"),
    Message("before"),
    Message("after"),
    Message("days less"),
    Message("% less"),
)
"""The heads of the table."""

_SUM: Final = Message("sum of the steps, on the longest way")
_KNOWN_SUM: Final = Message("sum of the steps whose times both versions state, on the longest way")


def opening(found: Between, cut: Published, lang: str) -> str:
    """Return what the document promises before and after, and how much of that the steps explain."""
    title, whole = found.before.procedures[0].title, cut.whole
    if whole.before is None or whole.after is None:
        return Message("{title}: no time for the whole is stated in both versions.", title=title).render(lang)
    ends = {"title": title, "before": whole.before, "after": whole.after}
    if whole.cut is None:
        return Message("{title}: {before} became {after}, by the published times.", **ends).render(lang)
    told = {**ends, "days": _told_days(abs(whole.cut), lang), "percent": _percent(whole, lang).lstrip("−")}
    if whole.cut < 0:
        return Message("{title}: {before} became {after}, {days} more ({percent} %).", **told).render(lang)
    if whole.cut and cut.unexplained is None:
        return Message("{title}: {before} became {after}, {days} less ({percent} %).", **told).render(lang)
    if not whole.cut and not cut.unexplained:
        return Message("{title}: {before}, then {after}: no day less by the published times.", **ends).render(lang)
    if not cut.unexplained:
        said = Message(
            "{title}: {before} became {after}, {days} less ({percent} %); the steps explain them all.",
            **told,
        )
    elif 0 < cut.unexplained <= whole.cut:
        said = Message(
            "{title}: {before} became {after}, {days} less ({percent} %); no step explains {open} of them.",
            **told,
            open=days(cut.unexplained, lang),
        )
    else:
        said = Message(
            "{title}: {before} became {after}, {days} less ({percent} %), while the steps lost {steps}.",
            **told,
            steps=days(cut.named.cut or Fraction(0), lang),
        )
    return said.render(lang)


def rows(cut: Published, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each step and stage, then the sum of the steps on the longest way, and the whole."""
    for row in cut.steps:
        yield _row(row.title.render(lang), row, lang)
    for row in cut.stages:
        yield _row(Message("stage “{stage}”", stage=row.title).render(lang), row, lang)
    yield _row((_KNOWN_SUM if cut.unknown else _SUM).render(lang), cut.named, lang)
    yield _row(Message("the whole, as promised").render(lang), cut.whole, lang)
    if cut.unexplained:
        told = Message("explained by no step").render(lang)
        yield told, "", "", days(cut.unexplained, lang), ""


def _row(title: str, row: Row, lang: str) -> tuple[str, ...]:
    written = [NOTHING if each is None else each.render(lang) for each in (row.before, row.after)]
    return title, *written, NOTHING if row.cut is None else days(row.cut, lang), _percent(row, lang)


def _percent(row: Row, lang: str) -> str:
    return NOTHING if row.ratio is None else number(float(100 * row.ratio), lang, 0 if row.ratio * 100 % 1 == 0 else 1)


def _told_days(figure: Fraction, lang: str) -> str:
    return WORKING_DAYS.tell(days(figure, lang), lang)


def days(figure: Fraction, lang: str) -> str:
    """Return working days with as many decimals as they have, two at most."""
    places = next((places for places in (0, 1) if figure * 10**places % 1 == 0), 2)
    return number(float(figure), lang, places)


def judgement(found: Between, cut: Published, lang: str) -> Iterator[str]:
    """Yield what is not known, whether anything but the days changed, and what to ask."""
    yield from _not_known(cut, lang)
    if cut.is_paper_cut:
        yield Message("Days shortened, with no change of step, person or order.").render(lang)
        if cut.is_usual_ratio:
            yield Message(
                "About 30 % were taken off, as in most published cuts: ask which work became quicker, and how."
            ).render(lang)
    elif cut.only_adds_days:
        yield Message("Days were added, with no change of step, person or order.").render(lang)
    elif cut.changes:
        words = PieceWords.of(found, lang)
        told = "; ".join(words.sentence(piece) for piece in cut.changes)
        yield Message("Beside the days became different: {changes}.", changes=told).render(lang)
    elif cut.unknown or cut.incomparable:
        yield Message("No step, person or order changed; what the days come to is not known.").render(lang)
    else:
        yield Message("No time was shortened, and no step, person or order changed.").render(lang)
    yield from likenesses(found.matches, lang)
    yield Message(
        "This is the arithmetic of the documents. With --simulated the same is estimated by simulation, resting on how "
        "much of the time allowed is used."
    ).render(lang)


def _not_known(cut: Published, lang: str) -> Iterator[str]:
    """Yield the steps of which one version alone states the time, and the times that cannot be compared."""
    if gone := [row for row in cut.unknown if row.after is None]:
        yield Message(
            "Not known, and not counted here: what was saved at {steps}. The time is not stated any more.",
            steps=_quoted(gone, lang),
        ).render(lang)
    if later := [row for row in cut.unknown if row.before is None]:
        yield Message(
            "Not known, and not counted here: what was added or saved at {steps}. The time is stated in the version "
            "after alone.",
            steps=_quoted(later, lang),
        ).render(lang)
    if cut.incomparable:
        yield Message(
            "Not comparable: how much shorter or longer these became cannot be told from times in different units, "
            "such as calendar days and working days: {changes}.",
            changes="; ".join(
                f"{row.before.render(lang)} → {row.after.render(lang)}"
                for row in cut.incomparable
                if row.before and row.after
            ),
        ).render(lang)


def _quoted(rows: Sequence[Row], lang: str) -> list[str]:
    return list(dict.fromkeys(f"“{row.title.render(lang)}”" for row in rows))
