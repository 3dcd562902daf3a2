"""An exchange rate: a currency, a day, what one unit was worth, and where that is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from django import forms

from assessments.casefile import exchange, rates
from assessments.casefile.checks.codes import currencies
from assessments.casefile.document import FxRate
from assessments.casefile.problems import Finding
from assessments.casefile.provenance import Context
from assessments.forms.fields import NumberField, TextField
from assessments.forms.records import Renderer
from assessments.forms.refusals import sentence
from assessments.forms.typed_numbers import typed

NAMES = Locale("en").currencies
FIRST = date(1999, 1, 1)  # the euro, and with it the ECB's rates, is no older


@dataclass(frozen=True, slots=True)
class Offer:
    """What the ECB has to say about what was chosen."""

    text: str
    rate: rates.Rate | None = None


class RateForm(forms.Form):
    """What somebody says a currency was worth."""

    default_renderer = Renderer
    use_required_attribute = False

    currency = forms.ChoiceField(
        label="Currency",
        widget=forms.Select({"class": "form-select"}),
        error_messages={
            "required": "Choose the currency.",
            "invalid_choice": "Choose a currency of the list.",
        },
    )
    rate_date = forms.DateField(
        label="Day",
        widget=forms.DateInput({"class": "form-control is-short"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Enter the day that the rate is of.",
            "invalid": "Write the day as 2026-01-31.",
        },
    )
    rate = NumberField(
        label="Rate",
        widget=forms.TextInput(
            {"class": "form-control is-short", "inputmode": "decimal", "autocomplete": "off"}
        ),
    )
    source = TextField(
        label="Where it is from",
        required=False,
        widget=forms.TextInput({"class": "form-control"}),
        help_text="Such as ECB, or the id of a source. Without one, reports mark the rate with ◇.",
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: str, currency: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own, self.is_new = own, not currency
        found = sorted(currencies() - {own} | ({currency} if currency else set()))
        named = [(code, f"{code} · {NAMES.get(code, code)}") for code in found]
        field: Any = self.fields["currency"]
        field.choices = [("", "—"), *named]
        if currency:
            self.initial["currency"], field.disabled = currency, True
        self.fields["rate_date"].widget.input_type = "date"
        self.fields["rate"].help_text = f"What one unit was worth in {own}."
        self.fields["rate"].error_messages["required"] = f"Enter what one unit was worth in {own}."

    def clean_rate_date(self) -> date:
        """Refuse a day of which there can be no rate."""
        found: date = self.cleaned_data["rate_date"]
        if not FIRST.year <= found.year <= 2100:
            raise forms.ValidationError(f"Choose a day from {FIRST.year} to 2100.")
        return found

    def offer(self) -> Offer | None:
        """Return the ECB's rate of the chosen day, or why there is none; None: nothing chosen."""
        self.full_clean()
        for name in set(self.errors) - {"currency", "rate_date"}:
            del self.errors[name]  # these are what the ECB is asked for
        if self.errors:
            return None
        currency, on = self.cleaned_data["currency"], self.cleaned_data["rate_date"]
        found = rates.ecb_rate(currency, self.own, on)
        if found is None:
            return Offer(rates.why_none(currency, self.own, on))
        worth = f"1 {currency} was worth {typed(found.rate)} {self.own} on {found.rate_date}"
        said = f"By the ECB’s rates, {worth}"
        if found.rate_date < on:
            said += f", the last day with rates before {on}"
        return Offer(f"{said}. Save to use it.", found)

    def value(self, context: Context) -> FxRate:
        """Return the rate that the form describes."""
        body = {name: str(self.cleaned_data[name]) for name in ("rate", "rate_date", "source")}
        found: FxRate = exchange.from_json(FxRate, body, context)
        return found

    def refuse(self, findings: list[Finding]) -> None:
        """Put what does not fit at the fields that it is about."""
        for finding in findings:
            name = finding.path.rpartition(".")[2]
            if name in self.fields:
                self.add_error(name, sentence(finding.message, str(self.fields[name].label)))
            else:
                self.add_error(None, sentence(f"{finding.path}: {finding.message}", ""))

    def show_other(self, currency: str, now: FxRate | None) -> None:
        """Say that somebody else has written the rate; saved again, this one takes its place."""
        self.data = {**{name: self.data.get(name) for name in self.fields}, "was": mark_of(now)}
        said = f"{currency} has no rate any more."
        if now:
            source = f" ({now.source})" if now.source else ""
            said = f"{currency} has a rate already: {typed(now.rate)} of {now.rate_date}{source}."
        self.add_error("rate", f"{said} Save again to put yours in its place.")

    def problems(self) -> list[tuple[str, str, str]]:
        """Return each error: where it is, what it is about, what to do."""
        found = [("", "", str(error)) for error in self.non_field_errors()]
        for field in self:
            found += [(field.id_for_label, str(field.label), str(error)) for error in field.errors]
        return found


def initial_of(rate: FxRate) -> Mapping[str, Any]:
    """Return what the form shows of a rate."""
    return {
        "rate": typed(rate.rate),
        "rate_date": str(rate.rate_date),
        "source": rate.source,
        "was": mark_of(rate),
    }


def filled(offer: Offer, typed_in: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the form shows after the ECB was asked; a rate of its own does not stay behind.

    Otherwise the rate of one currency would stand there for the next one.
    """
    if offer.rate:
        said = {"rate": typed(offer.rate.rate), "rate_date": str(offer.rate.rate_date)}
        return {**said, "source": rates.SOURCE}
    is_the_ecbs = typed_in.get("source", "").strip().upper() == rates.SOURCE
    return {"rate": "", "source": ""} if is_the_ecbs else {}


def mark_of(rate: FxRate | None) -> str:
    """Return by what a form knows whether a rate is still the one that it showed."""
    return f"{rate.rate:f}|{rate.rate_date}|{rate.source}" if rate else ""
