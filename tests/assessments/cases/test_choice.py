"""Which alternative the numbers use (G14), and the whole of case A against its worked example."""

from pathlib import Path
from typing import Any

import pytest

from assessments.casefile import read, select
from assessments.casefile.project import to_case
from assessments.scoring.assessment import Assessment
from assessments.scoring.evaluation import is_eligible, lock_in_z
from assessments.scoring.parameters import Parameters
from assessments.scoring.position import Position
from assessments.scoring.score import score

APPLE = Path(__file__).parents[3] / "assessments" / "cases" / "apple-samsung-displays.yaml"

CASE = """\
lockin: 1
case: choice
organization: {{id: us, name: Us, country: US, currency: USD}}
as_of: 2026-01-31
policy: {{method: LIM-1.1.0, discount_rate: {r}, horizon_years: {H}}}
suppliers: {{s: {{country: US}}, t: {{country: KR}}}}
offerings: {{s-part: {{supplier: s}}, t-part: {{supplier: t}}}}
functions:
  make:
    buffer_months: {buffer}
    gates:
      parts:
        rule: any-of
        dependencies:
          s: {{offering: s-part, workload_share: {share}, annual_spend: {C_inc}{said}}}
          t: {{offering: t-part, workload_share: {share}, annual_spend: {rest}}}
{alternatives}"""


def position(inputs: dict[str, Any], *, with_alternatives: bool = True, said: str = "") -> Position:
    """Return the oracle's position, its loss degree made by two suppliers of half the need."""
    rows = ["alternatives:"]
    for name, item in inputs["alternatives"].items():
        stage = "dropped" if item["stage"] == "cancelled" else item["stage"]
        why = ", stage_date: 2025-01, reason: cancelled" if stage == "dropped" else ""
        rows.append(
            f"  {name.replace('_', '-')}: {{for: [make.parts.s], stage: {stage}{why}, "
            f"capacity_share: {item['share']}, one_off: {item['S']}, annual_cost: {item['Calt']}, "
            f"quality_cost_per_year: none, activities: {{go: {{months: {item['T']}}}}}}}"
        )
    facts = inputs["position"]
    text = CASE.format(
        **facts,
        rest=facts["C_g"] - facts["C_inc"],
        said=said,
        alternatives="\n".join(rows) if with_alternatives else "",
    )
    document = select.in_force(read.load(text, "choice.yaml"))
    assessment = Assessment(to_case(document), Parameters(), 1)
    return next(p for p in assessment.positions if p.party.id == "s")


def test_the_eligible_alternative_that_binds_least_is_chosen(oracle: Any) -> None:
    inputs, expected = oracle("G14").inputs, oracle("G14").expected
    found = position(inputs)

    eligible = [a for a in found.alternatives if is_eligible(found, a)]
    assert found.loss_degree.value == pytest.approx(inputs["position"]["loss_degree"])
    assert sorted(a.id.replace("-", "_") for a in eligible) == expected["eligible"]
    z = {a.id.replace("-", "_"): lock_in_z(found.by(a)) for a in eligible}
    oracle("G14").check(z, expected["z_L"])
    assert found.alternative is not None
    assert found.alternative.id.replace("-", "_") == expected["a_star"]


def test_none_that_exists_is_the_worst_and_none_that_was_looked_for_is_unknown(oracle: Any) -> None:
    inputs = oracle("G14").inputs

    said_none = position(inputs, with_alternatives=False, said=", alternatives: none")
    nobody_looked = position(inputs, with_alternatives=False)

    assert lock_in_z(said_none) == 1.0
    assert lock_in_z(nobody_looked) is None


def test_case_a_is_its_worked_example_from_end_to_end(oracle: Any) -> None:
    results = score(to_case(select.in_force(read.load(APPLE.read_bytes(), APPLE.name))))
    at = "iphone/sdc"
    codes = {
        "panel_spend_bn": ("spend.gate_spend", 1e9),
        "sdc_spend_bn": ("spend.annual_spend", 1e9),
        "S_mean_bn": ("switching.one_off_cost", 1e9),
        "S_multiple": ("switching.cost_multiple", 1.0),
        "g_star": ("switching.holdup_ceiling", 1.0),
        "holdup_bn_per_year": ("switching.holdup_exposure", 1e9),
        "time_to_switch_months": ("time.time_to_switch", 1.0),
        "time_to_survive_months_if_SDC_stops": ("time.time_to_survive", 1.0),
        "ratio_TTSw_TTS": ("time.survive_ratio", 1.0),
        "phi_without_SDC": ("failure.delivered_without_supplier", 1.0),
        "outage_loss_bn_no_restart_ramp": ("loss.stress_loss_without_restart", 1e9),
        "outage_loss_bn_with_3_month_ramp": ("loss.stress_loss", 1e9),
    }

    found = {
        name: (results.measure(code, at).value or 0.0) / by for name, (code, by) in codes.items()
    }

    oracle("Z05").check(found, {name: oracle("Z05").expected[name] for name in codes})
    index = results.measure("rivalry.coopetition_index", at).value  # shares as the file rounds them
    assert index == pytest.approx(oracle("Z05").expected["coopetition_index"], rel=1e-6)
