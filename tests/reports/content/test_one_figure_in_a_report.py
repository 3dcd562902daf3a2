"""Move one figure by one percent: what the report says of it changes, and no other exhibit does."""

from dataclasses import asdict, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from assessments.casefile import read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import Figure
from assessments.casefile.figures import replace_figure, walk_figures
from assessments.casefile.project import to_case
from assessments.scoring.results import Results
from assessments.scoring.score import score
from reports.content.case_report import case_report
from reports.content.parts import CaseReport, Exhibit

CASES = Path(__file__).parents[3] / "assessments" / "cases"
APPLE = ("apple-samsung-displays", "iphone", "sdc")
MICROSOFT = ("microsoft-anthropic", "copilot-office-agents", "anthropic")
Subject = tuple[str, str, str]

# Which measures, and which addresses, an exhibit is drawn from.
RESTS_ON = {
    "01-chain": ("upstream.", ".workload_share", ".gross_margin_share"),
    "02-margin": ("margin.", "spend."),
    "03-shares": ("shares.", "observed."),
    "04-cuts": ("concentration.",),
    "05-cost": ("switching.", "alternative."),
    "06-path": ("time.", "alternative."),
    "07-alternatives": ("alternative.",),
    "08-odds": ("exit.",),
    "09-ties": ("ties.",),
    "10-stop": ("loss.", "failure.", "time."),
    "11-score": ("score.",),
    "12-indicators": ("score.",),
}


@cache
def document(case: str) -> CaseDocument:
    file = CASES / f"{case}.yaml"
    return select.in_force(read.load(file.read_bytes(), file.name))


def told(case: CaseDocument, function: str, supplier: str) -> tuple[Results, CaseReport]:
    few = {"n_draws": 512, "n_exit_draws_log2": 8}
    results = score(replace(to_case(case), parameters=few))
    return results, case_report(case, results, function, supplier)


@cache
def told_as_shipped(subject: Subject) -> tuple[Results, CaseReport]:
    return told(document(subject[0]), *subject[1:])


def moved(figure: Figure) -> Figure:
    by = Decimal("1.01")
    ends = {name: getattr(figure, name) for name in ("low", "likely", "high")}
    return replace(figure, **{k: None if v is None else v * by for k, v in ends.items()})


def exhibits(report: CaseReport) -> dict[str, Exhibit]:
    return {e.key: e for section in report.sections for e in section.exhibits}


def may_change(results: Results, key: str, address: str) -> bool:
    """Whether an exhibit rests on a figure: by a measure of its codes, or by showing it itself."""
    codes = RESTS_ON[key]
    by_measure = any(
        address in measure.inputs
        for measure in results.measures
        if measure.code.startswith(tuple(code for code in codes if code.endswith(".")))
    )
    shown = any(address.startswith(code) or address.endswith(code) for code in codes)
    return by_measure or shown


SDC = "functions.iphone.gates.panels.dependencies.sdc"
CLAUDE = "functions.copilot-office-agents.gates.model.dependencies.anthropic"
TWENTY = [
    (APPLE, f"{SDC}.annual_spend"),
    (APPLE, f"{SDC}.surge_capacity_share"),
    (APPLE, "functions.iphone.gates.panels.dependencies.lgd.surge_capacity_share"),
    (APPLE, "functions.iphone.gates.panels.dependencies.boe.surge_capacity_share"),
    (APPLE, "functions.iphone.buffer_months"),
    (APPLE, "functions.iphone.revenue_per_year"),
    (APPLE, "alternatives.shift-to-lgd-boe.cost_lines.requalification"),
    (APPLE, "alternatives.shift-to-lgd-boe.activities.ramp.months"),
    (APPLE, "disruptions.sdc-outage.months.p90"),
    (APPLE, "markets.smartphones.rivals.samsung-group"),
    (APPLE, "contracts.apple-sdc.payments.0.amount"),
    (APPLE, "shares.2.units.sdc-oled"),
    (APPLE, "upstream.lgd-oled.driver-chips.links.lx-ddi.cost_share"),
    (MICROSOFT, f"{CLAUDE}.annual_spend"),
    (MICROSOFT, f"{CLAUDE}.gross_margin_share"),
    (MICROSOFT, f"{CLAUDE}.channel_profit_share"),
    (MICROSOFT, "upstream.claude.hosting.links.aws-cloud.cost_share"),
    (MICROSOFT, "alternatives.own-asic.cost_performance_factor"),
    (MICROSOFT, "exit_plans.own-asic-inference.overrun_p80"),
    (MICROSOFT, "contracts.msft-nebius.total"),
]


@pytest.mark.parametrize(("subject", "address"), TWENTY)
def test_only_exhibits_that_rest_on_a_figure_follow_it(subject: Subject, address: str) -> None:
    results, before = told_as_shipped(subject)
    figure = dict(walk_figures(document(subject[0])))[address]

    case = replace_figure(document(subject[0]), address, moved(figure))
    _, after = told(case, *subject[1:])

    changed = {key for key, exhibit in exhibits(before).items() if exhibit != exhibits(after)[key]}
    assert {key for key in changed if not may_change(results, key, address)} == set()
    assert asdict(before) != asdict(after)
    assert before.input_sha256 != after.input_sha256
    assert before.result_sha256 != after.result_sha256
