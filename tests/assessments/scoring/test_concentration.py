"""HHI, its reference lines, and its cuts by group, country and function."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import concentration
from assessments.scoring.concentration import hhi, shares
from assessments.scoring.diversity import concentration_ratio, hill_number
from assessments.scoring.errors import ScoringError

amounts = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=8)
labelled = st.lists(st.tuples(st.floats(0, 1e3), st.sampled_from("ghk")), min_size=1, max_size=8)


def _points(p: Any) -> float:
    return 1e4 * (hhi(p) or 0.0)


@pytest.mark.parametrize("oracle_id", ["C01", "C02", "C03"])
def test_the_hhi_matches_the_worked_examples(oracle: Any, oracle_id: str) -> None:
    case = oracle(oracle_id)
    p = shares(case.inputs["spend"])

    found = {
        "n": len(p),
        "shares": p.tolist(),
        "hhi": hhi(p),
        "hhi_10000": _points(p),
        "hhi_normalised": concentration.normalised_hhi(p),
        "hhi_floor_1_over_n_10000": 1e4 / len(p),
    }

    case.check(found, {name: case.expected[name] for name in found})


def test_five_equal_suppliers_are_already_above_the_high_line(oracle: Any) -> None:
    case = oracle("C03")

    band = concentration.reference_band(_points(shares(case.inputs["spend"])))

    assert band == case.expected["band"]


def test_the_reference_lines_include_their_lower_end(oracle: Any) -> None:
    case = oracle("C04")

    found = [concentration.reference_band(points) for points in case.inputs["hhi_10000"]]

    assert found == case.expected["band"]


@pytest.mark.parametrize("points", [-1.0, 10_001.0, float("nan")])
def test_points_outside_the_scale_have_no_band(points: float) -> None:
    with pytest.raises(ScoringError, match="points; give a number from 0 to 10,000"):
        concentration.reference_band(points)


@given(amounts)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_the_hhi_lies_between_one_over_n_and_one(a: list[float]) -> None:
    index = hhi(shares(a))

    assert index is not None
    assert 1 / len(a) - 1e-12 <= index <= 1 + 1e-12


@given(amounts.filter(lambda a: len(a) > 1))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_merging_suppliers_never_lowers_the_hhi(a: list[float]) -> None:
    merged = [a[0] + a[1], *a[2:]]

    assert _points(shares(merged)) >= _points(shares(a)) - 1e-8


@given(amounts, st.randoms(use_true_random=False))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_order_of_suppliers_does_not_change_the_hhi(a: list[float], random: Any) -> None:
    assert hhi(shares(random.sample(a, len(a)))) == pytest.approx(hhi(shares(a)))


def test_nothing_bought_has_no_index() -> None:
    nothing = shares([0.0, 0.0])

    assert hhi(nothing) is None
    assert concentration.normalised_hhi(nothing) is None
    assert concentration.expected_hhi(nothing, 40) is None
    assert concentration.group_shares(nothing, ["a", "b"]) == {}
    assert concentration.group_decomposition(nothing, ["a", "b"]) is None
    assert concentration.country_shares(nothing, [[1.0], [1.0]]).size == 0
    assert concentration.value_weighted_hhi(nothing, []) is None


def test_two_rows_of_one_supplier_count_once() -> None:
    grouped = concentration.group_shares([0.3, 0.4, 0.3], ["sdc", "lgd", "sdc"])

    assert hhi(list(grouped.values())) == pytest.approx(0.52)


def test_a_negative_amount_is_rejected() -> None:
    with pytest.raises(ScoringError, match="amount 2 is -3; give a finite number, 0 or above"):
        shares([5, -3])


def test_uncertain_shares_raise_the_expected_hhi(oracle: Any) -> None:
    case = oracle("C17")
    p, kappa = case.inputs["p0"], case.inputs["kappa"]

    expected = concentration.expected_hhi(p, kappa)

    assert expected is not None
    found = {"E_HHI": expected, "plug_in": hhi(p), "bias": expected - (hhi(p) or 0.0)}
    case.check(found, case.expected)


@given(amounts, st.sampled_from("ABCDE"))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_expected_hhi_equals_the_sum_over_dirichlet_moments(a: list[float], g: str) -> None:
    p, kappa = shares(a), concentration.KAPPA_BY_GRADE[g]
    alpha = kappa * p

    twin = (alpha * (alpha + 1)).sum() / (alpha.sum() * (alpha.sum() + 1))

    assert concentration.expected_hhi(p, kappa) == pytest.approx(float(twin))


def test_a_worse_grade_is_trusted_less() -> None:
    kappas = concentration.KAPPA_BY_GRADE

    assert [kappas[grade] for grade in "ABCDE"] == [400, 100, 40, 15, 5]
    with pytest.raises(ScoringError, match="concentration is 0; give a number above 0"):
        concentration.expected_hhi([1.0], 0)


def test_groups_show_what_legal_names_hide(oracle: Any) -> None:
    case = oracle("C05")
    names = list(case.inputs["shares"])

    found = concentration.group_decomposition(
        list(case.inputs["shares"].values()), [case.inputs["group"][name] for name in names]
    )

    assert found is not None
    actual = {name: getattr(found, name) for name in case.expected}
    case.check(actual, case.expected)


@given(labelled.filter(lambda rows: sum(amount for amount, _ in rows) > 1e-3))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_the_group_delta_is_twice_the_products_within_groups(rows: list[Any]) -> None:
    p, groups = shares([amount for amount, _ in rows]), [label for _, label in rows]
    pairs = combinations(range(len(p)), 2)
    hidden = sum(2 * p[i] * p[j] for i, j in pairs if groups[i] == groups[j])

    found = concentration.group_decomposition(p, groups)

    assert found is not None
    assert found.hhi_entity == pytest.approx(hhi(p))
    assert found.delta == pytest.approx(float(hidden), abs=1e-12)
    within = found.within_group_hhi
    total = sum(share**2 * within[group] for group, share in found.group_shares.items())
    assert total == pytest.approx(found.hhi_entity)


def test_a_supplier_of_unknown_parent_must_be_its_own_group() -> None:
    with pytest.raises(ScoringError, match="supplier 2 has no group; give its own id"):
        concentration.group_shares([0.5, 0.5], ["samsung", ""])


def test_each_share_needs_a_group() -> None:
    with pytest.raises(ScoringError, match="2 shares but 1 groups; give one each"):
        concentration.group_shares([0.5, 0.5], ["samsung"])


def test_production_countries_follow_the_footprint(oracle: Any) -> None:
    case = oracle("C06")

    found = concentration.country_shares(
        case.inputs["p"], case.inputs["phi_rows_supplier_cols_KR_VN_US"]
    )

    case.check({"P_c": found.tolist(), "hhi_country": hhi(found)}, case.expected)


def test_an_incomplete_footprint_names_its_supplier() -> None:
    with pytest.raises(ScoringError, match=r"footprint of supplier 2 adds up to 0\.6, not 1"):
        concentration.country_shares([0.5, 0.5], [[1.0, 0.0], [0.3, 0.3]])


def test_a_footprint_has_a_row_per_share() -> None:
    with pytest.raises(ScoringError, match="2 shares need a footprint row each"):
        concentration.country_shares([0.5, 0.5], [[1.0]])


def test_the_firm_weighs_functions_by_value(oracle: Any) -> None:
    case = oracle("C08")
    omega, indices = case.inputs["omega_f"], case.inputs["HHI_f"]

    found = {
        "hhi_value_weighted": concentration.value_weighted_hhi(omega, indices),
        "equal_weighted": concentration.value_weighted_hhi([1 / 3] * 3, indices),
    }

    case.check(found, case.expected)


def test_an_unknown_hhi_counts_only_where_there_is_value() -> None:
    assert concentration.value_weighted_hhi([0.5, 0.5], [0.4, None]) is None
    assert concentration.value_weighted_hhi([1.0, 0.0], [0.4, None]) == pytest.approx(0.4)


def test_each_value_share_needs_an_hhi() -> None:
    with pytest.raises(ScoringError, match="2 value shares but 1 HHIs; give one each"):
        concentration.value_weighted_hhi([0.5, 0.5], [0.4])


@pytest.mark.parametrize("year", ["2020", "2021F_Omdia", "iPhone17_to_Oct2025_UBI"])
def test_apple_panels_of_each_year(oracle: Any, year: str) -> None:
    case = oracle("Z01")
    p = shares(list(case.inputs["units_m"][year].values()))

    found = {
        "hhi_10000": _points(p),
        "cr1": concentration_ratio(p, 1),
        "n_eff": hill_number(p, 2),
    }

    case.check(found, case.expected[year])


def test_apple_panels_of_2022_pool_all_but_samsung(oracle: Any) -> None:
    case = oracle("Z01")
    sdc, other = case.inputs["units_m"]["iPhone14_2022_DSCC"].values()
    p = shares([sdc, other])

    found = {
        "hhi_10000": _points(p),
        "cr1": concentration_ratio(p, 1),
        "n_eff": hill_number(p, 2),
        "hhi_10000_lower_bound_equal_split": _points(shares([sdc, other / 2, other / 2])),
    }

    case.check(found, case.expected["iPhone14_2022_DSCC"])


def test_apple_panels_by_country(oracle: Any) -> None:
    case = oracle("Z01")
    units = case.inputs["units_m"]["iPhone17_to_Oct2025_UBI"]
    country = {"SDC": "KR", "LGD": "KR", "BOE": "CN"}
    grouped = concentration.group_shares(
        shares(list(units.values())), [country[name] for name in units]
    )
    p = list(grouped.values())

    found = {"hhi_10000": _points(p), "cr1": concentration_ratio(p, 1)}

    case.check(found, case.expected["iPhone17_country_KR_vs_CN"])


def test_microsoft_neoclouds(oracle: Any) -> None:
    case = oracle("Z02")
    commitments = case.inputs["commitments"]
    p = shares(list(commitments.values()))

    found = {
        "hhi_10000": _points(p),
        "cr1": concentration_ratio(p, 1),
        "cr3": concentration_ratio(p, 3),
        "effective_number_N2": hill_number(p, 2),
        "total": sum(commitments.values()),
        "nebius_base_per_year": 17.4 / 5,  # the base contract: USD 17.4 bn over five years
    }

    case.check(found, case.expected)
