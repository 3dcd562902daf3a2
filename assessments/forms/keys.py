"""What a key may do, and until when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from assessments.choices import Role

DEFAULT_DAYS = 90


class KeyForm(forms.Form):
    """A new key; the day it ends on counts whole."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="What uses it, such as “ERP, nightly”.",
        error_messages={"required": "Say what uses the key."},
    )
    role = forms.ChoiceField(
        label="Role", help_text="What it may do: at most what you may.", initial=Role.EDITOR
    )
    expires_on = forms.DateField(
        label="Last day",
        help_text="At most a year ahead.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Choose the last day on which it works.",
            "invalid": "Write the day as 2026-12-31.",
        },
    )

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(role, Role(role).label) for role in roles]
        self.fields["role"].choices = labels  # type: ignore[attr-defined]
        today = timezone.now().date()
        self.fields["expires_on"].initial = today + timedelta(days=DEFAULT_DAYS)
        self.fields["expires_on"].widget.input_type = "date"

    def expires_at(self) -> datetime:
        """Return the end of the last day."""
        day: date = self.cleaned_data["expires_on"]
        return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
