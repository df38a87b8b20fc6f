"""Results of simulations made by hand, for tests of what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from isoqms.metrics import Figure, Unit
from isoqms.simulate.result import (
    Burden,
    Change,
    Histogram,
    Journey,
    LeadTime,
    Limit,
    Named,
    OnTime,
    ProcedureResult,
    Result,
    RoleResult,
    Spread,
    StepResult,
    WarmUp,
    WorkTime,
)
from isoqms.words import Message, Text
from isoqms.worktime import Amount, Basis, Duration
from isoqms.worktime import Unit as AmountUnit

DAY = 480.0
STEADY = Message("an ordinary week has no period to settle dossiers in: ask for days")


def text(vi: str, en: str) -> Text:
    return Text({"vi": vi, "en": en})


def about(value: float, unit: Unit, part: float = 0.04) -> Figure:
    """A figure whose interval is `part` of its value to either side."""
    return Figure(value, value * (1 - part), value * (1 + part), unit).clipped()


def days(number: int) -> Duration:
    return Duration.fixed(Amount(Fraction(number), AmountUnit.DAY, Basis.WORKING))


def spread(mean: float, unit: Unit) -> Spread:
    p50, p90, p95 = (about(mean * factor, unit) for factor in (0.8, 1.9, 2.4))
    return Spread(about(mean, unit), p50, p90, p95)


def step(title: Text, role: str, minutes: float, source: str = "estimated", **waiting: float) -> StepResult:
    return StepResult(
        title=title,
        role=(role,) if role else (),
        source=source,
        visits=about(1.2, Unit.TIMES),
        share=about(minutes / 4000, Unit.SHARE, 0.1),
        critical=about(0.9, Unit.SHARE),
        elapsed=about(minutes, Unit.MINUTES, 0.1),
        work=about(min(minutes, 30), Unit.MINUTES),
        waiting={cause: about(value, Unit.MINUTES) for cause, value in waiting.items()},
    )


STEPS = {
    "nhan": step(text("Tiếp nhận hồ sơ", "Receive the dossier"), "mot_cua", 40, queue=12, off_hours=8),
    "tham_dinh": step(text("Thẩm định nội dung", "Appraise"), "xay_dung", 2100, queue=1300, off_hours=500),
    "bo_sung": step(text("Bổ sung hồ sơ", "Supplement"), "", 900, "observed", applicant=900),
    "ky": step(text("Ký duyệt", "Sign"), "lanh_dao", 700, batch=600, queue=50),
    "tra": step(text("Trả kết quả", "Hand over the result"), "mot_cua", 60, "published", allowance=60),
}
CAUSES = {
    "work": 160.0,
    "queue": 1362.0,
    "off_hours": 508.0,
    "batch": 600.0,
    "applicant": 900.0,
    "allowance": 60.0,
    "other_work": 210.0,
    "rework": 1100.0,
}


def procedure(title: Text, legal: float = 0.94, mean: float = 3800.0, limit: int = 10) -> ProcedureResult:
    return ProcedureResult(
        title=title,
        office=text("UBND xã Thử", "Test commune"),
        day_minutes=DAY,
        cases=24_000,
        limits={
            "legal": Limit(days(limit), limit * DAY),
            "committed": Limit(days(limit - 3), (limit - 3) * DAY),
        },
        lead_time=LeadTime(spread(mean, Unit.MINUTES), spread(mean * 0.42, Unit.WORKING_MINUTES)),
        on_time=OnTime(
            about(legal, Unit.SHARE, 0.01),
            about(legal - 0.06, Unit.SHARE, 0.015),
            about(legal - 0.02, Unit.SHARE, 0.01),
            about(legal + 0.01, Unit.SHARE, 0.01),
        ),
        settled=Figure.none(Unit.SHARE, STEADY),
        work_time=WorkTime(about(95, Unit.MINUTES)),
        flow_efficiency=about(0.06, Unit.SHARE),
        waiting={cause: about(value * mean / 3800, Unit.MINUTES) for cause, value in CAUSES.items()},
        in_progress=about(41, Unit.DOSSIERS),
        first_time_right=about(0.83, Unit.SHARE, 0.01),
        journey=Journey(
            about(2.2, Unit.TIMES),
            about(3.4, Unit.TIMES),
            about(1.0, Unit.TIMES),
            Figure.exact(5, Unit.PAPERS),
            Figure.exact(1, Unit.TIMES),
            Figure.exact(24, Unit.FIELDS),
            about(3.1, Unit.HOURS),
        ),
        endings={"completed": about(0.93, Unit.SHARE, 0.01), "refused": about(0.07, Unit.SHARE, 0.05)},
        steps=STEPS,
        lead_times=histogram(mean * 0.42),
    )


def histogram(mean: float) -> Histogram:
    """A hump with a long tail around `mean`."""
    first, ratio = 1.0, 1.01
    counts = []
    for index in range(1200):
        middle = first * ratio ** (index - 0.5)
        shape = middle / mean * 2.0
        counts.append(round(4000 * shape**2 * 2.718281828 ** (-shape) * 0.5))
    return Histogram(counts, first, ratio)


ROLES = {
    "mot_cua": (text("Công chức một cửa", "One-stop officer"), 2.0, 0.44, 0.92, 12.0),
    "xay_dung": (text("Công chức địa chính – xây dựng", "Construction officer"), 1.5, 0.87, 1.0, 640.0),
    "lanh_dao": (text("Lãnh đạo UBND xã", "Leader"), 1.0, 0.31, 0.6, 95.0),
}


def roles() -> Mapping[str, RoleResult]:
    return {
        id_: RoleResult(
            title,
            people,
            about(use, Unit.SHARE),
            Figure.exact(coverage, Unit.SHARE),
            about(wait, Unit.MINUTES),
            about(wait / 40, Unit.DOSSIERS),
        )
        for id_, (title, people, use, coverage, wait) in ROLES.items()
    }


def result(procedures: Mapping[str, ProcedureResult] | None = None) -> Result:
    return Result(
        isoqms="0.1.0",
        seed=1,
        regime="steady",
        cases=24_000,
        replications=20,
        warm_up=WarmUp("MSER-5", 12_000.0, 340),
        sources={
            "published": Figure.exact(0.2, Unit.SHARE),
            "estimated": Figure.exact(0.6, Unit.SHARE),
            "observed": Figure.exact(0.2, Unit.SHARE),
            "measured": Figure.exact(0.0, Unit.SHARE),
        },
        procedures=procedures or {"QT-XD-03": procedure(text("Cấp giấy phép xây dựng nhà ở", "House building permit"))},
        roles=roles(),
        assumptions=(Message("steps of which only the allowance is known use {share} of it", share="30–90 %"),),
        warnings=(Message("the figures of one office do not hold for another"),),
    )


def office() -> Result:
    """An office of three procedures, the second of which is late most often."""
    return result(
        {
            "QT-01": procedure(text("Chứng thực bản sao", "Certify copies"), 0.99, 300.0, 4),
            "QT-02": procedure(text("Cấp giấy phép xây dựng nhà ở", "House building permit"), 0.71, 5200.0, 10),
            "QT-03": procedure(text("Đăng ký kết hôn", "Register a marriage"), 0.9, 900.0, 5),
        }
    )


def dated() -> Result:
    return replace(result(), regime="horizon", start=date(2026, 1, 5), days=365)


def with_scenario() -> Result:
    def less(value: float, unit: Unit) -> Figure:
        return (
            Figure(value, value * 1.2, value * 0.8, unit)
            if value < 0
            else Figure(value, value * 0.8, value * 1.2, unit)
        )

    nothing = Figure(0.0, -0.001, 0.001, Unit.SHARE)
    faster = Spread(*(less(-200.0, Unit.WORKING_MINUTES) for _ in range(4)))
    wall = Spread(*(less(-600.0, Unit.MINUTES) for _ in range(4)))
    share = less(0.05, Unit.SHARE)
    change = Change(
        LeadTime(wall, faster),
        OnTime(share, share, share, share),
        WorkTime(Figure.exact(0.0, Unit.WORKING_MINUTES)),
        less(-3.0, Unit.DOSSIERS),
        nothing,
        Burden(less(-0.5, Unit.TIMES), Figure.exact(0.0, Unit.HOURS)),
    )
    plain = result()
    return replace(
        plain,
        scenario=Named("sign-twice", text("Ký hai lần mỗi ngày", "Sign twice a day")),
        changes=dict.fromkeys(plain.procedures, change),
    )
