"""From rows to shares, and lists that leave a rest."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.concentration import hhi, shares
from assessments.scoring.errors import ScoringError
from assessments.scoring.shares import (
    non_negative,
    proportions,
    served,
    share_bounds,
    supplier_totals,
)

partial_lists = st.lists(st.floats(0.001, 0.3), min_size=1, max_size=3)


def test_credit_notes_are_added_before_suppliers_are_dropped(oracle: Any) -> None:
    case = oracle("G04b")

    totals, dropped = supplier_totals(case.inputs["rows"])

    case.check(
        {"spend": totals, "dropped": dropped, "hhi": hhi(shares(list(totals.values())))},
        case.expected,
    )


def test_zero_and_negative_spend_rows_are_dropped_with_their_names() -> None:
    totals, dropped = supplier_totals([("a", 0.0), ("b", -5.0), ("c", 7.0)])

    assert totals == {"c": 7.0}
    assert dropped == ["a", "b"]


def test_an_amount_that_is_no_number_names_its_supplier() -> None:
    with pytest.raises(ScoringError, match="sdc: amount nan is not a number; correct the row"):
        supplier_totals([("sdc", float("nan"))])


def test_an_incomplete_list_has_a_point_and_two_bounds(oracle: Any) -> None:
    case = oracle("G04")

    found = share_bounds(case.inputs["known_shares"])

    case.check(
        {"hhi_point": found.point, "hhi_upper": found.upper, "hhi_lower": found.lower},
        case.expected,
    )


@pytest.mark.parametrize("known", [[0.6, 0.39], [0.6, 0.41], [0.5, 0.5]])
def test_a_sum_within_one_percent_is_scaled_to_one(known: list[float]) -> None:
    exact = sum(share**2 for share in known) / sum(known) ** 2

    found = share_bounds(known)

    assert found == pytest.approx((exact, exact, exact))
    assert hhi(known) == pytest.approx(exact)


def test_a_sum_of_98_percent_leaves_a_remainder() -> None:
    point, upper, lower = share_bounds([0.6, 0.38])

    assert point is not None
    assert lower < point < upper


def test_a_sum_of_102_percent_is_rejected() -> None:
    with pytest.raises(ScoringError, match=r"shares add up to 1\.02, above 1; correct them"):
        share_bounds([0.6, 0.42])


def test_with_no_share_known_only_the_widest_bounds_are_left() -> None:
    assert share_bounds([]) == (None, 1.0, 0.0)
    assert share_bounds([0.0, 0.0]) == (None, 1.0, 0.0)


@given(partial_lists)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_the_point_lies_between_the_bounds(known: list[float]) -> None:
    point, upper, lower = share_bounds(known)

    assert point is not None
    assert lower <= point + 1e-12
    assert point <= upper + 1e-12 <= 1.0 + 1e-11


def test_a_remainder_larger_than_all_known_does_not_lift_the_lower_bound_above_the_point() -> None:
    point, upper, lower = share_bounds([0.1, 0.1])

    assert (point, upper, lower) == pytest.approx((0.5, 0.82, 0.5))


def test_proportions_keep_zeros_and_served_drops_them() -> None:
    assert proportions([0.5, 0.0, 0.5]).tolist() == [0.5, 0.0, 0.5]
    assert served([0.5, 0.0, 0.5]).tolist() == [0.5, 0.5]


def test_shares_that_are_all_zero_are_nothing() -> None:
    assert proportions([0.0, 0.0]).size == 0
    assert served([]).size == 0


@pytest.mark.parametrize("p", [[0.6, 0.38], [0.6, 0.42], [50.0, 50.0]])
def test_shares_that_do_not_add_up_say_what_to_use_instead(p: list[float]) -> None:
    with pytest.raises(ScoringError, match=r"add up to .*use shares\(\) for amounts and share_b"):
        proportions(p)


@pytest.mark.parametrize("value", [-0.1, np.nan, np.inf])
def test_a_bad_number_is_named_by_its_place(value: float) -> None:
    with pytest.raises(ScoringError, match=r"amount 2 is .*; give a finite number, 0 or above"):
        non_negative([1.0, value], "amount")
