"""Who the EU Data Act protects, and from when."""

from datetime import date

import numpy as np
import pytest

from assessments.scoring.data_act import (
    EU_COUNTRIES,
    data_act_notice,
    has_data_act_rights,
    switching_egress,
)


@pytest.mark.parametrize(
    ("country", "layers", "is_custom_built", "expected"),
    [
        ("DE", {"cloud"}, False, True),
        ("US", {"cloud"}, False, False),
        ("GB", {"cloud"}, False, False),
        ("DE", {"chip"}, False, False),
        ("DE", {"cloud", "chip"}, False, False),
        ("DE", set(), False, False),
        ("DE", {"cloud"}, True, False),
    ],
)
def test_the_rights_are_those_of_eu_customers_of_standard_cloud_services(
    country, layers, is_custom_built, expected
):
    assert has_data_act_rights(country, layers, is_custom_built) is expected


def test_the_union_has_27_members():
    assert len(EU_COUNTRIES) == 27


@pytest.mark.parametrize(
    ("day", "has_rights", "expected"),
    [
        (date(2027, 1, 11), True, 921.6),
        (date(2027, 1, 12), True, 0.0),
        (date(2030, 6, 1), True, 0.0),
        (date(2030, 6, 1), False, 921.6),
    ],
)
def test_switching_is_free_from_the_twelfth_of_january_2027(day, has_rights, expected):
    assert switching_egress(921.6, day, has_rights) == expected


def test_a_free_switch_is_free_in_every_draw():
    drawn = switching_egress(np.array([1.0, 2.0]), date(2027, 1, 12), True)

    assert drawn.tolist() == [0.0, 0.0]


def test_notice_counts_at_most_two_months():
    assert data_act_notice(np.array([1.0, 2.0, 6.0]), True).tolist() == [1.0, 2.0, 2.0]
    assert data_act_notice(6.0, False) == 6.0
