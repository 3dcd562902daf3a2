"""Bad files: each differs from small.yaml in one place, and the message says what to do there."""

from pathlib import Path

import pytest

from assessments.casefile.problems import CaseFileError
from assessments.casefile.read import load

BAD = Path(__file__).with_name("bad")

# file, line, path, what the message says to do
TABLE = [
    ("syntax/anchor", 15, "suppliers.home", "remove it"),
    ("syntax/alias", 65, "alternatives.move.offerings", "write the value out"),
    ("syntax/tag", 89, "mitigations.stock.capex", "remove it"),
    ("syntax/merge-key", 23, "offerings.south-chip.<<", "write the keys out"),
    ("syntax/duplicate-key", 90, "mitigations.stock.capex", "keep one of them"),
    ("syntax/second-document", 91, "", "keep one case in one file"),
    ("syntax/open-bracket", 57, "", "check indentation, quotes and brackets"),
    ("syntax/tab", 89, "", "check indentation"),
    ("syntax/key-is-a-list", 89, "mitigations.stock", "write a word"),
    ("syntax/control-character", 15, "", "remove it"),
    ("shape/unknown-key", 12, "suppliers.north-group.nmae", "write name"),
    ("shape/unknown-block", 87, "mitigation", "write mitigations"),
    (
        "shape/missing-key",
        19,
        "offerings.north-chip.supplier",
        "write supplier: an id of suppliers",
    ),
    ("shape/missing-period", 51, "shares.0.period", "write period: a date"),
    ("shape/missing-currency", 3, "organization.currency", "write currency: a currency"),
    ("shape/text-for-mapping", 15, "suppliers.home", "write a mapping"),
    ("shape/text-for-list", 63, "alternatives.move.for", "write a list"),
    ("shape/list-for-text", 24, "offerings.tool.layer", "write one of chip"),
    (
        "shape/empty-key",
        89,
        "mitigations.stock.capex",
        "write a number, unknown, none or n/a or remove the key",
    ),
    ("shape/unknown-word", 34, "functions.cars.gates.chips.rule", "write any-of"),
    (
        "shape/unknown-component",
        68,
        "alternatives.move.cost_lines.enginering",
        "write engineering",
    ),
    ("shape/component-twice", 70, "alternatives.move.cost_lines.dual-running", "remove one"),
    ("shape/flag-in-words", 15, "suppliers.home.is_internal", "write true or false"),
    (
        "shape/listed-said",
        42,
        "functions.cars.gates.chips.dependencies.north.alternatives",
        "remove the key",
    ),
    ("shape/id-in-capitals", 15, "suppliers.Home Works", "write home-works"),
    ("shape/empty-gates", 49, "upstream.tool", "write none"),
    ("shape/not-a-case", 1, "", "begin with lockin: 1"),
    ("shape/format-of-the-future", 1, "lockin", "write lockin: 1"),
    ("reference/supplier", 24, "offerings.tool.supplier", "write south"),
    ("reference/empty-in-a-list", 64, "alternatives.move.for.1", "write an id of dependencies"),
    ("reference/empty-key", 66, "alternatives.move.offerings.", "write an id of offerings"),
    (
        "reference/unknown-driver",
        69,
        "alternatives.move.cost_lines.dual-running.drivers.heads",
        "write dual_running_factor, dual_months, new_annual_cost",
    ),
    (
        "shape/missing-driver",
        69,
        "alternatives.move.cost_lines.dual-running.drivers",
        "lacks dual_months; write them or an amount",
    ),
    ("reference/position-not-bought", 95, "positions.cars-north.supplier", "write one of north"),
    ("reference/offering-of-link", 46, "upstream.north-chip.tools.links.tools", "write tool"),
    ("reference/dependency-by-short-id", 63, "alternatives.move.for.0", "dependencies"),
    ("reference/source", 30, "functions.cars.buffer_months", "add it to sources"),
    ("reference/source-of-row", 14, "suppliers.south.source", "write S1"),
    (
        "reference/figure-address",
        90,
        "mitigations.stock.changes.0.figure",
        "write functions.cars.buffer_months",
    ),
    (
        "reference/activity",
        71,
        "alternatives.move.activities.build.after",
        "write one of design, approve",
    ),
    ("reference/gate-of-observation", 51, "shares.0.gate", "write cars.chips"),
    (
        "reference/contract-does-not-cover",
        42,
        "functions.cars.gates.chips.dependencies.north.contract",
        "add it to its covers",
    ),
    ("reference/lei-check-digits", 13, "suppliers.north.lei", "copy it again"),
    ("reference/lei-too-short", 13, "suppliers.north.lei", "18 letters and digits"),
    ("reference/country-code", 14, "suppliers.south.country", "write GB"),
    (
        "reference/country-of-location",
        13,
        "suppliers.north.locations.EU",
        "write a code such as KR",
    ),
    (
        "reference/position-of-internal-supplier",
        94,
        "positions.cars-north.supplier",
        "write an outside supplier",
    ),
    ("reference/rival-is-no-group", 83, "markets.cars.rivals.north", "write north-group"),
    (
        "unit-and-range/share-in-percent",
        39,
        "functions.cars.gates.chips.dependencies.north.workload_share",
        "64.5 is not a share; write 0.645",
    ),
    ("unit-and-range/percent-sign", 29, "functions.cars.gross_margin_share", "write 0.3"),
    (
        "unit-and-range/negative-months",
        70,
        "alternatives.move.activities.design.months",
        "write months from 0 up",
    ),
    (
        "unit-and-range/margin-of-one",
        29,
        "functions.cars.gross_margin_share",
        "write a share below 1",
    ),
    ("unit-and-range/leading-zero", 89, "mitigations.stock.capex", "write 10"),
    ("unit-and-range/leading-zero-in-text", 3, "organization.name", "write '007' in quotes"),
    ("unit-and-range/number-in-quotes", 89, "mitigations.stock.capex", "write 1000"),
    ("unit-and-range/thousands", 89, "mitigations.stock.capex", "write 1000"),
    ("unit-and-range/not-a-number", 89, "mitigations.stock.capex", "write a number"),
    ("unit-and-range/sixteen-digits", 17, "ties.north-stake.share", "write 0.123456789012346"),
    ("unit-and-range/huge", 89, "mitigations.stock.capex", "at most 18 digits"),
    (
        "unit-and-range/range-out-of-order",
        71,
        "alternatives.move.activities.build.months",
        "write [2, 4, 6]",
    ),
    (
        "unit-and-range/range-of-four",
        71,
        "alternatives.move.activities.build.months",
        "write [low, likely, high]",
    ),
    (
        "unit-and-range/known-range",
        35,
        "functions.cars.gates.chips.volume_per_year",
        "write state: estimated",
    ),
    ("unit-and-range/rate-in-percent", 6, "policy.discount_rate", "write 0.08"),
    (
        "unit-and-range/footprint",
        13,
        "suppliers.north.locations",
        "add up to 0.9; write shares that add up to 1",
    ),
    ("unit-and-range/workload", 36, "functions.cars.gates.chips.dependencies", "lower them by 0.1"),
    ("unit-and-range/observed-shares", 52, "shares.1.shares", "write shares of one whole"),
    ("unit-and-range/p90-below-p50", 85, "disruptions.fire.months.p90", "write at least 2"),
    ("unit-and-range/p50-of-zero", 85, "disruptions.fire.months.p50", "write a duration above 0"),
    ("unit-and-range/long-name", 4, "organization.name", "shorten it to 200 or fewer"),
    ("unit-and-range/draws", 7, "policy.parameters", "give a whole number, 256 to 1,048,576"),
    ("unit-and-range/overrun", 81, "exit_plans.leave.overrun_p80", "write more than 1.3"),
    ("unit-and-range/no-years", 85, "disruptions.fire.years", "write the years"),
    ("money-and-dates/no-rate", 22, "offerings.north-chip.prices.0.price", "add fx: {TWD:"),
    (
        "money-and-dates/no-rate-but-the-ecbs",
        22,
        "offerings.north-chip.prices.0.price",
        "add fx: {KRW: {rate: 0.0005659053354, rate_date: 2026-06-30, source: ECB}}",
    ),
    ("money-and-dates/rate-without-date", 7, "fx.USD.rate_date", "write rate_date: 2026-01-31"),
    ("money-and-dates/rate-of-zero", 7, "fx.USD.rate", "write a number above zero"),
    ("money-and-dates/own-rate", 7, "fx.EUR", "remove its rate"),
    ("money-and-dates/currency-code", 3, "organization.currency", "write a code such as USD"),
    (
        "money-and-dates/currency-of-months",
        35,
        "functions.cars.gates.chips.volume_per_year",
        "remove currency: EUR",
    ),
    (
        "money-and-dates/month-13",
        78,
        "exit_plans.leave.rebaselines.0.decided",
        "write 2025, 2019-Q2, 2025-10 or 2025-10-28",
    ),
    ("money-and-dates/date-in-words", 76, "exit_plans.leave.start", "write 2025, 2019-Q2"),
    ("money-and-dates/as-of-without-day", 4, "as_of", "write 2026-06-30"),
    ("money-and-dates/until-before-since", 17, "ties.north-stake.until", "write until after since"),
    ("money-and-dates/end-before-start", 58, "contracts.frame.end", "write end after start"),
    (
        "money-and-dates/planned-before-start",
        77,
        "exit_plans.leave.planned",
        "write planned after start",
    ),
    ("money-and-dates/done-in-the-future", 78, "exit_plans.leave.actual", "write planned: 2026-12"),
    (
        "money-and-dates/done-and-cancelled",
        79,
        "exit_plans.leave.cancelled",
        "remove actual or cancelled",
    ),
    (
        "money-and-dates/dropped-without-reason",
        64,
        "alternatives.move.stage",
        "write stage_date: and reason:",
    ),
    ("money-and-dates/range-of-dates", 76, "exit_plans.leave.start", "write one date"),
    (
        "money-and-dates/year-25",
        78,
        "exit_plans.leave.rebaselines.0.decided",
        "write a year from 1900",
    ),
    ("graph/parents-in-a-circle", 15, "suppliers.home.parent", "remove one parent"),
    (
        "graph/activities-in-a-circle",
        71,
        "alternatives.move.activities.build.after",
        "remove one after",
    ),
    ("graph/cost-above-one", 47, "upstream.south-chip", "lower them by 0.1"),
    ("graph/closed-loop", 47, "upstream.south-chip", "lower a cost_share"),
    ("graph/k-of-any-of", 35, "functions.cars.gates.chips.k", "remove it"),
    ("graph/k-missing", 48, "upstream.south-chip.tools.rule", "write k: 1 to 1"),
    ("graph/k-above-members", 48, "upstream.south-chip.tools.k", "write at most 1"),
    ("graph/gate-without-members", 46, "upstream.north-chip.tools", "add one or remove the gate"),
    (
        "graph/function-gate-of-money",
        34,
        "functions.cars.gates.chips.rule",
        "write any-of or all-of",
    ),
    (
        "graph/bought-twice",
        43,
        "functions.cars.gates.chips.dependencies.south",
        "by channel or since",
    ),
    ("graph/event-without-target", 86, "disruptions.quake", "write stops: [offering] or country:"),
    ("graph/event-with-two-targets", 86, "disruptions.quake.country", "remove one of them"),
    (
        "graph/two-contracts",
        37,
        "functions.cars.gates.chips.dependencies.north",
        "write contract: frame",
    ),
    ("graph/same-position-twice", 93, "positions.cars-north", "keep one row"),
    (
        "graph/none-with-alternatives",
        42,
        "functions.cars.gates.chips.dependencies.north.alternatives",
        "remove the key or that row",
    ),
    ("graph/one-off-with-lines", 66, "alternatives.move.one_off", "remove it or the lines"),
    (
        "graph/capacity-with-offerings",
        66,
        "alternatives.move.capacity_share",
        "give each offering its share",
    ),
    ("provenance/assumption-of-grade-b", 28, "functions.cars.revenue_per_year", "write grade: E"),
    ("provenance/public-without-source", 28, "functions.cars.revenue_per_year", "write source:"),
    ("provenance/row-public-without-source", 14, "suppliers.south", "write source:"),
    ("provenance/defaults-of-grade-b", 5, "defaults.grade", "write grade: E"),
    ("provenance/defaults-public", 5, "defaults.basis", "write basis: assumption"),
    (
        "provenance/bare-number-in-strict-file",
        6,
        "policy.discount_rate",
        "write {value: 0.08, source: …}",
    ),
    (
        "provenance/value-and-range",
        35,
        "functions.cars.gates.chips.volume_per_year",
        "write range: [low, likely, high]",
    ),
    ("provenance/no-value", 35, "functions.cars.gates.chips.volume_per_year", "write value:"),
    (
        "provenance/none-with-value",
        35,
        "functions.cars.gates.chips.volume_per_year",
        "remove value or state",
    ),
    ("provenance/unknown-called-known", 30, "functions.cars.buffer_months", "remove state"),
    ("provenance/grade-f", 30, "functions.cars.buffer_months.grade", "write one of A, B, C, D, E"),
    (
        "provenance/waiver-without-approval",
        95,
        "positions.cars-north.exit_plan",
        "needs approved: {by",
    ),
    (
        "provenance/approval-without-waiver",
        95,
        "positions.cars-north.approved",
        "write exit_plan: not-required",
    ),
]


@pytest.mark.parametrize(("name", "line", "path", "remedy"), TABLE)
def test_a_bad_file_is_refused_at_its_line_with_a_remedy(
    name: str, line: int, path: str, remedy: str
) -> None:
    with pytest.raises(CaseFileError) as caught:
        load((BAD / f"{name}.yaml").read_bytes(), f"{name}.yaml")

    (problem,) = caught.value.problems
    assert (problem.line, problem.path) == (line, path)
    assert remedy in problem.message


def test_every_bad_file_is_in_the_table() -> None:
    found = {str(file.relative_to(BAD).with_suffix("")) for file in BAD.rglob("*.yaml")}

    assert found == {name for name, *_ in TABLE}


def test_all_problems_come_at_once_sorted_by_line(small_text: str) -> None:
    text = small_text.replace("share: 0.1,", "share: 64.5,").replace("capex: 1000", "capex:")
    text = text.replace("  home: {name", "  home: {nmae").replace("rule: any-of", "rule: all")

    with pytest.raises(CaseFileError) as caught:
        load(text, "small.yaml")

    assert str(caught.value).splitlines() == [
        "small.yaml:16 suppliers.home.nmae: unknown key; write name",
        "small.yaml:18 ties.north-stake.share: 64.5 is not a share; write 0.645",
        "small.yaml:35 functions.cars.gates.chips.rule: all is not a word for this; write all-of",
        "small.yaml:90 mitigations.stock.capex: is empty; "
        "write a number, unknown, none or n/a or remove the key",
    ]


def test_a_block_that_cannot_be_read_makes_no_further_noise(small_text: str) -> None:
    head, _, rest = small_text.partition("suppliers:\n")
    text = head + "suppliers: none of your business\n" + rest[rest.index("ties:") :]

    with pytest.raises(CaseFileError) as caught:
        load(text, "small.yaml")

    assert [problem.path for problem in caught.value.problems] == ["suppliers"]


def test_a_file_whose_date_cannot_be_read_is_checked_all_the_same(small_text: str) -> None:
    text = small_text.replace("as_of: 2026-06-30\n", "as_of: today\n")
    text = text.replace("country: KR, source", "country: XK, source")

    with pytest.raises(CaseFileError) as caught:
        load(text, "small.yaml")

    assert [problem.path for problem in caught.value.problems] == [
        "as_of",
        "suppliers.south.country",
    ]
