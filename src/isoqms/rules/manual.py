"""The manual of a rule is the docstring of its module: a summary, then sections under fixed headings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

PROSE = ("Asks", "Why", "Left to the auditor", "Decided how", "Fix")
"""Headings whose text is a paragraph for people, and is translated."""

EXAMPLES = ("Bad", "Good")
"""Headings whose text is YAML, kept line by line; the examples are run as tests."""

FACTS = ("Ground", "Clause")
"""Headings whose text is data: the ground a rule stands on and the clauses it belongs to."""

SUMMARY = ""
"""Key of the paragraph before the first heading."""

_HEADING = re.compile(rf"^({'|'.join(PROSE + EXAMPLES + FACTS)}):(?:[ \t]+(.*))?$")


def sections(docstring: str) -> dict[str, str]:
    """Return the sections of a rule's docstring by heading, in the order written.

    Wrapped lines are joined, so that a section other than an example is one paragraph however it was wrapped;
    examples keep their lines, without the common indentation.

    >>> sections('''A step nobody reaches.
    ...
    ... Asks: Can every step be reached
    ...     from the start?
    ... Clause: 4.4.1 b
    ... ''')
    {'': 'A step nobody reaches.', 'Asks': 'Can every step be reached from the start?', 'Clause': '4.4.1 b'}

    Raises:
        ValueError: when a heading comes twice.
    """
    lines: dict[str, list[str]] = {SUMMARY: []}
    heading = SUMMARY
    for line in inspect.cleandoc(docstring).splitlines():
        if found := _HEADING.match(line):
            heading = found[1]
            if heading in lines:
                raise ValueError(f"the heading {heading!r} comes twice in a rule's docstring")
            lines[heading] = [found[2] or ""]
        else:
            lines[heading].append(line)
    return {name: _example(body) if name in EXAMPLES else _paragraph(body) for name, body in lines.items() if any(body)}


def prose(manual: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of a rule's manual that people read as sentences: its summary and its prose sections."""
    return {name: text for name, text in manual.items() if name == SUMMARY or name in PROSE}


def _paragraph(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def _example(lines: list[str]) -> str:
    return inspect.cleandoc("\n".join(["", *lines])).strip("\n") + "\n"
