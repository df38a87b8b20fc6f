"""The register kept in a database by Django, SQLite or PostgreSQL.

Importing this package sets Django up for the register, unless whoever hosts it has done so; no database is opened by
that, and Django's `default` one is none: every query names the register it asks.
"""

from isoqms.register.django_setup import prepare

prepare()
