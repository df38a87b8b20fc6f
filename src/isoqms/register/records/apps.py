"""The application of the register, as Django knows it."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Tables of the register carry the prefix `register_`."""

    name = "isoqms.register.records"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
