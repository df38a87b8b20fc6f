"""The columns tables of the register are made of.

Texts have no length of their own: the longest is set once, when a record is read. Figures are kept as the text they
were written in, so that what is rebuilt from the events is the same to the last digit.
"""

from __future__ import annotations

from typing import Any

from django.db import models


def words(**options: Any) -> Any:
    """Return a column of text, empty where nothing is known."""
    return models.TextField(default="", blank=True, **options)


def choice(**options: Any) -> Any:
    """Return a column for one word of a fixed list, NULL where none is chosen; also for a figure."""
    return models.TextField(null=True, blank=True, **options)


def day(**options: Any) -> Any:
    """Return a column for a day, NULL where unknown."""
    return models.DateField(null=True, blank=True, **options)


def flag(**options: Any) -> Any:
    """Return a column for yes or no, no where nothing is said."""
    return models.BooleanField(default=False, **options)


def count(usual: int = 0, **options: Any) -> Any:
    """Return a column for a whole number."""
    return models.BigIntegerField(default=usual, **options)


def group(**options: Any) -> Any:
    """Return a column for members that belong together, NULL where none are given."""
    return models.JSONField(null=True, blank=True, **options)


def several(**options: Any) -> Any:
    """Return a column for a list of words, empty where there are none."""
    return models.JSONField(default=list, blank=True, **options)


def keyed(**options: Any) -> Any:
    """Return a column for groups of members by their key, empty where there are none."""
    return models.JSONField(default=dict, blank=True, **options)


class Record(models.Model):
    """A record of the register by its reference; `revision` is the number of the last event about it."""

    reference = models.TextField(primary_key=True)
    year = count()
    number = count()
    revision = count()
    search = words()
    """Everything people search by, in lower case without diacritics."""

    class Meta:
        abstract = True


class Part(models.Model):
    """A part of a record, by its key within the record."""

    key = models.TextField()

    class Meta:
        abstract = True


def part_of(record: str, name: str) -> Any:
    """Return the link of a keyed part to its record, where it is found under `name`."""
    return models.ForeignKey(record, on_delete=models.CASCADE, related_name=name)


def single_of(record: str, name: str) -> Any:
    """Return the link of the one part of its kind to its record, where it is found under `name`."""
    return models.OneToOneField(record, on_delete=models.CASCADE, related_name=name, primary_key=True)
