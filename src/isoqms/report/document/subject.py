"""What a document is about: a procedure, whose it is, for whom it is printed; and how its parts are put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from isoqms.procedure import Actor, FormReference, LegalRule, Office, Organisation, Procedure, Signature, Step
from isoqms.report.document.content import Cell, Paragraph, Row, Table
from isoqms.report.document.profile import Profile
from isoqms.report.map.typeface import plain
from isoqms.words import Message, rendered
from isoqms.worktime.moment import Day

NOT_STATED = Message("not stated yet")
NOTHING = "–"
"""Stands in a cell where nothing belongs, so that the cell does not look forgotten."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A procedure with its organisation and stamp, the language and profile of the document, and the day it is for.

    `errors` is how many errors a check found in it.
    """

    procedure: Procedure
    organisation: Organisation | None
    lang: str
    profile: Profile
    as_of: date
    stamp: str = ""
    errors: int = 0

    @property
    def office(self) -> Office | None:
        """The office that carries the procedure out, where one is known."""
        return self.organisation.office(self.procedure.office) if self.organisation else None

    def say(self, value: object) -> str:
        """Return `value` in the words of the document's language, fit to print; line breaks are kept."""
        text = rendered(value, self.lang)
        return "\n".join(plain(line) for line in text.splitlines())

    def word(self, key: str) -> str:
        """Return a fixed word of the profile."""
        return self.profile.word(key, self.lang)

    def heading(self, key: str) -> str:
        """Return the title of a section, in capitals where the profile wants them."""
        title = self.word(key)
        return title.upper() if self.profile.upper else title

    def day(self, day: date) -> str:
        """Return a date without its weekday."""
        return f"{day:%d/%m/%Y}" if self.lang == "vi" else Day(day).render(self.lang).partition(" ")[2]

    def missing(self, what: Message = NOT_STATED) -> str:
        """Return the words that stand where the procedure file is silent."""
        return f"[{self.say(what)}]"

    def cell(self, value: object, name: str = "", centred: bool = False) -> Cell:
        """Return a cell with `value`; without one it says that it is missing, and knows the name to write."""
        text = "" if value is None else self.say(value)
        return Cell(text, centred=centred) if text else Cell(self.missing(), missing=True, centred=centred, name=name)

    def paragraph(self, value: object, name: str = "", item: bool = False) -> Paragraph:
        """Return a paragraph with `value`; without one it says that it is missing, and knows the name to write."""
        text = "" if value is None else self.say(value)
        return Paragraph(text, item=item) if text else Paragraph(self.missing(), missing=True, name=name)

    def table(self, id_: str, rows: Iterable[Row]) -> Table:
        """Return a table with the columns the profile gives it."""
        columns = self.profile.columns[id_]
        return Table(
            id_,
            tuple(column.key for column in columns),
            tuple(self.say(column.head) for column in columns),
            tuple(column.width for column in columns),
            tuple(rows),
        )

    def role(self, id_: str) -> str:
        """Return the title of a role; its id is marked where the organisation does not know it."""
        if self.organisation is None:
            return self.say(id_)
        known = self.organisation.roles.get(id_)
        return self.say(known.title) if known else self.missing(Message("no such role: {role}", role=id_))

    def doer(self, step: Step) -> str:
        """Return who does a step; empty when the file does not say."""
        if step.actor is Actor.APPLICANT:
            return self.say(step.agency or Message("Applicant"))
        if step.actor is not None:
            nameless = Message("System") if step.actor is Actor.SYSTEM else Message("Other agency")
            return self.say(step.agency or nameless)
        return "; ".join(self.role(role) for role in step.role)

    def post(self, signature: Signature) -> str:
        """Return the title of the post that signs; empty when none is named or nobody says what it is called."""
        if self.organisation is None:
            return self.say(signature.post or "")
        known = self.organisation.posts.get(signature.post or "") or self.organisation.roles.get(signature.post or "")
        return self.say(known.title) if known else ""

    def rule(self, reference: str) -> str:
        """Return a legal rule in words, from its id in the file or as written there."""
        known = self.procedure.legal_basis.get(reference)
        return self.say(rule_words(known) if known else reference)

    def form(self, form: FormReference, id_: str = "") -> str:
        """Return a form in words: its title, and the number and circular that make it unmistakable."""
        title = self.say(form.title) if form.title else id_
        code = self.form_code(form)
        return f"{title} ({code})" if title and code else title or code

    def form_code(self, form: FormReference) -> str:
        """Return number and circular of a form, as far as the file names them."""
        number = self.say(form.number or "")
        if number[:1].isdigit():  # else it says itself what it is, such as “Mẫu số 1, Phụ lục II”
            number = self.say(Message("No. {number}", number=number))
        return ", ".join(part for part in (number, self.say(form.circular or "")) if part)

    def channels(self, names: Iterable[str]) -> list[str]:
        """Return ways to hand in a dossier, in words."""
        return [self.say(CHANNELS.get(name, name)) for name in names]

    def cases(self, variants: Iterable[str]) -> list[str]:
        """Return the titles of variants."""
        known = self.procedure.variants
        return [self.say(known[id_].title if id_ in known else id_) for id_ in variants]


CHANNELS = {
    "counter": Message("at the counter"),
    "online": Message("online"),
    "post": Message("by public post"),
    "in_person_elsewhere": Message("in person at another place of reception"),
}
"""The ways to hand in a dossier, in words."""


def rule_words(rule: LegalRule) -> str:
    """Return a legal rule as people cite it: the document, and the article where one is named."""
    return f"{rule.document}, {rule.article}" if rule.article else rule.document
