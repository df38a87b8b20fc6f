"""The document as a Word file, written by python-docx; the page, tables and fields of Word in modules of their own."""

from isoqms.report.document.word.writer import to_docx

__all__ = ["to_docx"]
