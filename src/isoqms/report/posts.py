"""Who does what in an office: the assignment table and what two both do, as text, JSON and workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isoqms.exchange.workbook import Sheet, sheets_to_xlsx
from isoqms.graph.duties import Assignment, Doer, Kind, Overlap, Place, assignments, overlaps, unfilled
from isoqms.metrics import Estimate, OfficeEstimate
from isoqms.procedure import Organisation, Procedure
from isoqms.report.names import role_title
from isoqms.report.quantity import number, procedures
from isoqms.words import Message

_NOBODY = "–"
_MOST = 8
"""Procedures named in a line of text; the workbook names all."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """An organisation, the procedures it carries out, and what is estimated of its people, or why nothing is."""

    organisation: Organisation
    procedures: tuple[Procedure, ...]
    estimate: Estimate


def rows(offices: Sequence[Staffed], lang: str) -> Any:
    """Return posts, roles without a post and overlaps as plain data, in the words of `lang`."""
    return {"organisations": [_Office(each, lang).rows() for each in offices]}


class _Office:
    """One organisation put into words."""

    def __init__(self, staffed: Staffed, lang: str) -> None:
        self._staffed, self._lang = staffed, lang
        self._procedures = {each.id: each for each in staffed.procedures}

    def rows(self) -> dict[str, Any]:
        held = self._staffed
        organisation, estimate = held.organisation, held.estimate
        reason = "" if isinstance(estimate, OfficeEstimate) else self._say(estimate.reason)
        return {
            "title": self._say(organisation.title or ""),
            "simulated": isinstance(estimate, OfficeEstimate),
            "not_simulated": reason,
            "procedures": {id_: self._say(each.title) for id_, each in self._procedures.items()},
            "posts": [self._post(each) for each in assignments(held.procedures, organisation)],
            "roles_without_post": [
                {"role": role, "title": self._role(role), "procedures": list(ids)}
                for role, ids in unfilled(held.procedures, organisation).items()
            ],
            "overlaps": [self._overlap(each) for each in overlaps(held.procedures, organisation)],
        }

    def _post(self, each: Assignment) -> dict[str, Any]:
        post = each.post
        return {
            "post": each.id,
            "title": self._say(post.title),
            "office": post.office or "",
            "people": post.head_count,
            "holders": list(post.holders),
            "deputies": [self._titled(id_) for id_ in post.deputies],
            "vacant_since": post.vacant_since.isoformat() if post.vacant_since else None,
            "roles": [self._use(role) for role in post.roles],
            "steps": {procedure: len(steps) for procedure, steps in each.steps.items()},
        }

    def _titled(self, id_: str) -> str:
        known = self._staffed.organisation.posts.get(id_)
        return self._say(known.title) if known else id_

    def _use(self, role: str) -> dict[str, Any]:
        """Return a role with how much of the time of its people is used, or why that is not known."""
        estimate = self._staffed.estimate
        figure = estimate.busy.get(role) if isinstance(estimate, OfficeEstimate) else None
        reason = self._say(figure.reason) if figure is not None and figure.value is None and figure.reason else ""
        value = figure.value if figure is not None else None
        return {"role": role, "title": self._role(role), "used": value, "not_known": reason}

    def _overlap(self, each: Overlap) -> dict[str, Any]:
        return {
            "kind": str(each.kind),
            "what": self._say(each.what),
            "one": self._doer(each.one, each.one_at),
            "other": self._doer(each.other, each.other_at),
            "one_at": [self._place(place) for place in each.one_at],
            "other_at": [self._place(place) for place in each.other_at],
        }

    def _doer(self, doer: Doer, at: Sequence[Place]) -> str:
        if doer.roles:
            return ", ".join(self._role(role) for role in doer.roles)
        procedure, step = at[0]
        named = self._procedures[procedure].steps[step].agency
        return self._say(named) if named else doer.agency

    def _place(self, place: Place) -> dict[str, str]:
        procedure, step = place
        return {"procedure": procedure, "step": step, "title": self._procedures[procedure].steps[step].name(self._lang)}

    def _role(self, role: str) -> str:
        return role_title(self._staffed.organisation, role, self._lang)

    def _say(self, value: Any) -> str:
        return value if isinstance(value, str) else str(value.render(self._lang))


def as_json(data: Any, lang: str) -> str:
    """Return the tables as JSON; the same files give the same bytes."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_text(data: Any, lang: str) -> str:
    """Return the tables for people: post by post, then roles nobody fills, then what two both do."""
    return "\n".join(line for each in data["organisations"] for line in (*_text(each, lang), ""))


def _text(office: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield office["title"]
    if office["not_simulated"]:
        yield Message("How busy people are is not known: {reason}", reason=office["not_simulated"]).render(lang)
    for post in office["posts"]:
        yield ""
        yield f"{post['title']} ({post['post']})"
        yield from (f"  {line}" for line in _post_lines(post, lang))
    if office["roles_without_post"]:
        yield ""
        yield Message("Roles that no post fills:").render(lang)
        for each in office["roles_without_post"]:
            yield f"  - {each['title']} ({each['role']}): {', '.join(each['procedures'])}"
    yield ""
    if not office["overlaps"]:
        yield Message("Nothing is done or given by two roles or agencies.").render(lang)
        return
    yield Message("Done or given by two roles or agencies:").render(lang)
    yield from (f"  - {_overlap_line(each, lang)}" for each in office["overlaps"])


def _post_lines(post: Mapping[str, Any], lang: str) -> Iterator[str]:
    holders = ", ".join(post["holders"]) or _NOBODY
    people = number(post["people"], lang, 0 if post["people"] == int(post["people"]) else 1)
    yield Message("people: {people}; holders: {holders}", people=people, holders=holders).render(lang)
    if post["vacant_since"]:
        yield Message("vacant since {day}", day=post["vacant_since"]).render(lang)
    yield Message("deputies: {deputies}", deputies=post["deputies"] or _NOBODY).render(lang)
    yield Message("roles: {roles}", roles=[_role_words(each, lang) for each in post["roles"]]).render(lang)
    yield Message("steps by procedure: {steps}", steps=_steps_words(post, lang) or _NOBODY).render(lang)


def _steps_words(post: Mapping[str, Any], lang: str) -> str:
    """Return how many steps a post does of each procedure; of many procedures the first ones."""
    told = [f"{procedure} ({count})" for procedure, count in post["steps"].items()]
    if len(told) > _MOST:
        told = [*told[:_MOST], Message("and {count} more", count=len(told) - _MOST).render(lang)]
    return ", ".join(told)


def _role_words(each: Mapping[str, Any], lang: str) -> str:
    """Return a role with its use in words, where it was simulated."""
    if each["used"] is not None:
        share = number(100 * each["used"], lang)
        return Message("{role}, {share} % of their time used", role=each["title"], share=share).render(lang)
    if each["not_known"]:
        return Message("{role} (use not known: {reason})", role=each["title"], reason=each["not_known"]).render(lang)
    return str(each["title"])


def _overlap_line(each: Mapping[str, Any], lang: str) -> str:
    one, other = (f"{each[side]} [{_places(each[f'{side}_at'])}]" for side in ("one", "other"))
    if each["kind"] == Kind.GIVES:
        return Message("given by both: “{what}”: {one}; {other}", what=each["what"], one=one, other=other).render(lang)
    return Message("done by both: “{what}”: {one}; {other}", what=each["what"], one=one, other=other).render(lang)


def _places(places: Sequence[Mapping[str, str]]) -> str:
    return ", ".join(f"{place['procedure']}/{place['step']}" for place in places)


def as_xlsx(data: Any, lang: str) -> bytes:
    """Return the tables as a workbook: posts, posts against procedures, doers against doers, every overlap."""
    several = len(data["organisations"]) > 1
    sheets: list[Sheet] = []
    for place, office in enumerate(data["organisations"], start=1):
        mark = f" {place}" if several else ""
        sheets += _sheets(office, mark, lang)
    return sheets_to_xlsx(Message("Who does what").render(lang), sheets)


def _sheets(office: Mapping[str, Any], mark: str, lang: str) -> Iterator[Sheet]:
    about = [office["title"]]
    if office["not_simulated"]:
        not_known = Message("How busy people are is not known: {reason}", reason=office["not_simulated"])
        about.append(not_known.render(lang))
    heads = (
        *(Message("Post"), Message("People"), Message("Holders"), Message("Deputies"), Message("Roles")),
        *(Message("Steps"), Message("Vacant since")),
    )
    posts = [_post_row(post, lang) for post in office["posts"]]
    yield Sheet(Message("Posts").render(lang) + mark, about, _heads(heads, lang), posts, (36, 9, 26, 36, 60, 28, 14))
    yield _by_procedure(office, about, mark, lang)
    yield _matrix(office, about, mark, lang)
    shared = (Message("Kind"), Message("What"), Message("One"), Message("Where"), Message("Other"), Message("Where"))
    told = [_overlap_row(each, lang) for each in office["overlaps"]]
    name = Message("Overlaps").render(lang) + mark
    yield Sheet(name, about, _heads(shared, lang), told, (16, 40, 34, 44, 34, 44))


def _heads(heads: Sequence[Message], lang: str) -> list[str]:
    return [head.render(lang) for head in heads]


def _post_row(post: Mapping[str, Any], lang: str) -> list[str]:
    roles = "\n".join(_role_words(each, lang) for each in post["roles"])
    people = number(post["people"], lang, 0 if post["people"] == int(post["people"]) else 1)
    done = post["steps"]
    steps = Message("steps: {steps}, in {procedures}", steps=sum(done.values()), procedures=procedures(len(done), lang))
    deputies = "\n".join(post["deputies"])
    return [
        post["title"],
        people,
        "\n".join(post["holders"]),
        deputies,
        roles,
        steps.render(lang),
        post["vacant_since"] or "",
    ]


def _by_procedure(office: Mapping[str, Any], about: Sequence[str], mark: str, lang: str) -> Sheet:
    """Return how many steps of each procedure each post does."""
    posts = office["posts"]
    rows_ = [
        [f"{id_}\n{title}", *(str(post["steps"].get(id_, "")) for post in posts)]
        for id_, title in office["procedures"].items()
    ]
    heads = [Message("Procedure").render(lang), *(post["title"] for post in posts)]
    return Sheet(Message("Posts and procedures").render(lang) + mark, about, heads, rows_, (44, 14))


def _matrix(office: Mapping[str, Any], about: Sequence[str], mark: str, lang: str) -> Sheet:
    """Return how many things each two doers both do or give."""
    found = office["overlaps"]
    doers = list(dict.fromkeys(each[side] for each in found for side in ("one", "other")))
    counts = {(one, other): 0 for one in doers for other in doers}
    for each in found:
        counts[each["one"], each["other"]] += 1
        counts[each["other"], each["one"]] += 1
    rows_ = [[one, *(str(counts[one, other] or "") for other in doers)] for one in doers]
    heads = [Message("Role or agency").render(lang), *doers]
    return Sheet(Message("Overlap matrix").render(lang) + mark, about, heads, rows_, (36, 24))


def _overlap_row(each: Mapping[str, Any], lang: str) -> list[str]:
    kind = Message("given by both") if each["kind"] == Kind.GIVES else Message("done by both")
    one, other = _places(each["one_at"]), _places(each["other_at"])
    return [kind.render(lang), each["what"], each["one"], one, each["other"], other]
