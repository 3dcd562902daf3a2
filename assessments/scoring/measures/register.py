"""Measures that are not of one position: dated shares, categories, prices, contracts, payments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from assessments.scoring import concentration
from assessments.scoring.assessment import Assessment
from assessments.scoring.case import Contract, Figure, Observation, Price
from assessments.scoring.registry import Subject, measure
from assessments.scoring.results import SubjectKind
from assessments.scoring.world import Number, Trace, Traced, total

OBSERVATION = SubjectKind.OBSERVATION
OTHER = "other"


def observed_shares(observation: Observation, trace: Trace) -> Mapping[str, float]:
    """Return shares per offering (or "other") of one observation, from units where known (G4).

    Empty if units or shares are incomplete: a lone share says nothing of the rest.
    """
    figures = observation.units or observation.shares
    numbers = {name: trace.value(figure) for name, figure in figures.items()}
    if any(number is None for number in numbers.values()):
        return {}
    amounts = {name: float(np.mean(number or 0.0)) for name, number in numbers.items()}
    whole = sum(amounts.values())
    if observation.units:
        return {} if len(amounts) < 2 or whole <= 0 else _scaled(amounts, whole)
    return _scaled(amounts, whole) if abs(whole - 1.0) <= 0.01 else {}


def _scaled(amounts: Mapping[str, float], whole: float) -> dict[str, float]:
    return {name: amount / whole for name, amount in amounts.items()}


def _observed(assessment: Assessment, labels: str) -> Iterable[Subject]:
    case = assessment.case
    for observation in case.observations:
        trace = Trace(assessment.world)
        shares = observed_shares(observation, trace)
        if not shares:
            yield observation.id, Traced(None, trace)
            continue
        names = [_label(assessment, name, labels) for name in shares]
        if OTHER in names:
            trace.flag("other makers are pooled: an upper bound")
        grouped = concentration.group_shares(np.array(list(shares.values())), names)
        found = concentration.hhi(np.array(list(grouped.values())))
        lower = _split_floor(observation, shares, labels)
        yield observation.id, Traced(found, trace, lower, found if lower is not None else None)


def _label(assessment: Assessment, name: str, labels: str) -> str:
    if name == OTHER:
        return OTHER
    party = assessment.case.parties[assessment.case.offerings[name].party]
    return {"name": party.id, "country": party.group_country or party.country}[labels]


def _split_floor(
    observation: Observation, shares: Mapping[str, float], labels: str
) -> float | None:
    """Return the HHI if "other" were two equal suppliers: the lower end of what can be said."""
    if OTHER not in shares or labels != "name":
        return None
    rest = shares[OTHER]
    return sum(share**2 for name, share in shares.items() if name != OTHER) + rest**2 / 2.0


@measure("observed", unit="index", formula="§1.1", rule="G4", kind=OBSERVATION)
def hhi(assessment: Assessment) -> Iterable[Subject]:
    """Herfindahl–Hirschman index of one dated observation, by legal name."""
    return _observed(assessment, "name")


@measure("observed", unit="index", formula="§1.2", rule="G4", kind=OBSERVATION)
def hhi_by_legal_country(assessment: Assessment) -> Iterable[Subject]:
    """Herfindahl–Hirschman index of one dated observation, by legal country."""
    return _observed(assessment, "country")


@measure("observed", unit="count", formula="§1.1", kind=OBSERVATION)
def effective_number(assessment: Assessment) -> Iterable[Subject]:
    """Effective number of suppliers in one dated observation, 1/HHI."""
    for subject, index in hhi(assessment):
        value = index.point
        yield subject, Traced(None if not value else 1.0 / value, index.trace)


@measure("observed", unit="share", formula="§1.1", kind=OBSERVATION)
def largest_share(assessment: Assessment) -> Iterable[Subject]:
    """Largest supplier's share in one dated observation."""
    for observation in assessment.case.observations:
        trace = Trace(assessment.world)
        shares = observed_shares(observation, trace)
        named = [share for name, share in shares.items() if name != OTHER]
        yield observation.id, Traced(max(named, default=None), trace)


# Categories -------------------------------------------------------------------------------------


def _spend_by_category(
    assessment: Assessment,
) -> dict[str, tuple[dict[str, float], Trace, bool]]:
    """Return category → (spend per party, trace, whether complete)."""
    case = assessment.case
    found: dict[str, tuple[dict[str, float], Trace, bool]] = {}
    for position in assessment.positions:
        for dependency in position.dependencies:
            category = case.offerings[dependency.offering].category
            spend, trace, complete = found.get(category, ({}, Trace(assessment.world), True))
            number = position.spend_on(dependency, trace)
            if number is None:
                complete = False
            else:
                party = position.party.id
                spend[party] = spend.get(party, 0.0) + float(np.mean(number))
            found[category] = (spend, trace, complete)
    return found


@measure("category", unit="index", formula="§1.2", rule="G4", kind=SubjectKind.CATEGORY)
def spend_hhi(assessment: Assessment) -> Iterable[Subject]:
    """Herfindahl–Hirschman index of a category by yearly spend; every spend must be known."""
    for category, (spend, trace, complete) in _spend_by_category(assessment).items():
        is_known = complete and sum(spend.values()) > 0
        yield category, Traced(_index(spend) if is_known else None, trace)


def _index(amounts: Mapping[str, float]) -> float | None:
    return concentration.hhi(concentration.shares(list(amounts.values())))


def _committed(contract: Contract, trace: Trace) -> Number | None:
    """Return what a contract commits at most: its total and its option."""
    whole = trace.value(contract.total)
    option = trace.world.value(contract.option)
    if whole is None or option is None:
        return whole
    return whole + (trace.value(contract.option) or 0.0)


def _commitments(assessment: Assessment) -> dict[str, tuple[dict[str, float], Trace]]:
    """Return category → (announced total per party, trace), where each supplier has a total."""
    case = assessment.case
    found: dict[str, tuple[dict[str, float], Trace]] = {}
    silent: set[str] = set()
    for contract in case.contracts.values():
        for category in {case.offerings[node].category for node in contract.covers}:
            amounts, trace = found.setdefault(category, ({}, Trace(assessment.world)))
            number = _committed(contract, trace)
            if number is None:
                silent.add(category)
            else:
                amounts[contract.party] = amounts.get(contract.party, 0.0) + float(np.mean(number))
    return {c: item for c, item in found.items() if c not in silent and len(item[0]) > 1}


@measure("category", unit="index", formula="§1.1", kind=SubjectKind.CATEGORY)
def commitment_hhi(assessment: Assessment) -> Iterable[Subject]:
    """Herfindahl–Hirschman index of a category by announced contract totals, options included."""
    for category, (amounts, trace) in _commitments(assessment).items():
        yield category, Traced(_index(amounts), trace)


@measure("category", unit="count", formula="§1.1", kind=SubjectKind.CATEGORY)
def commitment_effective_number(assessment: Assessment) -> Iterable[Subject]:
    """Effective number of suppliers of a category by announced contract totals."""
    for category, index in commitment_hhi(assessment):
        value = index.point
        yield category, Traced(None if not value else 1.0 / value, index.trace)


@measure("category", unit="money", formula="§1.1", kind=SubjectKind.CATEGORY)
def commitment_total(assessment: Assessment) -> Iterable[Subject]:
    """Announced contract totals of a category, options included."""
    for category, (amounts, trace) in _commitments(assessment).items():
        yield category, Traced(sum(amounts.values()), trace)


# Prices -----------------------------------------------------------------------------------------


def _price_id(offering: str, price: Price) -> str:
    parts = (offering, price.channel or "direct", price.region, price.scope)
    return "/".join(part for part in parts if part)


@measure("price", unit="share", formula="§2.5", kind=SubjectKind.OFFERING)
def observed_rise(assessment: Assessment) -> Iterable[Subject]:
    """Last recorded price of an offering over the first, same channel, unit, region and scope."""
    for offering in assessment.case.offerings.values():
        series: dict[tuple[str, ...], list[Price]] = defaultdict(list)
        for price in offering.prices:
            series[price.channel, price.unit, price.region, price.scope].append(price)
        for prices in (found for found in series.values() if len(found) > 1):
            trace = Trace(assessment.world)
            ordered = sorted(prices, key=lambda price: -price.price.age_months)
            first, last = trace.value(ordered[0].price), trace.value(ordered[-1].price)
            value = None if first is None or last is None or not first else last / first - 1.0
            yield _price_id(offering.id, prices[0]), Traced(value, trace)


@measure("price", unit="share", formula="§4.2", kind=SubjectKind.OFFERING)
def regional_premium(assessment: Assessment) -> Iterable[Subject]:
    """Regional price of an offering over its plain one in the same channel and unit."""
    for offering in assessment.case.offerings.values():
        plain = {(p.channel, p.unit): p for p in offering.prices if not p.region and not p.scope}
        for price in (p for p in offering.prices if p.region and not p.scope):
            base = plain.get((price.channel, price.unit))
            if base is None:
                continue
            trace = Trace(assessment.world)
            here, there = trace.value(price.price), trace.value(base.price)
            value = None if here is None or there is None or not there else here / there - 1.0
            yield _price_id(offering.id, price), Traced(value, trace)


# Contracts --------------------------------------------------------------------------------------


@measure("contract", unit="money", formula="§2.4", kind=SubjectKind.CONTRACT)
def compensation_paid(assessment: Assessment) -> Iterable[Subject]:
    """Compensations paid under a contract so far, lowest and highest of the reports."""
    for contract in assessment.case.contracts.values():
        figures = [p.amount for p in contract.payments if p.kind == "compensation"]
        if not figures:
            continue
        trace = Trace(assessment.world)
        known = [figure for figure in figures if figure.likely is not None]
        lower = sum((_end(figure, figure.low) for figure in known), start=0.0)
        upper = sum((_end(figure, figure.high) for figure in known), start=0.0)
        yield contract.id, Traced(total(trace, figures), trace, lower, upper)


def _end(figure: Figure, end: float | None) -> float:
    return float(figure.likely or 0.0) if end is None else end
