"""The user's YAML text as plain data with the position of every value, and what is wrong with it as text."""

from isoqms.source.edit import Edit
from isoqms.source.source import Keys, Source, read_source, source_of_text
from isoqms.source.validate import FORMAT, validate

__all__ = ["FORMAT", "Edit", "Keys", "Source", "read_source", "source_of_text", "validate"]
