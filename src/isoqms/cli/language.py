"""Commands that speak the user's language: help texts and messages of the command line itself."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path
from typing import Any

import click

from isoqms.words import LANGUAGES, translate

_LOCALE_DIR = Path(__file__).parent.parent / "locale"


def system_language() -> str:
    """Return the language of ISOQMS_LANG, else of the user's system where we speak it, else English."""
    asked = os.environ.get("ISOQMS_LANG", "")
    for name in (asked, os.environ.get("LC_ALL"), os.environ.get("LANG"), locale.getlocale()[0]):
        for lang in LANGUAGES:
            if (name or "").lower().startswith(lang):
                return lang
        if name:
            break
    return "en"


def chosen_language(context: click.Context) -> str:
    """Return the language of this run: --lang, else the system's."""
    return str(context.find_root().params.get("lang") or system_language())


def speak(lang: str) -> None:
    """Let click's own sentences (usage, errors) come out in `lang`."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("isoqms", str(_LOCALE_DIR))
    gettext.textdomain("isoqms")


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return name and help of the option, in the user's language."""
        own, self.help = self.help, translate(self.help or "", chosen_language(ctx))
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = own


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the command, in the user's language."""
        own, self.help = self.help, translate(self.help or "", chosen_language(ctx))
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = own

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments with click speaking the user's language."""
        if parent is not None:
            speak(chosen_language(parent))
        return super().make_context(info_name, args, parent, **extra)

