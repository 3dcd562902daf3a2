"""Effective numbers, entropy and evenness of shares."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from assessments.scoring import diversity
from assessments.scoring.concentration import hhi, shares
from assessments.scoring.errors import ScoringError

amounts = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=8)
ORDERS = [0.0, 0.3, 0.5, 0.999_999, 1.0, 1.000_001, 1.5, 2.0, 7.0, 50.0, np.inf]


@pytest.mark.parametrize("oracle_id", ["C01", "C02", "C03"])
def test_indices_match_the_worked_examples(oracle: Any, oracle_id: str) -> None:
    case = oracle(oracle_id)
    p = shares(case.inputs["spend"])

    found = {
        "cr1": diversity.concentration_ratio(p, 1),
        "cr3": diversity.concentration_ratio(p, 3),
        "cr4": diversity.concentration_ratio(p, 4),
        "effective_number_N2": diversity.hill_number(p, 2),
        "hill_N0": diversity.hill_number(p, 0),
        "hill_N1": diversity.hill_number(p, 1),
        "hill_N_half": diversity.hill_number(p, 0.5),
        "hill_Ninf": diversity.hill_number(p, np.inf),
        "hannah_kay_alpha_1_5_numbers_equiv": diversity.hill_number(p, 1.5),
        "shannon_H_nats": diversity.shannon_entropy(p),
        "shannon_evenness": diversity.evenness(p),
        "theil_T": diversity.theil(p),
        "gini": diversity.gini(p),
        "gini_small_n_corrected": diversity.gini_small_n(p),
    }

    case.check(found, {name: case.expected[name] for name in found})


@given(amounts)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_hill_numbers_fall_with_their_order_from_n_to_one_over_the_largest(a: list[float]) -> None:
    p = shares(a)

    numbers = [diversity.hill_number(p, q) or 0.0 for q in ORDERS]

    assert numbers[0] == pytest.approx(len(a))
    assert numbers[-1] == pytest.approx(1 / p.max())
    assert np.all(np.diff(numbers) <= 1e-9)


@given(amounts, st.floats(0, 5).filter(lambda q: abs(q - 1) > 0.01))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_hill_numbers_equal_the_textbook_formula(a: list[float], q: float) -> None:
    p = shares(a)

    assert diversity.hill_number(p, q) == pytest.approx(float((p**q).sum() ** (1 / (1 - q))))


@pytest.mark.parametrize("q", [1 - 1e-9, 1 + 1e-9])
def test_hill_numbers_are_continuous_at_order_one(q: float) -> None:
    p = [0.5, 0.3, 0.15, 0.05]

    assert diversity.hill_number(p, q) == pytest.approx(diversity.hill_number(p, 1), rel=1e-8)


def test_a_large_order_does_not_underflow() -> None:
    assert diversity.hill_number([0.5, 0.5], 1e6) == pytest.approx(2.0)


@given(amounts)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_entropy_theil_and_gini_agree_with_slow_twins(a: list[float]) -> None:
    p, n = shares(a), len(a)
    differences = sum(abs(x - y) for x in p for y in p) / (2 * n)

    assert diversity.shannon_entropy(p) == pytest.approx(float(entropy(p)), abs=1e-12)
    assert diversity.theil(p) == pytest.approx(float((p * np.log(n * p)).sum()), abs=1e-12)
    assert diversity.gini(p) == pytest.approx(float(differences), abs=1e-12)


@given(amounts, st.randoms(use_true_random=False))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_order_of_suppliers_does_not_matter(a: list[float], random: Any) -> None:
    mixed = random.sample(a, len(a))

    for index in (diversity.shannon_entropy, diversity.evenness, diversity.theil, diversity.gini):
        before, after = index(shares(a)), index(shares(mixed))
        assert before == pytest.approx(after, abs=1e-12)


def test_suppliers_without_share_do_not_count() -> None:
    assert diversity.hill_number([0.5, 0.5, 0.0], 0) == pytest.approx(2.0)
    assert diversity.evenness([0.5, 0.5, 0.0]) == pytest.approx(1.0)


def test_the_effective_number_of_order_two_is_one_over_the_hhi() -> None:
    p = [0.5, 0.3, 0.2]

    assert diversity.hill_number(p, 2) == pytest.approx(1 / (hhi(p) or 0.0))


def test_nothing_bought_has_no_diversity() -> None:
    nothing = shares([0.0, 0.0])

    assert diversity.concentration_ratio(nothing, 1) is None
    assert diversity.hill_number(nothing, 2) is None
    assert diversity.shannon_entropy(nothing) is None
    assert diversity.evenness(nothing) is None
    assert diversity.theil(nothing) is None
    assert diversity.gini(nothing) is None
    assert diversity.gini_small_n(nothing) is None


def test_a_concentration_ratio_needs_at_least_one_supplier() -> None:
    with pytest.raises(ScoringError, match="concentration ratio of the 0 largest; give 1 or more"):
        diversity.concentration_ratio([1.0], 0)


@pytest.mark.parametrize("q", [-0.5, np.nan])
def test_a_negative_order_is_rejected(q: float) -> None:
    with pytest.raises(ScoringError, match=r"Hill number of order .*; give 0 or above"):
        diversity.hill_number([1.0], q)
