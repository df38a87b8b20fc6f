"""The manual in `reports/` is what the program prints, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli
from isoqms.resources import schema_names


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_kept_manual_is_the_printed_one(repository: Path, lang: str) -> None:
    """After a change of a schema, `make manuals` brings the kept pages up to date."""
    printed = CliRunner().invoke(cli, ["--lang", lang, "manual"]).output
    assert (repository / "reports" / f"manual.{lang}.md").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("kind", schema_names())
def test_every_kind_of_file_has_a_chapter(kind: str) -> None:
    """One kind alone can be asked for, and names every property of its schema."""
    printed = CliRunner().invoke(cli, ["--lang", "en", "manual", kind]).output
    assert printed.startswith("# ")
    assert "| Name | Kind | What it holds |" in printed
