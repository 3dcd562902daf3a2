"""The score of each position with its pillars, and the roll-up to functions and the portfolio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assessments.scoring import bands, composite, rollup
from assessments.scoring.assessment import Assessment
from assessments.scoring.composite import NOT_APPLICABLE, Composite
from assessments.scoring.confidence import weighted_confidence
from assessments.scoring.evaluation import indicator_quality, raw_indicators
from assessments.scoring.indicators import INDICATORS, z_of
from assessments.scoring.interval import PILLARS, Interval, score_interval
from assessments.scoring.parameters import Parameters
from assessments.scoring.position import MONTHS_PER_YEAR, Position
from assessments.scoring.registry import state_of
from assessments.scoring.results import (
    Contribution,
    Driver,
    Measure,
    MeasureState,
    SubjectKind,
)
from assessments.scoring.world import Traced


@dataclass(frozen=True)
class Scored:
    """A position's score: indicators, composite, interval, confidence and band."""

    position: Position
    raw: Mapping[str, Traced]
    z: Mapping[str, float | None]
    composite: Composite
    interval: Interval
    qualities: Mapping[str, float]
    confidence: float
    band: str
    is_lower_bound: bool


def score_position(position: Position) -> Scored:
    """Score one position: the line of §6 from indicators to band."""
    raw = raw_indicators(position)
    z = {name: _z(name, traced) for name, traced in raw.items()}
    by_pillar = {
        pillar: [
            NOT_APPLICABLE if raw[i.id].is_not_applicable else z[i.id]
            for i in INDICATORS
            if i.pillar == pillar
        ]
        for pillar in PILLARS
    }
    parameters = position.parameters
    found = composite.aggregate(
        by_pillar, pillar_weights=parameters.pillar_weights, cap=parameters.pillar_cap
    )
    qualities = {name: indicator_quality(position, name, traced) for name, traced in raw.items()}
    is_lower_bound = "lower bound" in raw["D1"].trace.flags
    return Scored(
        position=position,
        raw=raw,
        z=z,
        composite=found,
        interval=score_interval(position, raw),
        qualities=qualities,
        confidence=_confidence(raw, qualities, parameters),
        band=bands.shown_band(found.risk, found.risk_high, found.completeness, is_lower_bound),
        is_lower_bound=is_lower_bound,
    )


def _z(name: str, traced: Traced) -> float | None:
    z = z_of(name, traced.value)
    return None if z is None else float(z)


def _confidence(
    raw: Mapping[str, Traced], qualities: Mapping[str, float], parameters: Parameters
) -> float:
    """Return quality over all pillar × indicator weights; unknown counts 0, n/a not (G31)."""
    weights = [parameters.pillar_weights[i.pillar] * i.weight for i in INDICATORS]
    known = [NOT_APPLICABLE if raw[i.id].is_not_applicable else qualities[i.id] for i in INDICATORS]
    return weighted_confidence(weights, known)


CODES: Mapping[str, tuple[str, str, str, str]] = {
    # code: what it is, unit, section, rule
    "score.risk": ("Score of the position, 0 to 100, 100 worst", "points", "§6.2", "G29"),
    "score.arithmetic": ("Score by the arithmetic mean, for comparison", "points", "§6.2", ""),
    "score.completeness": ("Weight of the indicators that are known", "share", "§6.5", "G29"),
    "score.confidence": ("Quality of the evidence behind the score", "share", "§6.5", "G31"),
    "score.band": ("Band of the score in words, never green by default", "band", "§6.6", "G30"),
    **{f"score.pillar_{p}": (f"Pillar {p}", "index", "§6.1", "G29") for p in PILLARS},
    **{f"score.contribution_{p}": (f"Points from {p}", "points", "§6.3", "G33") for p in PILLARS},
    "score.function": ("Largest score of a function's positions", "points", "§6.2", "G33"),
    "score.supplier": ("Largest score of a supplier's positions", "points", "§6.2", "G33"),
    "score.portfolio": ("Value-weighted score of the rated functions", "points", "§6.2", "G33"),
    "score.rated_value_share": ("Share of value that has a score", "share", "§6.2", "G33"),
}


def _plain(code: str, subject: str, value: float | None, **more: object) -> Measure:
    _, unit, formula, rule = CODES[code]
    base = Measure(
        code=code,
        subject_kind=SubjectKind.POSITION,
        subject=subject,
        state=MeasureState.UNKNOWN if value is None else MeasureState.ESTIMATED,
        value=value,
        unit=unit,
        formula=formula,
        rule=rule,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def score_measures(scored: Scored) -> Iterable[Measure]:
    """Yield the measures of one position's score."""
    subject, found = scored.position.id, scored.composite
    has_number = scored.band != bands.INSUFFICIENT
    inputs = tuple(sorted({a for t in scored.raw.values() for a in t.trace.used}))
    missing = tuple(sorted({a for t in scored.raw.values() for a in t.trace.missing}))
    yield _plain(
        "score.risk",
        subject,
        found.risk if has_number else None,
        p5=scored.interval.p5 if has_number else None,
        p50=scored.interval.p50 if has_number else None,
        p95=scored.interval.p95 if has_number else None,
        lower=found.risk_low,
        upper=found.risk_high,
        quality=scored.confidence,
        text=scored.band,
        inputs=inputs,
        missing=missing,
        flags=("lower bound",) if scored.is_lower_bound else (),
    )
    yield _plain("score.arithmetic", subject, found.arithmetic if has_number else None)
    yield _plain("score.completeness", subject, found.completeness)
    yield _plain(
        "score.confidence",
        subject,
        scored.confidence,
        text=bands.confidence_label(scored.confidence),
    )
    yield _plain("score.band", subject, None, state=MeasureState.KNOWN, text=scored.band)
    for pillar in PILLARS:
        pillar_z = None if _is_empty(scored, pillar) else found.pillars.get(pillar)
        yield _plain(f"score.pillar_{pillar}", subject, pillar_z)
        points = found.shapley.get(pillar) if has_number and pillar_z is not None else None
        yield _plain(f"score.contribution_{pillar}", subject, points)


def _is_empty(scored: Scored, pillar: str) -> bool:
    """Return whether all that is known of a pillar is 0 while something is unknown.

    The composite counts it as the method says; shown alone it would read as an all-clear.
    """
    ours = [scored.raw[i.id] for i in INDICATORS if i.pillar == pillar]
    unknown = any(traced.value is None and not traced.is_not_applicable for traced in ours)
    return unknown and not scored.composite.pillars.get(pillar)


def contributions(scored: Scored) -> Iterable[Contribution]:
    """Yield every indicator of one position with its x, z, weight and points."""
    has_number = scored.band != bands.INSUFFICIENT
    for indicator in INDICATORS:
        name, traced = indicator.id, scored.raw[indicator.id]
        yield Contribution(
            position=scored.position.id,
            pillar=indicator.pillar,
            indicator=name,
            x=traced.point,
            z=scored.z[name],
            state=state_of(traced.point, traced),
            weight=indicator.weight,
            points=scored.composite.indicator_points.get(name) if has_number else None,
            quality=scored.qualities[name],
            inputs=tuple(sorted(traced.trace.used)),
            missing=tuple(sorted(traced.trace.missing)),
        )


def drivers(scored: Scored) -> Iterable[Driver]:
    """Return the answers that would narrow the position's interval, the best first."""
    return () if scored.band == bands.INSUFFICIENT else scored.interval.drivers


def rollup_measures(assessment: Assessment, scored: Iterable[Scored]) -> Iterable[Measure]:
    """Yield scores of functions, suppliers and the portfolio (G33)."""
    rows = [
        (
            s.position.function.id,
            s.position.party.id,
            None if s.band == bands.INSUFFICIENT else s.composite.risk,
        )
        for s in scored
    ]
    values = {}
    for position in assessment.positions:
        value = position.value_per_month.point
        values[position.function.id] = None if value is None else MONTHS_PER_YEAR * value
    found = rollup.roll_up(rows, values)
    lacking = tuple(
        sorted({a for p in assessment.positions for a in p.value_per_month.trace.missing})
    )
    is_valued = all(value is not None for value in values.values())
    for kind, code, scores in (
        (SubjectKind.FUNCTION, "score.function", found.functions),
        (SubjectKind.SUPPLIER, "score.supplier", found.suppliers),
    ):
        for subject, risk in sorted(scores.items()):
            yield _plain(code, subject, risk, subject_kind=kind)
    buyer, kind = assessment.case.buyer, SubjectKind.ORGANIZATION
    for code, value in (
        ("score.portfolio", found.portfolio),
        ("score.rated_value_share", found.rated_value_share),
    ):
        known = value if is_valued else None
        yield _plain(code, buyer, known, subject_kind=kind, missing=() if is_valued else lacking)
