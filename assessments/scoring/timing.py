"""How long leaving takes, and how long one survives without leaving (§2.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import numpy as np

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError


@dataclass(frozen=True, slots=True)
class Activity:
    """A step of leaving; ``after`` None = after the previous one, () = at once (G15)."""

    name: str
    after: tuple[str, ...] | None = None


def serial_predecessors(activities: Sequence[Activity]) -> dict[str, tuple[str, ...]]:
    """Return what each activity waits for, serial in file order where nothing is said.

    Parameters
    ----------
    activities : sequence of Activity
        In file order.

    Returns
    -------
    dict
        Name → names of its predecessors; the first activity without ``after`` starts at once.

    Raises
    ------
    ScoringError
        If two activities have the same name.

    References
    ----------
    Method §0.3 G15.

    Examples
    --------
    >>> serial_predecessors([Activity("search"), Activity("build"), Activity("legal", ())])
    {'search': (), 'build': ('search',), 'legal': ()}
    """
    after: dict[str, tuple[str, ...]] = {}
    previous: tuple[str, ...] = ()
    for activity in activities:
        if activity.name in after:
            raise ScoringError(f"activity {activity.name} is listed twice; give each its own name")
        after[activity.name] = previous if activity.after is None else activity.after
        previous = (activity.name,)
    return after


def finish_times(
    durations: Mapping[str, Number], after: Mapping[str, Sequence[str]]
) -> dict[str, Number]:
    """Return when each activity ends: its duration after the last of its predecessors.

    Parameters
    ----------
    durations : mapping of str to (float or ndarray, shape (n_draws,))
        Duration of each activity. [months]
    after : mapping of str to sequence of str
        Explicit predecessors; an activity that is not named here waits for none.

    Returns
    -------
    dict
        Name → time from today, in the order of ``durations``. [months]

    Raises
    ------
    ScoringError
        If a predecessor is unknown, or activities wait for each other in a circle.

    References
    ----------
    Method §2.6; Kelley & Walker, "Critical-path planning and scheduling", 1959.

    Examples
    --------
    >>> finish_times({"search": 2.0, "build": 5.0}, {"build": ["search"]})
    {'search': 2.0, 'build': 7.0}
    """
    finish: dict[str, Number] = {}
    for name in _in_order(durations, after):
        start: Number = 0.0
        for predecessor in after.get(name, ()):
            start = as_number(np.maximum(start, finish[predecessor]))
        finish[name] = as_number(start + np.asarray(durations[name]))
    return {name: finish[name] for name in durations}


def time_to_switch(
    activities: Sequence[Activity], durations: Mapping[str, Number], notice_months: Number = 0.0
) -> Number:
    """Return TTSw: when the last activity ends, the contract's notice running beside them.

    Parameters
    ----------
    activities : sequence of Activity
        In file order; without ``after`` they are serial.
    durations : mapping of str to (float or ndarray, shape (n_draws,))
        Duration of each activity. [months]
    notice_months : float or ndarray
        Notice of the contract in force. [months]

    Returns
    -------
    float or ndarray
        Longest path. [months] Of mean durations it is a lower bound of the mean (Jensen).

    Raises
    ------
    ScoringError
        If an activity has no duration, a predecessor is unknown or there is a circle.

    References
    ----------
    Method §2.6, §0.3 G15.

    Examples
    --------
    >>> time_to_switch([Activity("search"), Activity("build")], {"search": 2, "build": 5}, 3)
    7.0
    """
    after = serial_predecessors(activities)
    for name in after:
        if name not in durations:
            raise ScoringError(f"activity {name} has no duration; enter its months")
    longest = notice_months
    for end in finish_times({name: durations[name] for name in after}, after).values():
        longest = as_number(np.maximum(longest, end))
    return as_number(longest)


def time_to_survive(buffer: Number, loss_degree: Number) -> Number:
    """Return TTS = B/ℓ: how long the buffer lasts when a share ℓ of the supply is gone.

    Parameters
    ----------
    buffer : float or ndarray
        B, months of full demand in stock. [months]
    loss_degree : float or ndarray
        ℓ. [0–1]

    Returns
    -------
    float or ndarray
        Months until the buffer is dry; inf where nothing is lost. [months]

    References
    ----------
    Method §2.6, §0.3 G10.

    Examples
    --------
    >>> time_to_survive(6.0, 0.5), time_to_survive(0.0, 0.0)
    (12.0, inf)
    """
    lost = np.asarray(loss_degree, dtype=np.float64)
    months = np.asarray(buffer) / np.where(lost > 0, lost, 1.0)
    return as_number(np.where(lost > 0, months, np.inf))


def _in_order(
    durations: Mapping[str, Number], after: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    for name, predecessors in after.items():
        for known in (name, *predecessors):
            if known not in durations:
                raise ScoringError(
                    f"activity {name}: {known} is not an activity with a duration; "
                    f"use one of {', '.join(durations)}"
                )
    sorter = TopologicalSorter({name: after.get(name, ()) for name in durations})
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        circle = " after ".join(reversed(error.args[1]))
        raise ScoringError(f"activities wait for each other: {circle}; cut the circle") from error
