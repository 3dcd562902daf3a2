"""The project as a Django app, so that its system checks run."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from lockin import checks, walls


class LockinConfig(AppConfig):
    name = "lockin"
    verbose_name = "Lockin"

    def ready(self) -> None:
        for check in checks.ALL:
            register(check)
        register(walls.check_guards, Tags.urls)
