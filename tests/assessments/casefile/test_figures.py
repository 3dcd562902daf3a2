"""Figures by address: every one is found, and can be replaced alone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import UNKNOWN
from assessments.casefile.figures import replace_figure, walk_figures


def test_addresses_are_those_of_the_file(apple: CaseDocument, microsoft: CaseDocument) -> None:
    found = dict(walk_figures(apple))
    others = dict(walk_figures(microsoft))

    workload = "functions.iphone.gates.panels.dependencies.sdc.workload_share"
    assert found[workload].likely == Decimal("0.645")
    assert found["alternatives.shift-to-lgd-boe.cost_lines.requalification"].high == 6_000_000_000
    assert found["alternatives.shift-to-lgd-boe.activities.search.months"].low == 1
    assert found["upstream.sdc-oled.tools.links.tokki-tools.cost_share"].likely == Decimal("0.03")
    assert found["shares.3.units.sdc-oled"].likely == 110_000_000
    assert found["suppliers.sdc.locations.KR"].likely == Decimal("0.6")
    assert found["markets.smartphones.rivals.samsung-group"].likely == Decimal("0.191")
    assert found["disruptions.sdc-outage.months.p50"].likely == 2
    assert found["functions.iphone.appetite"] == UNKNOWN
    assert others["exit_plans.own-asic-inference.overrun_p80"].likely == Decimal("1.8")


def test_every_figure_can_be_replaced_alone(small: CaseDocument) -> None:
    before = dict(walk_figures(small))
    assert len(before) > 60

    for address, figure in before.items():
        changed = replace(figure, note="changed")
        after = dict(walk_figures(replace_figure(small, address, changed)))
        assert after == {**before, address: changed}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "functions",
        "functions.cars",
        "functions.cars.name",
        "functions.vans.buffer_months",
        "functions.cars.buffer_months.low",
        "shares.9.units.north-chip",
        "shares.x.units.north-chip",
        "shares.0.units.tool",
        "positions.cars-north.approved.by",
        "upstream.tool.chips.links.north-chip.cost_share",
    ],
)
def test_an_address_without_a_figure_is_named(small: CaseDocument, address: str) -> None:
    with pytest.raises(KeyError, match="is not the address of a figure of this case"):
        replace_figure(small, address, UNKNOWN)
