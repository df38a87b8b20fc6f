"""Tables of the history: events in one chain, and its head, which every writer locks."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """Something somebody did, as it was hashed; never changed and never removed, which the database itself sees to."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.TextField()
    actor = models.TextField(db_index=True)
    role = models.TextField()
    kind = models.TextField()
    reference = models.TextField()
    type = models.TextField()
    from_state = models.TextField()
    to_state = models.TextField()
    payload = models.TextField()
    prev_hash = models.TextField()
    hash = models.TextField(unique=True)

    class Meta:
        indexes = (models.Index(fields=["kind", "reference", "seq"], name="event_record"),)


class Head(models.Model):
    """The end of the chain, the only row of its table."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.TextField()
    register = models.TextField()
    """Name of this register, drawn when it was made and the seed of its chain."""
