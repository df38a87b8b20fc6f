"""The register in its database: what is written is whole, what was written stays, and what is refused is told."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.db import DatabaseError, connections
from register_cases import ACCEPTED, DRAFT

from isoqms.problem import IsoqmsError
from isoqms.register.answer import Refused, Request, Written
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.place import Place
from isoqms.register.records import chain, mapping
from isoqms.register.records.opening import init_book, open_book, protect, renewed
from isoqms.register.records.triggers import drop_triggers, missing_triggers
from isoqms.register.records.verify import verify
from isoqms.worktime import Moment

REPORT = {key: value for key, value in DRAFT.items() if key not in ("reference", "reporter")}
NC = Kind.NONCONFORMITY


def ask(book, by, verb, reference="", changes=None, kind=NC, **more):
    """Take a step which is meant to be taken."""
    request = Request(by=by, kind=kind, verb=verb, reference=reference, changes=changes or {}, **more)
    answer = book.ask(request)
    assert isinstance(answer, Written), [each.message.render("en") for each in answer.refusals]
    return answer


def refused(book, by, verb, reference="", changes=None, kind=NC, **more):
    """Return the guards which refuse a step."""
    request = Request(by=by, kind=kind, verb=verb, reference=reference, changes=changes or {}, **more)
    before = book.head()
    answer = book.ask(request)
    assert isinstance(answer, Refused)
    assert book.head() == before
    return [each.guard for each in answer.refusals]


def reported(book, by="an", **changes):
    """Report a nonconformity and return its reference."""
    reference = ask(book, by, "draft", changes={**REPORT, **changes}).record.reference
    ask(book, by, "register", reference)
    return reference


def test_a_report_is_numbered_and_kept(book):
    """The register gives the reference, keeps what was written, and says who may do what next."""
    reference = reported(book)
    assert reference == "NC-2026-0001"
    assert reported(book) == "NC-2026-0002"
    record, revision = book.read(NC, reference)
    assert (record.state, record.reporter, record.statement) == ("reported", "an", REPORT["statement"])
    assert [each.seq for each in book.history(NC, reference)][-1] == revision
    assert verify(book).faults == ()


def test_what_is_refused_leaves_no_trace(book):
    """A refusal writes neither record nor event."""
    assert refused(book, "an", "draft", changes={"colour": "red"}) == ["data"]
    assert refused(book, "an", "draft", changes={"state": "closed"}) == ["frozen"]
    assert refused(book, "nobody", "draft", changes=REPORT) == ["person"]
    reference = reported(book)
    assert refused(book, "an", "accept", reference, ACCEPTED) == ["who"]
    assert refused(book, "binh", "accept", "NC-2026-0999", ACCEPTED) == ["unknown"]
    assert refused(book, "binh", "withdraw", reference, reason="x") == ["state"]
    assert refused(book, "binh", "accept", reference, {**ACCEPTED, "statement": "khác"}) == ["frozen"]
    assert verify(book).faults == ()


def test_the_second_of_two_people_is_told(book):
    """Who saw an older revision is told who changed it since; nothing of either is lost."""
    reference = reported(book)
    seen = book.read(NC, reference)[1]
    ask(book, "hoa", "add", reference, {"addenda": {"D1": {"text": "thêm hồ sơ"}}}, expected=seen)
    request = Request(by="kim", kind=NC, verb="add", reference=reference, changes={"addenda": {"D2": {"text": "x"}}},
                      expected=seen)  # fmt: skip
    (refusal,) = book.ask(request).refusals
    assert refusal.guard == "overtaken"
    assert "hoa" in refusal.message.render("en")
    assert f"meanwhile: {Moment(book.clock().astimezone(book.timezone)).render('en')}" in refusal.message.render("en")
    assert list(book.read(NC, reference)[0].addenda) == ["D1"]


def test_parts_stand_in_the_order_of_their_keys(book):
    """R2 before R10, whatever the order they were written in: PostgreSQL keeps none, so both databases read alike."""
    keys = ("R10", "R2", "R1")
    requirements = {key: {"kind": "step", "ref": key} for key in keys}
    reference = ask(book, "an", "draft", changes={**REPORT, "requirements": requirements}).record.reference
    assert list(book.read(NC, reference)[0].requirements) == ["R1", "R2", "R10"]
    team = {name: {"role": "auditor"} for name in ("lan", "an", "kim")}
    audit = ask(book, "binh", "plan", "", {"title": "x", "team": team}, Kind.AUDIT).record.reference
    assert list(book.read(Kind.AUDIT, audit)[0].team) == ["an", "kim", "lan"]


STATEMENTS = [
    "UPDATE register_event SET actor = 'x' WHERE seq = 1",
    "DELETE FROM register_event WHERE seq = 1",
    "DELETE FROM register_event",
    "UPDATE register_head SET seq = seq - 1",
    "UPDATE register_head SET hash = 'x'",
    "UPDATE register_head SET register = 'x'",
    "DELETE FROM register_head",
    "INSERT INTO register_head (id, seq, hash, register) VALUES (2, 0, 'x', 'x')",
    "INSERT INTO register_event SELECT seq + 100, at, actor, role, kind, reference, type, from_state, to_state, "
    "payload, prev_hash, hash || 'x' FROM register_event WHERE seq = 1",
]
ONLY_SQLITE = [
    "REPLACE INTO register_event SELECT seq, at, 'x', role, kind, reference, type, from_state, to_state, payload, "
    "prev_hash, hash FROM register_event WHERE seq = 1",
    "REPLACE INTO register_head SELECT id, seq - 1, hash, register FROM register_head",
]
ONLY_POSTGRESQL = [
    "TRUNCATE register_event",
    "TRUNCATE register_event, register_head CASCADE",
    "INSERT INTO register_event SELECT * FROM register_event WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET actor = 'x'",
]


def execute(book, statement):
    """Send a statement to the database as somebody with a console would."""
    with connections[book.alias].cursor() as cursor:
        cursor.execute(statement)


def test_the_database_itself_refuses_to_change_history(book, engine):
    """UPDATE, DELETE, TRUNCATE, REPLACE: whatever is tried on events or head, the database says no."""
    for statement in [*STATEMENTS, *(ONLY_SQLITE if engine == "sqlite" else ONLY_POSTGRESQL)]:
        with pytest.raises(DatabaseError, match="history"):
            execute(book, statement)
    assert verify(book).faults == ()


CHANGES = [
    "UPDATE register_event SET actor = 'x' WHERE seq = 5",
    "UPDATE register_event SET payload = replace(payload, 'Ba', 'Hai') WHERE type = 'E0'",
    "UPDATE register_event SET payload = payload || ' ' WHERE seq = 5",
    "UPDATE register_event SET payload = 'nothing' WHERE seq = 5",
    "DELETE FROM register_event WHERE seq = 5",
    "DELETE FROM register_event WHERE seq = (SELECT max(seq) FROM register_event)",
    "UPDATE register_head SET seq = seq - 1",
    "UPDATE register_nonconformity SET statement = 'x'",
    "UPDATE register_nonconformity SET state = 'closed'",
    "UPDATE register_nonconformity SET state = 'nonsense'",
    "UPDATE register_nonconformity SET revision = revision - 1",
    "UPDATE register_nonconformity SET revision = revision + 1000, statement = 'x'",
    "DELETE FROM register_requirement",
    "UPDATE register_evidenceitem SET text = 'x'",
    "UPDATE register_account SET duties = '[\"quality_manager\"]' WHERE reference = 'an'",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_whatever_was_changed_is_found(book, statement):
    """When somebody takes the protection away and changes history or records, verifying tells."""
    reported(book)
    assert verify(book).faults == ()
    drop_triggers(book.alias)
    execute(book, statement)
    protect(book.place)
    found = verify(book).faults
    assert found
    assert all(each.render("vi") for each in found)


def test_a_register_without_its_protection_is_not_opened(book, tmp_path):
    """Missing triggers are told when the register is opened and when it is verified; init makes them anew."""
    drop_triggers(book.alias)
    with pytest.raises(IsoqmsError, match="does not protect"):
        open_book(book.place, tmp_path)
    assert verify(book).faults
    protect(book.place)
    assert open_book(book.place, tmp_path).head() == book.head()


def test_a_remade_table_loses_its_triggers_and_this_is_seen(book, engine):
    """A trap: Django remakes a SQLite table, and its triggers are gone without a word."""
    from django.db import models

    from isoqms.register.records.models import Event

    alias = book.alias
    if engine == "sqlite":  # a trigger of another table that names this one would stop the remaking
        execute(book, "DROP TRIGGER isoqms_head_next")
        execute(book, "DROP TRIGGER isoqms_head_one")
    old, new = Event._meta.get_field("role"), models.TextField(null=True)
    new.set_attributes_from_name("role")
    new.model = Event
    with connections[alias].schema_editor() as editor:
        editor.alter_field(Event, old, new)
    lost = missing_triggers(alias)
    assert ("isoqms_event_no_update" in lost) is (engine == "sqlite")
    init_book(book.place, book.folder, {"reference": "binh", "name": "x", "duties": ["quality_manager"]})
    assert missing_triggers(alias) == ()
    with pytest.raises(DatabaseError, match="history"):
        execute(book, STATEMENTS[0])


def test_migrations_match_the_tables(book):
    """Whoever changes a table adds a migration."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(connections[book.alias])
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    assert changes == {}


@pytest.mark.parametrize("kind", Kind)
def test_every_member_of_a_record_has_its_column(kind):
    """A member added to a record and forgotten in its table would be lost; a column without a member never filled."""
    table, record = mapping.TABLES[kind], FORMS[kind].record
    ours = {"year", "number", "revision", "search"} | {"password", "last_login", "is_superuser"}
    columns = {field.name for field in table._meta.concrete_fields} - ours
    parts = mapping.parts_of(table)
    assert columns | set(parts) == {each.name for each in fields(record)}


def test_parts_have_their_columns_too():
    """The same holds for causes, actions and all other parts."""
    from typing import get_args, get_type_hints

    for kind in Kind:
        hints = get_type_hints(FORMS[kind].record)
        for name, relation in mapping.parts_of(mapping.TABLES[kind]).items():
            part = next(each for each in get_args(hints[name]) if hasattr(each, "__dataclass_fields__"))
            columns = {field.name for field in relation.related_model._meta.concrete_fields} - {"id", "of", "key"}
            assert columns == {each.name for each in fields(part)}, (kind, name)


def test_opening_says_what_to_do(new_place, tmp_path, engine):
    """No register, or something else in its place: the sentence names the next step."""
    with pytest.raises(IsoqmsError, match="isoqms register init"):
        open_book(new_place(), tmp_path)
    if engine == "sqlite":
        wrong = tmp_path / "wrong.db"
        wrong.write_text("this is no database, however long the text may be that is written into it" * 20)
        with pytest.raises(IsoqmsError, match="is no register"):
            open_book(Place(file=wrong), tmp_path)


def test_an_address_that_is_none(tmp_path):
    """An address of another kind is told, and a password is never shown."""
    with pytest.raises(IsoqmsError, match="postgresql://"):
        open_book(Place(url="mysql://an:geheim@server/iso"), tmp_path)
    assert "geheim" not in str(Place(url="postgresql://an:geheim@server/iso"))
    with pytest.raises(IsoqmsError) as refused_:
        open_book(Place(url="postgresql://an:geheim@127.0.0.1:9/iso"), tmp_path)
    assert "geheim" not in refused_.value.message.render("en")


def test_the_head_moves_with_every_event(book):
    """The end of the chain is the hash of the last event, and no two registers share a beginning."""
    before = book.head()
    reported(book)
    after = book.head()
    assert after.seq == before.seq + 2
    assert after.register == before.register
    assert chain.first_hash("a") != chain.first_hash("b")


def test_a_register_of_another_version(book, tmp_path):
    """Tables of an earlier version are brought up to date by init; those of a later one are left alone."""
    execute(book, "INSERT INTO django_migrations (app, name, applied) VALUES ('register', '9999_x', '2026-01-01')")
    for opening in (open_book, renewed):
        with pytest.raises(IsoqmsError, match="later version"):
            opening(book.place, tmp_path)
    execute(book, "DELETE FROM django_migrations WHERE name IN ('9999_x', '0005_what_was_seen_and_measured')")
    with pytest.raises(IsoqmsError, match="earlier version"):
        open_book(book.place, tmp_path)
