"""Scores of functions, suppliers and the portfolio from those of positions."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.rollup import count_by_band, roll_up

names = st.sampled_from("abcd")
positions = st.lists(
    st.tuples(names, st.sampled_from("xyz"), st.none() | st.floats(0, 100)), max_size=8
)
values = st.dictionaries(names, st.none() | st.floats(-5, 1000))


def test_roll_up_oracle(oracle: Any) -> None:
    rule = oracle("G33")

    found = roll_up([tuple(row) for row in rule.inputs["positions"]], rule.inputs["annual_margin"])

    actual = {
        "function": found.functions,
        "supplier": found.suppliers,
        "portfolio": found.portfolio,
        "rated_value_share": found.rated_value_share,
    }
    rule.check(actual, rule.expected)


@given(positions, values)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_the_portfolio_lies_between_its_rated_functions(
    rows: list[tuple[str, str, float | None]], yearly: dict[str, float | None]
) -> None:
    found = roll_up(rows, yearly)

    scores = [score for score in found.functions.values() if score is not None]
    if found.portfolio is not None:
        assert min(scores) - 1e-9 <= found.portfolio <= max(scores) + 1e-9
    if found.rated_value_share is not None:
        assert 0.0 <= found.rated_value_share <= 1.0


@given(positions, values, st.tuples(names, st.sampled_from("xyz"), st.floats(0, 100)))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_one_more_position_never_lowers_a_score(
    rows: list[tuple[str, str, float | None]],
    yearly: dict[str, float | None],
    another: tuple[str, str, float],
) -> None:
    before, after = roll_up(rows, yearly), roll_up([*rows, another], yearly)

    for old, new in ((before.functions, after.functions), (before.suppliers, after.suppliers)):
        assert all((new[name] or 0.0) >= (score or 0.0) for name, score in old.items())


@given(st.permutations([("f", "a", 60.0), ("f", "b", None), ("g", "a", 10.0), ("g", "c", 70.0)]))
@settings(deadline=None, derandomize=True, max_examples=24)
def test_the_order_of_positions_does_not_matter(
    rows: list[tuple[str, str, float | None]],
) -> None:
    found = roll_up(rows, {"f": 1.0, "g": 3.0})

    assert found.functions == {"f": 60.0, "g": 70.0}
    assert found.suppliers == {"a": 60.0, "b": None, "c": 70.0}
    assert found.portfolio == pytest.approx(67.5)


def test_a_function_without_a_position_is_unrated_not_zero() -> None:
    found = roll_up([], {"f": 10.0})

    assert asdict(found) == {
        "functions": {"f": None},
        "suppliers": {},
        "portfolio": None,
        "rated_value_share": 0.0,
        "unvalued": (),
    }


def test_a_function_without_a_value_is_named_and_weighs_nothing() -> None:
    rows = [("f", "a", 80.0), ("g", "a", 20.0), ("h", "a", 50.0)]

    found = roll_up(rows, {"f": None, "g": 10.0, "h": -1.0})

    assert found.unvalued == ("f", "h")
    assert (found.portfolio, found.rated_value_share) == (20.0, 1.0)


def test_without_any_value_there_is_no_portfolio_score() -> None:
    found = roll_up([("f", "a", 80.0)], {})

    assert (found.portfolio, found.rated_value_share, found.unvalued) == (None, None, ("f",))


def test_scores_are_counted_by_the_band_they_are_shown_with() -> None:
    shown = ["high", "high", "not rated", "not rated: at least moderate", "insufficient data"]

    assert count_by_band(shown) == {
        "low": 0,
        "moderate": 0,
        "high": 2,
        "critical": 0,
        "not rated": 2,
        "insufficient data": 1,
    }
