"""A fault for every rule, put into a copy of the sample workspace: data of `tests/data/seeded`, and what comes of it.

Run as a program it writes the table of the faults: `python tests/seeded.py` into `reports/seeded-faults.{vi,en}.md`.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

from isoqms.cli.estimates import estimate
from isoqms.problem import Position, Problem, Severity
from isoqms.procedure import Procedure, read_procedure
from isoqms.qms import KeptRecords, Record, RecordKind
from isoqms.rules import systems
from isoqms.rules.clauses import every_rule
from isoqms.rules.conformity import judge, packs
from isoqms.simulate import Plan
from isoqms.source import Keys, Source, read_source, source_of_text, validate
from isoqms.words import Text
from isoqms.workspace import load as loading
from isoqms.workspace.calendars import office_calendar
from isoqms.workspace.load import Workspace

REPOSITORY = Path(__file__).parent.parent
SAMPLE = REPOSITORY / "processes"
DATA = Path(__file__).parent / "data" / "seeded"
RECORDS = "records.yaml"
SHORT = Plan(replications=6, cases=6000)
OWN = ("qms", "xa-vi-du", "so-noi-vu-vi-du")
DAY = date(2026, 11, 22)
KEPT_SINCE = date(2022, 1, 4)
LANGUAGES = ("vi", "en")

TAUGHT = {
    (
        "arithmetic/sum-limit",
        "vn-lienthong-3trong1",
    ): "the decree's own figures: with verification its steps need a day more than its limit",
    (
        "arithmetic/sum-limit",
        "vn-vidu-lienthong-3trong1",
    ): "adopted from the decree as it stands, so that the reader sees the error arrive in the commune",
}
"""The errors the sample shows on purpose, by rule and procedure, and why; in the copy they are accepted."""


@dataclass(frozen=True)
class Edit:
    """A replacement in a file: a pattern (lines begin and end at ^ and $), what takes its place, how often.

    `file` is another one than that of the fault, where two have to change together.
    """

    find: str
    put: str = ""
    times: int = 1
    file: str = ""

    def applied(self, text: str) -> str:
        """Return the text after it; a pattern that finds nothing is a mistake in the data."""
        changed, count = re.subn(self.find, self.put, text, count=self.times, flags=re.MULTILINE)
        assert count, self.find
        return changed


@dataclass(frozen=True)
class Fault:
    """A fault for a rule: the file it is put into and how, in words and as edits; who else speaks, and why."""

    rule: str
    file: str
    what: Text
    edits: tuple[Edit, ...]
    also: Mapping[str, Text] = field(default_factory=dict)
    simulated: bool = False
    add: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The files the fault is put into, its own first."""
        return tuple(dict.fromkeys((self.file, *(edit.file for edit in self.edits if edit.file))))

    def spoiled(self, file: str, text: str) -> str:
        """Return what one of its files holds after the fault."""
        for edit in self.edits:
            text = edit.applied(text) if (edit.file or self.file) == file else text
        return text + self.add if file == self.file else text


@lru_cache(maxsize=1)
def faults() -> Mapping[str, Fault]:
    """Return the faults by the rule each is for."""
    path = DATA / "faults.yaml"
    source = read_source(path, path.name)
    assert not source.problems, [str(problem) for problem in source.problems]
    reasons = {name: Text.of(text) for name, text in source.data["reasons"].items()}
    return {rule: _fault(rule, data, reasons) for rule, data in source.data["faults"].items()}


def _fault(rule: str, data: Mapping[str, Any], reasons: Mapping[str, Text]) -> Fault:
    also = {each: reasons[reason] for each, reason in data.get("also", {}).items()}
    edits = tuple(Edit(**each) for each in data.get("edits", ()))
    return Fault(
        rule, data["file"], Text.of(data["what"]), edits, also, bool(data.get("simulated")), data.get("add", "")
    )


def records_of(text: str) -> KeptRecords:
    """Read records by kind; what is not id, day or procedure is what else their source keeps."""
    source = source_of_text(text, RECORDS)
    assert not source.problems, [str(problem) for problem in source.problems]
    apart = ("id", "on", "procedure")
    return KeptRecords(
        {
            RecordKind(kind): [
                Record(
                    each["id"],
                    date.fromisoformat(each["on"]),
                    source.at((kind, place)),
                    each.get("procedure"),
                    {name: value for name, value in each.items() if name not in apart},
                )
                for place, each in enumerate(kept or ())
            ]
            for kind, kept in source.data.items()
        },
        KEPT_SINCE,
    )


Told = Counter[tuple[str, str]]
"""How often each rule said each thing, nothing counted that somebody accepted."""


@dataclass
class Office:
    """A copy of the sample workspace that begins without an error, and what is said of it before any fault."""

    folder: Path
    records: str
    read: dict[tuple[str, bytes], Source] = field(default_factory=dict)
    checked: dict[int, list[Problem]] = field(default_factory=dict)
    built: dict[int, tuple[Any, tuple[Procedure, list[Problem]]]] = field(default_factory=dict)
    calendars: dict[str, Any] = field(default_factory=dict)
    before: dict[bool, Told] = field(default_factory=dict)

    @classmethod
    def copied_to(cls, folder: Path) -> Office:
        """Copy the sample, let its documents keep step with its procedures, and accept what it teaches."""
        shutil.copytree(SAMPLE, folder)
        for rule, id_ in TAUGHT:
            _accept(next(folder.rglob(f"{id_}.yaml")), rule)
        _issue_anew(folder)
        return cls(folder, (DATA / RECORDS).read_text(encoding="utf-8"))

    def told(self, records: str | None = None, simulated: bool = False) -> tuple[Told, set[Severity]]:
        """Return what is said of the sample office now, and how severe it is."""
        workspace = self._loaded()
        estimating = (lambda ids: estimate(workspace, ids, SHORT)) if simulated else None
        kept = records_of(self.records if records is None else records)
        with mock.patch.object(systems, "office_calendar", self._calendar):
            judged = judge(workspace, DAY, packs(), kept, estimating)
        own = next(each for each in judged if each.system.documents.written() or each.system.documents.unread)
        problems = [*workspace.problems, *own.stale]
        problems += [told.problem for result in own.results for told in result.told if told.accepted is None]
        return Counter((each.rule, f"{each.subject}: {each.message.render('en')}") for each in problems), {
            each.severity for each in problems
        }

    def with_fault(self, fault: Fault) -> tuple[Counter[str], int]:
        """Return how often each rule speaks anew after a fault, and the exit code it leads to."""
        if fault.simulated not in self.before:
            self.before[fault.simulated], severe = self.told(simulated=fault.simulated)
            assert Severity.ERROR not in severe, "the sample office does not begin clean"
        records = fault.spoiled(RECORDS, self.records) if RECORDS in fault.files else self.records
        with self.spoiled(fault):
            told, severe = self.told(records, fault.simulated)
        new = told - self.before[fault.simulated]
        return Counter(rule for rule, _ in new.elements()), int(Severity.ERROR in severe)

    @contextmanager
    def spoiled(self, fault: Fault) -> Iterator[list[Path]]:
        """Let the fault stand in its files for a while; records are in no file of the workspace."""
        texts = {name: (self.folder / name).read_text(encoding="utf-8") for name in fault.files if name != RECORDS}
        spoiled = {name: fault.spoiled(name, text) for name, text in texts.items()}
        assert spoiled != texts or RECORDS in fault.files, f"nothing is spoiled for {fault.rule}"
        try:
            yield [self._written(name, text) for name, text in spoiled.items()]
        finally:
            for name, text in texts.items():
                self._written(name, text)

    def _written(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    @property
    def paths(self) -> list[Path]:
        """The files of the sample office itself; the other folders hold procedures it adopts."""
        return [self.folder / name for name in OWN]

    def _loaded(self) -> Workspace:
        """Load the workspace, reading only what changed since the last time."""
        with (
            mock.patch.object(loading, "read_source", self._source),
            mock.patch.object(loading, "validate", self._validated),
            mock.patch.object(loading, "read_procedure", self._procedure),
        ):
            return loading.load(self.paths, quality=True)

    def _source(self, path: Path, name: str) -> Source:
        key = (name, path.read_bytes())
        if key not in self.read:
            self.read[key] = read_source(path, name)
        return self.read[key]

    def _validated(self, source: Source, schema: str) -> Iterator[Problem]:
        if id(source) not in self.checked:
            self.checked[id(source)] = list(validate(source, schema))
        return iter(self.checked[id(source)])

    def _calendar(self, office: Any, *where: Any) -> Any:
        if office.calendar not in self.calendars:
            self.calendars[office.calendar] = office_calendar(office, *where)
        return self.calendars[office.calendar]

    def _procedure(self, data: Mapping[str, Any], at: Callable[[Keys], Position]) -> tuple[Procedure, list[Problem]]:
        """Return a procedure built before from the same data, with whatever was found out about it."""
        if id(data) not in self.built:
            self.built[id(data)] = (data, read_procedure(data, at))  # the data are kept, or another could get its id
        return self.built[id(data)][1]


def _accept(path: Path, rule: str) -> None:
    accepted = f"  - {{rule: {rule}, reason: dạy học, approver: chanh-van-phong, expires: '2027-12-31'}}\n"
    text = path.read_text(encoding="utf-8")
    there = "\nsuppress:\n" in text
    text = text.replace("\nsuppress:\n", f"\nsuppress:\n{accepted}", 1) if there else f"{text}suppress:\n{accepted}"
    path.write_text(text, encoding="utf-8", newline="\n")


def _issue_anew(folder: Path) -> None:
    stamps = loading.load([folder]).stamps
    register = folder / "qms" / "documents.yaml"
    entry = re.compile(r'procedure: ([\w.-]+), stamp: "\w+"')
    text = register.read_text(encoding="utf-8")
    issued = entry.sub(lambda found: f'procedure: {found[1]}, stamp: "{stamps[found[1]]}"', text)
    register.write_text(issued, encoding="utf-8", newline="\n")


def exit_code(fault: Fault) -> int:
    """Return the code a run ends with: 1 when one of the rules that speak is an error."""
    spoken = [every_rule()[rule] for rule in (fault.rule, *fault.also)]
    return int(any(rule.severity is Severity.ERROR for rule in spoken))


HEADS = {
    "vi": (
        "# Lỗi gài sẵn cho từng luật",
        "Mỗi dòng là một lỗi gài vào bản sao của bộ quy trình mẫu, mỗi lần một lỗi. Luật ở cột đầu phải phát hiện; "
        "cột cuối nêu mọi luật khác cùng lên tiếng và vì sao. Mã thoát: 1 khi có lỗi, 0 khi chỉ có cảnh báo. Bảng này "
        "do `python tests/seeded.py` viết từ `tests/data/seeded/faults.yaml`; mỗi lần kiểm thử đều gài lại từng lỗi.",
        "| Luật | Tệp | Lỗi gài vào | Mã thoát | Luật khác lên tiếng, và vì sao |",
    ),
    "en": (
        "# A seeded fault for every rule",
        "Each row is a fault put into a copy of the sample workspace, one at a time. The rule of the first column must "
        "find it; the last column names every other rule that speaks, and why. Exit code: 1 with errors, 0 with "
        "warnings alone. The table is written by `python tests/seeded.py` from `tests/data/seeded/faults.yaml`; the "
        "tests seed every fault anew.",
        "| Rule | File | Fault put into it | Exit code | Other rules that speak, and why |",
    ),
}


def table(lang: str) -> str:
    """Return the table of the faults as Markdown."""
    title, about, head = HEADS[lang]
    rows = [_row(fault, lang) for _, fault in sorted(faults().items())]
    return "\n".join([title, "", about, "", head, "|---|---|---|---|---|", *rows, ""])


def _row(fault: Fault, lang: str) -> str:
    others = "; ".join(f"`{rule}`: {why.render(lang)}" for rule, why in sorted(fault.also.items()))
    cells = (f"`{fault.rule}`", f"`{fault.file}`", fault.what.render(lang), str(exit_code(fault)), others or "–")
    return "| " + " | ".join(cells) + " |"


def report(lang: str) -> Path:
    """Return where the table stands in a language."""
    return REPOSITORY / "reports" / f"seeded-faults.{lang}.md"


if __name__ == "__main__":
    for each in LANGUAGES:
        report(each).write_text(table(each), encoding="utf-8", newline="\n")
