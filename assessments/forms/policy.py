"""A draft of a scoring policy: weights and rates in per cent, the method's parameters below."""

from dataclasses import replace
from decimal import Decimal
from math import isfinite
from typing import Any

from django import forms

from assessments.casefile import document as nouns
from assessments.casefile import exchange
from assessments.casefile.provenance import Context
from assessments.casefile.words import Money
from assessments.scoring.parameters import LIMITS, Parameters
from assessments.titles import PILLARS

FIGURES = {"discount_rate": Decimal(100), "horizon_years": Decimal(1)}
# Name → label.
PARAMETERS = {
    "appetite_share": "Loss accepted without being asked, share of a year's value",
    "cost_correlation": "Correlation between cost lines",
    "age_half_life_months": "Months after which evidence counts half",
    "overrun_median": "Overrun of an exit, median factor",
    "overrun_p80": "Overrun of an exit, factor at 80 %",
    "cancel_share": "Share of exits that are cancelled",
    "pillar_cap": "Most that a pillar may count",
    "weight_concentration": "How firmly the weights hold",
    "anchor_spread": "How far the anchors may be off, share",
    "n_draws": "Draws of the simulation",
}
DEFAULTS = Parameters()


class PolicyForm(forms.Form):
    """What a draft says; what is left as the method has it is not written down."""

    name = forms.CharField(label="Name", max_length=200, required=False)
    money = forms.ChoiceField(
        label="Money",
        choices=[(word.value, word.value.capitalize()) for word in Money],
        help_text="Nominal: amounts and discount rate include inflation. Real: neither does.",
    )
    discount_rate = forms.DecimalField(
        label="Discount rate, % a year", min_value=0, max_value=100, max_digits=15, required=False
    )
    horizon_years = forms.DecimalField(
        label="Horizon, years",
        min_value=Decimal("0.1"),
        max_value=50,
        max_digits=15,
        required=False,
    )

    def __init__(self, *args: Any, policy: nouns.Policy, context: Context, **kwargs: Any) -> None:
        self.policy, self.context = policy, context
        kwargs.setdefault("initial", {}).update(_initial(policy))
        super().__init__(*args, **kwargs)
        for key, label in PILLARS.items():
            self.fields[f"weight_{key}"] = forms.DecimalField(
                label=f"{label}, %", min_value=0, max_value=100, max_digits=15
            )
        for name, label in PARAMETERS.items():
            number: Any = forms.IntegerField if name == "n_draws" else forms.FloatField
            least, most = LIMITS[name]
            highest = most if isfinite(most) else None
            self.fields[name] = number(label=label, min_value=least, max_value=highest)

    def basic(self) -> list[forms.BoundField]:
        """Return the fields that most policies are about."""
        return [self[name] for name in ("name", "money", *FIGURES)]

    def weights(self) -> list[forms.BoundField]:
        """Return the weights of the pillars."""
        return [self[f"weight_{key}"] for key in PILLARS]

    def more(self) -> list[forms.BoundField]:
        """Return the parameters of the method."""
        return [self[name] for name in PARAMETERS]

    def clean(self) -> dict[str, Any]:
        """Hold the weights together."""
        said: dict[str, Any] = super().clean() or {}
        weights = [said.get(f"weight_{key}") for key in PILLARS]
        if None not in weights and sum(weights) != 100:  # type: ignore[arg-type]
            total = sum(weights)  # type: ignore[arg-type]
            self.add_error("weight_C", f"The weights add up to {total}; make them add up to 100.")
        return said

    def value(self) -> nouns.Policy:
        """Return the policy that the form describes; an unchanged figure keeps its evidence."""
        figures = {name: self._figure(name) for name in FIGURES if name in self.changed_data}
        return replace(
            self.policy,
            money=Money(self.cleaned_data["money"]),
            parameters=self._parameters(),
            **figures,
        )

    def _figure(self, name: str) -> Any:
        number = self.cleaned_data[name]
        said = "unknown" if number is None else format((number / FIGURES[name]).normalize(), "f")
        read = exchange.from_json(nouns.Policy, {name: said}, self.context)
        return getattr(read, name)

    def _parameters(self) -> dict[str, Any]:
        kept = {k: v for k, v in self.policy.parameters.items() if k not in PARAMETERS}
        kept.pop("pillar_weights", None)
        weights = {key: float(self.cleaned_data[f"weight_{key}"] / 100) for key in PILLARS}
        if weights != dict(DEFAULTS.pillar_weights):
            kept["pillar_weights"] = weights
        said = {name: self.cleaned_data[name] for name in PARAMETERS}
        return kept | {k: v for k, v in said.items() if v != getattr(DEFAULTS, k)}


def _initial(policy: nouns.Policy) -> dict[str, Any]:
    parameters = DEFAULTS.with_policy(policy.parameters)
    figures = {name: getattr(policy, name).likely for name in FIGURES}
    return {
        "money": policy.money.value,
        **{k: _plain(v * FIGURES[k]) for k, v in figures.items() if v is not None},
        **{f"weight_{key}": _percent(share) for key, share in parameters.pillar_weights.items()},
        **{name: getattr(parameters, name) for name in PARAMETERS},
    }


def _percent(share: float) -> Decimal:
    return _plain(Decimal(str(share)) * 100)


def _plain(number: Decimal) -> Decimal:
    """Return a number without zeros at its end, and without an exponent."""
    return Decimal(format(number.normalize(), "f"))
