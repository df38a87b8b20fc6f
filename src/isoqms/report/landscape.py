"""The landscape: how an office's procedures feed each other, and how often work changes hands between its roles.

Graphs without lanes are what graphviz draws best; it needs the program `dot`, and says so where that is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

import graphviz  # type: ignore[import-untyped]

from isoqms.graph.links import LinkKind, actor_key, hand_overs, links
from isoqms.problem import IsoqmsError
from isoqms.procedure import Organisation, Procedure
from isoqms.report.names import ACTORS, NOBODY, role_title
from isoqms.words import Message

_FONT = "Liberation Sans,Arial,sans-serif"
_IN_A_ROW = 4
_INK, _PAPER = "#1b2a3a", "#eef3f8"
_STYLES: Mapping[LinkKind, Mapping[str, str]] = {
    LinkKind.HANDS_OVER: {"penwidth": "2"},
    LinkKind.RESULT: {},
    LinkKind.OUTPUT: {"style": "dashed"},
    LinkKind.ADOPTED: {"style": "dotted", "arrowhead": "empty"},
}
_WORDS = {
    LinkKind.HANDS_OVER: Message("hands the dossier over"),
    LinkKind.RESULT: Message("result needed"),
    LinkKind.OUTPUT: Message("output used"),
    LinkKind.ADOPTED: Message("adopted"),
}
_OUTSIDE = {**{f":{actor}": words for actor, words in ACTORS.items()}, ":nobody": NOBODY}


def landscape(procedures: Sequence[Procedure], lang: str) -> str:
    """Return the procedures and the links between them as DOT text; several links of a kind are drawn as one."""
    graph = _graph(Message("How the procedures feed each other").render(lang), "LR")
    for procedure in procedures:
        graph.node(procedure.id, label=_label(procedure.id, _wrapped(procedure.title.render(lang))))
    found = links(procedures)
    linked = {id_ for link in found for id_ in link[:2]}
    _in_rows(graph, [procedure.id for procedure in procedures if procedure.id not in linked])
    passed: dict[tuple[str, str, LinkKind], list[str]] = {}
    for link in found:
        words = link.what.render(lang) if link.what else _WORDS[link.kind].render(lang)
        passed.setdefault((link.source, link.target, link.kind), []).append(words)
    for (source, target, kind), what in passed.items():
        graph.edge(source, target, label=_wrapped("; ".join(what), 24), **_STYLES[kind])
    return str(graph.source)


def role_hand_overs(procedures: Sequence[Procedure], organisation: Organisation | None, lang: str) -> str:
    """Return the roles and how many ways lead from a step of one to a step of another, as DOT text."""
    graph = _graph(Message("Where work changes hands").render(lang), "TB")
    counts = hand_overs(procedures)
    actors = dict.fromkeys(actor_key(step) for procedure in procedures for step in procedure.steps.values())
    for actor in actors:
        title = _OUTSIDE[actor].render(lang) if actor in _OUTSIDE else role_title(organisation, actor, lang)
        graph.node(_safe(actor), label=_wrapped(title), style="filled" if actor in _OUTSIDE else "filled,rounded")
    most = max(counts.values(), default=1)
    for (giver, taker), times in sorted(counts.items()):
        graph.edge(_safe(giver), _safe(taker), label=f"   {times} ", penwidth=f"{1 + 2 * times / most:.1f}")
    return str(graph.source)


def draw(dot_text: str) -> str:
    """Return the picture of DOT text as SVG, laid out by graphviz.

    Raises:
        IsoqmsError: the program `dot` is not installed.
    """
    try:
        return str(graphviz.Source(dot_text).pipe(format="svg", encoding="utf-8"))
    except graphviz.ExecutableNotFound as error:
        raise IsoqmsError(
            Message("the landscape needs the program “dot”: install Graphviz; everything else works without it")
        ) from error


def _graph(title: str, direction: str) -> graphviz.Digraph:
    graph = graphviz.Digraph()
    graph.attr(
        rankdir=direction,
        label=title,
        labelloc="t",
        fontname=_FONT,
        fontsize="16",
        nodesep="0.35",
        ranksep="0.7",
        fontcolor=_INK,
    )
    graph.attr(
        "node",
        shape="box",
        style="filled,rounded",
        fontname=_FONT,
        fontsize="11",
        color=_INK,
        fontcolor=_INK,
        fillcolor=_PAPER,
    )
    graph.attr("edge", fontname=_FONT, fontsize="10", color=_INK, fontcolor=_INK)
    return graph


def _in_rows(graph: graphviz.Digraph, lone: Sequence[str]) -> None:
    """Set procedures linked to none in rows, by edges nobody sees; graphviz would make a tower of them."""
    for first in range(0, len(lone), _IN_A_ROW):
        row = lone[first : first + _IN_A_ROW]
        for left, right in pairwise(row):
            graph.edge(left, right, style="invis", minlen="1")


def _safe(actor: str) -> str:
    """A colon in a node's name would name a port to graphviz."""
    return actor.replace(":", "_")


def _label(code: str, title: str) -> str:
    lines = "<BR/>".join(escape(line) for line in title.split("\n"))
    return f"<<B>{escape(code)}</B><BR/>{lines}>"


def _wrapped(text: str, width: int = 32) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
