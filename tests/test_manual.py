"""The manual in `reports/` is what the program prints, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_kept_manual_is_the_printed_one(repository: Path, lang: str) -> None:
    """After a change of a schema, `make manuals` brings the kept pages up to date."""
    printed = CliRunner().invoke(cli, ["--lang", lang, "manual"]).output
    assert (repository / "reports" / f"manual.{lang}.md").read_text(encoding="utf-8") == printed
