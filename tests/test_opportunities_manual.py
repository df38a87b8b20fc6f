"""The page on what could be cut in `reports/` is what the program prints, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli
from isoqms.improve.opportunities.find import find_kinds

REPORTS = Path(__file__).parent.parent / "reports"


def printed(lang: str) -> str:
    done = CliRunner().invoke(cli, ["--lang", lang, "manual", "opportunities"], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_what_the_program_prints(lang):
    """Whoever changes a kind prints the page again (`make manuals`)."""
    assert (REPORTS / f"opportunities.{lang}.md").read_text(encoding="utf-8") == printed(lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_kind_has_its_chapter(lang):
    """The page has a row and a chapter for every kind."""
    page = printed(lang)
    for kind in find_kinds():
        assert f"| `{kind.id}` |" in page and f"\n## {kind.id}\n" in page
