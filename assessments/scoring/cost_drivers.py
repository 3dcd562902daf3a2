"""A component of the switching cost derived from its drivers (§2.2).

One function per row that has a driver formula; its parameters are the names of the drivers. Money
is in the case's currency; an amount entered for the component wins over what is derived here.
"""

from collections.abc import Callable, Mapping
from inspect import signature
from types import MappingProxyType

import numpy as np

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.contract_exit import dual_running as dual_running_cost
from assessments.scoring.domain_costs import reembedding
from assessments.scoring.errors import ScoringError

WORKING_DAYS_PER_WEEK = 5.0


def search(person_days: Number, day_rate: Number, proof_of_concept: Number) -> Number:
    """Row 1: person-days × rate + proof of concept."""
    return engineering(person_days, day_rate) + np.asarray(proof_of_concept)


def engineering(person_days: Number, day_rate: Number) -> Number:
    """Row 3: person-days × rate."""
    return as_number(np.asarray(person_days) * np.asarray(day_rate))


def data_move(
    egress_gb: Number,
    price_per_gb: Number,
    transform_cost: Number,
    tokens_millions: Number,
    price_per_million_tokens: Number,
    validation_hours: Number,
    hour_rate: Number,
) -> Number:
    """Row 4: egress at the blended price + transformation + re-embedding."""
    again = reembedding(tokens_millions, price_per_million_tokens, validation_hours, hour_rate)
    egress = np.asarray(egress_gb) * np.asarray(price_per_gb)
    return as_number(egress + np.asarray(transform_cost) + again)


def requalification(nre: Number, masks: Number, test_lots: Number, yield_ramp: Number) -> Number:
    """Row 5: engineering + masks + test lots + yield ramp."""
    return as_number(np.asarray(nre) + np.asarray(masks) + np.asarray(test_lots) + yield_ramp)


def retraining(
    heads: Number, training_days: Number, day_rate: Number, dip_share: Number, dip_weeks: Number
) -> Number:
    """Row 6: heads × (days × rate + dip × weeks); a week costs five days at the same rate."""
    lost_days = np.asarray(dip_share) * np.asarray(dip_weeks) * WORKING_DAYS_PER_WEEK
    days = np.asarray(heads) * (np.asarray(training_days) + lost_days)
    return as_number(days * np.asarray(day_rate))


def dual_running(
    dual_running_factor: Number, dual_months: Number, new_annual_cost: Number
) -> Number:
    """Row 7: χ × T_dual × yearly cost of the new one / 12."""
    return dual_running_cost(dual_running_factor, dual_months, new_annual_cost)


def write_off(book_value: Number, salvage_value: Number) -> Number:
    """Row 9: book value − salvage value."""
    return as_number(np.asarray(book_value) - np.asarray(salvage_value))


def cut_over_risk(failure_share: Number, impact: Number) -> Number:
    """Row 10: probability of failure × impact."""
    return as_number(np.asarray(failure_share) * np.asarray(impact))


def onboarding(onboarding_cost: Number, incentives: Number) -> Number:
    """Row 11: the new supplier's cost of taking us on − its incentives; may be negative."""
    return as_number(np.asarray(onboarding_cost) - np.asarray(incentives))


FORMULAS: Mapping[str, Callable[..., Number]] = MappingProxyType(
    {
        "search": search,
        "engineering": engineering,
        "data-move": data_move,
        "requalification": requalification,
        "retraining": retraining,
        "dual-running": dual_running,
        "write-off": write_off,
        "cut-over-risk": cut_over_risk,
        "onboarding": onboarding,
    }
)
WITHOUT_FORMULA = frozenset({"contract-exit", "lost-benefits"})


def driver_names(component: str) -> tuple[str, ...]:
    """Return the drivers a component is derived from.

    Parameters
    ----------
    component : str
        One of the eleven rows of §2.2, such as ``"data-move"``.

    Returns
    -------
    tuple of str
        Empty for a row without a driver formula: the contract gives row 2, and lost benefits are
        entered.

    Raises
    ------
    ScoringError
        If there is no such component.

    References
    ----------
    Method §2.2.

    Examples
    --------
    >>> driver_names("engineering")
    ('person_days', 'day_rate')
    """
    if component in WITHOUT_FORMULA:
        return ()
    if component not in FORMULAS:
        rows = ", ".join([*FORMULAS, *sorted(WITHOUT_FORMULA)])
        raise ScoringError(f"cost component {component} is not known; use one of {rows}")
    return tuple(signature(FORMULAS[component]).parameters)


def derive(component: str, drivers: Mapping[str, Number]) -> Number | None:
    """Return a component of the switching cost from its drivers.

    Parameters
    ----------
    component : str
        One of the eleven rows of §2.2.
    drivers : mapping of str to (float or ndarray, shape (n_draws,))
        Every driver of the component; one that does not apply is a stated 0.

    Returns
    -------
    float, ndarray or None
        Amount [money]; None for a component without a driver formula.

    Raises
    ------
    ScoringError
        If the component is not known, a driver is missing, or one is not a driver of it.

    References
    ----------
    Method §2.2.

    Examples
    --------
    >>> derive("engineering", {"person_days": 100, "day_rate": 800})
    80000.0
    """
    names = driver_names(component)
    if not names:
        return None
    for name in names:
        if name not in drivers:
            raise ScoringError(
                f"cost component {component} needs the driver {name}; "
                "enter it, or none if there is nothing of it"
            )
    for name in drivers:
        if name not in names:
            raise ScoringError(f"{name} is not a driver of {component}; use {', '.join(names)}")
    return as_number(FORMULAS[component](**drivers))
