"""The numbers the method fixes; a scoring policy may set some of them, and their hash is stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from math import inf, isfinite
from typing import Any

from assessments.scoring.errors import ScoringError

METHOD = "LIM-1.1.0"
DEFAULT_SEED = 20260101
# Least and most that a number of each parameter may be.
LIMITS: Mapping[str, tuple[float, float]] = {
    "pillar_weights": (0, 1),
    "pillar_cap": (0.01, 1),
    "weight_concentration": (0.1, inf),
    "anchor_spread": (0, 0.99),
    "share_concentration": (0.1, inf),
    "grade_quality": (0, 1),
    "age_half_life_months": (0.1, inf),
    "cost_correlation": (0, 1),
    "appetite_share": (0, 1),
    "overrun_median": (1, inf),
    "overrun_p80": (1, inf),
    "cancel_share": (0, 1),
    "cost_if_unknown": (0, inf),
    "n_draws": (256, 2**20),
    "n_exit_draws_log2": (4, 20),
}


@dataclass(frozen=True)
class Parameters:
    """Defaults of LIM-1.1.0; sections in the comments.

    Examples
    --------
    >>> Parameters().pillar_weights["M"]
    0.15
    """

    pillar_weights: Mapping[str, float] = field(
        default_factory=lambda: {"C": 0.25, "L": 0.25, "D": 0.25, "M": 0.15, "X": 0.10}
    )  # §6.1
    pillar_cap: float = 0.99  # §6.2
    weight_concentration: float = 20.0  # G32, Dirichlet(20 w)
    anchor_spread: float = 0.2  # G32, U(.8, 1.2)
    share_concentration: Mapping[str, float] = field(
        default_factory=lambda: {"A": 400.0, "B": 100.0, "C": 40.0, "D": 15.0, "E": 5.0}
    )  # §1.1, κ by grade
    grade_quality: Mapping[str, float] = field(
        default_factory=lambda: {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2}
    )  # §6.5
    age_half_life_months: float = 18.0  # §6.5
    cost_correlation: float = 0.3  # §2.2
    appetite_share: float = 0.05  # G24, of 12 v
    overrun_median: float = 1.3  # §5.2, own silicon / platform replacement
    overrun_p80: float = 1.8
    cancel_share: float = 0.15
    cost_if_unknown: tuple[float, float, float] = (1.0, 1.0, 1.25)  # G17, PERT · C_inc
    n_draws: int = 8192  # G32, at least 4,000
    n_exit_draws_log2: int = 13  # Sobol points for cost and time, §3.5

    def with_policy(self, changes: Mapping[str, Any]) -> "Parameters":
        """Return these parameters with a policy's changes.

        Raises
        ------
        ScoringError
            If a name is not one of the parameters, a value does not fit its parameter, or the
            pillar weights do not add to 1.
        """
        known = {item.name for item in fields(self)}
        for name, value in changes.items():
            if name not in known:
                raise ScoringError(
                    f"policy.parameters.{name} is not a parameter of {METHOD}; "
                    f"use one of {', '.join(sorted(known))}"
                )
            _refuse_misfit(name, value, getattr(self, name))
        changed = replace(self, **changes)
        if abs(sum(changed.pillar_weights.values()) - 1) > 1e-9:
            raise ScoringError("policy.parameters.pillar_weights: give C, L, D, M, X adding to 1")
        if changed.overrun_p80 <= changed.overrun_median:
            raise ScoringError(
                f"policy.parameters.overrun_p80 is {changed.overrun_p80:g}; "
                f"give more than overrun_median, {changed.overrun_median:g}"
            )
        return changed

    def as_document(self) -> dict[str, Any]:
        """Return what is hashed with every result (§6.6)."""
        return {"method": METHOD, **asdict(self)}


def _refuse_misfit(name: str, value: Any, default: Any) -> None:
    """Refuse what is not of the shape of a parameter's default, or out of its limits."""
    low, high = LIMITS[name]
    to = f"{low:,} to {high:,}" if isfinite(high) else f"{low:,} or more"
    if isinstance(default, Mapping):
        sum_to = ", adding to 1" if name == "pillar_weights" else ""
        wanted = f"{', '.join(default)}, each {to}{sum_to}"
        is_shaped = isinstance(value, Mapping) and set(value) == set(default)
        numbers = list(value.values()) if is_shaped else []
    elif isinstance(default, tuple):
        wanted = f"a list of {len(default)} numbers, rising, each {to}"
        is_shaped = isinstance(value, list | tuple) and len(value) == len(default)
        numbers = list(value) if is_shaped else []
    else:
        wanted = f"{'a whole number, ' if isinstance(default, int) else ''}{to}"
        is_shaped, numbers = isinstance(value, float | int), [value]
    kind = int if isinstance(default, int) else float | int
    fits = is_shaped and all(
        isinstance(number, kind) and not isinstance(number, bool) and low <= number <= high
        for number in numbers
    )
    if isinstance(default, tuple):
        fits = fits and numbers == sorted(numbers)
    if not fits:
        said = str(value)[:40]
        raise ScoringError(f"policy.parameters.{name} is {said or 'empty'}; give {wanted}")
