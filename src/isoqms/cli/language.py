"""Commands that speak the user's language: help texts and messages of the command line itself."""

from __future__ import annotations

import gettext
import locale
import os
import re
from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, Final

import click

from isoqms.words import LANGUAGES, LOCALE_FOLDER, Message, phrase, translate

_CAPITALS: Final = re.compile(r"INTEGER RANGE|[A-Z]{2,}")
"""What stands for a value, or a part of it."""
_MANY: Final = 8
"""Of more values than this, only those near what was written are told, where there are any."""


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


def language_of(args: Sequence[str]) -> str:
    """Return the language asked for on a command line before it is read, else the system's."""
    for flag, value in pairwise(args):
        if flag == "--lang" and value in LANGUAGES:
            return value
    return next((arg[7:] for arg in args if arg.startswith("--lang=") and arg[7:] in LANGUAGES), system_language())


def chosen_language(context: click.Context | None) -> str:
    """Return the language of this run, known from before the command line is read: errors in it are said in it too."""
    return str((context and context.find_root().obj) or system_language())


def wrong_use(ctx: click.Context, message: Message) -> click.UsageError:
    """Return the error that ends the run as wrong usage, in the user's language."""
    return click.UsageError(message.render(chosen_language(ctx)), ctx)


def speak(lang: str) -> None:
    """Let click's own sentences (usage, errors) come out in `lang`."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("isoqms", str(LOCALE_FOLDER))
    gettext.textdomain("isoqms")


class Option(click.Option):
    """An option whose help is translated when it is shown, and so is what stands for its value."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value, in the user's language; values to choose from stay as they are."""
        metavar, lang = super().make_metavar(ctx), chosen_language(ctx)
        if isinstance(self.type, click.Choice):
            return metavar
        return _CAPITALS.sub(lambda word: translate(word[0], lang), metavar)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return name and help of the option, in the user's language."""
        own, self.help = self.help, translate(self.help or "", chosen_language(ctx))
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = own


class Choice(click.Choice):  # type: ignore[type-arg]
    """One of several values; what else is written is refused in the user's language."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return why `value` is refused."""
        choices = [str(each) for each in self.choices]
        near = get_close_matches(str(value), choices, cutoff=0.6) if len(choices) > _MANY else []
        message = Message("“{value}” is not among the values: {choices}", value=value, choices=choices)
        if near:
            message = Message("“{value}” is not among the values; did you mean {near}?", value=value, near=near)
        return message.render(chosen_language(ctx))


class Written(click.ParamType):  # type: ignore[type-arg]
    """Something written by a person; what cannot be read is refused in the user's language."""

    def refusal(self, message: Message, param: click.Parameter | None, ctx: click.Context | None) -> click.BadParameter:
        """Return the error that ends the run as wrong usage."""
        return click.BadParameter(message.render(chosen_language(ctx)), ctx=ctx, param=param)


def no_such_time(value: str, forms: Sequence[str]) -> Message | None:
    """Say that a day or an hour does not exist, though it is written as one of `forms`; None where it is not."""
    shapes = (re.sub("%(.)", lambda part: r"\d{4}" if part[1] == "Y" else r"\d{1,2}", form) for form in forms)
    if not any(re.fullmatch(shape, " ".join(value.split())) for shape in shapes):
        return None
    return Message("“{value}” does not exist: there is no such day in the calendar, or no such hour", value=value)


class When(click.DateTime):
    """A day, or a moment of a day; what else is written is refused with an example, in the user's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the moment that `value` names."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            if absent := no_such_time(str(value), self.formats):
                self.fail(absent.render(chosen_language(ctx)), param, ctx)
            examples = [datetime(2026, 7, 1, 9, 30).strftime(form) for form in self.formats]
            message = Message("“{value}” is no such time: write for example {examples}", value=value, examples=examples)
            self.fail(message.render(chosen_language(ctx)), param, ctx)


class Command(click.Command):
    """A command which is helpful and refuses in the user's language."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help; click translates its words only once, before the language is known."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = translate(phrase("Show this message and exit."), chosen_language(ctx))
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the name of the command in its line of usage."""
        return [translate(piece, chosen_language(ctx)) for piece in super().collect_usage_pieces(ctx)]

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
        if parent is None:
            extra["obj"] = language_of(args)
            speak(extra["obj"])
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; says itself what click says in singular and plural, which no catalogue of ours holds.

        Raises:
            click.UsageError: an option does not exist or lacks its value, or there is an argument too many.
        """
        alone = not isinstance(self, click.Group)
        ctx.allow_extra_args = ctx.allow_extra_args or alone
        try:
            rest = super().parse_args(ctx, args)
        except (click.NoSuchOption, click.BadOptionUsage) as error:
            raise wrong_use(ctx, self._refused(error)) from None
        if alone and rest:
            raise wrong_use(ctx, Message("too many arguments: {arguments}", arguments=" ".join(rest)))
        return rest

    def _refused(self, error: click.NoSuchOption | click.BadOptionUsage) -> Message:
        name = error.option_name
        if isinstance(error, click.BadOptionUsage):
            flag = any(isinstance(each, click.Option) and each.is_flag for each in self.params if name in each.opts)
            return (
                Message("option {name} takes no value", name=name)
                if flag
                else Message("option {name} needs a value", name=name)
            )
        if error.possibilities:
            return Message("there is no option {name}; did you mean {near}?", name=name, near=error.possibilities)
        return Message("there is no option {name}", name=name)
