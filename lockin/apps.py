"""The project as a Django app, so that its system checks run."""

from django.apps import AppConfig
from django.core.checks import register

from lockin import checks


class LockinConfig(AppConfig):
    name = "lockin"
    verbose_name = "Lockin"

    def ready(self) -> None:
        for check in checks.ALL:
            register(check)
