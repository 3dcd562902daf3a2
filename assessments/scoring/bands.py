"""The words for a score: its band, never green by default, and how far the evidence carries."""

from assessments.scoring.errors import ScoringError

BANDS = ("low", "moderate", "high", "critical")
BAND_STARTS = (0.0, 25.0, 50.0, 75.0)
NOT_RATED = "not rated"
INSUFFICIENT = "insufficient data"

LEAST_COMPLETENESS = 0.4  # below it there is no number (G30)
COMPLETENESS_OF_LOW = 0.75
ROUNDING = 1e-9  # completeness is a sum of weights such as thirds


def band(risk: float) -> str:
    """Return the band a score lies in.

    Parameters
    ----------
    risk : float
        [points 0–100]

    Returns
    -------
    str
        "low" below 25, "moderate" below 50, "high" below 75, else "critical".

    Raises
    ------
    ScoringError
        If the score is outside 0–100.

    References
    ----------
    Method §6.6.

    Examples
    --------
    >>> band(24.9), band(25.0)
    ('low', 'moderate')
    """
    return BANDS[_rank(risk)]


def _rank(risk: float) -> int:
    if not 0.0 <= risk <= 100.0:
        raise ScoringError(f"a score of {risk} has no band; it lies between 0 and 100")
    return sum(risk >= start for start in BAND_STARTS) - 1


def shown_band(
    point: float | None, risk_high: float, completeness: float, is_lower_bound: bool
) -> str:
    """Return what may be said of a score: a band, or why there is none.

    Parameters
    ----------
    point : float or None
        The score [points 0–100]; None if nothing is known.
    risk_high : float
        The score with every unknown at its worst. [points 0–100]
    completeness : float
        Weight of the indicators that are known. [share]
    is_lower_bound : bool
        The yearly loss leaves out an ancestor nobody assessed (G23b).

    Returns
    -------
    str
        A band; "not rated"; "not rated: at least …" if the unknown could lift the score by two
        bands; "insufficient data", with which no number is shown.

    Raises
    ------
    ScoringError
        If a score is outside 0–100.

    References
    ----------
    Method §0.3 G30.

    Examples
    --------
    >>> shown_band(20, 24, 0.8, False), shown_band(20, 30, 0.8, False)
    ('low', 'not rated')
    >>> shown_band(46, 82, 0.64, False)
    'not rated: at least moderate'
    """
    if point is None or completeness < LEAST_COMPLETENESS - ROUNDING:
        return INSUFFICIENT
    if _rank(risk_high) - _rank(point) >= 2:
        return f"{NOT_RATED}: at least {band(point)}"
    is_complete = completeness >= COMPLETENESS_OF_LOW - ROUNDING
    may_be_low = band(risk_high) == "low" and is_complete and not is_lower_bound
    return NOT_RATED if band(point) == "low" and not may_be_low else band(point)


def confidence_label(confidence: float) -> str:
    """Return the word for a confidence.

    Parameters
    ----------
    confidence : float
        [share]

    Returns
    -------
    str
        "high" from 0.75 on, "medium" from 0.5 on, else "low".

    References
    ----------
    Method §6.5.

    Examples
    --------
    >>> confidence_label(0.75), confidence_label(0.2)
    ('high', 'low')
    """
    if confidence >= 0.75:
        return "high"
    return "medium" if confidence >= 0.5 else "low"
