"""The register of measure codes: what each is, in which unit, by which section and rule."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from assessments.scoring.case import Figure, State
from assessments.scoring.parameters import Parameters
from assessments.scoring.results import Measure, MeasureState, SubjectKind
from assessments.scoring.world import Trace, Traced

Subject = tuple[str, Traced]
Formula = TypeVar("Formula", bound=Callable[..., Any])


@dataclass(frozen=True)
class Definition:
    """One code: the function that computes it and how to read its number."""

    code: str
    function: Callable[..., Any]
    kind: SubjectKind
    unit: str
    formula: str
    rule: str
    is_drawn: bool

    @property
    def title(self) -> str:
        """First sentence of the function's docstring."""
        return (self.function.__doc__ or "").strip().splitlines()[0]


DEFINITIONS: dict[str, Definition] = {}


def measure(
    family: str,
    *,
    unit: str,
    formula: str,
    rule: str = "",
    kind: SubjectKind = SubjectKind.POSITION,
    drawn: bool = False,
) -> Callable[[Formula], Formula]:
    """Register a function as the measure ``family.function_name``.

    Parameters
    ----------
    family : str
        First part of the code.
    unit : str
        share, index, months, years, count, points, money, money/month or money/year.
    formula, rule : str
        Section and rule of the method.
    kind : SubjectKind
        POSITION functions take a position and return one ``Traced``; all others take the
        assessment and yield (subject, ``Traced``).
    drawn : bool
        True if the exit's draws give it quantiles.
    """

    def register(function: Formula) -> Formula:
        code = f"{family}.{function.__name__}"
        if code in DEFINITIONS:
            raise ValueError(f"measure code {code} is taken")
        DEFINITIONS[code] = Definition(code, function, kind, unit, formula, rule, drawn)
        return function

    return register


def of_kind(kind: SubjectKind) -> Iterable[Definition]:
    """Yield the definitions of one kind of subject, in order of registration."""
    return [definition for definition in DEFINITIONS.values() if definition.kind is kind]


def state_of(value: float | None, traced: Traced) -> MeasureState:
    """Return known, estimated, infinite, unknown or not applicable."""
    if traced.is_not_applicable:
        return MeasureState.NOT_APPLICABLE
    if value is None:
        return MeasureState.UNKNOWN
    if math.isinf(value):
        return MeasureState.INFINITE
    is_soft = any(_is_soft(figure) for figure in traced.trace.used.values())
    return MeasureState.ESTIMATED if is_soft else MeasureState.KNOWN


def _is_soft(figure: Figure) -> bool:
    return figure.state is State.ESTIMATED or figure.grade == "E"


def quality_of(trace: Trace, parameters: Parameters) -> float | None:
    """Return the least quality of what a number rests on (§6.5), None if it rests on nothing."""
    proofs = [(figure.grade, figure.age_months) for figure in trace.used.values()]
    proofs += [(row.grade, row.age_months) for row in trace.rows.values()]
    qualities = [
        parameters.grade_quality[grade] * 2.0 ** (-age / parameters.age_half_life_months)
        for grade, age in proofs
    ]
    return min(qualities, default=None)


def as_measure(
    definition: Definition,
    subject: str,
    traced: Traced,
    *,
    currency: str,
    parameters: Parameters,
    quantiles: Mapping[str, float] | None = None,
    text: str = "",
) -> Measure:
    """Return a traced number as the measure of that definition and subject."""
    value = traced.point
    is_finite = value is not None and math.isfinite(value)
    return Measure(
        code=definition.code,
        subject_kind=definition.kind,
        subject=subject,
        state=state_of(value, traced),
        value=value if is_finite else None,
        unit=definition.unit,
        currency=currency if definition.unit.startswith("money") else "",
        lower=_point(traced.lower),
        upper=_point(traced.upper),
        quality=quality_of(traced.trace, parameters) if value is not None else None,
        formula=definition.formula,
        rule=definition.rule,
        text=text,
        inputs=tuple(sorted(traced.trace.used)),
        missing=tuple(sorted(traced.trace.missing)),
        flags=tuple(sorted(traced.trace.flags)),
        **(quantiles or {}),
    )


def _point(number: Any) -> float | None:
    return None if number is None else float(np.mean(number))


def quantiles_of(
    draws: Any, names: Iterable[str] = ("p10", "p50", "p80", "p90")
) -> dict[str, float]:
    """Return type-1 quantiles (G22) of finite draws; none if the draws are not finite."""
    array = np.sort(np.atleast_1d(np.asarray(draws, dtype=float)))
    if array.size < 2 or not np.all(np.isfinite(array)):
        return {}
    return {
        name: float(array[quantile_rank(array.size, int(name[1:]) / 100) - 1]) for name in names
    }


def quantile_rank(n: int, level: float) -> int:
    """Return which of n sorted draws is the quantile, counted from 1 (type 1, G22).

    Examples
    --------
    >>> quantile_rank(1000, 0.55)
    550
    """
    return max(1, math.ceil(n * level - 1e-9))
