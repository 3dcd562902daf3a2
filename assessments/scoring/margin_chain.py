"""Margin stacking: what each tier of a chain adds to a price, measured or as theory explains it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from assessments.scoring.errors import ScoringError


@dataclass(frozen=True, slots=True)
class ChainTier:
    """One tier: ``units`` q of the tier before per own unit, own cost o [money], gross margin β."""

    units: float
    own_cost: float
    gross_margin: float


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain priced tier by tier. [money per unit of the end product, but ``prices`` per own unit]

    ``stacked_share`` and ``stack_factor`` are None where the price or the resource cost is 0.
    """

    prices: tuple[float, ...]
    tier_margins: tuple[float, ...]
    end_price: float
    resource_cost: float
    stacked_margin: float
    stacked_share: float | None
    stack_factor: float | None


def chain(c0: float, tiers: Sequence[ChainTier]) -> Chain:
    """Return prices and margins along a chain, P_k = (q_k P_{k−1} + o_k) / (1 − β_k).

    Parameters
    ----------
    c0 : float
        Cost of the first input. [money/unit]
    tiers : sequence of ChainTier
        From the first seller to the last.

    Returns
    -------
    Chain
        Tier margins add to end price − resource cost.

    Raises
    ------
    ScoringError
        If a gross margin is 1 or more, or units are not above 0.

    References
    ----------
    Method §4.1.

    Examples
    --------
    >>> found = chain(1.0, [ChainTier(2, 1.0, 0.25), ChainTier(1, 0.0, 0.5)])
    >>> found.prices, found.tier_margins, found.resource_cost
    ((4.0, 8.0), (1.0, 4.0), 3.0)
    """
    prices = [c0]
    for number, tier in enumerate(tiers, start=1):
        if not tier.units > 0:
            raise ScoringError(f"tier {number}: units are {tier.units}; they must be above 0")
        if not tier.gross_margin < 1:
            raise ScoringError(f"tier {number}: {_must_be_below_1(tier.gross_margin)}")
        cost = tier.units * prices[-1] + tier.own_cost
        prices.append(cost / (1.0 - tier.gross_margin))
    # Units of each tier's product in one unit of the end product.
    per_end_unit = [prod(later.units for later in tiers[k:]) for k in range(len(tiers) + 1)]
    margins = tuple(
        tier.gross_margin * price * units
        for tier, price, units in zip(tiers, prices[1:], per_end_unit[1:], strict=True)
    )
    resource_cost = c0 * per_end_unit[0] + sum(
        tier.own_cost * units for tier, units in zip(tiers, per_end_unit[1:], strict=True)
    )
    return Chain(
        prices=tuple(prices[1:]),
        tier_margins=margins,
        end_price=prices[-1],
        resource_cost=resource_cost,
        stacked_margin=sum(margins),
        stacked_share=sum(margins) / prices[-1] if prices[-1] else None,
        stack_factor=prices[-1] / resource_cost if resource_cost else None,
    )


def _must_be_below_1(margin: float) -> str:
    return f"gross margin is {margin}; it is a share of the price, below 1"


def markup(beta: float) -> float:
    """Return the markup on cost of a gross margin on price, β/(1 − β).

    Parameters
    ----------
    beta : float
        Gross margin. [share of price]

    Returns
    -------
    float
        [share of cost]

    Raises
    ------
    ScoringError
        If the gross margin is 1 or more.

    References
    ----------
    Method §4.1.

    Examples
    --------
    >>> markup(0.5)
    1.0
    """
    if not beta < 1:
        raise ScoringError(_must_be_below_1(beta))
    return beta / (1.0 - beta)


@dataclass(frozen=True, slots=True)
class TierPricing:
    """What a chain of monopolists charges and earns under linear demand.

    ``prices`` from the first seller's wholesale price to what the customer pays. [money/unit]
    """

    prices: tuple[float, ...]
    quantity: float
    joint_profit: float


def linear_tiers(a: float, b: float, c: float, n: int) -> TierPricing:
    """Return what n monopolists in a row charge: P_n = a − (a − c)/2ⁿ under demand a − b·Q.

    An explanation only: negotiated two-part tariffs can remove the effect.

    Parameters
    ----------
    a, b : float
        Price at which demand ends [money/unit], and its slope. [money/unit²]
    c : float
        Unit cost of the first tier, below a. [money/unit]
    n : int
        Tiers; 1 = integrated.

    Returns
    -------
    TierPricing

    Raises
    ------
    ScoringError
        If the cost is not below a, b is not above 0, or there is no tier.

    References
    ----------
    Method §4.4; Spengler, "Vertical Integration and Antitrust Policy", JPE 58, 1950.

    Examples
    --------
    >>> linear_tiers(100.0, 1.0, 20.0, 2)
    TierPricing(prices=(60.0, 80.0), quantity=20.0, joint_profit=1200.0)
    """
    if not (c < a and b > 0 and n >= 1):
        raise ScoringError(f"a={a}, b={b}, c={c}, n={n}: give c < a, b > 0 and at least one tier")
    prices = tuple(a - (a - c) / 2.0**k for k in range(1, n + 1))
    quantity = (a - prices[-1]) / b
    return TierPricing(prices, quantity, (prices[-1] - c) * quantity)


def extra_deadweight(a: float, b: float, c: float) -> float:
    """Return the welfare lost by two tiers over an integrated one, under linear demand.

    Parameters
    ----------
    a, b, c : float
        As in ``linear_tiers``.

    Returns
    -------
    float
        ½(P₂ − P₁)(Q₁ − Q₂) + (P₁ − c)(Q₁ − Q₂). [money]

    Raises
    ------
    ScoringError
        As in ``linear_tiers``.

    References
    ----------
    Method §4.4; Spengler, JPE 58, 1950.

    Examples
    --------
    >>> extra_deadweight(100.0, 1.0, 20.0)
    1000.0
    """
    one, two = linear_tiers(a, b, c, 1), linear_tiers(a, b, c, 2)
    lost = one.quantity - two.quantity
    return 0.5 * (two.prices[-1] - one.prices[-1]) * lost + (one.prices[-1] - c) * lost


def constant_elasticity_price(c: float, elasticity: float, n: int) -> float:
    """Return what n monopolists in a row charge under constant elasticity ε, c (ε/(ε−1))ⁿ.

    Parameters
    ----------
    c : float
        Unit cost of the first tier. [money/unit]
    elasticity : float
        ε above 1.
    n : int
        Tiers.

    Returns
    -------
    float
        [money/unit]

    Raises
    ------
    ScoringError
        If the elasticity is not above 1: no price would be the best one.

    References
    ----------
    Method §4.4.

    Examples
    --------
    >>> constant_elasticity_price(20.0, 2.0, 2)
    80.0
    """
    if not elasticity > 1:
        raise ScoringError(
            f"elasticity is {elasticity}; a monopolist has a best price above 1 only"
        )
    return float(c * (elasticity / (elasticity - 1.0)) ** n)
