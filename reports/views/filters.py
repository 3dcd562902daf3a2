"""What the list of reports is narrowed by; whatever makes no sense is left out."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from assessments.choices import AssessmentState, JobState, ReportState

STATES: dict[str, tuple[str, Q]] = {
    "ready": ("Ready", Q(state=ReportState.READY)),
    "under-way": ("Being made", Q(job__state__in=(JobState.QUEUED, JobState.RUNNING))),
    "failed": ("Not made", Q(job__state__in=(JobState.QUARANTINED, JobState.CANCELLED))),
}
WORDS: dict[str, tuple[str, Q]] = {
    "approved": ("Approved", Q(assessment__state=AssessmentState.APPROVED)),
    "draft": ("Not approved", ~Q(assessment__state=AssessmentState.APPROVED)),
}


def _choices(first: str, named: dict[str, tuple[str, Q]]) -> list[tuple[str, str]]:
    return [("", first), *((key, label) for key, (label, _) in named.items())]


class Filters(forms.Form):
    """Which reports the list shows."""

    position = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
        label="Function or supplier",
    )
    state = forms.ChoiceField(
        choices=_choices("Any", STATES),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        label="File",
    )
    word = forms.ChoiceField(
        choices=_choices("Any", WORDS),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        label="Assessment",
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those rows that fit."""
        self.is_valid()
        asked = {key: value for key, value in self.cleaned_data.items() if value}
        if "position" in asked:
            rows = rows.filter(position__icontains=asked["position"].strip())
        if "state" in asked:
            rows = rows.filter(STATES[asked["state"]][1])
        if "word" in asked:
            rows = rows.filter(WORDS[asked["word"]][1])
        return rows
