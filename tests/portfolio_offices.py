"""Small offices with procedures, scenarios and records, for tests of the portfolio."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from isoqms.improve.portfolio import Portfolio, portfolio
from isoqms.improve.portfolio.row import Row
from isoqms.workspace.load import Workspace, load

TODAY = date(2026, 7, 1)
Data = dict[str, Any]
_HOURS = {day: ["07:30..11:30", "13:30..17:30"] for day in ("mon", "tue", "wed", "thu", "fri")}


def organisation(*offices: str) -> Data:
    """Return an organisation with these offices, in which one post does everything."""
    held = {
        id_: {"title": f"UBND {id_}", "calendar": "vn", "day_length": "8 hours", "hours": _HOURS} for id_ in offices
    }
    return {
        "offices": held,
        "roles": {"officer": {"title": "Công chức", "kind": "handles"}},
        "posts": {"clerk": {"title": "Công chức", "roles": ["officer"]}},
    }


def procedure(id_: str, legal: str | None = "10 ngày làm việc", committed: str | None = None, **more: Any) -> Data:
    """Return a published procedure of one step with these limits, of office `xa` unless said; None leaves a key out."""
    within = {"legal": legal, "committed": committed}
    limits = {name: {"within": value} for name, value in within.items() if value}
    step = {"title": "Giải quyết", "role": "officer", "work": "30 phút", "end": "completed"}
    usual = {"office": "xa", "source": {"document": "Quyết định mẫu"}, "steps": {"lam": step}, "limits": limits}
    data = {"id": id_, "title": f"Thủ tục {id_}", **usual, **more}
    return {name: value for name, value in data.items() if value is not None}


def issued(day: str, decision: str | None = None) -> Data:
    """Return the issue of a procedure on a day."""
    return {"number": 1, "effective": day, **({"decision": decision} if decision else {})}


def scenario(id_: str, **changes: Data) -> Data:
    """Return a scenario with these changes, by id."""
    return {"id": id_, "title": f"Phương án {id_}", "changes": changes}


def put(folder: Path, files: Mapping[str, Data]) -> Path:
    """Write files (name → data) into a folder and return it."""
    for name, data in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
    return folder


def office(folder: Path, *procedures: Data, scenarios: tuple[Data, ...] = ()) -> Path:
    """Write an organisation of the offices that the procedures name, the procedures and the scenarios."""
    offices = dict.fromkeys(str(each["office"]) for each in procedures)
    files = {"organisation": organisation(*offices or ("xa",))}
    files |= {str(each["id"]): each for each in procedures}
    return put(folder, files | {f"scenarios/{each['id']}": each for each in scenarios})


def read(folder: Path) -> Workspace:
    """Read a workspace in which nothing is wrong."""
    workspace = load([folder])
    assert not workspace.problems, [(str(each.at), each.message.render("en")) for each in workspace.problems]
    return workspace


def told(folder: Path, as_of: date = TODAY, **more: Any) -> Portfolio:
    """Return the portfolio of a folder in which nothing is wrong."""
    return portfolio(read(folder), as_of, **more)


def row_of(found: Portfolio, id_: str) -> Row:
    """Return the row of a procedure."""
    return next(row for row in found.rows if row.procedure == id_)
