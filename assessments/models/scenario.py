"""A set of changes to look at, in the words of a mitigation's changes."""

from django.db import models

from assessments.models.base import Numbered
from assessments.models.fields import reference, text


class Scenario(Numbered):
    name = text()
    changes = models.JSONField(default=list)
    base = reference("Scenario", "built_on")  # None: the register as it stands
