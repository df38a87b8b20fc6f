"""What to do about a problem in a table, where the usual advice would speak of the procedure file nobody has yet."""

from __future__ import annotations

from collections.abc import Mapping

from isoqms.words import Message


def judged() -> Mapping[str, Message]:
    """Return the rules outside the arithmetic which a table can break, and what to do in a table.

    A table names no roles of the organisation, adopts nothing and cannot bound a loop: rules on these are left out.
    """
    order = Message("say in the line on the order of the steps where the dossier goes from each step")
    return {
        "wf/time": Message("write the time of this step, or say that the total covers it"),
        "wf/names": Message("say in the name of the step what is different here"),
        "wf/dead-or-orphan": order,
        "wf/start-end": order,
        "wf/soundness": Message("say in the line on the order of the steps where the parallel steps meet"),
    }


def in_table() -> Mapping[str, Message]:
    """Return what to do in a table about each rule or doubt whose own advice is about the procedure file."""
    return {
        **judged(),
        "arithmetic/counted-uncounted": Message("write beside the time whether it counts, and whose time it is"),
        "arithmetic/form-reference": Message("write beside the form its number, its circular and since when it holds"),
        "arithmetic/numbering": Message(
            "see whether a row was lost; else number the steps through, or name the stages"
        ),
        "arithmetic/units-mixed": Message(
            "write all times of the table in one unit, or say below it how many hours a working day has"
        ),
        "import/added-time": Message("write a row of its own for these dossiers, with its time"),
        "import/agency": Message("write the office above the table, for example “Agency: …”"),
        "import/case": Message("say in the line on the order of the steps which dossiers go this way"),
        "import/condition": Message("say in the line on the order of the steps where the dossier goes then"),
        "import/clock": Message("write beside the time whether the processing time runs on meanwhile"),
        "import/ending": Message("write behind it in brackets whether the result is given, refused or returned"),
        "import/flow": Message(
            "write the order by the numbers of the steps, for example “1 -> 2 -> 3; 2 -> 4 [refused]”"
        ),
        "import/heading": Message("nothing, if it is a stage; if it is a step, give it a number"),
        "import/join": Message("write whether all the steps before it must be done, or the first one is enough"),
        "import/limit": Message("write one time, and the times of special cases on lines of their own"),
        "import/number": Message("number the steps through, or name the stages"),
        "import/parallel": Message("write which steps go on at the same time, for example “1 -> 2, 3 [parallel]”"),
        "import/role": Message("give what others do a row of its own, and leave here who answers for the step"),
        "import/start": Message("write with which step a dossier begins, and in which cases with another"),
        "import/fee": Message("write one amount with its currency, for example “8.000đ/bản”, one line for each amount"),
        "import/title": Message("write the name above the table, for example “Name of the procedure: …”"),
    }
