"""The manual of a rule is the docstring of its module: a summary, then sections under fixed headings."""

from __future__ import annotations

from collections.abc import Mapping

from isoqms.headings import SUMMARY, headed

PROSE = ("Asks", "Why", "Left to the auditor", "Decided how", "Fix")
"""Headings whose text is a paragraph for people, and is translated."""

EXAMPLES = ("Bad", "Good")
"""Headings whose text is YAML, kept line by line; the examples are run as tests."""

FACTS = ("Ground", "Clause")
"""Headings whose text is data: the ground a rule stands on and the clauses it belongs to."""

__all__ = ["EXAMPLES", "FACTS", "PROSE", "SUMMARY", "prose", "sections"]


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
    return headed(docstring, PROSE + EXAMPLES + FACTS, EXAMPLES)


def prose(manual: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of a rule's manual that people read as sentences: its summary and its prose sections."""
    return {name: text for name, text in manual.items() if name == SUMMARY or name in PROSE}
