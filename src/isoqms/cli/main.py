"""The group of commands, each loaded when it is called, and what becomes of errors."""

from __future__ import annotations

import contextlib
import importlib
import io
import keyword
import os
import sys
from typing import Any, NoReturn

import click

from isoqms import __version__
from isoqms.cli.language import Choice, Command, Option, chosen_language, language_of
from isoqms.problem import IsoqmsError, reason_of
from isoqms.words import LANGUAGES, Message, phrase, translate

EXIT_PROBLEMS, EXIT_USAGE, EXIT_ENVIRONMENT = 1, 2, 3

_COMMANDS = {
    "check": phrase("Check procedures: the file format, then every rule."),
    "conformity": phrase("Say clause by clause what the rules object to, and what is left to the auditor."),
    "reviewed": phrase("Say that documents and adopted procedures were gone through after a change; list what is due."),
    "diff": phrase("Say what changed between two versions of a procedure; propose the row of its revision table."),
    "posts": phrase("List posts, who holds them and what they do, and what two roles or agencies both do."),
    "explain": phrase("Explain a rule: what it asks, why, on what ground, with examples."),
    "time": phrase("Say how long a procedure takes by its own numbers, and compare with its limits."),
    "simulate": phrase("Estimate by simulation how long dossiers take, how often on time, and where the time goes."),
    "cut": phrase("Say what to cut, what each cut is worth, who decides it, and the fewest that reach a target."),
    "compare": phrase("Say what changed between versions of a procedure, and what each change brought."),
    "portfolio": phrase("Say over all offices what was shortened, how far each cut is, and who does it best."),
    "cost": phrase("Say what complying with procedures costs the applicant, item by item, and what a scenario saves."),
    "propose": phrase(
        "Put a scenario together as a simplification dossier: proposal, submission, decision, revised procedures."
    ),
    "deadline": phrase("Say when a dossier received at a given moment is due, and why."),
    "apology": phrase("Write the apology for a late dossier, with its new date."),
    "draw": phrase("Draw procedures as swimlane maps, or how the procedures of an office feed each other."),
    "document": phrase("Print the ISO document of procedures, as Word file or PDF."),
    "import": phrase("Bring in step tables from Word, Excel or CSV files as drafts of procedures."),
    "export": phrase("Write procedures as step tables for Excel or Word."),
    "register": phrase("Make the register of nonconformities, copy it, restore it, prove that it is whole."),
    "nc": phrase("Nonconformities: report, accept, analyse, plan, carry out, close once it is proven."),
    "action": phrase("Actions of a nonconformity: approve, start, finish, verify, cancel."),
    "finding": phrase("Findings of audits: drafted, communicated, agreed or contested, closed."),
    "audit": phrase("Audits: planned, prepared, carried out, reported, followed up, closed."),
    "programme": phrase("Audit programmes: sets of audits for a period and a purpose."),
    "inspection": phrase("Public-service inspections: what was found in a unit, never about persons."),
    "complaint": phrase("Complaints about services: received, assessed, answered, closed."),
    "survey": phrase("Surveys of satisfaction: how many were asked, answered, and were satisfied."),
    "review": phrase("Management reviews: inputs and decisions."),
    "kpi": phrase("Measured figures, by which effectiveness is judged."),
    "improvement": phrase("Improvements: proposed, accepted or declined, done."),
    "account": phrase("Who may act in the register: people, their duties, processes and posts."),
    "manual": phrase("Print the manual: the file format, and how due dates are counted."),
}


class _Group(Command, click.Group):
    """The commands by name; a command's module is imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"isoqms.cli.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = chosen_language(ctx)
        with formatter.section(translate(phrase("Commands"), lang)):
            formatter.write_dl([(name, translate(text, lang)) for name, text in _COMMANDS.items()])


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from isoqms.simulate.building import compiled

        click.echo(f"isoqms {__version__}")
        if not compiled():
            slow = phrase("The simulator is not compiled here: the same results, slower.")
            click.echo(translate(slow, chosen_language(ctx)))
        ctx.exit()


@click.group(
    cls=_Group,
    help=phrase("Quality management as text for offices that serve the public: check, time and draw procedures."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option(
    "--lang",
    cls=Option,
    type=Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    help=phrase("Language of everything printed; else ISOQMS_LANG, else the system's."),
)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=phrase("Show the version and stop."),
)
def cli() -> None:
    """Hold the commands, which do the work; the language of the run is `obj` of the context."""


def main(args: list[str] | None = None) -> Any:
    """Run the command line; what the environment refuses ends with exit code 3 and says what to do."""
    for stream in (sys.stdout, sys.stderr):
        # diacritics must survive a Windows console and a pipe under LANG=C alike
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return cli.main(args=args, prog_name="isoqms")
    except IsoqmsError as error:
        _refused(error.message, args)
    except OSError as error:
        # what has not been written yet would be tried again, and complained about, as the program ends
        with contextlib.suppress(io.UnsupportedOperation):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        message = Message(
            "the system refused to read or write ({reason}): the answer is not complete", reason=reason_of(error)
        )
        _refused(message, args)


def _refused(message: Message, args: list[str] | None) -> NoReturn:
    lang = language_of(args if args is not None else sys.argv[1:])
    click.echo(f"isoqms: {message.render(lang)}", err=True)
    sys.exit(EXIT_ENVIRONMENT)
