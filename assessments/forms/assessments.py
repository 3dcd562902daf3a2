"""What is asked about assessments: which to list, and as of when to make one."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from assessments.choices import AssessmentState
from assessments.models import Assessment


class Filters(forms.Form):
    """Which assessments the list shows; whatever makes no sense is left out."""

    state = forms.ChoiceField(
        choices=[("", "Any state"), *AssessmentState.choices],
        required=False,
        widget=forms.Select({"class": "form-select"}),
    )
    since = forms.DateField(
        label="As of, from",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}),
    )
    until = forms.DateField(
        label="to",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}),
    )
    position = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"type": "search", "class": "form-control"})
    )

    LOOKUPS = {  # noqa: RUF012 - read only
        "state": "state",
        "since": "snapshot__as_of__gte",
        "until": "snapshot__as_of__lte",
    }

    def narrow(self, rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
        """Return those rows that fit."""
        self.is_valid()
        asked = {k: v for k, v in self.cleaned_data.items() if v}
        rows = rows.filter(**{self.LOOKUPS[k]: v for k, v in asked.items() if k in self.LOOKUPS})
        if "position" in asked:
            rows = rows.filter(
                measures__code="score.risk", measures__subject__icontains=asked["position"]
            )
        return rows


class Start(forms.Form):
    """The question that an assessment answers; without a date, the register's own."""

    as_of = forms.DateField(
        label="As of",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}),
        error_messages={"invalid": "Write the date as a day, such as 2026-01-31."},
    )

    def clean_as_of(self) -> date | None:
        """Refuse a date that no register reaches."""
        found: date | None = self.cleaned_data["as_of"]
        if found and not 1990 <= found.year <= 2100:
            raise ValidationError("Choose a date between 1990 and 2100.")
        return found
