"""A small office for tests: files that are right, folders made from texts, and `isoqms check` run on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli
from isoqms.workspace import cache

ORGANISATION = """\
title: {vi: Xã Thử, en: Test commune}
offices:
  xa:
    title: {vi: UBND xã Thử, en: Test commune}
    calendar: vn
    day_length: 8 hours
    hours: {mon: ["07:30..11:30", "13:30..17:30"]}
roles:
  one_stop: {title: {vi: Công chức một cửa, en: One-stop officer}, kind: handles}
  leader: {title: {vi: Lãnh đạo xã, en: Leader}, kind: decides}
posts:
  mot-cua: {title: Công chức một cửa, roles: [one_stop], deputies: [chu-tich]}
  chu-tich: {title: Chủ tịch, roles: [leader], deputies: [mot-cua]}
"""

PROCEDURE = """\
id: {id}
title: {{vi: Chứng thực chữ ký, en: Certify a signature}}
office: xa
owner: leader
steps:
  nhan:
    title: {{vi: Tiếp nhận hồ sơ, en: Receive the dossier}}
    role: one_stop
    allowance: 0,5 ngày
    next: ky
  ky:
    title: {{vi: Ký chứng thực, en: Sign}}
    role: leader
    allowance: 0,5 ngày
    end: completed
"""


def procedure(id_: str = "QT-01") -> str:
    """Return the text of a procedure with two steps, in which nothing is wrong."""
    return PROCEDURE.format(id=id_)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` (name → content) below `folder` and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@dataclass(frozen=True)
class Checked:
    """What `isoqms check` came to."""

    code: int
    output: str

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The rows of a listing asked for as JSON."""
        rows: list[dict[str, Any]] = json.loads(self.output)["problems"]
        return rows

    def of(self, rule: str) -> list[dict[str, Any]]:
        """The rows of one rule."""
        return [row for row in self.problems if row["rule"] == rule]


def check(*args: str | Path, lang: str = "en") -> Checked:
    """Run `isoqms check` with `args` and return its exit code and what it printed; a traceback fails the test."""
    done = CliRunner().invoke(cli, ["--lang", lang, "check", *map(str, args)], catch_exceptions=False)
    return Checked(done.exit_code, done.output)


def keep_cache_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let results be kept in `folder` and not in the cache of whoever runs the tests."""
    monkeypatch.setattr(cache.platformdirs, "user_cache_dir", lambda *args, **options: str(folder))
