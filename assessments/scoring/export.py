"""Results as one plain document: what ``score --json`` writes and what the result hash covers."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from assessments.scoring.results import Contribution, Measure, Results

HASHED_DIGITS = 12


def measure_document(measure: Measure) -> dict[str, Any]:
    """Return a measure without its empty fields; a state is always there."""
    return {name: value for name, value in asdict(measure).items() if value not in (None, "", ())}


def result_sha256(results: Results) -> str:
    """Return the SHA-256 over measures, cuts, overlaps and contributions in canonical order.

    Numbers enter with 12 significant digits, so that the last bits of a library do not; library
    versions, times and users never do.

    References
    ----------
    Method §6.6.
    """
    body = {
        "measures": [measure_document(measure) for measure in results.measures],
        "cuts": [asdict(cut) for cut in results.cuts],
        "overlaps": [asdict(overlap) for overlap in results.overlaps],
        "contributions": [asdict(contribution) for contribution in results.contributions],
    }
    text = json.dumps(_rounded(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{HASHED_DIGITS}g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def as_document(results: Results) -> dict[str, Any]:
    """Return everything of the results, positions first, ready for JSON."""
    return {
        "method": results.method,
        "seed": results.seed,
        "parameters_sha256": results.parameters_sha256,
        "result_sha256": result_sha256(results),
        "positions": [_position(results, *position) for position in results.positions],
        "measures": [measure_document(measure) for measure in results.measures],
        "cuts": [{**asdict(cut), "order": cut.order} for cut in results.cuts],
        "overlaps": [asdict(overlap) for overlap in results.overlaps],
        "drivers": [asdict(driver) for driver in results.drivers],
        "warnings": list(results.warnings),
    }


def _position(results: Results, function: str, supplier: str) -> dict[str, Any]:
    subject = f"{function}/{supplier}"
    risk = results.measure("score.risk", subject)
    found = [c for c in results.contributions if c.position == subject]
    pillars = list(dict.fromkeys(contribution.pillar for contribution in found))
    return {
        "function": function,
        "supplier": supplier,
        "score": risk.value,
        "band": risk.text,
        "interval": [risk.p5, risk.p50, risk.p95],
        "bounds": [risk.lower, risk.upper],
        "completeness": results.measure("score.completeness", subject).value,
        "confidence": results.measure("score.confidence", subject).value,
        "pillars": {p: results.measure(f"score.pillar_{p}", subject).value for p in pillars},
        "contributions": {
            p: results.measure(f"score.contribution_{p}", subject).value for p in pillars
        },
        "indicators": {c.indicator: _indicator(c) for c in found},
    }


def _indicator(contribution: Contribution) -> dict[str, Any]:
    names = ("x", "z", "state", "weight", "points", "quality", "inputs", "missing")
    body = {name: getattr(contribution, name) for name in names}
    if contribution.x is not None and abs(contribution.x) == float("inf"):
        body["x"] = None  # JSON has no infinity; z = 1 and the state say it
    return body
