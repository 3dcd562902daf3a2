"""The late-exit indicator: how likely an exit misses the date by which it is needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assessments.scoring.composite import NOT_APPLICABLE, Z
from assessments.scoring.errors import ScoringError
from assessments.scoring.exit_plan import DEFAULT_SLIP, SlipClass, p_exit_given_not_out

LOCKED_IN_Z = 0.25  # G25


class ExitStatus(StrEnum):
    """What is recorded of the exit from a position."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    NONE = "none"
    NOT_REQUIRED = "not required"


@dataclass(frozen=True, slots=True)
class ExitClock:
    """Where an open exit stands; all months count from its start, None if a date is unknown.

    ``elapsed`` t₀ to the assessment's date; ``planned`` Y₀ to the first baseline date, for a
    re-baseline does not reset the clock; ``ends`` of the position's contract and of a stopgap of
    the same function and plan, those that are known.
    """

    elapsed: float | None
    planned: float | None
    ends: tuple[float, ...] = ()


def need_months(planned: float, ends: Iterable[float] = ()) -> float:
    """Return when the exit is needed: the earliest end later than the plan, else the plan.

    Parameters
    ----------
    planned : float
        Months from the start to the first baseline date. [months]
    ends : iterable of float
        Months from the start to contract and stopgap ends. [months]

    Returns
    -------
    float
        [months]

    References
    ----------
    Method §0.3 G25.

    Examples
    --------
    >>> need_months(18.0, [30.0, 24.0, 15.0]), need_months(18.0, [15.0])
    (24.0, 18.0)
    """
    return min((end for end in ends if end > planned), default=planned)


def exit_indicator(
    status: ExitStatus,
    *,
    clock: ExitClock | None = None,
    slip: SlipClass = DEFAULT_SLIP,
    is_critical: bool = False,
    z_lock_in: float | None = None,
) -> Z:
    """Return X2 x = 1 − P(exit by the need date | not out today).

    Parameters
    ----------
    status : ExitStatus
        ``NOT_REQUIRED`` = approved as such; ``NONE`` = nothing is recorded.
    clock : ExitClock, optional
        Of an open exit.
    slip : SlipClass
        Its reference class.
    is_critical : bool
        The function is critical.
    z_lock_in : float, optional
        Pillar L of the position; None = unknown.

    Returns
    -------
    float, None or NOT_APPLICABLE
        Open: 0–1, 1 once the need date is past, None if a date is unknown. Done: 0. Not required:
        n/a. None or cancelled: 1 if critical or locked in (z_L ≥ .25), n/a if neither, unknown if
        that hangs on an unknown z_L.

    Raises
    ------
    ScoringError
        If an open exit has no clock, or is planned to end before it starts.

    References
    ----------
    Method §0.3 G25.

    Examples
    --------
    >>> round(exit_indicator(ExitStatus.OPEN, clock=ExitClock(12.0, 18.0, (30.0,))), 6)
    0.384977
    >>> exit_indicator(ExitStatus.NONE, is_critical=True)
    1.0
    """
    if status is ExitStatus.NOT_REQUIRED:
        return NOT_APPLICABLE
    if status is ExitStatus.DONE:
        return 0.0
    if status is ExitStatus.OPEN:
        if clock is None:
            raise ScoringError("an open exit needs its clock: months elapsed and planned")
        return _of_open(clock, slip)
    if is_critical:
        return 1.0
    if z_lock_in is None:
        return None
    return 1.0 if z_lock_in >= LOCKED_IN_Z else NOT_APPLICABLE


def _of_open(clock: ExitClock, slip: SlipClass) -> float | None:
    if clock.elapsed is None or clock.planned is None:
        return None
    needed = need_months(clock.planned, clock.ends)
    # Zero odds where the need date is past: then x = 1.
    return 1.0 - p_exit_given_not_out(needed, clock.elapsed, clock.planned, slip)
