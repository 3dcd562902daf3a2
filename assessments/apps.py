"""The domain as a Django app: the register, its assessments, their numbers."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"
