"""Every number that the two shipped cases are expected to give, read from their results."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assessments.casefile import read, select
from assessments.casefile.project import to_case
from assessments.scoring.export import as_document
from assessments.scoring.results import Results
from assessments.scoring.score import score

CASES = Path(__file__).parents[3] / "assessments" / "cases"
APPLE, MICROSOFT = "apple-samsung-displays", "microsoft-anthropic"
PANELS, COPILOT = "iphone/sdc", "copilot-office-agents/anthropic"
PLAN = "own-asic-inference"


@cache
def results(case: str) -> Results:
    file = CASES / f"{case}.yaml"
    return score(to_case(select.in_force(read.load(file.read_bytes(), file.name))))


@cache
def positions(case: str) -> dict[str, dict[str, Any]]:
    found = as_document(results(case))["positions"]
    return {f"{item['function']}/{item['supplier']}": item for item in found}


@pytest.mark.parametrize(
    ("case", "position", "oracle_id"), [(APPLE, PANELS, "Z07"), (MICROSOFT, COPILOT, "Z08")]
)
def test_a_position_has_every_intermediate_value_of_its_oracle(
    oracle: Any, case: str, position: str, oracle_id: str
) -> None:
    expected, found = oracle(oracle_id).expected, positions(case)[position]
    check, indicators = oracle(oracle_id).check, found["indicators"]

    check({name: indicators[name]["x"] for name in expected["x"]}, expected["x"])
    z = {
        pillar: [v["z"] for name, v in indicators.items() if name[0] == pillar]
        for pillar in expected["z"]
    }
    check(z, expected["z"])
    check(found["pillars"], expected["pillars"])
    check(found["score"], expected["risk"])
    check(found["bounds"], [expected["risk_low"], expected["risk_high"]])
    check(found["completeness"], expected["completeness"])
    check(found["band"], expected["band"])
    known = {k: v for k, v in found["contributions"].items() if v is not None}
    check(known, expected["shapley"])
    arithmetic = results(case).measure("score.arithmetic", position).value
    check(arithmetic, expected["arithmetic"])


@pytest.mark.parametrize(
    ("case", "position", "oracle_id", "codes"),
    [
        (
            APPLE,
            PANELS,
            "Z07",
            {
                "C_inc": "spend.annual_spend",
                "C_g": "spend.gate_spend",
                "annuity": "switching.annuity",
                "holdup_per_year": "switching.holdup_exposure",
                "g_star": "switching.holdup_ceiling",
                "S_over_C_inc": "switching.cost_multiple",
                "TTSw": "time.time_to_switch",
                "TTS": "time.time_to_survive",
                "v_per_month": "loss.value_per_month",
                "ALE_all": "loss.expected_annual_loss",
                "CVaR99": "loss.bad_year_loss",
                "appetite": "loss.appetite",
            },
        ),
        (
            MICROSOFT,
            COPILOT,
            "Z08",
            {
                "C_inc": "spend.annual_spend",
                "C_g": "spend.gate_spend",
                "annuity": "switching.annuity",
                "holdup_per_year": "switching.holdup_exposure",
                "g_star": "switching.holdup_ceiling",
                "TTSw": "time.time_to_switch",
                "TTS": "time.time_to_survive",
                "v_per_month": "loss.value_per_month",
                "ALE": "loss.expected_annual_loss",
                "CVaR99": "loss.bad_year_loss",
                "appetite": "loss.appetite",
            },
        ),
    ],
)
def test_the_money_and_time_of_a_position_are_those_of_its_oracle(
    oracle: Any, case: str, position: str, oracle_id: str, codes: dict[str, str]
) -> None:
    expected = oracle(oracle_id).expected

    found = {key: results(case).measure(code, position).value for key, code in codes.items()}

    oracle(oracle_id).check(found, {key: expected[key] for key in codes})


@pytest.mark.parametrize(
    ("case", "position", "oracle_id"), [(APPLE, PANELS, "Z07b"), (MICROSOFT, COPILOT, "Z08b")]
)
def test_interval_and_confidence_are_those_of_the_oracle(
    oracle: Any, case: str, position: str, oracle_id: str
) -> None:
    found, expected = positions(case)[position], oracle(oracle_id).expected

    oracle(oracle_id).check(found["interval"], expected["interval"])
    oracle(oracle_id).check(found["confidence"], expected["confidence"])


# What the case notes say in rounded numbers: (case, code, subject, value, field, tolerance).
EXPECTED = [
    (APPLE, "spend.gate_spend", PANELS, 14.0007e9, "value"),
    (APPLE, "spend.annual_spend", PANELS, 7.840392e9, "value"),
    (APPLE, "spend.spend_at_workload_share", PANELS, 9.0304515e9, "value"),
    (APPLE, "switching.one_off_cost", PANELS, 3.05e9, "value"),
    (APPLE, "switching.cost_multiple", PANELS, 0.389011161687, "value"),
    (APPLE, "switching.cost_to_gate_spend", PANELS, 0.217846250545, "value"),
    (APPLE, "switching.holdup_ceiling", PANELS, 0.309564899945, "value"),
    (APPLE, "switching.holdup_exposure", PANELS, 2.42711016501e9, "value"),
    (APPLE, "time.time_to_switch", PANELS, 25.3333333333, "value"),
    (APPLE, "time.time_to_survive", PANELS, 3.26086956522, "value"),
    (APPLE, "time.survive_ratio", PANELS, 7.76888888889, "value"),
    (APPLE, "failure.delivered_without_supplier", PANELS, 0.54, "value"),
    (APPLE, "loss.stress_loss", PANELS, 12.53408e9, "value"),
    (APPLE, "loss.stress_loss_without_restart", PANELS, 8.098944e9, "value"),
    (APPLE, "contract.compensation_paid", "apple-sdc", 1.428e9, "lower"),
    (APPLE, "contract.compensation_paid", "apple-sdc", 1.633e9, "upper"),
    (APPLE, "observed.hhi", "iphone.panels/2020", 0.658878746623, "value"),
    (APPLE, "observed.hhi", "iphone.panels/2021", 0.514022618256, "value"),
    (APPLE, "observed.hhi", "iphone.panels/2022/iPhone 14 series", 0.6152, "value"),
    (APPLE, "observed.hhi", "iphone.panels/2022/iPhone 14 series", 0.5814, "lower"),
    (APPLE, "observed.hhi", "iphone.panels/2025-10/iPhone 17 series", 0.531818084044, "value"),
    (APPLE, "observed.hhi", "iphone.panels/2017-09/iPhone X", 1.0, "value"),
    (APPLE, "observed.effective_number", "iphone.panels/2020", 1.51772993912, "value"),
    (APPLE, "observed.effective_number", "iphone.panels/2021", 1.94543968395, "value"),
    (
        APPLE,
        "observed.effective_number",
        "iphone.panels/2025-10/iPhone 17 series",
        1.88034222604,
        "value",
    ),
    (
        APPLE,
        "observed.hhi_by_legal_country",
        "iphone.panels/2025-10/iPhone 17 series",
        0.971181330118,
        "value",
    ),
    (
        APPLE,
        "observed.largest_share",
        "iphone.panels/2025-10/iPhone 17 series",
        0.644544431946,
        "value",
    ),
    (MICROSOFT, "margin.stack_factor", COPILOT, 3.84615384615, "value"),
    (MICROSOFT, "margin.resource_cost", COPILOT, 130e6, "value"),
    (MICROSOFT, "margin.stacked_margin", COPILOT, 370e6, "value"),
    (MICROSOFT, "margin.stacked_margin_share", COPILOT, 0.74, "value"),
    (MICROSOFT, "margin.channel_take", COPILOT, 150e6, "value"),
    (MICROSOFT, "margin.paid_to_rivals", COPILOT, 220e6, "value"),
    (MICROSOFT, "margin.margin_to_rivals", COPILOT, 0.44, "value"),
    (MICROSOFT, "margin.own_asset_frees", COPILOT, 250e6, "value"),
    (MICROSOFT, "margin.own_asset_rival_loses", COPILOT, 220e6, "value"),
    (MICROSOFT, "margin.own_asset_vendor_gains", COPILOT, 150e6, "lower"),
    (MICROSOFT, "margin.own_asset_vendor_gains", COPILOT, 250e6, "upper"),
    (MICROSOFT, "margin.own_asset_we_save", COPILOT, 0.0, "lower"),
    (MICROSOFT, "margin.own_asset_we_save", COPILOT, 100e6, "upper"),
    (MICROSOFT, "switching.one_off_cost", COPILOT, 17.5e6, "value"),
    (MICROSOFT, "switching.cost_multiple", COPILOT, 0.035, "value"),
    (MICROSOFT, "switching.holdup_ceiling", COPILOT, 0.130013864072, "value"),
    (MICROSOFT, "switching.holdup_exposure", COPILOT, 65006932.0359, "value"),
    (MICROSOFT, "exit.overrun_factor", PLAN, 1.36842105263, "value"),
    (MICROSOFT, "exit.planned_months", PLAN, 19.0, "value"),
    (MICROSOFT, "stopgap.term_months", PLAN, 74.0, "value"),
    (MICROSOFT, "stopgap.price_per_year", PLAN, 2.82162162162e9, "value"),
    (MICROSOFT, "stopgap.posterior_cancel", PLAN, 0.249920881555, "value"),
    (MICROSOFT, "stopgap.stranded_months", PLAN, 47.9675731324, "value"),
    (MICROSOFT, "stopgap.stranded_months_given_exit", PLAN, 63.9500180086, "value"),
    (MICROSOFT, "stopgap.stranded_cost", PLAN, 11.2788617906e9, "value"),
    (MICROSOFT, "category.commitment_hhi", "gpu-capacity", 0.268557076136, "value"),
    (MICROSOFT, "category.commitment_effective_number", "gpu-capacity", 3.72360324437, "value"),
    (MICROSOFT, "category.commitment_total", "gpu-capacity", 64.1e9, "value"),
    (MICROSOFT, "price.observed_rise", "aws-cloud/direct/p5e", 0.149956659925, "value"),
    (MICROSOFT, "price.observed_rise", "aws-cloud/direct/p5en", 0.15008291874, "value"),
    (MICROSOFT, "price.regional_premium", "claude/aws/regional", 0.1, "value"),
    (MICROSOFT, "score.rated_value_share", "msft", 0.227528089888, "value"),
]


@pytest.mark.parametrize(("case", "code", "subject", "value", "field"), EXPECTED)
def test_a_shipped_case_gives_the_expected_number(
    case: str, code: str, subject: str, value: float, field: str
) -> None:
    measure = results(case).measure(code, subject)

    assert getattr(measure, field) == pytest.approx(value, rel=1e-9, abs=1e-9)


def test_bands_say_what_is_rated_and_what_is_not() -> None:
    bands = {
        name: item["band"] for case in (APPLE, MICROSOFT) for name, item in positions(case).items()
    }

    assert bands == {
        "iphone/sdc": "high",
        "iphone/lgd": "not rated: at least moderate",
        "iphone/boe": "insufficient data",
        "copilot-office-agents/anthropic": "high",
        "copilot-office-agents/openai": "insufficient data",
        "azure-ai-capacity/coreweave": "insufficient data",
        "azure-ai-capacity/iren": "insufficient data",
        "azure-ai-capacity/lambda": "insufficient data",
        "azure-ai-capacity/nebius": "insufficient data",
        "azure-ai-capacity/nscale": "insufficient data",
    }


def test_the_second_supplier_of_panels_has_the_expected_score_and_bounds() -> None:
    lgd, boe = positions(APPLE)["iphone/lgd"], positions(APPLE)["iphone/boe"]

    assert lgd["score"] == pytest.approx(46.1, abs=0.05)
    assert lgd["bounds"] == pytest.approx([35, 83], abs=0.5)
    assert lgd["completeness"] == pytest.approx(0.64, abs=0.005)
    assert boe["score"] is None
    assert boe["completeness"] == pytest.approx(0.32, abs=0.005)


def test_openai_is_too_little_known_to_score() -> None:
    openai = positions(MICROSOFT)["copilot-office-agents/openai"]

    assert openai["score"] is None
    assert openai["completeness"] == pytest.approx(0.28, abs=0.005)


def cuts(case: str, function: str, horizon: str, order: int) -> set[tuple[str, ...]]:
    return {
        cut.members
        for cut in results(case).cuts
        if (cut.function, cut.horizon, cut.order) == (function, horizon, order)
    }


def test_what_stops_running_and_what_stops_growth_differ() -> None:
    copilot = "copilot-office-agents"

    assert cuts(MICROSOFT, copilot, "operate", 1) == {("azure",)}
    assert cuts(MICROSOFT, copilot, "operate", 2) == {("anthropic", "openai"), ("maia", "nvidia")}
    assert cuts(MICROSOFT, copilot, "expand", 1) == {("azure",), ("tsmc",), ("asml",)}
    assert cuts(MICROSOFT, copilot, "expand", 2) == {
        ("anthropic", "openai"),
        ("maia", "nvidia"),
        ("nvidia", "skhynix"),
    }


def test_one_emitter_maker_stops_all_three_panel_makers() -> None:
    assert ("udc",) in cuts(APPLE, "iphone", "operate", 1)
    assert results(APPLE).measure("concentration.suppliers_behind_one_node", PANELS).value == 3
    assert "lower bound" in results(APPLE).measure("score.risk", PANELS).flags


def test_the_supplier_that_hurts_most_ranks_first() -> None:
    index = {m.subject: m.value for m in results(APPLE).of("exposure.risk_exposure_index")}

    assert index["iphone/sdc"] == 1.0
    assert index["iphone/lgd"] is None
    assert index["iphone/boe"] is None


def test_the_same_case_and_seed_give_the_same_results() -> None:
    file = CASES / f"{APPLE}.yaml"
    again = score(to_case(select.in_force(read.load(file.read_bytes(), file.name))))

    assert as_document(again) == as_document(results(APPLE))
