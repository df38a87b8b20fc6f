"""A database changed past the register: whatever is shown of it says so, and there is a way back."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connections
from office import ORGANISATION, procedure, write

from isoqms.framework import framework
from isoqms.register.records.for_rules import records_for
from isoqms.register.records.triggers import drop_triggers
from isoqms.report.conformity import as_json, as_rows, as_sarif
from isoqms.report.conformity_text import as_text
from isoqms.rules.conformity import judge
from isoqms.workspace.load import load
from register.test_register_records import reported

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
SAID = "NC-2026-0001 is not stored as its history tells"


def execute(book, statement):
    with connections[book.alias].cursor() as cursor:
        cursor.execute(statement)


def test_a_record_changed_past_the_register(desk, book, tmp_path):
    """Shown, listed and printed it is with a warning and exit code 1; another record is shown as ever."""
    reported(book)
    other = reported(book)
    execute(book, "UPDATE register_nonconformity SET state = 'closed' WHERE reference = 'NC-2026-0001'")
    for words in (("nc", "show", "NC-2026-0001"), ("nc", "list"), ("nc", "print", "NC-2026-0001", "--to", "text")):
        code, said = desk(*words)
        assert (code, SAID in said) == (1, True), words
    printed = json.loads(desk("nc", "print", "NC-2026-0001", "--to", "json")[1].partition("\n")[2])
    assert SAID in printed["sections"]["altered"][0]
    assert desk("nc", "show", other)[0] == 0


def test_a_record_changed_past_the_register_shows_nothing(desk, book, tmp_path):
    """Conformity says so in every form, counts it as not known wherever a rule looked at it, and ends with 1."""
    reference = reported(book)
    assert not records_for(book, ["xa"], home=True).altered()
    execute(book, f"UPDATE register_nonconformity SET statement = 'Nothing' WHERE reference = '{reference}'")
    records = records_for(book, ["xa"], home=True)
    assert records.altered() == {reference}
    write(tmp_path / "o", {"organisation.yaml": ORGANISATION, "p.yaml": procedure()})
    (judgement,) = judge(load([tmp_path / "o"], quality=True), date(2026, 11, 22), records=records)
    assert [each.subject for each in judgement.problems] == [reference]
    result = next(each for each in judgement.results if each.rule == "10.2.2/record-intact")
    assert any("is not stored as the history tells it" in each.missing.render("en") for each in result.lacking)
    report = as_rows([judgement], framework(), "en")
    for said in (as_text(report, "en"), as_json(report, "en"), as_sarif([judgement], "en")):
        assert f"{reference} is not stored as the history tells it" in said


def test_an_event_changed(desk, book):
    """What its history says is not to be trusted either when an event of it was changed."""
    reported(book)
    drop_triggers(book.alias)
    execute(book, "UPDATE register_event SET actor = 'kim' WHERE reference = 'NC-2026-0001' AND type = 'T1'")
    assert desk("register", "init")[0] == 0
    assert SAID in desk("nc", "show", "NC-2026-0001")[1]


def test_the_way_back_from_triggers_that_are_gone(desk, book):
    """The message names verify, which works; when nothing else is wrong init protects the history again."""
    reported(book)
    drop_triggers(book.alias)
    with pytest.raises(AssertionError, match="run isoqms register verify"):  # told by the program, which ends with 3
        desk("nc", "list")
    code, said = desk("register", "verify")
    assert (code, "does not protect the history" in said, "is not as it was written" in said) == (1, True, False)
    assert desk("register", "init")[0] == 0
    assert desk("register", "verify")[0] == 0
    assert desk("nc", "list")[0] == 0
