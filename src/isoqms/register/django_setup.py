"""Django set up for the register alone: its application, no database until one is named."""

from __future__ import annotations

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

APPLICATION = "isoqms.register.records"
ACCOUNT_MODEL = "register.Account"
INSTALLED_APPS = ("django.contrib.contenttypes", "django.contrib.auth", APPLICATION)


def prepare() -> None:
    """Set Django up, once; settings made by a host (the pages) stay as they are.

    Raises:
        ImproperlyConfigured: a host set Django up without the application of the register.
    """
    from django.conf import settings  # in the module it would be asked for members before it is configured

    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=list(INSTALLED_APPS),
            AUTH_USER_MODEL=ACCOUNT_MODEL,
            DATABASES={},
            DATABASE_ROUTERS=[],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
            TIME_ZONE="UTC",
            LOGGING_CONFIG=None,
        )
    if APPLICATION not in settings.INSTALLED_APPS:
        raise ImproperlyConfigured(f"INSTALLED_APPS lacks {APPLICATION!r}")
    if not apps.ready and not getattr(apps, "loading", False):
        django.setup()
