"""The command line itself, its help and its refusals, speaks the language asked for and no other."""

from __future__ import annotations

import errno

import click
import pytest
from click.testing import CliRunner

from isoqms.cli.files import write
from isoqms.cli.main import cli
from isoqms.problem import IsoqmsError, reason_of

ENGLISH = ("Usage", "Options", "Error", "Invalid", "Missing", "Try ", "option", "argument", "Show ", "value", "not ")
"""Beginnings and words of click's own sentences that a Vietnamese reader must not meet."""

REFUSED = {
    "an unknown option": ["check", "--nope"],
    "an option much like one there is": ["check", "--formt", "json"],
    "an option without its value": ["check", "--format"],
    "a value given to a switch": ["check", "--no-cache=3"],
    "a value that is none of the choices": ["check", "--format", "xml"],
    "a day that is no day": ["check", "--as-of", "hôm nay"],
    "a folder that does not exist": ["check", "khong-co"],
    "an argument too many": ["explain", "wf/time", "wf/refs"],
    "a missing argument": ["deadline", "--received", "2026-04-24 09:00"],
    "an unknown command": ["chek"],
    "an unknown option of the whole program": ["--nope"],
}


@pytest.fixture
def run(monkeypatch):
    """Run the command line on a system whose language is English."""
    monkeypatch.setenv("LANGUAGE", "")  # kept for restoring: the run sets it
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("ISOQMS_LANG", raising=False)
    return lambda *args: CliRunner().invoke(cli, list(args), prog_name="isoqms")


@pytest.mark.parametrize("args", REFUSED.values(), ids=REFUSED.keys())
def test_refusals_are_vietnamese(run, args):
    """Wrong use ends with 2 and is explained in Vietnamese alone."""
    result = run("--lang", "vi", *args)
    assert result.exit_code == 2
    assert "Lỗi: " in result.output and "Cách dùng: " in result.output
    said = [line for line in result.output.splitlines() if not line.startswith(("Cách dùng: ", "Gõ "))]
    assert not [word for word in ENGLISH for line in said if word in line.replace("--no", "")]


@pytest.mark.parametrize("command", [[], *([name] for name in cli.list_commands(click.Context(cli)))])
def test_help_is_vietnamese(run, command):
    """Every help page is Vietnamese from its first word to the option --help."""
    result = run("--lang", "vi", *command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Cách dùng: isoqms")
    assert "Xem hướng dẫn này rồi dừng." in result.output
    english = ("Usage", "Options", "OPTIONS", "Show ", "default:", "required")
    assert not [word for word in english if word in result.output]


@pytest.mark.parametrize("args", [["--lang", "vi", "--help"], ["--lang=vi", "--help"], ["--help", "--lang", "vi"]])
def test_the_language_may_stand_anywhere(run, args):
    """The language is known before the command line is read, so that its place among the options does not matter."""
    assert run(*args).output.startswith("Cách dùng: ")


def test_one_language_does_not_leak_into_the_next_run(run):
    """The same process answers in English after it has answered in Vietnamese."""
    assert "Cách dùng: " in run("--lang", "vi", "check", "--help").output
    english = run("--lang", "en", "check", "--help").output
    assert english.startswith("Usage: ") and "Show this message and exit." in english


def test_what_stands_for_a_value_is_vietnamese(run):
    """No option of any command shows an English word for its value, and what is to be chosen from stays as it is."""
    help_ = run("--lang", "vi", "apology", "--help").output
    assert not [word for word in ("TEXT", "DURATION", "TIME", "DAY", "INTEGER", "CODE") if f" {word}" in help_]
    assert "[docx|text|json]" in help_
    assert "--applicant TEXT" in run("--lang", "en", "apology", "--help").output


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_of_many_values_the_near_ones_are_told(run, lang):
    """Who mistypes one of many values is told those near it once, not the whole list thrice."""
    said = run("--lang", lang, "manual", "deadline").output
    assert said.count("deadlines") == 1 and "portfolio" not in said
    assert run("--lang", lang, "manual", "zzz").output.count("portfolio") == 1
    assert "portfolio" in run("--lang", lang, "manual", "--help").output


def test_what_the_system_refuses_is_told_with_the_next_step(tmp_path):
    """A place that cannot be written to is said in our words; a reason we have no words for is quoted."""
    (tmp_path / "f").write_text("", encoding="utf-8")
    with pytest.raises(IsoqmsError) as refused:
        write(tmp_path / "f" / "x", "a.svg", b"")
    assert "a file stands where a folder is needed; name another place" in refused.value.message.render("en")
    assert "Not a directory" not in refused.value.message.render("vi")
    assert reason_of(OSError(errno.ENOSPC, "No space left on device")).render("en").startswith("the disk is full; make")
    assert reason_of(OSError(errno.EIO, "Input/output error")).render("en") == "the system says: Input/output error"


def test_a_near_option_is_named(run):
    """Who mistypes an option is told the one that was probably meant."""
    assert "--format" in run("--lang", "vi", "check", "--formt", "json").output.splitlines()[-1]
