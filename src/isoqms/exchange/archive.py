"""A zip archive that an office program made, opened with care: sizes are counted before anything is taken out."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib

from isoqms.exchange.faults import UnreadableError, refusal
from isoqms.problem import Problem
from isoqms.words import Message

_MOST_PARTS = 5_000
_MOST_BYTES = 200 * 2**20
_MOST_RATIO = 200
_SMALL = 2**20
"""A part that unpacks to less than this may be packed as tightly as it likes."""
_CHUNK = 2**20
_DECLARATION = re.compile(b"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"))
_OFFICE = (".docx", ".docm", ".xlsx", ".xlsm")


def kind_of(raw: bytes, name: str) -> str:
    """Return docx, xlsx or csv, judged by what the file holds and not by its name.

    Raises:
        UnreadableError: the file is none of them: password-protected, of an older program, a bomb or something else.
    """
    if raw.startswith(_OLE):
        raise UnreadableError(_old_or_locked(raw, name))
    if found := next((kind for sign, kind in _FOREIGN if raw.startswith(sign)), None):
        message = Message("{kind} files are not read: a .docx, .xlsx or .csv file is needed", kind=found)
        fix = Message("bring the Word or Excel file that it was made from")
        raise UnreadableError(refusal(name, "import/kind", message, fix))
    if not raw.startswith(b"PK"):
        if name.lower().endswith(_OFFICE) and not _may_be_text(raw):
            raise UnreadableError(refusal(name, "import/damaged", Message("the file is empty or damaged"), _resave()))
        return "csv"
    parts = _checked_parts(raw, name)
    if "word/document.xml" in parts:
        return "docx"
    if "xl/workbook.xml" in parts:
        return "xlsx"
    message = Message("this is neither a Word document (.docx) nor an Excel workbook (.xlsx) nor a CSV file")
    raise UnreadableError(refusal(name, "import/kind", message, _resave()))


def _may_be_text(raw: bytes) -> bool:
    return bool(raw.strip()) and (b"\0" not in raw or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))


def has_macros(raw: bytes) -> bool:
    """Say whether the archive holds macros."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return any(part.lower().endswith("vbaproject.bin") for part in archive.namelist())


def has_formulas(raw: bytes) -> bool:
    """Say whether a sheet of the workbook holds formulas."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheets = (part for part in archive.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml"))
        return any(re.search(rb"<(?:\w+:)?f[ >/]", archive.read(part)) for part in sheets)


def _old_or_locked(raw: bytes, name: str) -> Problem:
    if _ENCRYPTED in raw:
        message = Message("the file is protected by a password")
        fix = Message("take the password off, save the file, bring it again")
        return refusal(name, "import/password", message, fix)
    message = Message("the file comes from an old program (.doc or .xls)")
    return refusal(name, "import/kind", message, _resave())


def _resave() -> Message:
    return Message("open it in Word, Excel or LibreOffice and save it as .docx or .xlsx")


def _checked_parts(raw: bytes, name: str) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                message = Message("the file is protected by a password")
                fix = Message("take the password off, save the file, bring it again")
                raise UnreadableError(refusal(name, "import/password", message, fix))
            if len(parts) > _MOST_PARTS or _unpacks_too_far(archive, parts):
                raise UnreadableError(_bomb(name))
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as error:
        message = Message("the file is damaged and cannot be opened")
        raise UnreadableError(refusal(name, "import/damaged", message, _resave())) from error


def _unpacks_too_far(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    """Unpack every part piece by piece, trusting no stated size; also refuse XML that declares entities."""
    total = 0
    for part in parts:
        size, tail = 0, b""
        with archive.open(part) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                too_tight = size > _SMALL and size > _MOST_RATIO * max(1, part.compress_size)
                if total + size > _MOST_BYTES or too_tight:
                    return True
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    if _DECLARATION.search(tail + piece):
                        return True
                    tail = piece[-32:]
        total += size
    return False


def _bomb(name: str) -> Problem:
    message = Message("the file unpacks to far more than it holds, or declares entities: it is not opened")
    fix = Message("ask whoever sent it for a plain copy, saved anew from Word or Excel")
    return refusal(name, "import/bomb", message, fix)
