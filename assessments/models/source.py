"""A fact as seen: where, when, how good, and how it may be printed."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from assessments.choices import Grade, Print
from assessments.models.base import SOURCE_ID, Numbered
from assessments.models.fields import PartialDateField, text, words, words_are_listed


class Source(Numbered):
    external_id = models.CharField(
        validators=[RegexValidator(SOURCE_ID, "Use letters and digits, words joined by '-'.")]
    )
    title = models.CharField()
    publisher = text()
    site = text()
    url = text()
    # As somebody wrote it, and the date it is, where it is one.
    date_text = text()
    date = PartialDateField()
    grade = words(Grade, Grade.E)
    print = words(Print, Print.REPORTED)
    # Figures of former times still name it, so a source is put away instead of deleted.
    is_retired = models.BooleanField(default=False)

    class Meta(Numbered.Meta):
        constraints = [
            Numbered.Meta.constraints[0],
            models.CheckConstraint(
                condition=Q(external_id__regex=SOURCE_ID), name="source_external_id_is_id"
            ),
            words_are_listed(grade=Grade, print=Print),
        ]

    def __str__(self) -> str:
        return f"{self.external_id}: {self.title}"
