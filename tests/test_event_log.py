"""The event log of a simulated office: read back by the tools people use, and never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.report.event_log import COLUMNS, to_csv, to_xes
from isoqms.simulate.event import Event, Lifecycle, Log
from isoqms.words import Text

XES = "{http://www.xes-standard.org/}"
ORDER = ("extension", "global", "classifier", "trace")


def event(dossier: int, lifecycle: str, minutes: float, **more: object) -> Event:
    held: dict[str, object] = {
        "procedure": "QT-01",
        "dossier": dossier,
        "channel": "counter",
        "variant": None,
        "step": "nhan",
        "title": Text({"vi": "Tiếp nhận hồ sơ", "en": "Receive the dossier"}),
        "role": "mot_cua",
        "lifecycle": Lifecycle(lifecycle),
        "minutes": minutes,
        **more,
    }
    return Event(**held)  # type: ignore[arg-type]


EVENTS = (
    event(1, "enqueue", 450.0),
    event(1, "start", 455.25),
    event(1, "complete", 470.0, variant="kho"),
    event(2, "enqueue", 460.0, channel="online", role=""),
)
LOG = Log(EVENTS, date(2026, 1, 5))


def rows(log: Log, lang: str = "vi") -> list[dict[str, str]]:
    text = "".join(to_csv(log, lang))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def tree(log: Log, lang: str = "vi") -> ElementTree.Element:
    return ElementTree.fromstring("".join(to_xes(log, lang)).encode())


def attribute(element: ElementTree.Element, key: str) -> str | None:
    return next((each.get("value") for each in element if each.get("key") == key), None)


def test_csv_has_a_row_for_each_event() -> None:
    """Heads for programs, words for people, local time to the millisecond."""
    told = rows(LOG)
    assert tuple(told[0]) == COLUMNS
    assert [row["case"] for row in told] == ["QT-01/1", "QT-01/1", "QT-01/1", "QT-01/2"]
    assert told[0]["title"] == "Tiếp nhận hồ sơ"
    assert rows(LOG, "en")[0]["title"] == "Receive the dossier"
    assert told[1]["timestamp"] == "2026-01-05T07:35:15.000"
    assert [row["lifecycle"] for row in told[:3]] == ["enqueue", "start", "complete"]
    assert (told[2]["variant"], told[3]["role"]) == ("kho", "")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever the title of a step, a spreadsheet shows it and runs nothing, and a program reads one row."""
    title = Text.of(text)
    (row,) = rows(Log([event(1, "start", 0.0, title=title)]))
    assert not row["title"].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert row["title"].endswith(text)


def test_an_abstract_week_begins_on_a_monday_of_long_ago() -> None:
    """Without a date the times are those of a week nobody takes for a real one."""
    moment = datetime.fromisoformat(rows(Log(EVENTS))[0]["timestamp"])
    assert (moment.year, moment.weekday(), moment.hour) == (2001, 0, 7)


def test_xes_is_built_as_the_standard_says() -> None:
    """Extensions, globals, classifiers, traces, in this order; every attribute has a key and a value."""
    log = tree(LOG)
    assert log.tag == f"{XES}log"
    assert log.get("xes.version") == "2.0"
    kinds = [child.tag.removeprefix(XES) for child in log]
    assert kinds == sorted(kinds, key=ORDER.index)
    assert {each.get("prefix") for each in log.iter(f"{XES}extension")} == {"concept", "lifecycle", "org", "time"}
    assert [each.get("scope") for each in log.iter(f"{XES}global")] == ["trace", "event"]
    declared = {each.get("key") for each in log.findall(f"{XES}global[@scope='event']/")}
    assert {key for each in log.iter(f"{XES}classifier") for key in (each.get("keys") or "").split()} <= declared
    attributes = [each for kind in ("string", "date", "int") for each in log.iter(f"{XES}{kind}")]
    assert all(each.get("key") and each.get("value") is not None for each in attributes)


def test_xes_holds_dossiers_with_their_events() -> None:
    """One trace for each dossier, with its events in the order of time and the transitions of the standard."""
    traces = list(tree(LOG).iter(f"{XES}trace"))
    assert [attribute(trace, "concept:name") for trace in traces] == ["QT-01/1", "QT-01/2"]
    first = list(traces[0].iter(f"{XES}event"))
    assert [attribute(each, "lifecycle:transition") for each in first] == ["schedule", "start", "complete"]
    assert [attribute(each, "concept:name") for each in first] == ["Tiếp nhận hồ sơ"] * 3
    moments = [datetime.fromisoformat(attribute(each, "time:timestamp") or "") for each in first]
    assert moments == sorted(moments)
    assert attribute(first[0], "org:role") == "mot_cua"
    assert attribute(traces[1], "channel") == "online"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_xes_survives_any_title(text: str) -> None:
    """Quotes, brackets and signs XML cannot hold do not break the file."""
    found = tree(Log([event(1, "start", 0.0, title=Text.of(text))]))
    assert len(list(found.iter(f"{XES}event"))) == 1


def test_a_dossier_in_two_places_is_refused() -> None:
    """A trace is written once, so the events of a dossier must stand together."""
    with pytest.raises(ValueError, match="QT-01/1"):
        tree(Log([EVENTS[0], EVENTS[3], EVENTS[1]]))


def test_a_log_is_written_as_it_comes() -> None:
    """The first dossiers are written before the last ones are known: no log is too long."""

    def endless() -> Iterator[Event]:
        number = 0
        while True:
            number += 1
            yield event(number, "start", float(number))

    for pieces in (to_csv(Log(endless()), "en"), to_xes(Log(endless()), "en")):
        assert any("QT-01/500" in next(pieces) for _ in range(20_000))
