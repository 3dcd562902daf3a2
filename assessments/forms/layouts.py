"""How the form of each noun is cut into steps of at most twelve fields; the rest is last."""

from collections.abc import Mapping
from dataclasses import dataclass

EVIDENCE = ("source", "grade", "basis", "as_of", "note")


@dataclass(frozen=True, slots=True)
class Step:
    """Fields that are asked together."""

    title: str
    fields: tuple[str, ...]
    lead: str = ""

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")


def step(title: str, fields: str, lead: str = "") -> Step:
    """Return a step with the fields whose names a text lists."""
    return Step(title, tuple(fields.split()), lead)


PROOF = Step(
    "Evidence", EVIDENCE, "What proves that this row and its dates are so. Numbers have their own."
)

LAYOUTS: Mapping[str, tuple[Step, ...]] = {
    "sources": (step("Source", "title publisher site url date grade print note"),),
    "suppliers": (
        step("Supplier", "name country parent is_internal legal_name lei"),
        step("Footprint", "locations"),
        PROOF,
    ),
    "ties": (
        step("Tie", "kind holder target share amount amount_per_year since until"),
        PROOF,
    ),
    "offerings": (
        step("Offering", "name supplier layer category has_no_upstream"),
        step("Prices", "prices", "List prices; a price without region and scope compares best."),
        PROOF,
    ),
    "functions": (
        step("Function", "name criticality value_per_month revenue_per_year gross_margin_share"),
        step(
            "When supply stops",
            "buffer_months refill_months ramp_months event_cost stop_cost_per_month appetite "
            "rto_hours rpo_hours",
        ),
        PROOF,
    ),
    "gates": (
        step("How inputs combine", "name rule k need_share buffer_months volume_per_year"),
        PROOF,
    ),
    "dependencies": (
        step("What you rely on", "offering channel contract purpose workload_share since until"),
        step("Money", "annual_spend unit_price volume_share comparators"),
        step(
            "Ways out",
            "alternatives surge_capacity_share surge_delay_months substitutability reason facets",
        ),
        step("Who earns", "gross_margin_share channel_profit_share dep_them_share"),
        PROOF,
    ),
    "upstream": (
        step("How inputs combine", "name rule k stops link_buffer_months"),
        PROOF,
    ),
    "links": (step("Input", "kind cost_share gross_margin_share since until"), PROOF),
    "shares": (
        step("Observation", "gate period scope forecast"),
        step("Who supplied how much", "shares units", "Shares, or units, by offering or “other”."),
        PROOF,
    ),
    "contracts": (
        step("Contract", "supplier reference covers channel purpose status governing_law"),
        step(
            "Dates and notice",
            "start end term_years renewal renewal_months notice_days_ours notice_days_theirs "
            "decision_days convenience_exit",
        ),
        step(
            "Money",
            "total option commitment_per_month committed_due fee clawback unit_price "
            "price_cap_share",
        ),
        step(
            "Commitments",
            "prepayment prepayment_share prepayment_used_share take_or_pay_share "
            "min_volume_per_year is_custom_built",
        ),
        step("Payments", "payments"),
        step("Clauses", "clauses"),
        PROOF,
    ),
    "alternatives": (
        step(
            "Alternative",
            "name for_ stage stage_date reason available_from is_in_house",
        ),
        step("Capacity", "capacity_share offerings", "Of the whole, or offering by offering."),
        step(
            "Cost a year",
            "annual_cost price_premium_share quality_cost_per_year",
        ),
        step("Cost to move", "one_off cost_lines"),
        step("Time to move", "activities", "Step by step; how long each takes."),
        step(
            "Own build",
            "unit_variable_cost nre life_years volume_per_year cost_performance_factor",
        ),
        step("What it makes needless", "removes"),
        PROOF,
    ),
    "exit_plans": (
        step(
            "Plan", "alternative kind start planned first_deployment actual cancelled reintegration"
        ),
        step("New dates", "rebaselines", "A new date does not reset the clock."),
        step("Tests", "tests"),
        step(
            "Cost of delay",
            "stopgap premium_per_month stranded_per_month uncovered_per_month data_volume_gb "
            "export_gb_per_day",
        ),
        step("How such exits go", "overrun_median overrun_p80 cancel_share"),
        PROOF,
    ),
    "markets": (
        step("Market", "name our_share our_revenue_share"),
        step("Rivals", "rivals", "Suppliers of yours that compete with you here."),
        PROOF,
    ),
    "disruptions": (
        step("Event", "name stops country per_year events years"),
        step("How long it lasts", "months", "Two percentiles, or low, likely and high."),
        PROOF,
    ),
    "mitigations": (
        step("Action", "name owner due status capex opex_per_year life_years team_months"),
        step("What it changes", "changes"),
        step("Other actions", "excludes requires"),
        PROOF,
    ),
    "positions": (
        step("Decision", "function supplier decision decide_by stress_months stress_ramp_months"),
        step("Exit plan", "exit_plan approved"),
        PROOF,
    ),
}

# Fields that only some need stand in a part of the step that is closed at first.
RARELY = frozenset(["legal_name", "lei", "rto_hours", "rpo_hours", "facets", "scope", "site"])
