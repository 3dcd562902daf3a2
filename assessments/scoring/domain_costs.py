"""Costs of leaving that clouds, chips and AI models have of their own (§2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError

DAYS_PER_BILLING_MONTH = 30.0  # of the published heuristic for models

Tier = tuple[float | None, float]


def tiered_egress(gb: float, tiers: Sequence[Tier], free_gb: float = 0.0, months: int = 1) -> float:
    """Return the list price of moving data out, tier by tier of each month.

    Parameters
    ----------
    gb : float
        Volume, 1 TB = 1,024 GB. [GB]
    tiers : sequence of (size, price)
        Size of each tier a month [GB], the last None = all the rest; price [money/GB].
    free_gb : float
        Free a month, inside the first tier. [GB]
    months : int
        The move is spread evenly over them, so each tier is used that often.

    Returns
    -------
    float
        Cost. [money]

    Raises
    ------
    ScoringError
        If the tiers end before the volume does, or months is below 1.

    References
    ----------
    Method §2.4.

    Examples
    --------
    >>> round(tiered_egress(10240, [(10240, 0.09), (None, 0.05)]), 9)
    921.6
    """
    if months < 1:
        raise ScoringError(f"a move takes at least 1 month, not {months}; check months")
    rest, free, cost = gb / months, free_gb, 0.0
    for size, price in tiers:
        here = rest if size is None else min(rest, size)
        cost += max(0.0, here - free) * price
        rest, free = rest - here, max(0.0, free - here)
    if rest > 0:
        raise ScoringError(f"{rest:g} GB a month lie beyond the last tier; give it the size None")
    return months * cost


def reembedding(
    tokens_millions: Number, price_per_million: Number, hours: Number, rate_per_hour: Number
) -> Number:
    """Return what indexing a corpus again for another model costs.

    Parameters
    ----------
    tokens_millions : float or ndarray
        Corpus. [million tokens]
    price_per_million : float or ndarray
        Of embedding. [money/million tokens]
    hours, rate_per_hour : float or ndarray
        Validation work [h] and its rate [money/h].

    Returns
    -------
    float or ndarray
        Cost. [money]

    References
    ----------
    Method §2.4.

    Examples
    --------
    >>> reembedding(120_000, 0.1, 320, 110)
    47200.0
    """
    tokens = np.asarray(tokens_millions) * np.asarray(price_per_million)
    return as_number(tokens + np.asarray(hours) * np.asarray(rate_per_hour))


@dataclass(frozen=True, slots=True)
class ModelSwitch:
    """What another AI model takes: work [h], money, and months until its discount has paid it."""

    hours: float
    cost: float
    payback_months: float | None


def llm_switch_heuristic(
    monthly_spend: float,
    prompt_complexity: float,
    eval_cases: float,
    retraining_hours: float,
    downtime_days: float,
    rate_per_hour: float,
    discount_share: float,
) -> ModelSwitch:
    """Return the published rule of thumb for switching a language model.

    Parameters
    ----------
    monthly_spend : float
        On today's model. [money/month]
    prompt_complexity, eval_cases : float
        Prompts by complexity, and cases of the evaluation. [count]
    retraining_hours : float
        Of people. [h]
    downtime_days : float
        Without a model. [days]
    rate_per_hour : float
        Of the work. [money/h]
    discount_share : float
        What the new model saves of the spend. [share]

    Returns
    -------
    ModelSwitch
        Payback is None (never) if nothing is saved.

    References
    ----------
    Method §2.4; aibizhub.io/methodology/llm-vendor-lock-in-cost.

    Examples
    --------
    >>> llm_switch_heuristic(8000, 6, 80, 40, 2, 150, 0.3).hours
    104.0
    """
    hours = 4.0 * prompt_complexity + 0.5 * eval_cases + retraining_hours
    cost = hours * rate_per_hour + downtime_days * monthly_spend / DAYS_PER_BILLING_MONTH
    saved = monthly_spend * discount_share
    return ModelSwitch(hours, cost, cost / saved if saved > 0 else None)


def yield_ramp_cost(
    yields: Sequence[float], final_yield: float, units: Sequence[float], unit_cost: float
) -> float:
    """Return what a chip's yield costs until it is where it will stay.

    Parameters
    ----------
    yields : sequence of float
        y_t, good part of the output in each period. (0–1]
    final_yield : float
        y_∞. (0–1]
    units : sequence of float
        Good units made in each period. [units]
    unit_cost : float
        Cost of one started unit. [money/unit]

    Returns
    -------
    float
        Σ (1/y_t − 1/y_∞)·units_t·cost. [money]

    Raises
    ------
    ScoringError
        If a yield is outside (0, 1] or the two sequences differ in length.

    References
    ----------
    Method §2.4.

    Examples
    --------
    >>> yield_ramp_cost([0.5, 0.8], 0.8, [100, 100], 4.0)
    300.0
    """
    if len(yields) != len(units):
        raise ScoringError(f"{len(yields)} yields and {len(units)} volumes; give one per period")
    for share in (*yields, final_yield):
        if not 0 < share <= 1:
            raise ScoringError(f"yield {share:g} must be above 0 and at most 1")
    wasted = ((1.0 / y - 1.0 / final_yield) * n for y, n in zip(yields, units, strict=True))
    return sum(wasted) * unit_cost


def amortised_unit_cost(
    variable_cost: Number, nre: Number, crf: Number, volume_per_year: Number
) -> Number:
    """Return the full cost of an own unit: variable, plus its part of the development.

    Parameters
    ----------
    variable_cost : float or ndarray
        c_var. [money/unit]
    nre : float or ndarray
        Non-recurring engineering. [money]
    crf : float or ndarray
        Capital recovery factor over the product's life. [1/year]
    volume_per_year : float or ndarray
        V. [units/year]

    Returns
    -------
    float or ndarray
        c_var + NRE·CRF/V. [money/unit]

    Raises
    ------
    ScoringError
        If the volume is not above 0.

    References
    ----------
    Method §2.4, §4.2.

    Examples
    --------
    >>> amortised_unit_cost(3.0, 100.0, 0.25, 10.0)
    5.5
    """
    if not np.all(np.asarray(volume_per_year) > 0):
        raise ScoringError("volume per year must be above 0 to spread the development; enter it")
    spread = np.asarray(nre) * np.asarray(crf) / np.asarray(volume_per_year)
    return as_number(np.asarray(variable_cost) + spread)
