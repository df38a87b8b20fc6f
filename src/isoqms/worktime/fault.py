"""What is wrong in the plain data of a calendar or of opening hours, and where; the caller knows the file."""

from __future__ import annotations

from dataclasses import dataclass

from isoqms.words import Message


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with valid-looking data: the path of keys and indexes to it, and the sentence."""

    path: tuple[str | int, ...]
    message: Message
