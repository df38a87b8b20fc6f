"""A listing in the Static Analysis Results Interchange Format, version 2.1.0, with what each rule is about."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from isoqms import __version__
from isoqms.report.listing import Row, Rows, sentence
from isoqms.words import translate

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(listing: Rows, lang: str, about: Mapping[str, str] | None = None) -> str:
    """Return the listing as one SARIF run; rules say what they ask, on what ground and for which clauses.

    Args:
        listing: the problems.
        lang: the language of everything people read.
        about: what is said of the whole run.
    """
    problems = listing["problems"]
    grounds = {row["rule"]: row["ground"] for row in problems}
    ids = sorted(grounds)
    places = {id_: place for place, id_ in enumerate(ids)}
    rules = [_rule(id_, grounds[id_], lang) for id_ in ids]
    run = {
        "tool": {"driver": {"name": "isoqms", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(row, places) for row in problems],
        **({"properties": dict(about)} if about else {}),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(id_: str, ground: str, lang: str) -> dict[str, Any]:
    # imported here: a listing answered from the cache in another format needs no rule
    from isoqms.rules.clauses import every_rule
    from isoqms.rules.manual import SUMMARY, sections

    found = every_rule().get(id_)
    if found is None:
        return {"id": id_, "properties": {"ground": ground}}
    manual = sections(found.docstring)
    return {
        "id": id_,
        "shortDescription": {"text": translate(manual[SUMMARY], lang)},
        "fullDescription": {"text": translate(manual["Asks"], lang)},
        "help": {"text": translate(manual["Why"], lang)},
        "properties": {"ground": ground, "clauses": list(found.clauses)},
    }


def _result(row: Row, places: Mapping[str, int]) -> dict[str, Any]:
    region = {"startLine": row["line"], "startColumn": row["column"]}
    location = {"artifactLocation": {"uri": _uri(row["file"])}, "region": region}
    logical = [{"fullyQualifiedName": row["place"]}] if row.get("place") else []
    result: dict[str, Any] = {
        "ruleId": row["rule"],
        "ruleIndex": places[row["rule"]],
        "level": _LEVELS[row["severity"]],
        "message": {"text": sentence(row)},
        "locations": [{"physicalLocation": location, **({"logicalLocations": logical} if logical else {})}],
    }
    if "kind" in row:
        result |= {"kind": row["kind"], "level": "none"}
    if "baseline" in row:
        result["baselineState"] = row["baseline"]
    if row["accepted"]:
        result["suppressions"] = [{"kind": "inSource", "justification": row["accepted"]["reason"]}]
    return result


def _uri(file: str) -> str:
    uri = quote(file, safe="/")
    # a Windows path with a drive is absolute only as a file URI; anything else stays relative to the repository
    return f"file:///{file[0]}:{uri[4:]}" if re.match("[A-Za-z]:/", file) else uri
