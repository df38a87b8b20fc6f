"""How the parts of a dossier are put into the words of one language; what is missing says what to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from isoqms.improve.comparison import Comparison
from isoqms.improve.cost.amounts import Amount
from isoqms.improve.proposal.content import Case, Cut, LimitCut, Proposal
from isoqms.procedure import Authority, Step
from isoqms.procedure.differences import Difference
from isoqms.report.difference_words import sentence
from isoqms.report.document.content import Cell, Paragraph, Row, Table
from isoqms.report.document.profile import Profile
from isoqms.report.document.subject import Subject
from isoqms.report.map.typeface import plain
from isoqms.report.proposal.wording import Wording
from isoqms.report.proposal.words import HELD, STATES, limit_before
from isoqms.report.quantity import day_words
from isoqms.report.version_words import Version
from isoqms.words import Message, rendered


@dataclass(frozen=True, slots=True)
class Telling:
    """A dossier, whose it is, the language and words it is told in, the day, and what a simulation says of it.

    `simulated` is None where nothing was simulated; `unsimulated` then says why.
    """

    proposal: Proposal
    agency: str
    wording: Wording
    profile: Profile
    lang: str
    as_of: date
    simulated: Comparison | None = None
    unsimulated: Message | None = None

    def say(self, value: object) -> str:
        """Return something in words, fit to print; line breaks are kept."""
        return "\n".join(plain(line) for line in rendered(value, self.lang).splitlines())

    def word(self, key: str, **particulars: object) -> str:
        """Return a fixed word of the papers, filled in."""
        return self.say(self.wording.word(key, self.lang).format(**particulars))

    def day(self, day: date) -> str:
        """Return a date."""
        return day_words(day, self.lang)

    def missing(self, what: Message) -> str:
        """Return the words that stand where a person has to fill something in."""
        return f"[{self.say(what)}]"

    def cell(self, value: object, what: Message, *, centred: bool = False, strong: bool = False) -> Cell:
        """Return a cell; without a value it says what to fill in."""
        text = "" if value is None else self.say(value)
        return Cell(text, strong=strong, centred=centred) if text else Cell(self.missing(what), missing=True)

    def amount(self, case: Case, units: int) -> str:
        """Return an amount in the currency of a procedure."""
        return self.say(Amount(units, self.proposal.currency(case)))

    def table(self, id_: str, columns: Sequence[tuple[str, Message, float]], rows: Sequence[Row]) -> Table:
        """Return a table with columns of (key, head, width)."""
        heads = tuple(self.say(head) for _, head, _ in columns)
        return Table(
            id_, tuple(key for key, _, _ in columns), heads, tuple(width for *_, width in columns), tuple(rows)
        )

    def paragraph(self, value: object) -> Paragraph:
        """Return a paragraph."""
        return Paragraph(self.say(value))

    def item(self, value: object) -> Paragraph:
        """Return a paragraph as one of a list."""
        return Paragraph(f"– {self.say(value)}", item=True)

    def sentences(self, case: Case, differences: Sequence[Difference]) -> Iterator[str]:
        """Yield what becomes different, each as a sentence."""
        before = Version(case.before, case.organisation, self.lang)
        after = Version(case.after, case.organisation, self.lang)
        first: dict[tuple[str, ...], LimitCut] = {
            ("limits", each.name): each for each in case.limits if each.held != each.name
        }
        for each in differences:
            promise = first.get(each.path)
            yield self.say(sentence(each, before, after) if promise is None else _first_promise(promise))

    def title(self, case: Case, cut: Cut) -> str:
        """Return what a change is, in a few words: its title, else what becomes different, else its id."""
        named = cut.change.title or "; ".join(self.sentences(case, cut.differences))
        return " ".join(self.say(named or cut.id).split())

    def authority(self, by: Authority | None) -> Cell:
        """Return who may decide, in the words of the country."""
        return self.cell(by and self.wording.word(str(by), self.lang), Message("who may decide: to be named"))

    def state(self, cut: Cut) -> str:
        """Return how far a change has come, with the number and date of the document."""
        change = cut.change
        parts: list[object] = [self._reached(cut)]
        document = ", ".join(filter(None, [change.document, self.day(change.date) if change.date else None]))
        return "\n".join(self.say(each) for each in [*parts, document] if each)

    def _reached(self, cut: Cut) -> object:
        """Return what a change has come to; what somebody decided who may not counts as no more than proposed."""
        if cut.lacks_power:
            return self.missing(Message("proposed only: the decision of who may decide it is to be named; not theirs:"))
        return STATES[cut.change.state] if cut.change.state else self.missing(Message("state: to be filled in"))

    def doer(self, case: Case, step: Step) -> str:
        """Return who does a step."""
        return Subject(case.before, case.organisation, self.lang, self.profile, self.as_of).doer(step)

    def step(self, case: Case, id_: str) -> str:
        """Return the title of a step."""
        held = case.before.steps.get(id_) or case.after.steps.get(id_)
        return self.say(held.name(self.lang)) if held else id_


def _first_promise(cut: LimitCut) -> Message:
    """Return what an office commits itself to that had not done so, and which limit held until then."""
    return Message(
        "{what}: {before} → {after}",
        what=HELD[cut.name],
        before=limit_before(cut) or Message("not stated"),
        after=cut.after,
    )
