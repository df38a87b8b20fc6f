"""Tables of those who act, with their posts, and of the files of evidence."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from isoqms.register.records.models.columns import Part, Record, count, day, part_of, several, words


class Accounts(BaseUserManager):
    """Accounts, found by their reference."""


class Account(Record, AbstractBaseUser, PermissionsMixin):
    """Somebody who may act; the password is no part of the record and of no event."""

    name = words()
    office = words()
    duties = several()
    processes = several()
    left_on = day()

    objects = Accounts()
    USERNAME_FIELD = "reference"

    @property
    def is_active(self) -> bool:
        """Whether the person is still there, as signing in asks."""
        return self.left_on is None


class Post(Part):
    """A post somebody holds."""

    of = part_of("Account", "posts")
    title = words()
    unit = words()
    since = day()
    until = day()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "key"], name="post_key"),)


class EvidenceFile(Record):
    """A file of evidence by its SHA-256; the bytes lie in a folder beside the register."""

    name = words()
    media_type = words()
    size_bytes = count()
    added_by = words()
    added_on = day()
