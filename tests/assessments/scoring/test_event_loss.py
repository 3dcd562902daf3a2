"""Single-event forms: worked examples, plain integration, draws, edges."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad

from assessments.scoring import event_loss
from assessments.scoring.durations import LognormalDuration, PertDuration
from assessments.scoring.errors import ScoringError
from assessments.scoring.event_loss import SingleEvent, SingleEvents
from assessments.scoring.timing import time_to_survive


def test_the_cost_of_a_stop_is_that_of_the_worked_example(oracle):
    example = oracle("D02")
    v, phi, ttr, buffer, ramp = (
        example.inputs[key] for key in ("v_per_week", "phi", "TTR_w", "B_w", "ramp_w")
    )
    for_ever = time_to_survive(buffer, 0.0)

    actual = {
        "TTS_w": time_to_survive(buffer, 1 - phi),
        "loss": event_loss.loss(v, 1 - phi, ttr, buffer, ramp),
        "loss_no_ramp": event_loss.loss(v, 1 - phi, ttr, buffer),
        "loss_if_TTR_5": event_loss.loss(v, 1 - phi, 5, buffer, ramp),
        "TTS_if_phi_1": "inf" if np.isinf(for_ever) else for_ever,
    }

    example.check(actual, example.expected)


def test_a_restart_drains_the_same_buffer(oracle):
    example = oracle("G21h")
    v, phi, buffer, ramp = (example.inputs[key] for key in ("v", "phi", "B", "ramp"))

    drawn = event_loss.loss(v, 1 - phi, np.array(example.inputs["TTR"]), buffer, ramp)

    example.check({"loss": drawn.tolist()}, example.expected)


@given(st.floats(0, 20), st.floats(0.01, 1), st.floats(0, 60), st.floats(0, 12))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_without_a_restart_the_loss_is_what_comes_after_the_time_to_survive(v, ell, ttr, buffer):
    late = max(0.0, ttr - time_to_survive(buffer, ell))

    assert event_loss.loss(v, ell, ttr, buffer) == pytest.approx(v * ell * late, abs=1e-9)


def test_penalties_are_due_only_if_the_buffer_does_not_carry_the_stop():
    drawn = event_loss.loss(10.0, 1.0, np.array([1.0, 2.0, 3.0]), 2.0, event_cost=5.0)

    assert drawn.tolist() == [0.0, 0.0, 15.0]


# --- A year of events ---------------------------------------------------------------------------


def test_a_year_of_one_event_is_that_of_the_worked_example(oracle):
    example = oracle("G24")
    v, ell, buffer, cap = (
        example.inputs[key] for key in ("v_per_month", "loss_degree", "B", "TTSw")
    )
    duration = LognormalDuration.of(example.inputs["ttr_p50"], example.inputs["ttr_p90"])
    year = SingleEvents(v, buffer, (SingleEvent(example.inputs["lambda"], ell, duration, cap),))
    expected, tail = year.expected_annual_loss(), year.tail_mean(0.99)
    covered = ell * min(duration.p90, cap) - buffer
    x = [expected / (12 * v), tail / (0.05 * 12 * v), max(0.0, covered) / 12]

    actual = {
        "ALE": expected,
        "CVaR99": tail,
        "x": x,
        # The maps of §6.1 written out: logarithm, straight line, half-life.
        "z": [(math.log10(x[0]) + 4) / 3, min(1.0, x[1] / 2), 1 - 2 ** (-x[2] / 0.25)],
        "VaR95": year.tail_quantile(0.95),
    }

    example.check(actual, example.expected)


def slow_tail(v, buffer, events, alpha=0.99):
    """Return ALE, VaR and CVaR by plain integration of P(L > x), cut at every jump and bend."""

    def exceeding(x):
        often = 0.0
        for event in events:
            if buffer + x / v < event.degree * min(event.cap, event.duration.longest):
                time = np.array([(buffer + x / v) / event.degree])
                often += event.rate * float(event.duration.survival(time)[0])
        return often, -math.expm1(-often)

    def need(event, time):
        return max(0.0, v * (event.degree * time - buffer))

    tops = {need(event, min(event.cap, event.duration.longest)) for event in events}
    bends = {need(e, m) for e in events for m in (*e.duration.knots, e.duration.p90)}
    most = max(tops)
    low, high = 0.0, most
    if exceeding(0.0)[1] <= 1 - alpha:
        high = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if exceeding(middle)[1] > 1 - alpha else (low, middle)

    def integral(start, which):
        cuts = [start, *sorted(x for x in tops | bends if start < x < most), most]
        return sum(
            quad(lambda x: exceeding(x)[which], a, b, epsabs=0, epsrel=1e-11, limit=200)[0]
            for a, b in pairwise(cuts)
            if b > a
        )

    return integral(0.0, 0), high, high + integral(high, 1) / (1 - alpha)


shares, rates = st.floats(0.05, 1), st.floats(0, 0.3)
durations = st.one_of(
    st.builds(
        lambda p50, ratio: LognormalDuration.of(p50, p50 * ratio),
        st.floats(0.1, 12),
        st.floats(1.1, 5),
    ),
    st.builds(lambda a, b, c: PertDuration(a, a + b, a + b + c), *[st.floats(0.1, 8)] * 3),
    st.builds(lambda months: PertDuration(months, months, months), st.floats(0.1, 12)),
)
event_lists = st.lists(
    st.builds(SingleEvent, rates, shares, durations, st.floats(1, 60)), min_size=1, max_size=4
)


@given(event_lists, st.floats(0, 4), st.sampled_from([0.9, 0.95, 0.99]))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_tail_agrees_with_plain_integration(events, buffer, alpha):
    year = SingleEvents(10.0, buffer, tuple(events))

    twin = slow_tail(10.0, buffer, events, alpha)

    fast = year.expected_annual_loss(), year.tail_quantile(alpha), year.tail_mean(alpha)
    assert fast == pytest.approx(twin, rel=1e-8, abs=1e-9)


@given(event_lists, st.floats(0, 4))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_tail_mean_is_not_below_the_quantile_nor_above_the_greatest_loss(events, buffer):
    year = SingleEvents(10.0, buffer, tuple(events))

    tail, quantile = year.tail_mean(), year.tail_quantile()

    most = max(10 * max(0.0, e.degree * e.cap - buffer) for e in events)
    assert quantile <= tail * (1 + 1e-12) + 1e-12
    assert tail <= most * (1 + 1e-9) + 1e-9


@given(event_lists, st.floats(0, 4), st.floats(1.0, 5.0))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_more_frequent_events_never_lower_the_tail(events, buffer, factor):
    more = [SingleEvent(e.rate * factor, e.degree, e.duration, e.cap) for e in events]

    before = SingleEvents(10.0, buffer, tuple(events)).tail_mean()
    after = SingleEvents(10.0, buffer, tuple(more)).tail_mean()

    assert after >= before * (1 - 1e-9) - 1e-9


def test_draws_give_what_their_values_give_one_by_one():
    rng = np.random.default_rng(7)
    n = 40
    value, buffer = rng.uniform(5, 15, n), rng.uniform(0, 2, n) * (rng.random(n) < 0.7)
    stops = [LognormalDuration.of(2, 6), PertDuration(1, 2, 9), LognormalDuration.of(4, 4)]
    numbers = [(rng.uniform(0, 0.1, n), rng.uniform(0, 1, n), rng.uniform(2, 48, n)) for _ in stops]
    drawn = SingleEvents(
        value,
        buffer,
        tuple(SingleEvent(r, d, t, c) for t, (r, d, c) in zip(stops, numbers, strict=True)),
    )

    one_by_one = [
        SingleEvents(
            value[i],
            buffer[i],
            tuple(
                SingleEvent(r[i], d[i], t, c[i])
                for t, (r, d, c) in zip(stops, numbers, strict=True)
            ),
        )
        for i in range(n)
    ]

    assert drawn.tail_mean() == pytest.approx([year.tail_mean() for year in one_by_one])
    assert drawn.tail_quantile() == pytest.approx([year.tail_quantile() for year in one_by_one])
    assert drawn.expected_annual_loss() == pytest.approx(
        [year.expected_annual_loss() for year in one_by_one]
    )


def test_durations_beyond_the_cap_pile_up_at_the_greatest_loss():
    stop = SingleEvent(0.2, 1.0, LognormalDuration.of(20, 60), 6.0)
    year = SingleEvents(10.0, 1.0, (stop,))

    assert year.tail_quantile() == pytest.approx(50.0)
    assert year.tail_mean() == pytest.approx(50.0)
    assert year.exceedance(49.9) > 0.15
    assert year.exceedance(50.0) == 0.0


def test_the_share_of_simulated_years_above_a_loss_agrees():
    rng = np.random.default_rng(11)
    stop = LognormalDuration.of(2, 6)
    months = np.minimum(np.exp(stop.mu + stop.sigma * rng.standard_normal(200_000)), 12.0)
    losses = event_loss.loss(10.0, 0.5, months, 1.0)

    share = np.mean(losses > 8.0)

    exact = event_loss.exceedance(8.0, 10.0, 0.5, 1.0, stop, 12.0)
    assert share == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / 200_000))
    mean = event_loss.expected_event_loss(10.0, 0.5, 1.0, stop, 12.0)
    assert np.mean(losses) == pytest.approx(mean, abs=4 * np.std(losses) / math.sqrt(200_000))


def test_rare_events_have_a_tail_mean_even_where_the_quantile_is_zero():
    year = SingleEvents(10.0, 0.0, (SingleEvent(0.005, 1.0, PertDuration(2, 2, 2), 60.0),))

    assert year.tail_quantile() == 0.0
    assert year.tail_mean() == pytest.approx(20 * -math.expm1(-0.005) / 0.01)


@pytest.mark.parametrize(
    "events",
    [
        (),
        (SingleEvent(0.0, 1.0, LognormalDuration.of(2, 6), 60.0),),
        (SingleEvent(0.1, 0.0, LognormalDuration.of(2, 6), 60.0),),
        (SingleEvent(0.1, 1.0, PertDuration(1, 2, 3), 60.0),),
    ],
)
def test_no_event_no_rate_no_loss_or_a_buffer_that_carries_it_cost_nothing(events):
    year = SingleEvents(10.0, 4.0, events)

    assert (year.expected_annual_loss(), year.tail_quantile(), year.tail_mean()) == (0, 0, 0)


def test_without_events_draws_stay_draws():
    year = SingleEvents(np.full(3, 10.0), 1.0, ())

    assert year.tail_mean().tolist() == [0.0, 0.0, 0.0]
    assert year.expected_annual_loss().tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rate": -0.1}, "-0.1: a rate per year must not be below 0"),
        ({"degree": 1.5}, "1.5: a loss degree lies between 0 and 1"),
        ({"cap": np.inf}, "inf: an outage needs a finite cap"),
    ],
)
def test_an_impossible_event_is_rejected(changed, message):
    fields = {"rate": 0.1, "degree": 1.0, "duration": LognormalDuration.of(2, 6), "cap": 60.0}

    with pytest.raises(ScoringError, match=message):
        SingleEvents(10.0, 1.0, (SingleEvent(**fields | changed),)).tail_mean()


@pytest.mark.parametrize(
    ("x", "v", "message"),
    [(1.0, 0.0, "value of the function must be above 0"), (-1.0, 10.0, "must not be below 0")],
)
def test_an_exceedance_needs_a_value_and_a_loss(x, v, message):
    with pytest.raises(ScoringError, match=message):
        event_loss.exceedance(x, v, 0.5, 1.0, LognormalDuration.of(2, 6), 12.0)


# --- Rates --------------------------------------------------------------------------------------


def test_a_record_of_events_gives_the_rates_of_the_worked_example(oracle):
    example = oracle("D08")
    events, years = example.inputs["events"], example.inputs["years"]
    quantiles = event_loss.jeffreys_quantile(events, years, np.array([0.05, 0.5, 0.95]))

    actual = dict(zip(("p05", "p50", "p95"), quantiles.tolist(), strict=True)) | {
        "mean": event_loss.jeffreys_rate(events, years),
        "zero_events_8y_mean": event_loss.jeffreys_rate(0, years),
        "pred_P_ge1_next_year": 1 - (years / (years + 1)) ** (events + 0.5),
    }

    example.check(actual, example.expected)


@given(st.integers(0, 30), st.floats(0.5, 50), st.floats(0.01, 0.99))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_the_posterior_of_a_rate_is_scipys_gamma(events, years, u):
    twin = stats.gamma(events + 0.5, scale=1 / years)

    assert event_loss.jeffreys_quantile(events, years, u) == pytest.approx(twin.ppf(u), rel=1e-9)
    assert event_loss.jeffreys_rate(events, years) == pytest.approx(twin.mean())


def test_a_record_without_length_or_with_negative_events_is_rejected():
    with pytest.raises(ScoringError, match="years of a record must be above 0"):
        event_loss.jeffreys_rate(1, 0)
    with pytest.raises(ScoringError, match="events seen must not be below 0"):
        event_loss.jeffreys_quantile(-1, 8, 0.5)
