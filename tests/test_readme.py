"""What the README shows is what its reader gets: every console block is run and compared."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from console import Block, Example, blocks, matches, reader_environment, run

REPOSITORY = Path(__file__).parent.parent
README = tuple(blocks((REPOSITORY / "README.md").read_text(encoding="utf-8")))
PAGE = """\
# A page

```console
$ echo one; echo two
one
two

$ cd inner
$ ls
```

```yaml
$ not: a command
```

```console
$ printf 'a\\nb\\nc\\n'
a
…
c
```
"""


@pytest.fixture
def desk(tmp_path):
    """A folder like the checkout of a reader: with the sample workspace in it, free to write to."""
    shutil.copytree(REPOSITORY / "processes", tmp_path / "processes")
    return tmp_path


def test_the_readme_shows_the_program():
    """The first thing a reader sees is the program at work."""
    assert any(example.command.startswith("isoqms ") for block in README for example in block.examples)


def test_the_readme_is_true(desk):
    """Every command of the README prints what stands below it, for a reader who follows the page from the top."""
    environment = reader_environment(Path(sys.executable).parent)
    differences = [f"line {block.line}: {each}" for block in README for each in run(block, desk, environment)]
    assert not "\n\n".join(differences)


def test_a_reader_has_set_nothing(tmp_path, monkeypatch):
    """What the one who runs the tests has set for himself does not reach the examples: no register of his is used."""
    for name in ("ISOQMS_DATABASE_URL", "LANG", "NO_COLOR"):
        monkeypatch.setenv(name, "postgresql://nowhere/none")
    environment = reader_environment(tmp_path)
    assert not {"ISOQMS_DATABASE_URL", "LANG", "NO_COLOR"} & environment.keys()
    assert environment["PATH"].startswith(str(tmp_path))


def test_examples_are_found():
    """Console blocks are found with their commands and outputs; other blocks are left alone."""
    first, second = blocks(PAGE)
    assert first == Block(
        3, (Example("echo one; echo two", ("one", "two")), Example("cd inner", ()), Example("ls", ()))
    )
    assert second.line == 16
    assert second.examples[0].expected == ("a", "…", "c")


def test_output_without_a_command_is_refused():
    """A block that shows output of nothing would look tested without being so."""
    with pytest.raises(ValueError, match="line 1"):
        list(blocks("```console\nall is well\n```\n"))


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        (("a", "b"), "a  \nb\n\n", True),
        (("a", "b"), "a\nc\n", False),
        (("a", "…"), "a\n", True),
        (("a", "…", "z"), "a\nb\nc\nz\n", True),
        (("a", "…", "z"), "a\nb\n", False),
        ((), "", True),
        ((), "unexpected\n", False),
        (("a.c",), "abc\n", False),
    ],
)
def test_output_is_compared_line_by_line(expected, printed, same):
    """Lines are compared exactly; `…` stands for any number of them, none included."""
    assert matches(expected, printed) is same


def test_commands_are_run_where_the_page_is(tmp_path):
    """A true page passes; `cd` moves within its block only; a false line and a failing command are named."""
    (tmp_path / "inner").mkdir()
    environment = reader_environment(tmp_path)
    assert [run(block, tmp_path, environment) for block in blocks(PAGE)] == [[], []]
    (tmp_path / "inner" / "extra").touch()
    assert "extra" in "".join(run(next(blocks(PAGE)), tmp_path, environment))
    assert "exit code 7" in "".join(run(Block(1, (Example("exit 7", ()),)), tmp_path, environment))
