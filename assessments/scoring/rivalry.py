"""The supplier as a rival: what it could win from us, when refusing us pays, who needs whom."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assessments.scoring.broadcasting import Number, as_number, require
from assessments.scoring.errors import ScoringError


def diversion(share_them: Number, share_us: Number) -> Number:
    """Return dv: the part of the customers we lose that goes to the rival, by market shares.

    Parameters
    ----------
    share_them, share_us : float or ndarray, broadcastable
        Market shares of the rival and of us. [0–1]

    Returns
    -------
    float or ndarray
        [share]

    Raises
    ------
    ScoringError
        If our share is 1 or more: there is nobody to lose customers to.

    References
    ----------
    Method §5.1; Moresi & Salop, "vGUPPI", Antitrust Law Journal 79, 2013.

    Examples
    --------
    >>> diversion(0.3, 0.4)
    0.5
    """
    require(lambda share: share < 1, share_us, "our share of a market with a rival is below 1")
    return as_number(share_them / (1.0 - np.asarray(share_us)))


@dataclass(frozen=True, slots=True)
class MarketTerm:
    """One market we share with a rival; a figure is None if it is unknown.

    ``revenue_share`` is the part of our revenue made there. [0–1]
    """

    revenue_share: Number | None
    share_them: Number | None
    share_us: Number | None

    @property
    def value(self) -> Number | None:
        """rs_m · dv_m, None if a figure is unknown."""
        if self.revenue_share is None or self.share_them is None or self.share_us is None:
            return None
        return self.revenue_share * diversion(self.share_them, self.share_us)


@dataclass(frozen=True, slots=True)
class PartialIndex:
    """An index over what is known, and the names of what was left out of it."""

    value: Number | None
    skipped: tuple[str, ...] = ()


def coopetition_index(terms: Mapping[str, MarketTerm]) -> PartialIndex:
    """Return Σ_m rs_m dv_m of one rival group: the part of our revenue it could win from us.

    Parameters
    ----------
    terms : mapping
        Market → term; figures may be arrays of draws.

    Returns
    -------
    PartialIndex
        Over the known terms, the others named; None if none is known, 0 if there is no market.

    Raises
    ------
    ScoringError
        If our share of a market is 1 or more.

    References
    ----------
    Method §5.1, G26.

    Examples
    --------
    >>> phones, televisions = MarketTerm(0.5, 0.3, 0.4), MarketTerm(0.1, None, 0.2)
    >>> coopetition_index({"phones": phones, "televisions": televisions})
    PartialIndex(value=0.25, skipped=('televisions',))
    """
    values = {market: term.value for market, term in terms.items()}
    known = [value for value in values.values() if value is not None]
    skipped = tuple(market for market, value in values.items() if value is None)
    if terms and not known:
        return PartialIndex(None, skipped)
    return PartialIndex(as_number(sum(known, start=np.float64(0.0))), skipped)


@dataclass(frozen=True, slots=True)
class RivalGroup:
    """A rival group of a position: its index, and how close it stands to what we buy.

    ``closeness`` e is 1 for the supplier, its group and the channel, else the touch share of the
    group's nodes upstream, at most 1; None if that is unknown.
    """

    closeness: Number | None
    index: Number | None

    @property
    def value(self) -> Number | None:
        """e · index, None if one is unknown."""
        if self.closeness is None or self.index is None:
            return None
        return self.closeness * self.index


def rival_index(groups: Mapping[str, RivalGroup] | None) -> PartialIndex:
    """Return X1 x: the largest e · index over the rival groups of a position.

    Parameters
    ----------
    groups : mapping or None
        Rival group → closeness and index; empty if no rival has a part in this position or
        there is none at all, None if nobody looked.

    Returns
    -------
    PartialIndex
        Over the groups known, the others named; None if none is known or nobody looked.

    References
    ----------
    Method §0.3 G26.

    Examples
    --------
    >>> rival_index({"channel": RivalGroup(1.0, 0.1), "fab": RivalGroup(0.02, 0.12)}).value
    0.1
    >>> rival_index({}).value, rival_index(None).value
    (0.0, None)
    """
    if groups is None:
        return PartialIndex(None)
    values = {name: group.value for name, group in groups.items()}
    known = [value for value in values.values() if value is not None]
    skipped = tuple(name for name, value in values.items() if value is None)
    if groups and not known:
        return PartialIndex(None, skipped)
    largest: Number = 0.0
    for value in known:
        largest = np.maximum(largest, value)
    return PartialIndex(as_number(largest), skipped)


def foreclosure_incentive(dv: float, margin_down: float, margin_up: float) -> float:
    """Return Fcl: what refusing us wins the supplier downstream over what it loses upstream.

    A warning light, not a probability: it assumes that every customer we lose leaves us, one unit
    of input per product, and no other source.

    Parameters
    ----------
    dv : float
        Diversion to the supplier's own product. [share]
    margin_down, margin_up : float
        Its unit margin on that product and on what it sells us. [money/unit]

    Returns
    -------
    float
        Above 1 a total refusal pays.

    Raises
    ------
    ScoringError
        If its margin on what it sells us is not above 0.

    References
    ----------
    Method §5.1; Moresi & Salop, "vGUPPI", Antitrust Law Journal 79, 2013.

    Examples
    --------
    >>> foreclosure_incentive(0.25, 90.0, 15.0)
    1.5
    """
    if not margin_up > 0:
        raise ScoringError(f"margin_up is {margin_up}; arithmetic of refusal needs it above 0")
    return dv * margin_down / margin_up


def critical_diversion(margin_down: float, margin_up: float) -> float:
    """Return the diversion from which on a total refusal pays.

    Parameters
    ----------
    margin_down, margin_up : float
        The supplier's unit margin on its own product and on what it sells us. [money/unit]

    Returns
    -------
    float
        [share]; above 1 it never pays.

    Raises
    ------
    ScoringError
        If its margin on its own product is not above 0.

    References
    ----------
    Method §5.1.

    Examples
    --------
    >>> critical_diversion(90.0, 45.0)
    0.5
    """
    if not margin_down > 0:
        raise ScoringError(f"margin_down is {margin_down}; arithmetic of refusal needs it above 0")
    return margin_up / margin_down


def dependence_asymmetry(dep_us: float, dep_them: float) -> float:
    """Return who needs whom as a report index: ½ = equally, 1 = only we need them.

    Parameters
    ----------
    dep_us : float
        Share of our need that comes from the supplier. [0–1]
    dep_them : float
        Our share of the supplier's revenue. [0–1]

    Returns
    -------
    float
        [0–1]

    References
    ----------
    Method §5.1; Emerson, "Power-Dependence Relations", American Sociological Review 27, 1962.

    Examples
    --------
    >>> dependence_asymmetry(0.75, 0.25)
    0.75
    """
    return min(1.0, max(0.0, 0.5 + 0.5 * (dep_us - dep_them)))


def net_dependence(dep_us: Number | None, dep_them: Number | None) -> Number | None:
    """Return X3 x: our dependence on the supplier less its dependence on us.

    Parameters
    ----------
    dep_us : float, ndarray or None
        Share of our need that comes from the supplier. [0–1]
    dep_them : float, ndarray or None
        Our share of the supplier's revenue [0–1]; 0 gives the upper bound where it is unknown.

    Returns
    -------
    float, ndarray or None
        [0–1], 0 if it needs us more; None if one is unknown.

    References
    ----------
    Method §0.3 G26.

    Examples
    --------
    >>> net_dependence(0.75, 0.25), net_dependence(0.1, 0.4), net_dependence(0.75, None)
    (0.5, 0.0, None)
    """
    if dep_us is None or dep_them is None:
        return None
    return as_number(np.clip(np.subtract(dep_us, dep_them), 0.0, 1.0))
