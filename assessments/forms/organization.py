"""What an organization says of itself."""

from typing import Any

from babel import Locale
from django import forms

from assessments.casefile.checks.codes import countries, currency_problem
from assessments.models import Organization

NAMES = Locale("en").territories
COUNTRIES = sorted(((code, str(NAMES[code])) for code in countries()), key=lambda item: item[1])


class OrganizationForm(forms.Form):
    """Name, place, money and dates."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        error_messages={"required": "Enter the name that reports print."},
    )
    country = forms.ChoiceField(
        label="Country", choices=[("", "Not said"), *COUNTRIES], required=False
    )
    currency = forms.CharField(
        label="Currency",
        max_length=3,
        help_text="Three letters, such as EUR. Reports add up in it. Figures keep the currency "
        "they were stated in: after a change they are converted. Exchange rates go with the "
        "old currency: each has to be entered anew.",
        error_messages={"required": "Enter the currency, such as EUR."},
    )
    decision_days = forms.IntegerField(
        label="Days from “we should leave” to a signed decision",
        min_value=0,
        max_value=3650,
        help_text="The last day to act counts them back.",
        error_messages={"required": "Enter a number of days, such as 60."},
    )
    as_of = forms.DateField(
        label="The register speaks of",
        required=False,
        help_text="Assessments are of this day unless another is chosen; write it as 2026-01-31.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write the day as 2026-01-31."},
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(organization, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["as_of"].widget.input_type = "date"
        # A register that has a date needs one: it cannot be read without.
        self.fields["as_of"].required = organization.as_of is not None

    def clean_currency(self) -> str:
        """Refuse what is no currency."""
        code: str = self.cleaned_data["currency"].upper()
        if problem := currency_problem(code):
            raise forms.ValidationError(f"{problem}.")
        return code
