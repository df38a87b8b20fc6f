"""`isoqms time`: what a procedure says about its own duration is told in words, as data and as a picture."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from isoqms.cli.main import cli

TWO_WAYS = """\
id: QT-01
title: {vi: Quy trình mẫu, en: A sample}
limits:
  legal: {within: 5 working days}
  committed: {within: 3 working days}
  total: {within: 30 days}
variants:
  plain: {title: {vi: Thường, en: Plain}}
  hard: {title: {vi: Khó, en: Hard}}
stages:
  one: {title: {vi: Giai đoạn một, en: Stage one}, total: 1 working day}
steps:
  receive: {number: 1, title: {vi: Tiếp nhận, en: Receive}, role: desk, allowance: 1 working day, stage: one, visits: 1,
            parallel: [check, ask]}
  check: {number: 2, title: {vi: Thẩm định, en: Check}, role: officer, allowance: 1 working day, next: sign,
          in_variant: {hard: {allowance: 4 working days}}}
  ask: {number: 3, title: {vi: Hỏi ý kiến, en: Ask}, role: officer, allowance: 4 working hours, next: sign}
  sign:
    number: 4
    title: {vi: Ký, en: Sign}
    role: leader
    join: all
    allowance: 1 working day
    next: [{to: supplement, when: {vi: thiếu, en: incomplete}, at_most: 2, at_bound: return},
           {to: return, default: true}]
  supplement: {title: {vi: Bổ sung, en: Supplement}, actor: applicant, wait: 10 working days, clock: stopped, visits: 1,
               next: check}
  return: {number: 5, title: {vi: Trả kết quả, en: Return}, role: desk, end: completed}
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "qt-01.yaml"
    path.write_text(TWO_WAYS, encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def accounts(sample: Path, *more: str) -> list[dict]:
    result = run("--lang", "en", "time", sample, "--format", "json", *more)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)["procedures"]["QT-01"]


def by_variant(told: list[dict]) -> dict:
    return {variant: account for account in told for variant in account["variants"]}


def test_the_longest_path_waits_for_the_slower_branch(sample: Path) -> None:
    """1 + max(1, 0.5) + 1 = 3 working days; the hard case 1 + 4 + 1 = 6."""
    told = by_variant(accounts(sample))
    assert told["plain"]["counted"]["longest"]["working_days"] == 3
    assert told["hard"]["counted"]["longest"]["working_days"] == 6
    assert told["plain"]["path"] == ["receive", "check", "sign", "return"]


def test_slack_is_what_a_step_may_take_longer(sample: Path) -> None:
    """The 4-hour branch stands beside one of a working day of 8 hours: 4 hours to spare, the others none."""
    steps = by_variant(accounts(sample))["plain"]["steps"]
    assert steps["ask"]["slack_minutes"] == 240
    assert steps["check"]["slack_minutes"] == 0


def test_each_limit_is_set_beside_the_time_needed(sample: Path) -> None:
    """Plain: 3 of 5 legal days leave 2, the committed 3 are used up; hard: 6 exceed 5 by 1 and 3 by 3."""
    told = by_variant(accounts(sample))
    plain, hard = (told[name]["limits"] for name in ("plain", "hard"))
    assert plain["legal"]["verdict"]["by"]["working_days"] == 2
    assert not plain["legal"]["verdict"]["exceeded"]
    assert plain["committed"]["verdict"]["by"]["working_days"] == 0
    assert hard["legal"]["verdict"] == {"exceeded": True, "by": hard["legal"]["verdict"]["by"]}
    assert hard["legal"]["verdict"]["by"]["working_days"] == 1


MIXED = """\
id: QT-02
title: {vi: Hai loại ngày, en: Two kinds of days}
limits: {legal: {within: WITHIN}}
steps:
  a: {title: A, role: desk, allowance: 5 working days, next: b}
  b: {title: B, role: desk, allowance: 3 calendar days, parallel: [c, d]}
  c: {title: C, role: desk, allowance: 2 calendar days, next: e}
  d: {title: D, role: desk, allowance: 1 working day, next: e}
  e: {title: E, role: desk, join: all, allowance: 1 week, end: completed}
"""


@pytest.mark.parametrize(
    ("within", "verdict"),
    [
        ("10 calendar days", "exceeded by 2 calendar days + 5 working days"),
        ("6 working days + 15 calendar days", "3 calendar days + 1 working day to spare"),
        ("5 working days + 12 calendar days", "used up exactly"),
        ("20 working days", "cannot be compared: working time and calendar time are not the same thing"),
    ],
)
def test_what_is_longer_in_every_kind_of_day_is_longer(within: str, verdict: str, tmp_path: Path) -> None:
    """The longest way is 5 working days + 3 + 2 + 7 = 12 calendar days; the kinds are never turned into each other."""
    sample = tmp_path / "qt-02.yaml"
    sample.write_text(MIXED.replace("WITHIN", within), encoding="utf-8")
    said = run("--lang", "en", "time", sample).output
    assert f"{within}: {verdict}" in said
    assert re.search(r"5/7|\d/\d+ minutes", said) is None


def test_dossiers_with_the_same_times_are_told_once(sample: Path) -> None:
    """Dossiers of no variant go the way of the plain ones: one account for both, another for the hard case."""
    assert [account["variants"] for account in accounts(sample)] == [[None, "plain"], ["hard"]]
    assert [account["variants"] for account in accounts(sample, "--variant", "hard")] == [["hard"]]


def test_a_round_of_a_loop_is_told_beside(sample: Path) -> None:
    """One more round is check 1 + sign 1 + supplement 10 = 12 working days elapsed, at most twice."""
    (loop,) = by_variant(accounts(sample))["plain"]["loops"]
    assert (loop["back"], loop["head"], loop["bound"]) == ("supplement", "check", 2)
    assert loop["adds"]["working_days"] == 12


def test_a_round_says_how_much_of_it_the_limit_counts(sample: Path) -> None:
    """While the applicant supplements, the clock is stopped: of the 12 days of a round check 1 + sign 1 are counted."""
    (loop,) = by_variant(accounts(sample))["plain"]["loops"]
    assert loop["adds_counted"]["working_days"] == 2
    said = run("--lang", "vi", "time", sample, "--variant", "plain").output
    assert "kéo dài thêm nhiều nhất 12 ngày làm việc (tối đa 2 lần), trong đó 2 ngày làm việc tính vào thời hạn" in said


LOOP = """\
id: QT-03
title: {vi: Vòng lặp, en: Loop}
limits: {legal: {within: LIMIT}}
steps:
  check: {title: A, role: desk, allowance: 1 hour, next: [{to: sign, default: true}, {to: fix, share: 40 %BOUND}]}
  fix: {title: B, role: desk, allowance: 2 hours, CLOCKnext: check}
  sign: {title: C, role: desk, allowance: 30 minutes, end: completed}
"""


@pytest.mark.parametrize(
    ("limit", "bound", "clock", "said"),
    [
        (
            "6 working hours",
            ", at_most: 2, at_bound: sign",
            "",
            "to spare when nothing goes back; with all rounds of the loops it may be exceeded by up to 1 hour 30",
        ),
        ("8 working hours", ", at_most: 2, at_bound: sign", "", "with all rounds 30 minutes to spare"),
        ("6 working hours", "", "", "4 hours 30 minutes to spare; rounds without a bound come on top of that"),
        ("3 working hours", ", at_most: 2, at_bound: sign", "clock: restarts, ", "to spare\n"),
    ],
)
def test_the_verdict_counts_what_loops_add(limit: str, bound: str, clock: str, said: str, tmp_path: Path) -> None:
    """1.5 hours straight on, 3 more in each of two rounds: 7.5 hours, 1.5 over a limit of 6 and within one of 8."""
    sample = tmp_path / "qt-03.yaml"
    text = LOOP.replace("LIMIT", limit).replace("BOUND", bound).replace("CLOCK", clock)
    sample.write_text(text, encoding="utf-8")
    assert said in run("--lang", "en", "time", sample).output


def test_a_step_after_which_the_limit_begins_anew_is_named(sample: Path) -> None:
    """Where the time counted drops to nothing in the table, a remark says why."""
    sample.write_text(TWO_WAYS.replace("clock: stopped", "clock: restarts"), encoding="utf-8")
    assert "The limit is counted anew after supplement" in run("--lang", "en", "time", sample).output
    sample.write_text(TWO_WAYS, encoding="utf-8")
    assert "counted anew" not in run("--lang", "en", "time", sample).output


def test_the_applicants_way(sample: Path) -> None:
    """One visit to hand in, and at most two more to supplement."""
    journey = by_variant(accounts(sample))["plain"]["journey"]
    assert (journey["ordinary"]["trips"], journey["most"]["trips"]) == (1, 3)


def test_an_officer_reads_it_in_vietnamese(sample: Path) -> None:
    """The page names limits, steps and stages in Vietnamese, with decimal commas and no English left."""
    text = run("--lang", "vi", "time", sample).output
    assert "Thời hạn theo quy định: 5 ngày làm việc" in text
    assert "Giai đoạn một" in text
    for english in ("Legal", "Step", "longest", "slack", "stage"):
        assert english not in text


def test_the_time_line_is_a_picture_with_the_same_bytes_each_time(sample: Path, tmp_path: Path) -> None:
    """A picture per account, well-formed, and nothing in it of the day or the run it was made on."""
    assert run("time", sample, "--chart", tmp_path / "one").exit_code == 0
    run("time", sample, "--chart", tmp_path / "two")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["QT-01-hard-time.svg", "QT-01-none-time.svg"]
    for name in names:
        ElementTree.parse(tmp_path / "one" / name)
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_an_unknown_variant_is_wrong_usage(sample: Path) -> None:
    """The variants there are get named."""
    result = run("--lang", "en", "time", sample, "--variant", "soft")
    assert result.exit_code == 2
    assert "hard, plain" in result.output


def test_a_broken_file_is_told_like_a_check(tmp_path: Path) -> None:
    """No account of a file that cannot be read: its problems, exit code 1."""
    path = tmp_path / "broken.yaml"
    path.write_text("id: A\ntitle: x\nsteps: {a: {allowance: soon, end: completed}}\n", encoding="utf-8")
    result = run("--lang", "en", "time", path)
    assert result.exit_code == 1
    assert "broken.yaml:3:" in result.output
