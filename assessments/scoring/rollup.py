"""From positions to functions, suppliers and the portfolio: the worst counts, undiluted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.scoring.bands import BANDS, INSUFFICIENT, NOT_RATED


@dataclass(frozen=True)
class RollUp:
    """Scores of functions, suppliers and the whole [points 0–100], None where none is rated.

    ``rated_value_share`` is the part of the known value that has a score; ``unvalued`` names the
    functions whose value is unknown or not above 0: they are in neither.
    """

    functions: Mapping[str, float | None]
    suppliers: Mapping[str, float | None]
    portfolio: float | None
    rated_value_share: float | None
    unvalued: tuple[str, ...]


def roll_up(
    positions: Iterable[tuple[str, str, float | None]], yearly_values: Mapping[str, float | None]
) -> RollUp:
    """Return what the scores of positions say of functions, suppliers and the organization.

    Parameters
    ----------
    positions : iterable of (function, supplier, score)
        Score [points 0–100], None if it has no number.
    yearly_values : mapping
        Function → yearly value 12 v_f [money/year], None if unknown. A function without a
        position is unrated.

    Returns
    -------
    RollUp
        A function's and a supplier's score is the largest of its positions; the portfolio's is
        weighted by value over the rated functions.

    References
    ----------
    Method §0.3 G33.

    Examples
    --------
    >>> found = roll_up([("pay", "a", 60.0), ("pay", "b", 40.0)], {"pay": 2.0, "ship": 1.0})
    >>> found.functions, found.portfolio, round(found.rated_value_share, 3)
    ({'pay': 60.0, 'ship': None}, 60.0, 0.667)
    """
    rows = list(positions)
    unrated: dict[str, float | None] = dict.fromkeys(yearly_values)
    functions = unrated | _largest((function, score) for function, _, score in rows)
    values = {name: v for name, v in yearly_values.items() if v is not None and v > 0}
    known = [
        (values[name], score)
        for name, score in functions.items()
        if score is not None and name in values
    ]
    whole, part = sum(values.values()), sum(value for value, _ in known)
    return RollUp(
        functions=functions,
        suppliers=_largest((supplier, score) for _, supplier, score in rows),
        portfolio=sum(value * score for value, score in known) / part if part else None,
        rated_value_share=part / whole if whole else None,
        unvalued=tuple(sorted(set(functions) - set(values))),
    )


def _largest(scores: Iterable[tuple[str, float | None]]) -> dict[str, float | None]:
    largest: dict[str, float | None] = {}
    for name, score in scores:
        before = largest.setdefault(name, score)
        if score is not None and (before is None or score > before):
            largest[name] = score
    return largest


def count_by_band(shown: Iterable[str]) -> dict[str, int]:
    """Return how many scores are shown with each band.

    Parameters
    ----------
    shown : iterable of str
        What ``bands.shown_band`` says of each; "not rated: at least …" is not rated.

    Returns
    -------
    dict
        Every band from low to critical, then "not rated" and "insufficient data" → count.

    References
    ----------
    Method §0.3 G33.

    Examples
    --------
    >>> count_by_band(["high", "not rated: at least low"])["not rated"]
    1
    """
    counts = dict.fromkeys((*BANDS, NOT_RATED, INSUFFICIENT), 0)
    for word in shown:
        counts[word.partition(":")[0]] += 1
    return counts
