"""Docstrings of modules as manuals: a summary, then sections under fixed headings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection

SUMMARY = ""
"""Key of the paragraph before the first heading."""


def headed(docstring: str, headings: Collection[str], verbatim: Collection[str]) -> dict[str, str]:
    """Return the sections of a docstring by heading, in the order written.

    Wrapped lines are joined, so that a section is one paragraph however it was wrapped; the `verbatim` ones among the
    `headings` keep their lines, without the common indentation.

    Raises:
        ValueError: when a heading comes twice.
    """
    pattern = re.compile(rf"^({'|'.join(headings)}):(?:[ \t]+(.*))?$")
    lines: dict[str, list[str]] = {SUMMARY: []}
    heading = SUMMARY
    for line in inspect.cleandoc(docstring).splitlines():
        if found := pattern.match(line):
            heading = found[1]
            if heading in lines:
                raise ValueError(f"the heading {heading!r} comes twice in a docstring")
            lines[heading] = [found[2] or ""]
        else:
            lines[heading].append(line)
    return {name: _example(body) if name in verbatim else _paragraph(body) for name, body in lines.items() if any(body)}


def _paragraph(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def _example(lines: list[str]) -> str:
    return inspect.cleandoc("\n".join(["", *lines])).strip("\n") + "\n"
