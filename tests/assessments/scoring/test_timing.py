"""Critical path, serial activities and time to survive."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import pert
from assessments.scoring.errors import ScoringError
from assessments.scoring.timing import (
    Activity,
    finish_times,
    serial_predecessors,
    time_to_survive,
    time_to_switch,
)


def longest_path(name, durations, after):
    """Return the end of an activity by walking every chain of predecessors back."""
    starts = [longest_path(before, durations, after) for before in after.get(name, ())]
    return durations[name] + max(starts, default=0.0)


@st.composite
def networks(draw):
    durations = {f"a{i}": draw(st.floats(0, 30)) for i in range(draw(st.integers(1, 6)))}
    after = {
        name: [other for other in list(durations)[:i] if draw(st.booleans())]
        for i, name in enumerate(durations)
    }
    order = draw(st.permutations(list(durations)))
    return {name: durations[name] for name in order}, after


def test_the_critical_path_is_that_of_the_worked_example(oracle):
    example = oracle("L13")
    rows = example.inputs["activities_low_likely_high_pred"]
    durations = {name: pert.mean(*row[:3]) for name, row in rows.items()}
    after = {name: row[3] for name, row in rows.items()}
    steps = [Activity(name, tuple(row[3])) for name, row in rows.items()]
    survive = example.inputs["time_to_survive_months"]

    switch = time_to_switch(steps, durations)

    example.check(
        {
            "cp_months_of_means": switch,
            "finish": finish_times(durations, after),
            "ratio_vs_TTS": switch / survive,
            "gap_months": switch - survive,
        },
        example.expected,
    )


@given(networks())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_order_of_activities_does_not_matter_and_every_chain_is_counted(network):
    durations, after = network

    ends = finish_times(durations, after)

    assert ends == pytest.approx({name: longest_path(name, durations, after) for name in durations})


@given(networks(), st.floats(0, 10))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_a_longer_activity_never_ends_the_whole_sooner(network, delay):
    durations, after = network
    first = next(iter(durations))
    longer = durations | {first: durations[first] + delay}

    before, later = finish_times(durations, after), finish_times(longer, after)

    assert max(later.values()) >= max(before.values()) - 1e-12


def test_draws_of_a_duration_go_through_the_path_one_by_one():
    durations = {"search": np.array([1.0, 4.0]), "legal": 3.0, "build": 2.0}
    steps = [Activity("search"), Activity("legal", ()), Activity("build", ("search", "legal"))]

    assert time_to_switch(steps, durations) == pytest.approx([5.0, 6.0])


def test_the_mean_of_the_longest_path_is_not_below_the_path_of_means():
    draws = np.random.default_rng(1).uniform(0, 10, (2, 1000))
    steps = [Activity("a", ()), Activity("b", ())]

    drawn = time_to_switch(steps, {"a": draws[0], "b": draws[1]})

    assert np.mean(drawn) > time_to_switch(steps, dict(zip("ab", draws.mean(axis=1), strict=True)))


def test_activities_without_after_follow_each_other_in_file_order():
    steps = [Activity("search"), Activity("build"), Activity("legal", ()), Activity("ramp")]

    assert serial_predecessors(steps) == {
        "search": (),
        "build": ("search",),
        "legal": (),
        "ramp": ("legal",),
    }


@pytest.mark.parametrize(("notice", "expected"), [(0.0, 7.0), (6.0, 7.0), (9.0, 9.0)])
def test_notice_runs_beside_the_activities(notice, expected):
    steps = [Activity("search"), Activity("build")]

    assert time_to_switch(steps, {"search": 2.0, "build": 5.0}, notice) == expected


def test_without_activities_only_the_notice_counts():
    assert time_to_switch([], {}, 3.0) == 3.0


def test_activities_that_wait_for_each_other_are_named():
    durations = dict.fromkeys("abc", 1.0)

    with pytest.raises(ScoringError, match="wait for each other") as caught:
        finish_times(durations, {"a": ["b"], "b": ["c"], "c": ["a"]})

    circles = [" after ".join([*turn, turn[0]]) for turn in itertools.permutations("abc")]
    assert any(circle in str(caught.value) for circle in circles)


def test_an_unknown_predecessor_is_named():
    with pytest.raises(ScoringError, match="activity build: serch is not an activity"):
        finish_times({"search": 1.0, "build": 2.0}, {"build": ["serch"]})


def test_an_activity_without_a_duration_is_named():
    with pytest.raises(ScoringError, match="activity build has no duration"):
        time_to_switch([Activity("search"), Activity("build")], {"search": 1.0})


def test_two_activities_of_one_name_are_rejected():
    with pytest.raises(ScoringError, match="activity search is listed twice"):
        serial_predecessors([Activity("search"), Activity("search")])


def test_a_buffer_lasts_longer_the_less_is_lost_and_for_ever_if_nothing_is():
    months = time_to_survive(6.0, np.array([1.0, 0.5, 0.0]))

    assert months == pytest.approx([6.0, 12.0, np.inf])


@pytest.mark.parametrize(("degree", "expected"), [(0.4, 0.0), (0.0, np.inf)])
def test_without_a_buffer_a_stop_is_felt_at_once_unless_nothing_is_lost(degree, expected):
    assert time_to_survive(0.0, degree) == expected
