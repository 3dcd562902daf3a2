"""A third case, unlike the shipped ones, against a slow twin that reads its YAML by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from assessments.casefile import read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.project import to_case
from assessments.scoring.results import MeasureState, Results
from assessments.scoring.score import score
from reports.content.case_report import case_report
from reports.content.parts import CaseReport

FILE = Path(__file__).parent / "cases" / "hospital-imaging.yaml"
NUCLEAR, ARCHIVE = "nuclear-imaging", "radiology-archive"
POSITIONS = [
    (NUCLEAR, "curatom"), (NUCLEAR, "isolyo"), (NUCLEAR, "warta"), (ARCHIVE, "pixarch"),
]  # fmt: skip
GENERATORS = ["curatom-generators", "isolyo-generators", "warta-generators"]


@cache
def document() -> CaseDocument:
    return select.in_force(read.load(FILE.read_bytes(), FILE.name))


@cache
def results() -> Results:
    return score(replace(to_case(document()), parameters={"n_draws": 512}))


@cache
def told(function: str, supplier: str) -> CaseReport:
    return case_report(document(), results(), function, supplier)


def value(code: str, subject: str) -> float | None:
    return results().measure(code, subject).value


def text(report: CaseReport) -> str:
    parts = [report.finding, report.lede, report.sureness.headline, report.sureness.sentence]
    parts += [f"{p.claim} {p.sentence}" for p in (*report.reasons, *report.decision.levers)]
    parts += [card.meaning for card in report.cards]
    parts += [words for section in report.sections for words in section.paragraphs]
    return "\n".join(parts)


# The twin: plain YAML, plain loops -------------------------------------------------------------

RAW: dict[str, Any] = yaml.safe_load(FILE.read_text())


def plain(figure: Any) -> float | None:
    """A figure's single value; None where it is a word."""
    found = figure.get("value") if isinstance(figure, dict) else figure
    return None if isinstance(found, str) or found is None else float(found)


def group(offering: str) -> str:
    party = RAW["offerings"][offering]["supplier"]
    while parent := RAW["suppliers"][party].get("parent"):
        party = parent
    return str(party)


def gates_of(offering: str) -> list[dict[str, Any]]:
    rows = RAW["upstream"].get(offering, {})
    return [] if isinstance(rows, str) else list(rows.values())


def kth(numbers: list[float], rule: dict[str, Any]) -> float:
    k = {"any-of": 1, "all-of": len(numbers)}.get(rule["rule"], rule.get("k"))
    return sorted(numbers, reverse=True)[k - 1]


def running(failed: str) -> dict[str, float]:
    """Start with all up except a group; knock down what lacks its inputs until nothing changes."""
    up = {node: float(group(node) != failed) for node in RAW["offerings"]}
    for _ in up:
        for node in up:
            for gate in gates_of(node):
                up[node] = min(up[node], kth([up[member] for member in gate["links"]], gate))
    return up


def delivered(function: str, failed: str = "") -> float:
    (gate,) = RAW["functions"][function]["gates"].values()
    up, carried = running(failed), 0.0
    for row in gate["dependencies"].values():
        surge = plain(row.get("surge_capacity_share"))
        cap = plain(row["workload_share"]) if surge is None else surge
        carried += (cap or 0.0) * up[row["offering"]]
    return min(1.0, carried / gate.get("need_share", 1))


def upstream(offering: str) -> set[str]:
    found: set[str] = set()
    queue = [offering]
    while queue:
        for gate in gates_of(queue.pop()):
            queue += [member for member in gate["links"] if member not in found]
            found |= set(gate["links"])
    return found


def meets(start: str, goal: str) -> float:
    """Chance that a unit paid to one node ever meets another: follow it 300 steps (§1.4)."""
    chance = {node: float(node == goal) for node in RAW["offerings"]}
    for _ in range(300):
        for node in chance:
            links = [link for gate in gates_of(node) for link in gate["links"].items()]
            if node != goal:
                chance[node] = sum(link["cost_share"] * chance[to] for to, link in links)
    return chance[start]


def overlap(first: str, second: str) -> float:
    nodes = set(RAW["offerings"]) - {first, second}
    pairs = [(meets(first, node), meets(second, node)) for node in nodes]
    return sum(map(min, pairs)) / sum(map(max, pairs))


def pert(low: float, likely: float, high: float, rng: np.random.Generator, n: int) -> Any:
    up, down = 1 + 4 * (likely - low) / (high - low), 1 + 4 * (high - likely) / (high - low)
    return low + (high - low) * rng.beta(up, down, n)


# Concentration and failure ---------------------------------------------------------------------


@pytest.mark.parametrize(("function", "supplier"), POSITIONS)
def test_what_is_left_without_a_supplier_is_what_the_twin_delivers(
    function: str, supplier: str
) -> None:
    subject, left = f"{function}/{supplier}", delivered(function, supplier) / delivered(function)

    assert value("failure.delivered_without_supplier", subject) == pytest.approx(left)
    assert value("failure.loss_degree", subject) == pytest.approx(1 - left)
    survive = results().measure("time.time_to_survive", subject)
    buffer = value("time.buffer_months", subject) or 0.0
    if left == 1:
        assert survive.state is MeasureState.INFINITE
    else:
        assert survive.value == pytest.approx(buffer / (1 - left))


@pytest.mark.parametrize(("function", "supplier"), POSITIONS)
def test_the_worst_node_behind_a_supplier_is_found_by_removing_each(
    function: str, supplier: str
) -> None:
    ours = {node for node, row in RAW["offerings"].items() if row["supplier"] == supplier}
    bought = {
        row["offering"]
        for gate in RAW["functions"][function]["gates"].values()
        for row in gate["dependencies"].values()
    }
    behind = {node for start in ours & bought for node in upstream(start)}

    worst = max(1 - delivered(function, group(node)) / delivered(function) for node in behind)

    found = value("failure.indirect_loss_degree", f"{function}/{supplier}")
    assert found == pytest.approx(worst)


def test_of_a_two_of_three_gate_the_capacities_count_not_the_votes() -> None:
    assert [delivered(NUCLEAR, party) for party in ("curatom", "isolyo", "warta")] == (
        pytest.approx([0.65, 0.85, 1.0])
    )
    shares = [0.5, 0.3, 0.2]
    hhi = value("concentration.hhi_by_name", "nuclear-imaging/curatom")
    assert hhi == pytest.approx(sum(share**2 for share in shares))


def test_a_circle_of_suppliers_is_touched_as_often_as_a_unit_followed_by_hand() -> None:
    found = {(o.first, o.second): o.weighted_jaccard for o in results().overlaps}

    expected = {pair: overlap(*pair) for pair in found}

    assert len(expected) == 3
    assert found == pytest.approx(expected)
    # isolyo's molybdenum from curatom's: 15% directly, the way back through curatom counted once
    assert meets("curatom-moly", "isolyo-moly") == pytest.approx(0.15)


def test_similarity_joins_shares_with_what_the_suppliers_share_upstream() -> None:
    shares = dict(zip(GENERATORS, (0.5, 0.3, 0.2), strict=True))
    expected = sum(
        p * q * (1.0 if first == second else overlap(first, second))
        for first, p in shares.items()
        for second, q in shares.items()
    )

    found = value("concentration.similarity_adjusted_hhi", "nuclear-imaging/warta")

    assert found == pytest.approx(expected)


# Time and money --------------------------------------------------------------------------------


def test_parallel_steps_take_longer_than_the_critical_path_of_their_means() -> None:
    rng, n = np.random.default_rng(7), 400_000
    steps = RAW["alternatives"]["more-isolyo-warta"]["activities"]
    t = {name: pert(*step["months"], rng, n) for name, step in steps.items()}
    middle = ("licence", "validation", "staff")
    whole = t["tender"] + np.max([t[name] for name in middle], axis=0) + t["rollout"]
    critical = sum(t[name].mean() for name in ("tender", "licence", "rollout"))

    found = results().measure("time.time_to_switch", "nuclear-imaging/curatom")

    assert found.value == pytest.approx(whole.mean(), abs=0.02)
    assert found.value > critical
    assert [found.p50, found.p80] == pytest.approx(np.quantile(whole, [0.5, 0.8]), abs=0.03)


def test_money_of_another_currency_is_converted_at_the_rate_of_the_file() -> None:
    assert value("spend.annual_spend", "nuclear-imaging/warta") == pytest.approx(4_600_000 * 0.235)
    assert value("spend.annual_spend", "radiology-archive/pixarch") == pytest.approx(1_131_000)
    spend = [4200 * 1450 * 0.5, 1_900_000, 4_600_000 * 0.235]
    assert value("spend.gate_spend", "nuclear-imaging/curatom") == pytest.approx(sum(spend))
    assert value("alternative.one_off_cost", "cyclotron") == pytest.approx(11_500_000 * 0.87)


def test_cost_lines_add_up_from_amounts_and_drivers() -> None:
    search, retraining = 30 * 900 + 20_000, 140 * (2 + 0.1 * 3 * 5) * 450
    requalification = (150_000 + 4 * 300_000 + 700_000) / 6

    found = value("switching.one_off_cost", "nuclear-imaging/curatom")

    assert found == pytest.approx(search + retraining + requalification)


def test_the_ceiling_and_the_recorded_stop_follow_from_the_inputs() -> None:
    subject = "nuclear-imaging/curatom"
    years, cost = (
        value("time.time_to_switch", subject) / 12,
        value("switching.one_off_cost", subject),
    )
    annuity = (1.06**-years - 1.06**-5) / 0.06
    spend, month = 4200 * 1450 * 0.5, 84_000_000 * 0.35 / 12

    ceiling = (cost / annuity + spend * 1.08) / spend - 1
    stop = month * (0.35 * (2 + 0.5 / 2) - 0.1)

    assert value("switching.holdup_ceiling", subject) == pytest.approx(ceiling)
    assert value("loss.stress_loss", subject) == pytest.approx(stop)


# What is unknown, and what is said of it -------------------------------------------------------


@pytest.mark.parametrize(("function", "supplier"), POSITIONS)
def test_without_a_contract_nothing_is_committed_and_nothing_is_zero(
    function: str, supplier: str
) -> None:
    subject = f"{function}/{supplier}"
    (committed,) = (
        c for c in results().contributions if (c.position, c.indicator) == (subject, "L4")
    )

    assert committed.state is MeasureState.UNKNOWN
    assert (committed.x, committed.z) == (None, None)
    assert value("contract.committed_share", subject) is None
    report = told(function, supplier)
    assert any("No contract with" in words for words in text(report).splitlines())
    assert "The contract is unread." not in text(report)


def test_a_sole_source_without_a_way_out_is_told_so_in_every_chapter() -> None:
    report = told(ARCHIVE, "pixarch")
    words = text(report)

    assert report.finding == "All of Radiology archive runs on Pixarch, and nothing can replace it."
    assert "There is no second supplier: without it nothing of Radiology archive is left." in words
    assert "There is no way out. St. Anna Kliniken has stated that nothing can replace" in words
    assert "the score counts that as the worst" in words
    assert "then nothing." in words
    assert "Find a second source for what Pixarch relies on." in words
    assert {card.number for card in report.cards} == {"–"}


def test_a_sole_source_has_no_cut_to_compare() -> None:
    keys = {e.key for section in told(ARCHIVE, "pixarch").sections for e in section.exhibits}

    assert "04-cuts" not in keys
    assert {e.key for s in told(NUCLEAR, "curatom").sections for e in s.exhibits} >= {"04-cuts"}


def test_a_score_outside_its_own_draws_says_that_the_unknown_was_drawn() -> None:
    risk = results().measure("score.risk", "nuclear-imaging/isolyo")
    assert risk.value > risk.p95

    headline = told(NUCLEAR, "isolyo").sureness.headline

    assert headline.endswith("with what is unknown drawn")


def test_no_points_are_promised_where_there_is_no_score() -> None:
    assert value("score.risk", "nuclear-imaging/warta") is None

    decision = told(NUCLEAR, "warta").decision

    assert decision.levers == ()
    assert decision.consequence == "Too little is known to say which change would help most."


def test_a_stock_between_two_links_delays_what_the_shared_node_stops() -> None:
    (point,) = (p for p in told(NUCLEAR, "curatom").reasons if p.claim.endswith("hang on one."))

    assert "Uranval Targets" in point.sentence
    assert point.sentence.endswith("nothing of Nuclear imaging is left once stock runs out.")
    assert "at once" not in point.sentence


def test_the_rates_of_other_currencies_are_printed() -> None:
    points = {point.claim: point.sentence for point in told(NUCLEAR, "curatom").method}

    assert "1 PLN = 0.235 EUR (30 June 2026) [S1]" in points["Currencies."]


SLIPS = re.compile(r"\bNone\b(?! of)|\bnan\b|\binf\b| 1 points|  |\.\.| ,|\bis are\b")


@pytest.mark.parametrize(("function", "supplier"), POSITIONS)
def test_no_sentence_prints_a_word_of_the_machine(function: str, supplier: str) -> None:
    assert SLIPS.findall(text(told(function, supplier))) == []
