"""The document people work by was made from the procedure as it is now.

Asks: Does the register hold a document made from the procedure, in force, with the stamp the procedure has today?
Why: When the file is changed and the printed procedure is not, people work by the old one and auditors read the new
    one.
Ground: iso
Clause: 4.4.2, 7.5.3.1
Decided how: A stamp is a short fingerprint of what the procedure says. The entry of qms/documents.yaml that names the
    procedure is compared with it; a shortened stamp is compared as far as it goes, eight characters at least. That
    somebody went through the document (“confirmed”) is no new issue and changes nothing here.
Left to the auditor: Do people really work by this document?
Bad:
    # file: procedure.yaml
    id: QT-01  # here
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents: {QT-HT: {title: {vi: Quy trình khác, en: Another procedure}}}
    ---
    # file: procedure.yaml
    id: QT-02
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT: {title: {vi: Cấp bản sao, en: Issue a copy}, procedure: QT-02, stamp: "0123456789ab"}  # here
    ---
    # file: procedure.yaml
    id: QT-03
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT: {title: {vi: Cấp bản sao, en: Issue a copy}, procedure: QT-03}  # here
Good:
    # file: procedure.yaml
    id: QT-04
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT: {title: {vi: Cấp bản sao, en: Issue a copy}, procedure: QT-04, stamp: "3f9c2ab41d07"}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.asking import is_stamp_of
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.2/doc-in-sync"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.2", "7.5.3.1")
EVIDENCE = (Evidence.DOCUMENTS, Evidence.PROCEDURE, Evidence.VERSIONS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to a document made from another version of the procedure, or from none anybody wrote down."""
    present = system.stamps.get(procedure.id)
    held = system.entry_of(procedure)
    if present is None:
        yield Insufficient(procedure.at, procedure.id, Message("the procedure has no stamp to compare with"))
    elif held is None:
        message = Message("no document of the register is made from this procedure")
        fix = Message(
            "add the issued document to qms/documents.yaml with “procedure:” and “stamp: {stamp}”", stamp=present
        )
        yield Absent(procedure.at, procedure.id, message, fix)
    else:
        id_, entry = held
        yield Seen(entry.at, id_)
        fix = Message(
            "issue the document anew: version, day, approval and “stamp: {stamp}” in quotes; isoqms reviewed does not",
            stamp=present,
        )
        if entry.stamp is None:
            message = Message(
                "the document “{id}” does not say from which version of the procedure it was made", id=id_
            )
            yield Absent(entry.at, id_, message, fix)
        elif not is_stamp_of(entry.stamp, present):
            message = Message("the procedure has changed since the document “{id}” was issued: to be reviewed", id=id_)
            yield Objection(entry.at, id_, message, fix)
