"""What the questions and refusals of an import mean, by id: why each is asked, and what is done until then."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from isoqms.words import phrase

EXPLAINED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "import/added-time": phrase(
            "A remark gives some dossiers more time. A table has no place for it: until the step or the variant is "
            "written, the time counts for no dossier."
        ),
        "import/agency": phrase(
            "The letterhead names more than one body. The lowest office is taken for the one that issues the document."
        ),
        "import/bomb": phrase("The file unpacks to far more than an office document holds; it is not opened."),
        "import/case": phrase(
            "A row begins with the case it is for and has no number: only dossiers of that case are sent through it. "
            "How many these are no table says."
        ),
        "import/clock": phrase(
            "A remark says that time is not counted here. Whether the clock stands still or the step lies outside the "
            "limit decides the deadline, so it is asked."
        ),
        "import/condition": phrase(
            "Words of a step hold for some dossiers only, and nothing says where these go. Until it is written every "
            "dossier goes on in the order of the table, and the time of the step counts for all."
        ),
        "import/damaged": phrase("The file cannot be opened: it is empty or damaged."),
        "import/duration": phrase(
            "A time cannot be read, or has no unit. The step stays without a time; the words stand in its remarks."
        ),
        "import/encoding": phrase("The text is written for old fonts or in an old code, not in Unicode."),
        "import/ending": phrase("A way ends here, and its words do not say how: completed, refused, returned, …"),
        "import/exists": phrase("A procedure of this id lies in the folder already; nothing is written over it."),
        "import/fee": phrase("A fee is stated that is not one amount. Its words are kept, no amount is."),
        "import/flow": phrase("A part of the line on the order of the steps is not understood and is left out."),
        "import/formula": phrase("Cells hold formulas; the results that were stored are read, nothing is calculated."),
        "import/gone": phrase("The newer table lacks a step that the file has. It stays until you take it out."),
        "import/heading": phrase("A row without time and person is taken for the heading of a stage."),
        "import/hidden": phrase("Rows, columns or sheets are hidden; they are read or left out as the message says."),
        "import/join": phrase("Ways that part meet again: it is taken that all are waited for."),
        "import/kind": phrase("Files of this kind are not read: only Word (.docx), Excel (.xlsx) and CSV."),
        "import/limit": phrase(
            "A limit is stated that is not one time, as when cases have times of their own. Its words are kept as a "
            "note; no time is calculated from it."
        ),
        "import/loop": phrase("A step leads back to itself, and nothing says how often at most."),
        "import/macros": phrase("The file holds macros; they are never run."),
        "import/nested-table": phrase("A table lies inside a cell; its texts are read as lines of that cell."),
        "import/new-role": phrase("The table names somebody whom organisation.yaml does not know as a role."),
        "import/new-step": phrase("The newer table has a step more. It is put between its neighbours."),
        "import/no-steps": phrase("No table of steps is found: no headings name the work and who does it or its time."),
        "import/no-table": phrase("The document holds no table."),
        "import/number": phrase("A number is used twice, or the numbers begin again; ways to it are not certain."),
        "import/open": phrase(
            "Questions that an import wrote into the file as comments are still there. Settle what each asks, then "
            "delete the comment."
        ),
        "import/other-procedure": phrase(
            "The table given to --update states another code than the file, or hardly any of its steps are in it. "
            "Nothing is merged."
        ),
        "import/parallel": phrase("Steps are said to go on at the same time, but not plainly which."),
        "import/password": phrase("The file is protected by a password and cannot be opened."),
        "import/picture": phrase("A cell holds a picture; what it shows cannot be read."),
        "import/reduction": phrase("A shortening of times is stated that cannot be read as before and after."),
        "import/renamed": phrase("A step is called otherwise in the newer table. Is it the same step?"),
        "import/role": phrase("A cell names somebody besides the office, or another role than the file."),
        "import/session": phrase("A half day (buổi) is taken for half of the working day; no rule says so."),
        "import/shared": phrase("A value is written once for several places of the file and is left as it is."),
        "import/shared-time": phrase("One time is written for several steps together; the first of them has it all."),
        "import/start": phrase("The flow begins at several steps; only one can be the first."),
        "import/table": phrase(
            "A table of the document is not understood. Its words are kept as remarks; nothing of it is used or "
            "printed in its place."
        ),
        "import/title": phrase("The document does not say which procedure this is."),
        "import/too-large": phrase("The file is larger than what is read at all."),
        "import/total": phrase("A total states no time, or one that cannot be read."),
        "import/two-totals": phrase("The document states one time twice, unlike."),
        "import/unreadable": phrase("The file is not there, or may not be read."),
    }
)
