"""The printed interval of a score and which answer would narrow it most (G32)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.composite import risk_of
from assessments.scoring.evaluation import raw_indicators
from assessments.scoring.indicators import INDICATORS, z_of
from assessments.scoring.position import Position
from assessments.scoring.results import Driver
from assessments.scoring.world import Number, Traced, World, stream

PILLARS = ("C", "L", "D", "M", "X")
FIXED = frozenset({"C2", "C3", "X2"})  # G32: these maps have no anchor to move
N_BINS = 64

Draws = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """Score draws of a position: quantiles in points, and what drives their spread."""

    p5: float
    p50: float
    p95: float
    drivers: tuple[Driver, ...]


def score_interval(position: Position, point: Mapping[str, Traced]) -> Interval:
    """Return P5, P50, P95 of the score and its drivers.

    Parameters
    ----------
    position : Position
        At the point, a* chosen.
    point : mapping
        Indicator → x at the point: which are unknown and which do not apply.

    Returns
    -------
    Interval
        Over ``parameters.n_draws`` draws. [points 0–100]

    References
    ----------
    Method §0.3 G32; Saltelli et al., "Variance based sensitivity analysis", CPC 181, 2010.
    """
    n = position.parameters.n_draws
    world = World(seed=position.world.seed, n_draws=n)
    zs = _indicator_draws(position.at(world), point)
    scores = _scores(position, zs, world)
    p5, p50, p95 = (float(q) for q in np.quantile(scores, (0.05, 0.5, 0.95)))
    return Interval(p5, p50, p95, _drivers(position.id, world, scores))


def _indicator_draws(position: Position, point: Mapping[str, Traced]) -> dict[str, Draws | None]:
    world, drawn = position.world, raw_indicators(position)
    zs: dict[str, Draws | None] = {}
    for indicator in INDICATORS:
        name = indicator.id
        if point[name].is_not_applicable:
            zs[name] = None
        elif point[name].value is None or drawn[name].value is None:
            zs[name] = world.uniforms(f"null:{name}")
        else:
            zs[name] = _mapped(position, name, drawn[name].value)
    return zs


def _mapped(position: Position, name: str, x: Number | None) -> Draws:
    spread: Number = 1.0
    if name not in FIXED:
        width = position.parameters.anchor_spread
        spread = 1.0 - width + 2.0 * width * position.world.uniforms(f"anchor:{name}")
    z = z_of(name, x, spread)
    assert z is not None
    return np.broadcast_to(np.asarray(z, dtype=float), (position.world.n_draws,))


def _scores(position: Position, zs: Mapping[str, Draws | None], world: World) -> Draws:
    pillars, weights = [], []
    for pillar in PILLARS:
        ours = [(i.weight, zs[i.id]) for i in INDICATORS if i.pillar == pillar]
        present = [(weight, z) for weight, z in ours if z is not None]
        if present:
            whole = sum(weight for weight, _ in present)
            pillars.append(np.sum([weight / whole * z for weight, z in present], axis=0))
            weights.append(position.parameters.pillar_weights[pillar])
    if not pillars:
        return np.zeros(world.n_draws)
    alpha = position.parameters.weight_concentration * np.array(weights) / sum(weights)
    drawn = stream(world.seed, f"weights:{position.id}").dirichlet(alpha, world.n_draws)
    return np.asarray(
        risk_of(np.stack(pillars, axis=-1), drawn, position.parameters.pillar_cap), dtype=float
    )


def _drivers(position: str, world: World, scores: Draws) -> tuple[Driver, ...]:
    """Return sources by first-order variance share: the score's mean within bins of each draw."""
    variance = float(np.var(scores))
    if variance == 0.0:
        return ()
    found = [
        _driver(position, name, world.uniforms(name), scores, variance)
        for name in world.drawn_names
        if not name.startswith("anchor:")
    ]
    return tuple(sorted(found, key=lambda driver: (-driver.variance_share, driver.name)))


def _driver(position: str, name: str, u: Draws, scores: Draws, variance: float) -> Driver:
    whole = len(scores) // N_BINS * N_BINS  # the last few draws fill no bin
    bins = scores[np.argsort(u, kind="stable")[:whole]].reshape(N_BINS, -1)
    # The mean of a bin carries sampling noise of within-variance / bin size: take it off.
    noise = float(np.mean(np.var(bins, axis=1))) / bins.shape[1]
    share = max(0.0, (float(np.var(bins.mean(axis=1))) - noise) / variance)
    low, high = np.quantile(bins, (0.05, 0.95), axis=1)
    return Driver(position, name, share, float(np.mean(high - low)))
