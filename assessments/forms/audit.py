"""What of the trail is shown."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from assessments.models import AuditEvent, Membership, Organization
from assessments.queries.titles import noun_words


class TrailFilter(forms.Form):
    """Filters of the audit trail; what cannot be read filters nothing and says so."""

    noun = forms.ChoiceField(label="What", required=False)
    by = forms.ChoiceField(label="Who", required=False)
    since = forms.DateField(
        label="From", required=False, error_messages={"invalid": "Write the day as 2026-01-31."}
    )
    until = forms.DateField(
        label="To", required=False, error_messages={"invalid": "Write the day as 2026-01-31."}
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = AuditEvent.objects.for_organization(organization)
        nouns = self.events.order_by("noun").values_list("noun", flat=True).distinct()
        self.fields["noun"].choices = [  # type: ignore[attr-defined]
            ("", "Everything"),
            *((noun, noun_words(noun)) for noun in nouns),
        ]
        members = Membership.objects.filter(organization=organization).select_related("user")
        self.fields["by"].choices = [  # type: ignore[attr-defined]
            ("", "Everybody"),
            ("-", "The terminal"),
            *sorted(((str(row.user_id), str(row.user)) for row in members), key=lambda row: row[1]),
        ]
        for name in ("since", "until"):
            self.fields[name].widget.input_type = "date"

    def found(self) -> QuerySet[AuditEvent]:
        """Return the events that pass, newest first."""
        said = self.cleaned_data if self.is_valid() else {}
        events = self.events
        if said.get("noun"):
            events = events.filter(noun=said["noun"])
        if said.get("by"):
            events = events.filter(by=None if said["by"] == "-" else said["by"])
        if said.get("since"):
            events = events.filter(at__date__gte=said["since"])
        if said.get("until"):
            events = events.filter(at__date__lt=said["until"] + timedelta(days=1))
        found: QuerySet[AuditEvent] = events.select_related("by", "api_key").order_by("-sequence")
        return found
