"""Published market formulas of lock-in: a sanity check beside the score, never an input (§2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.scoring.errors import ScoringError


@dataclass(frozen=True, slots=True)
class SwitchingGame:
    """Whether a rival supplier can afford to win a locked-in customer. [money]"""

    total_switching_cost: float
    is_worth_switching: bool
    max_incentive_payable: float


def shapiro_varian(
    customer_cost: float, new_supplier_cost: float, new_supplier_profit: float
) -> SwitchingGame:
    """Return the total switching cost and whether the new supplier can pay for it.

    Parameters
    ----------
    customer_cost, new_supplier_cost : float
        What the switch costs the customer, and the supplier that takes it on. [money]
    new_supplier_profit : float
        What that supplier earns with the customer. [money]

    Returns
    -------
    SwitchingGame
        The total is also the incumbent's profit per locked-in customer at equal quality and cost.

    References
    ----------
    Method §2.1; Shapiro & Varian, Information Rules (1999), ch. 5.

    Examples
    --------
    >>> shapiro_varian(50, 25, 100).is_worth_switching
    True
    """
    total = customer_cost + new_supplier_cost
    return SwitchingGame(
        total_switching_cost=total,
        is_worth_switching=new_supplier_profit > total,
        max_incentive_payable=new_supplier_profit - new_supplier_cost,
    )


def shy_two_firm(
    switching_cost: float, customers_a: float, customers_b: float
) -> tuple[float, float]:
    """Return undercut-proof prices above unit cost of two firms with one switching cost.

    Parameters
    ----------
    switching_cost : float
        σ, the same for both. [money/customer]
    customers_a, customers_b : float
        Customers of each firm. [count]

    Returns
    -------
    tuple of float
        p_A and p_B. [money/customer]

    Raises
    ------
    ScoringError
        If a firm has no customer.

    References
    ----------
    Method §2.1; Shy, "A quick-and-easy method for estimating switching costs", IJIO 20 (2002).

    Examples
    --------
    >>> [round(price, 4) for price in shy_two_firm(10, 70, 30)]
    [16.4557, 21.519]
    """
    _require_customers({"A": customers_a, "B": customers_b})
    a, b = customers_a, customers_b
    scale = switching_cost * (a + b) / (a * a + a * b + b * b)
    return scale * (a + 2.0 * b), scale * (b + 2.0 * a)


def shy_estimator(prices: Mapping[str, float], customers: Mapping[str, float]) -> dict[str, float]:
    """Return the switching cost of each firm's customers that explains today's prices.

    Parameters
    ----------
    prices : mapping
        Price of each firm, net of unit cost. [money/customer]
    customers : mapping
        Customers of each firm. [count]

    Returns
    -------
    dict
        σ^Shy per firm; every firm is watched by the smallest, the smallest by the largest.
        [money/customer]

    Raises
    ------
    ScoringError
        If there are fewer than two firms, the firms differ, or one has no customer.

    References
    ----------
    Method §2.1; Shy 2002. Assumes equal quality and equal unit cost.

    Examples
    --------
    >>> shy_estimator({"A": 20.0, "B": 10.0}, {"A": 75.0, "B": 25.0})
    {'A': 17.5, 'B': -5.0}
    """
    if set(prices) != set(customers) or len(prices) < 2:
        raise ScoringError("give price and customers of the same two or more firms")
    _require_customers(customers)
    by_size = sorted(customers, key=lambda firm: customers[firm])
    smallest, largest = by_size[0], by_size[-1]
    estimate = {}
    for firm, price in prices.items():
        rival = largest if firm == smallest else smallest
        share = customers[rival] / (customers[firm] + customers[rival])
        estimate[firm] = price - share * prices[rival]
    return estimate


@dataclass(frozen=True, slots=True)
class Ripoff:
    """Prices of two periods: below cost to win the customer, above it once it is locked in."""

    first_price: float
    second_price: float
    lifetime_value: float
    competitive_value: float
    fair_incentive: float


def bargain_then_ripoff(unit_cost: float, switching_cost: float, discount_factor: float) -> Ripoff:
    """Return the two-period prices of competing for customers who will be locked in.

    Parameters
    ----------
    unit_cost, switching_cost : float
        c and s. [money/customer]
    discount_factor : float
        df, worth today of one unit in period two. [0–1]

    Returns
    -------
    Ripoff
        Lifetime price equals that of two competitive periods, so a sign-on credit is fair only
        from ``fair_incentive`` on. [money/customer]

    References
    ----------
    Method §2.1; Klemperer, "Markets with consumer switching costs", QJE 102 (1987).

    Examples
    --------
    >>> bargain_then_ripoff(100, 12, 0.92).first_price
    88.96
    """
    fair = discount_factor * switching_cost
    first, second = unit_cost - fair, unit_cost + switching_cost
    return Ripoff(
        first_price=first,
        second_price=second,
        lifetime_value=first + discount_factor * second,
        competitive_value=unit_cost * (1.0 + discount_factor),
        fair_incentive=fair,
    )


def _require_customers(customers: Mapping[str, float]) -> None:
    for firm, count in customers.items():
        if not count > 0:
            raise ScoringError(f"firm {firm} has {count:g} customers; leave it out or enter some")
