"""The manual of a rule is read from its docstring the same way however the lines are wrapped."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.rules.manual import EXAMPLES, FACTS, PROSE, SUMMARY, prose, sections

RULE = """A dead end.

Asks: Does every step lead on,
    or end the procedure?

    And is the end named?
Why: A dossier that stops nowhere is
a dossier nobody looks for.
Ground: iso
Clause: 4.4.1 b
Bad:
    steps:
      a: {next: b}

      b: {}
Good:
    steps:
      a: {next: end}
"""


def test_paragraphs_are_joined_and_examples_kept():
    """Prose becomes one paragraph a section; an example keeps its lines and inner indentation."""
    manual = sections(RULE)
    assert list(manual) == [SUMMARY, "Asks", "Why", "Ground", "Clause", "Bad", "Good"]
    assert manual[SUMMARY] == "A dead end."
    assert manual["Asks"] == "Does every step lead on, or end the procedure? And is the end named?"
    assert manual["Bad"] == "steps:\n  a: {next: b}\n\n  b: {}\n"


def test_prose_is_what_people_read():
    """Sentences are translated; grounds, clauses and examples are not sentences."""
    assert list(prose(sections(RULE))) == [SUMMARY, "Asks", "Why"]


def test_a_heading_twice_is_refused():
    """The second of two sections would silently hide the first."""
    with pytest.raises(ValueError, match="'Why'"):
        sections("Why: one\nWhy: two")


def test_words_with_a_colon_are_no_headings():
    """Only the fixed headings begin a section, and only at the start of a line."""
    docstring = "Note: it says Why: because\nand\n  Asks: nothing"
    assert sections(docstring) == {SUMMARY: "Note: it says Why: because and Asks: nothing"}


def test_an_empty_docstring_has_no_sections():
    """A module that says nothing has no manual."""
    assert sections("") == {}


WORD = st.text("abcđêơ,.;", min_size=1, max_size=12)


@given(st.dictionaries(st.sampled_from(PROSE + FACTS), st.lists(WORD, min_size=1, max_size=30)), st.integers(20, 100))
def test_wrapping_changes_nothing(written, width):
    """A section reads the same at every line width, so that its translation is found."""
    lines = [
        textwrap.fill(f"{name}: {' '.join(words)}", width, subsequent_indent="    ") for name, words in written.items()
    ]
    assert sections("\n".join(lines)) == {name: " ".join(words) for name, words in written.items()}


@given(st.lists(st.from_regex(r" {0,6}[a-z]{1,9}: [a-z]{1,9}", fullmatch=True), min_size=1, max_size=9))
def test_examples_keep_their_shape(lines):
    """The lines of an example keep their indentation relative to each other, and end with one line break."""
    example = textwrap.dedent("\n".join(lines)) + "\n"
    for heading in EXAMPLES:
        assert sections(f"{heading}:\n" + textwrap.indent(example, "    ")) == {heading: example}
