"""The ISO document of one procedure: one model of its content, written as Word file and as PDF.

A :class:`Subject` is what the document is about; `document_of` puts its content together, `to_pdf` and
`word.to_docx` write it. Templates of an office's own are filled in by `word.template`.
"""

from isoqms.report.document.build import document_of
from isoqms.report.document.content import IsoDocument
from isoqms.report.document.pdf import to_pdf
from isoqms.report.document.profile import Profile, profile, profile_for, profile_names
from isoqms.report.document.subject import Subject

__all__ = ["IsoDocument", "Profile", "Subject", "document_of", "profile", "profile_for", "profile_names", "to_pdf"]
