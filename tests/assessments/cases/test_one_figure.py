"""Move one figure, or take it away, and see exactly what follows and what does not."""

from dataclasses import asdict, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from assessments.casefile import read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.figures import replace_figure, walk_figures
from assessments.casefile.project import to_case
from assessments.scoring.results import Measure, MeasureState, Results
from assessments.scoring.score import score

CASES = Path(__file__).parents[3] / "assessments" / "cases"
APPLE, MICROSOFT = "apple-samsung-displays", "microsoft-anthropic"
GREENEST_FIRST = ["low", "moderate", "high", "critical"]

# The method replaces these, flagged, by a rule (G6, G17, G23b) instead of leaving them unknown, and
# the oracles fix Risk_high with the replacement in place: docs/decisions/0006 says why that stands.
REPLACED_BY_RULE = ("surge_capacity_share", "price_premium_share", "months.p90", "need_share")

# The score, its roll-ups, intervals and levers rest on everything a position rests on.
SUMMARIES = ("score.", "lever.")


@cache
def document(case: str) -> CaseDocument:
    file = CASES / f"{case}.yaml"
    return select.in_force(read.load(file.read_bytes(), file.name))


def quick(case: CaseDocument) -> Results:
    """Score with few draws: only what moves and what does not is asked here."""
    few = {"n_draws": 512, "n_exit_draws_log2": 8}
    return score(replace(to_case(case), parameters=few))


@cache
def results(case: str) -> Results:
    return quick(document(case))


@cache
def without(case: str, address: str) -> dict[tuple[str, str], Measure]:
    return by_key(quick(replace_figure(document(case), address, UNKNOWN)))


def by_key(found: Results) -> dict[tuple[str, str], Measure]:
    return {(measure.code, measure.subject): measure for measure in found.measures}


def moved(figure: Figure, factor: str) -> Figure:
    """Return a figure moved by a factor, a range whole."""
    by = Decimal(factor)
    ends = {
        name: None if getattr(figure, name) is None else getattr(figure, name) * by
        for name in ("low", "likely", "high")
    }
    return replace(figure, **ends)


TWENTY = [
    (APPLE, "functions.iphone.revenue_per_year"),
    (APPLE, "functions.iphone.gross_margin_share"),
    (APPLE, "functions.iphone.buffer_months"),
    (APPLE, "functions.iphone.gates.panels.dependencies.sdc.annual_spend"),
    (APPLE, "functions.iphone.gates.panels.dependencies.lgd.surge_capacity_share"),
    (APPLE, "alternatives.shift-to-lgd-boe.cost_lines.requalification"),
    (APPLE, "alternatives.shift-to-lgd-boe.activities.develop-sample.months"),
    (APPLE, "alternatives.shift-to-lgd-boe.price_premium_share"),
    (APPLE, "disruptions.sdc-outage.per_year"),
    (APPLE, "disruptions.korea-shock.months.p50"),
    (APPLE, "markets.smartphones.our_share"),
    (APPLE, "positions.iphone-samsung.stress_months"),
    (APPLE, "policy.discount_rate"),
    (APPLE, "shares.2.units.sdc-oled"),
    (MICROSOFT, "functions.copilot-office-agents.gates.model.dependencies.anthropic.annual_spend"),
    (
        MICROSOFT,
        "functions.copilot-office-agents.gates.model.dependencies.anthropic.channel_profit_share",
    ),
    (MICROSOFT, "upstream.claude.hosting.links.aws-cloud.gross_margin_share"),
    (MICROSOFT, "contracts.msft-nebius.total"),
    (MICROSOFT, "alternatives.openai-only.quality_cost_per_year"),
    (MICROSOFT, "exit_plans.own-asic-inference.overrun_median"),
]


@pytest.mark.parametrize(("case", "address"), TWENTY)
def test_one_percent_on_a_figure_moves_what_rests_on_it_and_nothing_else(
    case: str, address: str
) -> None:
    figure = dict(walk_figures(document(case)))[address]

    changed = replace_figure(document(case), address, moved(figure, "1.01"))
    before, after = by_key(results(case)), by_key(quick(changed))

    assert set(before) == set(after)
    different = {key for key in before if asdict(before[key]) != asdict(after[key])}
    resting = {key for key, m in before.items() if address in m.inputs}
    assert resting & different, f"nothing that rests on {address} moved"
    strangers = {k for k in different - resting if not k[0].startswith(SUMMARIES)}
    assert not strangers


def every_figure() -> list[tuple[str, str]]:
    return [
        (case, address)
        for case in (APPLE, MICROSOFT)
        for address, figure in walk_figures(document(case))
        if figure.is_present and not address.startswith(("sources", "shares", "ties"))
    ]


@pytest.mark.parametrize(("case", "address"), every_figure())
def test_a_removed_figure_turns_nothing_to_zero_and_nothing_green(case: str, address: str) -> None:
    before, after = by_key(results(case)), without(case, address)

    for key, measure in after.items():
        was = before.get(key)
        if measure.value == 0 and was is not None:
            assert was.value == 0 or _is_lever(key), f"{key} became 0 without {address}"
    has_default = address.endswith(REPLACED_BY_RULE)
    for subject in {subject for code, subject in before if code == "score.risk"}:
        was, now = before["score.risk", subject], after["score.risk", subject]
        assert now.text != "low" or was.text == "low"
        assert has_default or _upper(now) >= _upper(was) - 1e-9


def _is_lever(key: tuple[str, str]) -> bool:
    """A lever's points are a difference of two scores: none is an answer, not a lost figure."""
    return key[0].startswith("lever.")


def _upper(measure: Measure) -> float:
    assert measure.upper is not None
    return measure.upper


@pytest.mark.parametrize(("case", "address"), every_figure())
def test_whoever_needed_a_removed_figure_says_that_it_is_missing(case: str, address: str) -> None:
    needing = {key for key, m in by_key(results(case)).items() if address in m.inputs}

    after = without(case, address)

    lost = {key for key in needing if key in after and after[key].value is None}
    assert not {key for key in lost if _is_silent(after[key]) and not _is_lever(key)}


def _is_silent(measure: Measure) -> bool:
    """Neither a missing figure, nor a flag, nor "without end" explains that there is no number."""
    is_infinite = measure.state is MeasureState.INFINITE
    return not measure.missing and not measure.flags and not is_infinite
