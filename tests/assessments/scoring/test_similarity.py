"""Concentration that sees groups, countries and shared inputs."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.concentration import country_shares, group_shares, hhi, shares
from assessments.scoring.errors import ScoringError
from assessments.scoring.similarity import (
    effective_number,
    expected_hhi_z,
    similarity_adjusted_hhi,
    similarity_matrix,
)

NOTHING_SHARED = [[1.0, 0.0], [0.0, 1.0]]
suppliers = st.lists(
    st.tuples(st.floats(0.01, 1), st.sampled_from("gh"), st.sampled_from(["KR", "US", ""])),
    min_size=1,
    max_size=6,
)


def test_shared_inputs_raise_the_index(oracle: Any) -> None:
    case = oracle("C07")
    p = case.inputs["p"]
    plain, adjusted = hhi(p), similarity_adjusted_hhi(p, case.inputs["Z"])
    assert plain is not None

    found = {
        "hhi": plain,
        "hhi_Z": adjusted,
        "n_eff_plain": effective_number(plain),
        "n_eff_Z": effective_number(adjusted),
    }

    case.check(found, case.expected)


def _example(case: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Turn a case of G11 into suppliers; without a recorded share nothing is recorded."""
    j = case.get("J_w")
    j = np.nan if j is None else j
    return similarity_matrix(
        ["g", "g" if case.get("same_group") else "h"],
        ["KR", "KR" if case.get("same_country") else "US"],
        [[1.0, j], [j, 1.0]],
        case.get("recorded", [np.nan, np.nan]),
    )


def test_similarity_takes_the_strongest_known_tie(oracle: Any) -> None:
    case = oracle("G11")
    pairs = [_example(one) for one in case.inputs["cases"]]
    indices = [similarity_adjusted_hhi(case.inputs["p"], Z) for Z, _ in pairs]

    found = {
        "Z": [float(Z[0, 1]) for Z, _ in pairs],
        "Z_upper": [float(upper[0, 1]) for _, upper in pairs],
        "hhi_Z": indices,
        "E_hhi_Z_first": expected_hhi_z(indices[0], case.inputs["kappa"]),
    }

    case.check(found, case.expected)


@given(suppliers)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_one_formula_gives_the_plain_group_and_country_index(rows: list[Any]) -> None:
    p, groups = shares([share for share, _, _ in rows]), [group for _, group, _ in rows]
    same_group = np.equal.outer(groups, groups).astype(float)
    countries = [country or "unknown" for _, _, country in rows]
    names = sorted(set(countries))
    footprint = [[float(country == name) for name in names] for country in countries]

    assert similarity_adjusted_hhi(p, np.eye(len(p))) == pytest.approx(hhi(p))
    by_group = hhi(list(group_shares(p, groups).values()))
    assert similarity_adjusted_hhi(p, same_group) == pytest.approx(by_group)
    by_country = hhi(country_shares(p, footprint))
    same_country = np.equal.outer(countries, countries).astype(float)
    assert similarity_adjusted_hhi(p, same_country) == pytest.approx(by_country)


@given(suppliers, st.floats(0, 1), st.floats(0, 1))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_similarity_is_symmetric_and_never_above_its_upper_bound(
    rows: list[Any], overlap: float, recorded: float
) -> None:
    n = len(rows)
    J = np.where(np.eye(n, dtype=bool), 1.0, overlap)

    Z, upper = similarity_matrix(
        [group for _, group, _ in rows], [c for _, _, c in rows], J, np.full(n, recorded)
    )

    assert np.array_equal(Z, Z.T)
    assert np.all(np.diagonal(Z) == 1)
    assert np.all((Z >= 0) & (upper >= Z) & (upper <= 1))


def test_draws_give_one_index_each_with_the_expected_mean() -> None:
    p, Z, kappa = np.array([0.6, 0.4]), np.array([[1.0, 0.5], [0.5, 1.0]]), 40.0
    draws = np.random.Generator(np.random.Philox(7)).dirichlet(kappa * p, 20_000)

    indices = np.asarray(similarity_adjusted_hhi(draws, Z))

    assert indices.shape == (20_000,)
    assert indices[3] == pytest.approx(float(draws[3] @ Z @ draws[3]))
    expected = expected_hhi_z(similarity_adjusted_hhi(p, Z), kappa)
    assert abs(indices.mean() - expected) < 4 * indices.std() / np.sqrt(20_000)


def test_a_source_that_overlaps_both_incumbents_can_raise_the_index() -> None:
    Z = np.array([[1.0, 0.0, 0.9], [0.0, 1.0, 0.9], [0.9, 0.9, 1.0]])

    before = similarity_adjusted_hhi([0.5, 0.5], Z[:2, :2])

    assert before == pytest.approx(0.5)
    assert similarity_adjusted_hhi([0.4, 0.4, 0.2], Z) == pytest.approx(0.648)


def test_an_unknown_country_may_be_the_same_one() -> None:
    Z, upper = similarity_matrix(["g", "h"], ["KR", ""], NOTHING_SHARED, [0.9, 0.9])

    assert Z[0, 1] == 0.0
    assert upper[0, 1] == 0.5


def test_two_unknown_countries_are_not_taken_as_the_same() -> None:
    Z, _ = similarity_matrix(["g", "h"], ["", ""], NOTHING_SHARED, [0.9, 0.9])

    assert Z[0, 1] == 0.0


def test_an_overlap_counts_from_half_of_the_cost_recorded() -> None:
    J = [[1.0, 0.9], [0.9, 1.0]]

    Z, upper = similarity_matrix(["g", "h"], ["KR", "US"], J, [0.5, 0.5])

    assert Z[0, 1] == upper[0, 1] == 0.9


def test_one_supplier_is_wholly_concentrated() -> None:
    Z, upper = similarity_matrix(["g"], ["KR"], [[np.nan]], [np.nan])

    assert similarity_adjusted_hhi([1.0], Z) == 1.0
    assert upper.tolist() == [[1.0]]


@pytest.mark.parametrize(
    ("p", "Z", "message"),
    [
        ([], [[1.0]], "HHI of no shares"),
        ([0.5, 0.4], NOTHING_SHARED, "shares must be 0 or above and add up to 1"),
        ([1.5, -0.5], NOTHING_SHARED, "shares must be 0 or above and add up to 1"),
        ([0.5, 0.5], [[1.0]], r"has shape \(1, 1\); 2 shares need \(2, 2\)"),
        ([0.5, 0.5], [[1.0, 1.5], [1.5, 1.0]], "entries outside 0 to 1"),
        ([0.5, 0.5], [[1.0, 0.2], [0.2, 0.9]], "diagonal other than 1"),
    ],
)
def test_shares_and_similarity_must_fit(p: Any, Z: Any, message: str) -> None:
    with pytest.raises(ScoringError, match=message):
        similarity_adjusted_hhi(p, Z)


@pytest.mark.parametrize(
    ("countries", "overlap", "message"),
    [
        (["KR"], NOTHING_SHARED, "2 groups, 1 countries and recorded shares of shape"),
        (["KR", "US"], [[1.0]], r"overlap has shape \(1, 1\); 2 suppliers need \(2, 2\)"),
        (["KR", "US"], [[1.0, 0.2], [0.3, 1.0]], "overlap must be symmetric and from 0 to 1"),
        (["KR", "US"], [[1.0, 1.2], [1.2, 1.0]], "overlap must be symmetric and from 0 to 1"),
    ],
)
def test_inputs_of_the_similarity_must_fit(countries: Any, overlap: Any, message: str) -> None:
    with pytest.raises(ScoringError, match=message):
        similarity_matrix(["g", "h"], countries, overlap, [0.5, 0.5])


def test_an_index_of_zero_has_no_effective_number() -> None:
    with pytest.raises(ScoringError, match="an HHI of 0 or below has no effective number"):
        effective_number(0.0)


def test_trust_in_shares_is_above_zero() -> None:
    with pytest.raises(ScoringError, match="concentration is 0; give a number above 0"):
        expected_hhi_z(0.5, 0)
